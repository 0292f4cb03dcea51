"""Asks an OpenAI-compatible endpoint for a second opinion: one small question, one small reply.

Source: platform.openai.com/docs/api-reference/chat; local servers take the greater part of it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp

MOST_AT_ONCE = 2
MOST_BYTES = 65_536
MOST_TOKENS = 600
# What only some endpoints take, the strictest first. The last is for models that think before they speak.
EXTRAS: tuple[dict[str, Any], ...] = (
    {"temperature": 0, "max_tokens": MOST_TOKENS, "response_format": {"type": "json_object"}},
    {"temperature": 0, "max_tokens": MOST_TOKENS},
    {"max_completion_tokens": 4 * MOST_TOKENS},
)
NOT_THERE, NOT_TAKEN = (404, 405), (400, 422)
FENCE = "=" * 20


class NoReplyError(Exception):
    """There is no reply; the text is one word for why, and holds nothing that was sent or received."""


class Answered(NamedTuple):
    """What an endpoint answered, whatever it was."""

    status: int
    body: bytes


class Way(NamedTuple):
    """One way to put a question: the address, and what goes with the question."""

    address: str
    extras: dict[str, Any]


class Adviser:
    """One endpoint and model. To be made, and closed, inside the event loop."""

    def __init__(self, url: str, key: str | None, model: str) -> None:
        self.model = model
        self.host = urlsplit(url).netloc
        # No version in the path: most endpoints have one, and some none.
        self._addresses = [url] if urlsplit(url).path.strip("/") else [f"{url.rstrip('/')}/v1", url]
        # How to ask: what the endpoint took last, and what to try when it does not take that any more.
        self._ways = [Way(address, extras) for address in self._addresses for extras in EXTRAS]
        self._turns = asyncio.Semaphore(MOST_AT_ONCE)
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        self._session = aiohttp.ClientSession(
            headers=headers | ({"Authorization": f"Bearer {key}"} if key else {}),
            cookie_jar=aiohttp.DummyCookieJar(),
            # What was packed could be far larger than what is counted.
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def reply(self, asked: Mapping[str, Any]) -> str:
        """What the model says to this question, untrusted. Raises NoReplyError; callers bound the time."""
        messages = [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": fenced(asked)},
        ]
        async with self._turns:
            return said_in(await self._ask(messages))

    async def models(self) -> list[str]:
        """The names of the models that the endpoint lists. Raises NoReplyError."""
        for address in self._addresses:
            answered = await self._request("GET", f"{address}/models")
            if answered.status == 200:
                return model_names(answered.body)
        raise NoReplyError(f"http_{answered.status}")

    async def _ask(self, messages: list[dict[str, str]]) -> bytes:
        """One request, as a rule; more only until it is known what the endpoint takes."""
        tried, status = "", 0
        for way in list(self._ways):
            # Not there: the other address, if any. Not as it likes it: another way, at the same one.
            if tried and (way.address == tried) is (status in NOT_THERE):
                continue
            body = {"model": self.model, "messages": messages, **way.extras}
            status, read = await self._request("POST", f"{way.address}/chat/completions", body)
            if status == 200:
                self._ways.sort(key=lambda one: one is not way)
                return read
            if status not in (*NOT_THERE, *NOT_TAKEN):
                break
            tried = way.address
        raise NoReplyError(f"http_{status}")

    async def _request(self, method: str, address: str, body: dict[str, Any] | None = None) -> Answered:
        """Follows nobody elsewhere: a text goes to the host that the settings name, or nowhere."""
        try:
            async with self._session.request(method, address, json=body, allow_redirects=False) as answer:
                return Answered(answer.status, await _read(answer) if answer.status == 200 else b"")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise NoReplyError(type(error).__name__) from None


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    read = bytearray()
    async for piece in answer.content.iter_chunked(8192):
        read += piece
        if len(read) > MOST_BYTES:
            raise NoReplyError("too_long")
    return bytes(read)


@cache
def instructions() -> str:
    """What the model is told; a coach edits it in coaching_content."""
    return resources.files("coaching_content").joinpath("second_opinion/instructions.md").read_text("utf-8")


def fenced(asked: Mapping[str, Any]) -> str:
    """The question as data: one line of JSON, in which nothing can end the fence around it."""
    return f"{FENCE}\n{json.dumps(asked, ensure_ascii=False)}\n{FENCE}"


def said_in(body: bytes) -> str:
    """The text of the first choice. Raises NoReplyError when the body has none."""
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoReplyError("unreadable") from None
    if not isinstance(said, str):
        raise NoReplyError("unreadable")
    return said


def model_names(body: bytes) -> list[str]:
    """The ids in a list of models. Raises NoReplyError when it is none."""
    try:
        return [str(model["id"]) for model in json.loads(body)["data"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoReplyError("unreadable") from None
