"""The HTTP edge of the Web API: reads the call, checks the token, plays the ordered faults, answers."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.local_slack import methods_account, methods_chat, methods_conversations, methods_files, methods_views
from bot.local_slack.call import Call
from bot.local_slack.exchange_titles import person_of
from bot.local_slack.exchanges import Exchange
from bot.local_slack.faults import Fault, Faults
from bot.local_slack.ledger import CallRecord
from bot.local_slack.refusals import Refusal, refusal_with_messages
from bot.local_slack.scopes import METHOD_SCOPES, require
from bot.local_slack.workspace import Workspace

Method = Callable[[Workspace, Call], dict[str, Any]]

METHODS: dict[str, Method] = {
    **methods_account.METHODS,
    **methods_chat.METHODS,
    **methods_conversations.METHODS,
    **methods_files.METHODS,
    **methods_views.METHODS,
}
APP_TOKEN_METHODS = ("apps.connections.open",)
NO_TOKEN_METHODS = ("api.test",)


@dataclass
class Visit:
    """One call while it is answered, with the fault that is played on it."""

    request: web.Request
    method: str
    args: dict[str, Any]
    fault: Fault | None
    exchange: Exchange


class WebApi:
    """Answers /api/{method}. `open_connection` makes the address of a Socket Mode connection."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        bot_token: str,
        app_token: str,
        open_connection: Callable[[], str],
    ) -> None:
        self.workspace, self.faults = workspace, faults
        self.bot_token, self.app_token = bot_token, app_token
        self.token_state = ""
        self._open_connection = open_connection

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if fault := self.faults.take(method, {}, needs_content=False):
            return self._cut(self._visit(request, method, {}, fault))
        try:
            args = await read_arguments(request)
        except Refusal as refusal:
            return self._answer(self._visit(request, method, {}), refusal.answer())
        # A token in the address would let any page act by a picture of that address; Slack takes none there.
        token = bearer_token(request) or ("" if "token" in request.query else str(args.get("token") or ""))
        args.pop("token", None)
        methods_chat.post_due(self.workspace)
        visit = self._visit(request, method, args, self.faults.take(method, args))
        try:
            return await self._play(visit, token)
        finally:
            self.workspace.exchanges.break_off(visit.exchange)

    def _visit(
        self, request: web.Request, method: str, args: dict[str, Any], fault: Fault | None = None
    ) -> Visit:
        user_id, played = person_of(self.workspace, args), fault.kind if fault else ""
        exchange = self.workspace.exchanges.add("from_app", "web_api", method, args, user_id, played)
        return Visit(request, method, args, fault, exchange)

    async def _play(self, visit: Visit, token: str) -> web.Response:
        fault = visit.fault
        if fault is None:
            return self._answer(visit, self._run(visit, token))
        if fault.kind in ("refuse", "reset_before"):
            return self._cut(visit)
        if fault.kind == "reset_after":
            self._run(visit, token)
            return self._cut(visit)
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
            if visit.request.transport is None or visit.request.transport.is_closing():
                return self._cut(visit)
            return self._answer(visit, self._run(visit, token))
        if fault.kind == "hang_after":
            answer = self._run(visit, token)
            await asyncio.sleep(fault.seconds)
            return self._answer(visit, answer)
        return self._spoiled(visit, fault)

    def _spoiled(self, visit: Visit, fault: Fault) -> web.Response:
        """The answers that need no work at all."""
        if fault.kind == "error":
            return self._answer(visit, Refusal(fault.code).answer())
        if fault.kind == "ratelimited":
            response = self._answer(visit, Refusal("ratelimited").answer())
            response.set_status(429)
            response.headers["Retry-After"] = str(fault.retry_after)
            return response
        self._remember(visit, None, f"status {fault.status} without JSON")
        if fault.kind == "html":
            page = "<!DOCTYPE html><html><body><h1>Server Error</h1></body></html>"
            return web.Response(status=fault.status, text=page, content_type="text/html")
        return web.Response(status=fault.status, text="upstream connect error", content_type="text/plain")

    def _cut(self, visit: Visit) -> web.Response:
        """Breaks the connection with a reset, so that the caller never gets an answer."""
        self._remember(visit, None, "connection cut")
        cut_connection(visit.request)
        return web.Response(status=500)

    def _run(self, visit: Visit, token: str) -> dict[str, Any]:
        """Does the work in one go, so that whatever is complained of in the meantime is about this call."""
        before = len(self.workspace.violations)
        answer = self._answer_to(visit.method, token, visit.args)
        visit.exchange.remarks += [str(violation) for violation in self.workspace.violations[before:]]
        return answer

    def _answer_to(self, method: str, token: str, args: dict[str, Any]) -> dict[str, Any]:
        try:
            self._check_token(method, token)
            if method == "apps.connections.open":
                return {"ok": True, "url": self._open_connection()}
            run = METHODS.get(method)
            if run is None:
                raise Refusal("unknown_method", req_method=method)
            require(METHOD_SCOPES[method], self.workspace.manifest.scopes)
            return {"ok": True, **run(self.workspace, Call(method, args))}
        except Refusal as refusal:
            return refusal.answer()

    def _check_token(self, method: str, token: str) -> None:
        if method in NO_TOKEN_METHODS:
            return
        if not token:
            raise Refusal("not_authed")
        if token not in (self.bot_token, self.app_token):
            raise Refusal("invalid_auth")
        if (token == self.app_token) != (method in APP_TOKEN_METHODS):
            raise Refusal("not_allowed_token_type")
        if token == self.bot_token and self.token_state:
            raise Refusal(self.token_state)

    def _answer(self, visit: Visit, answer: dict[str, Any]) -> web.Response:
        self._remember(visit, answer, "" if answer["ok"] else str(answer["error"]))
        headers = {
            "X-OAuth-Scopes": ",".join(self.workspace.manifest.scopes),
            "X-Accepted-OAuth-Scopes": METHOD_SCOPES.get(visit.method, ""),
        }
        return web.json_response(answer, headers=headers)

    def _remember(self, visit: Visit, answer: dict[str, Any] | None, error: str) -> None:
        kind = visit.fault.kind if visit.fault else None
        record = CallRecord(visit.method, visit.args, answer, self.workspace.clock.now(), kind)
        self.workspace.calls.append(record)
        exchange = visit.exchange
        exchange.user_id = exchange.user_id or person_of(self.workspace, answer or {})
        self.workspace.exchanges.finish(
            exchange, answer, error, answer is not None, remarks=messages_in(answer or {})
        )


def messages_in(answer: dict[str, Any]) -> list[str]:
    """What Slack says beside the name of an error: where the fault is, and what it warns of."""
    about = answer.get("response_metadata") or {}
    return [str(message) for message in (about.get("messages") or about.get("warnings") or [])]


def cut_connection(request: web.Request) -> None:
    transport = request.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        # Linger of zero seconds: the system sends a reset in place of an orderly goodbye.
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def bearer_token(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


async def read_arguments(request: web.Request) -> dict[str, Any]:
    """Arguments from the query, a form or a JSON body, later ones winning. Raises Refusal."""
    args: dict[str, Any] = dict(request.query)
    try:
        if request.content_type == "application/json":
            return {**args, **_json_object(await request.text())}
        form = await request.post()
    except (Refusal, web.HTTPException):
        raise
    except Exception as error:
        # Of the many ways in which a body can be broken each raises something of its own.
        raise Refusal("invalid_form_data") from error
    return {**args, **{key: value for key, value in form.items() if isinstance(value, str)}}


def _json_object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise Refusal("invalid_json") from error
    if not isinstance(body, dict):
        raise refusal_with_messages("json_not_object", ["the body must be an object"])
    return body
