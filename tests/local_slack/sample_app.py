"""A manifest of its own, a running local Slack and a Bolt app that answers it, over either transport."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.local_slack import LocalSlack

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Sample app"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Sample", "always_online": True},
        "slash_commands": [
            {"command": "/promise", "description": "Make a promise", "should_escape": False},
            {"command": "/thanks", "description": "Say thank you", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Capture", "type": "global", "callback_id": "capture", "description": "Write down"},
            {"name": "Track a promise", "type": "message", "callback_id": "track", "description": "Track"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands",
                "chat:write",
                "im:history",
                "im:read",
                "im:write",
                "users:read",
                "channels:read",
                "team:read",
                "files:read",
                "files:write",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "message.im",
                "app_home_opened",
                "user_change",
                "team_join",
                "member_joined_channel",
                "member_left_channel",
                "channel_archive",
                "file_change",
                "app_uninstalled",
                "tokens_revoked",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@asynccontextmanager
async def local_slack(manifest: dict[str, Any] | None = None, **options: Any) -> AsyncIterator[LocalSlack]:
    slack = LocalSlack(manifest or MANIFEST, **options)
    await slack.start()
    try:
        yield slack
    finally:
        await slack.stop()


def client_of(slack: LocalSlack, token: str | None = None) -> AsyncWebClient:
    """The SDK's own client, without its habit of trying again."""
    bot_token = slack.bot_token if token is None else token
    return AsyncWebClient(token=bot_token, base_url=slack.api_url, retry_handlers=[])


def bolt_app(slack: LocalSlack) -> AsyncApp:
    """A Bolt app that knows who it is without asking on each request."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=slack.team_id,
            bot_token=slack.bot_token,
            bot_user_id=slack.bot_user_id,
        )

    return AsyncApp(
        client=client_of(slack),
        signing_secret=slack.signing_secret,
        authorize=authorize,
        process_before_response=True,
    )


@asynccontextmanager
async def answering(
    slack: LocalSlack, register: Callable[[AsyncApp], None], mode: str = "socket"
) -> AsyncIterator[AsyncApp]:
    """The app of a test, connected over Socket Mode or listening on HTTP."""
    app = bolt_app(slack)
    register(app)
    async with AsyncExitStack() as stack:
        if mode == "socket":
            await _connect(slack, app, stack)
        else:
            await _listen(slack, app, stack)
        yield app


async def _connect(slack: LocalSlack, app: AsyncApp, stack: AsyncExitStack) -> None:
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client_of(slack, ""))
    assert isinstance(handler.client, SocketModeClient)
    stack.push_async_callback(handler.close_async)
    await handler.connect_async()
    assert await slack.until_connected()


async def _listen(slack: LocalSlack, app: AsyncApp, stack: AsyncExitStack) -> None:
    async def events(request: web.Request) -> web.Response:
        body = await request.text()
        bolt = AsyncBoltRequest(body=body, headers=dict(request.headers.items()))
        answer = await app.async_dispatch(bolt)
        content_type = answer.headers.get("content-type", ["text/plain"])[0].split(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=content_type)

    server = web.Application()
    server.add_routes([web.post("/slack/events", events)])
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str = "Done", action_id: str = "done", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **more}


def option(text: str, value: str | None = None) -> dict[str, Any]:
    return {"text": plain(text), "value": value or text.lower()}


def select(label: str, *texts: str, **more: Any) -> dict[str, Any]:
    options = [option(text) for text in texts]
    return {
        "type": "static_select",
        "action_id": label.lower(),
        "placeholder": plain(label),
        "options": options,
        **more,
    }


def typed(
    label: str = "What", block_id: str = "what", action_id: str = "text", **more: Any
) -> dict[str, Any]:
    """An input block with a text field; `more` goes into the field."""
    element = {"type": "plain_text_input", "action_id": "text", **more}
    return asking(label, element, block_id)


def asking(label: str, element: dict[str, Any], block_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    view = {"type": "modal", "title": plain("A form"), "submit": plain("Save"), "callback_id": "form"}
    return {**view, "blocks": list(blocks) or [section()], **more}


def home(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks), **more}


async def refused(call: Coroutine[Any, Any, Any]) -> str:
    """The error name of a call that must be refused."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])
