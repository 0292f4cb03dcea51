"""Signed HTTP delivery to the app's request address, as Slack does it without Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.local_slack.acks import Ack


def signed_headers(secret: str, body: str, content_type: str) -> dict[str, str]:
    """Slack's v0 signature over the body; the timestamp is real time, whatever the virtual clock says."""
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }


def encoded(kind: str, payload: dict[str, Any]) -> tuple[str, str]:
    """The body and its content type: commands as a form, interactions as JSON in a form, events as JSON."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


class HttpDelivery:
    """Posts to `request_url`; one client session for the life of the server."""

    def __init__(self, signing_secret: str) -> None:
        self.signing_secret = signing_secret
        self.request_url: str | None = None
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self, kind: str, payload: dict[str, Any], seconds: float, retry: tuple[int, str] | None = None
    ) -> Ack:
        body, content_type = encoded(kind, payload)
        headers = signed_headers(self.signing_secret, body, content_type)
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        started = time.monotonic()
        try:
            return await self._post(body, headers, seconds, started)
        except TimeoutError:
            return Ack(None, None, time.monotonic() - started, "operation_timeout")
        except (aiohttp.ClientError, OSError):
            return Ack(None, None, time.monotonic() - started, "dispatch_failed")

    async def _post(self, body: str, headers: dict[str, str], seconds: float, started: float) -> Ack:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=seconds)
        address = str(self.request_url)
        async with self._session.post(
            address, data=body.encode(), headers=headers, timeout=timeout
        ) as response:
            text = await response.text()
        taken = time.monotonic() - started
        if response.status != 200:
            error = "http_client_error" if response.status < 500 else "http_service_error"
            return Ack(response.status, text, taken, error)
        return parsed_ack(text, response.content_type, taken)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def parsed_ack(text: str, content_type: str, seconds: float) -> Ack:
    """An answer with status 200; a body that claims to be JSON and is not is a service error."""
    if content_type != "application/json" or not text:
        return Ack(200, text or None, seconds)
    try:
        return Ack(200, json.loads(text), seconds)
    except ValueError:
        return Ack(200, text, seconds, "http_service_error")
