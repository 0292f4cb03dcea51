"""Fetching a file: from Slack alone, and never more than was allowed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.download import DownloadError, fetch, is_of_slack

API = "https://slack.com/api/"


@pytest.mark.parametrize(
    "url", ["https://files.slack.com/files-pri/T1-F1/a.csv", "https://slack.com/x", "https://SLACK.com:443/x"]
)
def test_addresses_of_slack_are_fetched(url: str) -> None:
    assert is_of_slack(url, API)


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/a.csv",
        "https://files.slack.com:8443/a.csv",
        "https://files.slack.com.example.org/a.csv",
        "https://notslack.com/a.csv",
        "https://files.slack.com@example.org/a.csv",
        "https://example.org/?files.slack.com",
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:1/a.csv",
        "file:///etc/passwd",
        "https://[broken/a.csv",
        "https://slack.com:port/a.csv",
        "",
    ],
)
def test_other_addresses_never_get_the_token(url: str) -> None:
    assert not is_of_slack(url, API)


def test_where_the_web_api_is_there_are_the_files_too() -> None:
    assert is_of_slack("http://127.0.0.1:4000/files-pri/x", "http://127.0.0.1:4000/api/")
    assert not is_of_slack("http://127.0.0.1:4001/files-pri/x", "http://127.0.0.1:4000/api/")
    assert not is_of_slack("https://127.0.0.1:4000/files-pri/x", "http://127.0.0.1:4000/api/")


async def answer(request: web.Request) -> web.StreamResponse:
    """Slack's file server, in the moods that a test asks for by the path."""
    if request.headers.get("Authorization") != "Bearer xoxb-1":
        return web.Response(status=403)
    if request.path == "/login":
        return web.Response(text="<html>", content_type="text/html")
    if request.path == "/elsewhere":
        raise web.HTTPFound("/good")
    if request.path == "/endless":
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x" * 1000)
        return response
    return web.Response(status=200 if request.path == "/good" else 404, body=b"Name\nDana\n")


def fetched(path: str, limit: int = 5000, **file: Any) -> bytes:
    """What comes of a file object whose content is at this path."""

    async def run() -> bytes:
        app = web.Application()
        app.router.add_get("/{path}", answer)
        async with TestServer(app) as server, ClientSession() as session:
            client = AsyncWebClient(token="xoxb-1", base_url=str(server.make_url("/api/")), session=session)
            return await fetch(client, {"url_private": str(server.make_url(path)), **file}, limit)

    return asyncio.run(run())


def test_a_file_is_fetched_with_the_token() -> None:
    assert fetched("/good") == b"Name\nDana\n"


@pytest.mark.parametrize("path", ["/login", "/elsewhere", "/missing"])
def test_whatever_is_not_the_file_is_refused(path: str) -> None:
    with pytest.raises(DownloadError) as caught:
        fetched(path)
    assert not caught.value.is_too_big


@pytest.mark.parametrize(("path", "size"), [("/endless", 10), ("/good", 5001)])
def test_a_file_larger_than_it_says_or_than_allowed_is_refused(path: str, size: int) -> None:
    with pytest.raises(DownloadError) as caught:
        fetched(path, size=size)
    assert caught.value.is_too_big


@pytest.mark.parametrize("url", ["http://192.0.2.1/x", "https://example.org/x"])
def test_an_address_elsewhere_is_not_even_asked(url: str) -> None:
    with pytest.raises(DownloadError, match="not an address of Slack's"):
        fetched("/good", url_private=url)
