"""Who did it, in an Enterprise organisation: the view tells the workspace where nothing else does."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot import envelope, library
from bot.blocks import kit
from bot.download import DownloadError, fetch

ORG: dict[str, Any] = {"user": {"id": "U1", "team_id": "E1"}, "team": None, "enterprise": {"id": "E1"}}
VIEWS = [
    ({"app_installed_team_id": "T1", "team_id": "T9"}, False),
    ({"team_id": "T1"}, False),
    ({"app_installed_team_id": "T9", "team_id": "T1"}, True),
    ({}, True),
]


@pytest.mark.parametrize(("view", "is_stranger"), VIEWS)
def test_where_only_the_organisation_is_named_the_view_tells_the_workspace(
    view: dict[str, Any], is_stranger: bool
) -> None:
    sender = envelope.sender({**ORG, "view": view}, "T1")
    assert sender is not None
    assert (sender.is_stranger, sender.owner.member_id) == (is_stranger, "U1")


def test_a_view_of_ours_does_not_let_somebody_of_another_workspace_in() -> None:
    body = {"user": {"id": "U1", "team_id": "T9"}, "view": {"app_installed_team_id": "T1"}}
    sender = envelope.sender(body, "T1")
    assert sender is not None and sender.is_stranger


RICH = [
    ({"type": "rich_text", "elements": None}, ""),
    ({"type": "rich_text_section", "elements": None}, ""),
    ({"type": "rich_text_section", "elements": [{"type": "emoji", "name": "wave"}]}, ":wave:"),
    ({"type": "link", "url": "https://a.example"}, "https://a.example"),
]


@pytest.mark.parametrize(("block", "words"), RICH)
def test_rich_text_with_gaps_is_read_as_far_as_it_goes(block: dict[str, Any], words: str) -> None:
    assert envelope.rich_text(block) == words


def test_what_a_member_typed_is_neither_emoji_nor_link() -> None:
    assert kit.plain(":wave:", 20) == {"type": "plain_text", "text": ":wave:", "emoji": False}
    assert kit.mrkdwn("a.example")["verbatim"] is True


def named_only(answer: dict[str, Any]) -> bytes:
    """What comes of a file of which the event told the id alone; files.info answers `answer`."""

    async def run() -> bytes:
        app = web.Application()

        async def info(request: web.Request) -> web.Response:
            told = answer.get("file", {}).get("url_private", "")
            file = {"url_private": str(server.make_url(told))} if told else {}
            return web.json_response({**answer, "file": file})

        async def content(request: web.Request) -> web.Response:
            return web.Response(body=b"Name\n")

        app.router.add_route("*", "/api/files.info", info)
        app.router.add_get("/good", content)
        async with TestServer(app) as server, ClientSession() as session:
            client = AsyncWebClient(token="xoxb-1", base_url=str(server.make_url("/api/")), session=session)
            return await fetch(client, {"id": "F1"}, 100)

    return asyncio.run(run())


def test_a_file_that_is_only_named_is_looked_up() -> None:
    assert named_only({"ok": True, "file": {"url_private": "/good"}}) == b"Name\n"


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": False, "error": "file_not_found"}])
def test_a_file_that_cannot_be_looked_up_is_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(DownloadError):
        named_only(answer)


def test_a_gap_in_the_lessons_is_named(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "---\ntitle: A\nidea: B.\ntoday: C.\n---\nD.\n"
    (tmp_path / "02-second.md").write_text(text)
    monkeypatch.setattr(library, "_folder", lambda name: tmp_path)
    with pytest.raises(library.ContentError, match=r"02-second\.md: expected number 01"):
        library.lessons.__wrapped__()
