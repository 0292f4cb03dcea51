"""The HTTP edge: a guard in front of Bolt, beside the pages that operators' tools look at.

The guard checks size, header grammar and signature over the raw bytes, and only then parses: Bolt itself
raises on some malformed requests before it has checked who sent them.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import real_seconds, ticks
from bot.pages import Pulse, pages

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024
OLDEST_SECONDS = 300  # docs.slack.dev, "Verifying requests from Slack": older than five minutes is a replay
MOST_FIELDS = 100
TOO_FAST = "app_rate_limited"  # docs.slack.dev, "Using the Events API": told in the place of events
INTERACTIVE = frozenset(
    {"block_actions", "view_submission", "view_closed", "shortcut", "message_action", "block_suggestion"}
)
Body = dict[str, Any]
# Slack's word for what a request is -> ours, as the figures name it.
KINDS = {
    "event_callback": "event",
    "block_actions": "action",
    "view_submission": "view",
    "view_closed": "view",
    "shortcut": "shortcut",
    "message_action": "shortcut",
}
# `kind_of` a request, and the seconds until its answer.
Acked = Callable[[str, float], None]
NOT_OURS = Response(status_code=401)
TOO_LARGE = Response(status_code=413)


def is_signed(secret: str, headers: Any, raw: bytes, now: float) -> bool:
    """Whether the bytes were signed with the secret in the last five minutes."""
    stamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 13 and signature.isascii()):
        return False
    if abs(now - int(stamp)) > OLDEST_SECONDS:
        return False
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, sha256).hexdigest()
    return hmac.compare_digest(f"v0={digest}", signature)


def parse(raw: bytes, content_type: str) -> Body | None:
    """The request as Bolt's listeners see it, or None when it is nothing that Slack sends."""
    try:
        body = json.loads(raw) if content_type.startswith("application/json") else _form(raw)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and _is_known(body) else None


def _form(raw: bytes) -> Any:
    fields = parse_qs(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, strict_parsing=True)
    if "payload" in fields:
        return json.loads(fields["payload"][0])
    return {name: values[-1] for name, values in fields.items()}


def _is_known(body: Body) -> bool:
    kind = body.get("type")
    if kind == "event_callback":
        event = body.get("event")
        has_id = _is_text(body, "event_id") or ("event_id" not in body and _is_text(body, "team_id"))
        return isinstance(event, dict) and isinstance(event.get("type"), str) and has_id
    if kind == "url_verification":
        return _is_text(body, "challenge")
    if kind == TOO_FAST:
        return _is_text(body, "team_id")
    if isinstance(kind, str):
        return kind in INTERACTIVE and _is_interactive(body)
    is_command = _is_text(body, "command") and _is_text(body, "user_id")
    return "ssl_check" in body or (is_command and ("team_id" in body or "enterprise_id" in body))


def _is_interactive(body: Body) -> bool:
    shaped = {"user": dict, "view": dict, "team": dict, "message": dict, "container": dict, "actions": list}
    if not all(isinstance(body[key], kind) for key, kind in shaped.items() if body.get(key) is not None):
        return False
    if body.get("view") and not _is_view(body):
        return False
    needed = {"view_submission": "view", "view_closed": "view", "block_actions": "actions"}.get(body["type"])
    elements = body.get("actions") or []
    return (
        bool(body.get("user"))
        and (needed is None or bool(body.get(needed)))
        and all(isinstance(element, dict) for element in elements)
    )


def _is_view(body: Body) -> bool:
    """Whether the ids are texts; only a form needs them all."""
    view, is_form = body["view"], body["type"] in ("view_submission", "view_closed")
    keys = [key for key in ("id", "type", "callback_id") if is_form or key in view]
    return all(_is_text(view, key) for key in keys)


def _is_text(body: Body, key: str) -> bool:
    return isinstance(body.get(key), str)


def kind_of(body: Body) -> str:
    """What a request is: command, event, action, view, shortcut, or other."""
    return "command" if "command" in body else KINDS.get(str(body.get("type")), "other")


async def _read(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is larger than anything Slack sends."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > LARGEST_BODY:
        return None
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST_BODY:
            return None
    return bytes(raw)


def _nowhere(_kind: str, _seconds: float) -> None:
    """Counts nothing."""


def events_endpoint(
    bolt: AsyncApp, secret: str, acked: Acked = _nowhere
) -> Callable[[Request], Awaitable[Response]]:
    """`POST /slack/events`: 413 too large, 401 not Slack's, else what Bolt answers."""

    async def endpoint(request: Request) -> Response:
        began = ticks()
        raw = await _read(request)
        if raw is None:
            return TOO_LARGE
        if not is_signed(secret, request.headers, raw, real_seconds()):
            return NOT_OURS
        body = parse(raw, request.headers.get("content-type", ""))
        if body is None:
            return NOT_OURS
        if body.get("type") == "url_verification":
            return PlainTextResponse(body["challenge"])
        if body.get("type") == TOO_FAST:
            log.warning("Slack holds events back: too many in an hour")
            return Response()
        if "ssl_check" in body:
            return Response()
        answer = await _dispatch(bolt, body)
        acked(kind_of(body), ticks() - began)
        return answer

    return endpoint


async def _dispatch(bolt: AsyncApp, body: Body) -> Response:
    # "socket_mode" is Bolt's word for a body that is parsed and verified already, as ours is by now.
    try:
        request = AsyncBoltRequest(body=body, mode="socket_mode")
    except (AttributeError, TypeError):  # an id where Slack puts a text: Bolt looks into it
        return NOT_OURS
    answer = await bolt.async_dispatch(request)
    kind = answer.first_headers().get("content-type", "text/plain")
    return Response(answer.body, answer.status, headers={"content-type": kind})


def web_app(bolt: AsyncApp, secret: str, pulse: Pulse, acked: Acked = _nowhere) -> Starlette:
    """The whole HTTP face."""
    endpoint = events_endpoint(bolt, secret, acked)
    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"]), *pages(pulse)])
