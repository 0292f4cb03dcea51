"""Fetches a file that a member gave to Kith, from Slack and from nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

SLACK = "slack.com"
SECONDS = 60
CHUNK = 64 * 1024


class DownloadError(Exception):
    """The file could not be fetched. `is_too_big`: it is larger than was allowed."""

    def __init__(self, reason: str, *, is_too_big: bool = False) -> None:
        super().__init__(reason)
        self.is_too_big = is_too_big


def is_of_slack(url: str, api_url: str) -> bool:
    """Whether the token may be sent to this address: Slack's over https, or where the Web API is.

    The address comes in the event; whoever could choose it would otherwise get the token, or have Kith knock
    at doors inside the network.
    """
    try:
        asked, api = urlsplit(url), urlsplit(api_url)
        same_place = (asked.scheme, asked.hostname, asked.port) == (api.scheme, api.hostname, api.port)
        ordinary = asked.scheme == "https" and asked.port in (None, 443)
    except ValueError:
        return False
    host = asked.hostname or ""
    return same_place or (ordinary and (host == SLACK or host.endswith(f".{SLACK}")))


async def fetch(client: AsyncWebClient, file: Mapping[str, Any], limit: int) -> bytes:
    """The content of a file object of Slack's, at most `limit` bytes. Raises DownloadError."""
    if int(file.get("size") or 0) > limit:
        raise DownloadError("too big", is_too_big=True)
    try:
        url = str(file.get("url_private") or await _address(client, str(file.get("id"))))
        if not is_of_slack(url, client.base_url):
            raise DownloadError("not an address of Slack's")
        return await _read(client, url, limit)
    except (aiohttp.ClientError, TimeoutError, OSError, SlackApiError) as error:
        raise DownloadError(type(error).__name__) from None


async def _address(client: AsyncWebClient, file_id: str) -> str:
    """Events about some files only name them."""
    answer = await client.files_info(file=file_id)
    return str(answer["file"].get("url_private") or "")


async def _read(client: AsyncWebClient, url: str, limit: int) -> bytes:
    assert client.session is not None, "the process's one client has a session"
    async with client.session.get(
        url,
        headers={"Authorization": f"Bearer {client.token}"},
        # A redirect would carry the token elsewhere; Slack's leads to its login page.
        allow_redirects=False,
        timeout=aiohttp.ClientTimeout(total=SECONDS),
    ) as answer:
        if answer.status != 200:
            raise DownloadError(f"status {answer.status}")
        if answer.content_type == "text/html":
            raise DownloadError("a login page")  # what Slack shows to a token without files:read
        data = bytearray()
        async for chunk in answer.content.iter_chunked(CHUNK):
            data += chunk
            if len(data) > limit:
                raise DownloadError("too big", is_too_big=True)
        return bytes(data)
