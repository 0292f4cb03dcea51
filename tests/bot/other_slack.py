"""A second, small Slack, made from Slack's documentation alone and as unlike bot/local_slack as Slack allows.

It says the least that a method's page promises, in another order, closes every connection, and knows few
methods. `answers[method]` replaces an answer: a dict, or what makes a response of the arguments.
"""

from __future__ import annotations

import asyncio
import copy
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

TEAM, ORG, APP, BOT_USER = "T0HOME", "E0ORG", "A0KITH", "W0KITH"
SECRET = "0123456789abcdef0123456789abcdef"
Args = dict[str, Any]
Answer = dict[str, Any]
# What can be chosen in an element, by the name of its first value: what the state of a view calls it.
FIRST_VALUES = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_conversation": "selected_conversation",
}


class OtherSlack:
    """One workspace of an organisation, on a port of this machine."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Args]] = []
        self.answers: dict[str, Answer | Callable[[Args], Awaitable[web.Response]]] = {}
        self.posts: list[Args] = []
        self.views: list[Args] = []
        self.homes: dict[str, Args] = {}
        self.said: list[Args] = []
        self.hook = web.Response(text="ok")
        self.hook_status, self.hook_text, self.hook_wait = 200, "ok", 0.0
        self.socket: web.WebSocketResponse | None = None
        self.request_url = ""
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._numbers = itertools.count(1)

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/hook", self._hook)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, keepalive_timeout=0, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        self._session = aiohttp.ClientSession()

    async def stop(self) -> None:
        """Hang up on everybody."""
        await self._session.close()
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        args = await _arguments(request)
        self.calls.append((method, args))
        answer = self.answers.get(method) or getattr(self, "_" + method.replace(".", "_"), None)
        if answer is None:
            answer = {"error": "unknown_method", "ok": False}
        elif callable(answer):
            answer = await _awaited(answer(args))
        response = answer if isinstance(answer, web.Response) else web.json_response(answer)
        response.force_close()
        return response

    async def _hook(self, request: web.Request) -> web.Response:
        self.said.append(await request.json())
        await asyncio.sleep(self.hook_wait)
        return web.Response(text=self.hook_text, status=self.hook_status)

    def _auth_test(self, _args: Args) -> Answer:
        return {"user_id": BOT_USER, "enterprise_id": ORG, "team_id": TEAM, "ok": True}

    def _users_info(self, args: Args) -> Answer:
        if args["user"].endswith("3"):
            return {"error": "user_not_found", "ok": False}
        gaps = {"tz": None, "tz_offset": None} if args["user"].endswith("2") else {}
        return {"user": {"id": args["user"], "name": "somebody", **gaps}, "ok": True}

    def _conversations_open(self, args: Args) -> Answer:
        return {"channel": {"id": dm_of(args["users"])}, "ok": True}

    def _chat_postMessage(self, args: Args) -> Answer:
        channel, ts = dm_of(args["channel"]), f"1700000000.{next(self._numbers):06d}"
        self.posts.append({**args, "channel": channel, "ts": ts})
        return {"ts": ts, "channel": channel, "warning": "missing_charset", "ok": True}

    def _chat_update(self, args: Args) -> Answer:
        post = next(one for one in self.posts if one["ts"] == args["ts"])
        post.update({key: args[key] for key in ("text", "blocks") if key in args})
        return {"ts": args["ts"], "ok": True}

    def _chat_postEphemeral(self, args: Args) -> Answer:
        self.said.append(args)
        return {"message_ts": "1700000000.000009", "ok": True}

    def _views_open(self, args: Args) -> Answer:
        self.views.append({**args["view"], "id": f"V{next(self._numbers)}"})
        return {"ok": True, "view": {"id": self.views[-1]["id"]}}

    _views_push = _views_open

    def _views_publish(self, args: Args) -> Answer:
        self.homes[args["user_id"]] = {**args["view"], "id": f"VH{args['user_id']}"}
        return {"ok": True, "view": {"id": f"VH{args['user_id']}"}}

    def _conversations_history(self, _args: Args) -> Answer:
        return {"provided": "chat:write", "needed": "im:history", "error": "missing_scope", "ok": False}

    def _conversations_info(self, args: Args) -> Answer:
        return {"channel": {"id": args["channel"], "is_member": True}, "ok": True}

    def _conversations_members(self, _args: Args) -> Answer:
        return {"members": ["W1", "W2", "W3"], "ok": True}

    def _apps_connections_open(self, _args: Args) -> Answer:
        return {"url": self.url.replace("http", "ws") + "/link", "ok": True}

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello"})
        self.socket = socket
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data.startswith("{"):
                ack = json.loads(message.data)
                self._acks.pop(ack["envelope_id"]).set_result(ack.get("payload"))
        return socket

    async def send(self, kind: str, payload: Args, seconds: float = 20, **headers: str) -> tuple[int, Any]:
        """Deliver by the socket if there is one, else by signed HTTP: the status, and what was answered."""
        if self.socket is None:
            return await self._post(kind, payload, seconds, headers)
        envelope_id = f"e-{next(self._numbers)}"
        self._acks[envelope_id] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"payload": payload, "envelope_id": envelope_id, "type": kind})
        return 200, await asyncio.wait_for(self._acks[envelope_id], seconds)

    async def _post(
        self, kind: str, payload: Args, seconds: float, headers: dict[str, str]
    ) -> tuple[int, Any]:
        body, content_type = json.dumps(payload), "application/json"
        if kind != "events_api":
            form = payload if kind == "slash_commands" else {"payload": body}
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        signed = {"Content-Type": content_type, **signature(body), **headers}
        timeout = aiohttp.ClientTimeout(total=seconds)
        posting = self._session.post(self.request_url, data=body, headers=signed, timeout=timeout)
        async with posting as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text.startswith("{") else text


def signature(body: str) -> dict[str, str]:
    """docs.slack.dev, "Verifying requests from Slack"."""
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def dm_of(user_or_channel: str) -> str:
    """The conversation of a person with the app."""
    return "D" + user_or_channel[1:] if user_or_channel.startswith("W") else user_or_channel


async def _arguments(request: web.Request) -> Args:
    if request.content_type == "application/json":
        return dict(await request.json())
    args: Args = {**request.query, **await request.post()}
    for name in ("blocks", "view", "metadata"):
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    return args


async def _awaited(answer: Any) -> Any:
    return await answer if asyncio.iscoroutine(answer) else answer


def element_of(blocks: list[Args], label: str) -> Args:
    """What Slack sends of the button with this label."""
    for block in blocks:
        for element in [*(block.get("elements") or []), block.get("accessory") or {}]:
            words = element.get("text")
            if isinstance(words, dict) and words.get("text") == label:
                kept = {key: element[key] for key in ("type", "action_id", "value") if key in element}
                return {"block_id": block.get("block_id", "gen1"), "action_ts": "1700000000.5", **kept}
    raise LookupError(f"no button {label!r}")


def state_of(view: Args, chosen: dict[str, Args]) -> Args:
    """The state of a view as it was opened, with other choices by block_id."""
    values: Args = {}
    for block in view["blocks"]:
        element = block.get("element")
        if element:
            first = {name: element.get(key) for key, name in FIRST_VALUES.items() if key in element}
            held = {"type": element["type"], **first, **chosen.get(block["block_id"], {})}
            values[block["block_id"]] = {element["action_id"]: held}
    return {"values": copy.deepcopy(values)}
