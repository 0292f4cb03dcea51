"""A client that costs the server nothing extra: one kept connection, signed requests, whole answers."""

from __future__ import annotations

import json
import socket
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bot.local_slack.http_delivery import signed_headers

FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes


class Wire:
    """One connection to a server on loopback, kept open as Slack keeps its own."""

    def __init__(self, port: int, secret: str = "") -> None:
        self.secret, self.port = secret, port
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._unread = b""

    def get(self, path: str) -> Answer:
        """A plain GET."""
        return self.exchange(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def exchange(self, request: bytes) -> Answer:
        """Send the bytes of a request, read its answer. Raises OSError when the server closes."""
        self._socket.sendall(request)
        while (end := self._unread.find(b"\r\n\r\n")) < 0:
            self._read()
        head, self._unread = self._unread[:end], self._unread[end + 4 :]
        lines = head.decode("latin-1").lower().split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
        while len(self._unread) < length:
            self._read()
        body, self._unread = self._unread[:length], self._unread[length:]
        return Answer(int(lines[0].split()[1]), body)

    def _read(self) -> None:
        if not (got := self._socket.recv(65536)):
            raise ConnectionError("the server closed the connection")
        self._unread += got

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def signed(secret: str, form: dict[str, str]) -> bytes:
    """The bytes of a request as Slack sends it, signed now."""
    body = urlencode(form)
    headers = {
        "Host": "127.0.0.1",
        "Accept": "application/json,*/*",
        "Accept-Encoding": "gzip,deflate",
        "Content-Length": str(len(body)),
        **signed_headers(secret, body, FORM),
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(["POST /slack/events HTTP/1.1", *lines, "", body]).encode()


def command(slack: Any, name: str, text: str) -> dict[str, str]:
    """The form of a slash command by alice, with every field that Slack's has."""
    return {
        "token": "local-verification-token",
        "team_id": slack.team_id,
        "team_domain": "samples",
        "channel_id": "C0000000001",
        "channel_name": "general",
        "user_id": slack.person("alice").id,
        "user_name": "alice",
        "command": name,
        "text": text,
        "api_app_id": "A0000000001",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1/commands/none",
        "trigger_id": "1.2.3",
    }


def unknown_click(slack: Any) -> dict[str, str]:
    """The form of a click on a button of a message that no listener knows."""
    alice = slack.person("alice").id
    payload = {
        "type": "block_actions",
        "token": "local-verification-token",
        "team": {"id": slack.team_id, "domain": "samples"},
        "user": {"id": alice, "username": "alice", "name": "alice", "team_id": slack.team_id},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": "A0000000001",
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "D1", "is_ephemeral": False},
        "trigger_id": "1.2.3",
        "channel": {"id": "D1", "name": "directmessage"},
        "message": {"type": "message", "ts": "1.2", "text": "A message", "blocks": []},
        "response_url": "http://127.0.0.1/actions/none",
        "actions": [{"type": "button", "action_id": "nobody.knows:1", "block_id": "b", "action_ts": "1.2"}],
    }
    return {"payload": json.dumps(payload)}
