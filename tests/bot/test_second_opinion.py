"""The client of the second opinion: one small request, one small reply, from the host that is set alone."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.coach.practice_opinion import MOST_TEXT, question
from bot.second_opinion import FENCE, MOST_AT_ONCE, MOST_BYTES, Adviser, NoReplyError, fenced, instructions
from tests.bot.lying_endpoint import Answer, LyingEndpoint, an_endpoint, body, completion, saying
from tests.coach.opinion_samples import reading

ASKED = {"text": "I repair lifts.", "our_fix": "ask"}


def play(
    scene: Callable[[LyingEndpoint, Adviser], Awaitable[Any]], path: str = "", key: str | None = None
) -> tuple[LyingEndpoint, Any]:
    """Run a scene with an endpoint and who asks it: the endpoint, and what the scene came to."""

    async def run() -> tuple[LyingEndpoint, Any]:
        async with an_endpoint() as endpoint:
            adviser = Adviser(f"{endpoint.address}{path}", key, "liar-1")
            try:
                return endpoint, await scene(endpoint, adviser)
            finally:
                await adviser.close()

    return asyncio.run(run())


def answered(answer: Answer) -> Any:
    """What comes of an answer: the text, or why there is none."""

    async def scene(endpoint: LyingEndpoint, adviser: Adviser) -> str:
        endpoint.answer = answer
        try:
            return await adviser.reply(ASKED)
        except NoReplyError as error:
            return f"none: {error}"

    endpoint, said = play(scene)
    assert len(endpoint.asked) == 1
    return said


def test_the_text_of_the_first_choice_is_the_reply() -> None:
    assert answered(saying("hello")) == "hello"


NO_REPLY: list[tuple[Answer, str]] = [
    (body("no", 500), "http_500"),
    (body("slowly", 429, **{"Retry-After": "1"}), "http_429"),
    (body("who", 401), "http_401"),
    (body("", 204), "http_204"),
    (body("<html></html>"), "unreadable"),
    (body(b"\xff\xfe"), "unreadable"),
    (body("null"), "unreadable"),
    (body("[" * 20_000), "unreadable"),
    (body(json.dumps({"choices": []})), "unreadable"),
    (body(json.dumps({"choices": {"0": 1}})), "unreadable"),
    (body(json.dumps({"choices": [{"message": "hello"}]})), "unreadable"),
    (saying(None), "unreadable"),
    (saying([{"type": "text", "text": "hello"}]), "unreadable"),
    (saying("x" * MOST_BYTES), "too_long"),
    (body(gzip.compress(b" " * 10_000_000), **{"Content-Encoding": "gzip"}), "unreadable"),
]


@pytest.mark.parametrize(("answer", "why"), NO_REPLY)
def test_anything_else_is_no_reply_and_is_not_asked_for_again(answer: Answer, why: str) -> None:
    assert answered(answer) == f"none: {why}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_elsewhere(status: int) -> None:
    async def scene(endpoint: LyingEndpoint, adviser: Adviser) -> list[dict[str, Any]]:
        async with an_endpoint() as other:
            endpoint.answer = body("", status, Location=f"{other.address}/v1/chat/completions")
            with pytest.raises(NoReplyError, match=f"http_{status}"):
                await adviser.reply(ASKED)
            return other.asked

    assert play(scene)[1] == []


def test_nobody_there_is_no_reply() -> None:
    async def scene(endpoint: LyingEndpoint, adviser: Adviser) -> None:
        await endpoint.stop()
        with pytest.raises(NoReplyError, match=r"Error$"):
            await adviser.reply(ASKED)

    play(scene)


async def ask_twice(_endpoint: LyingEndpoint, adviser: Adviser) -> None:
    for _ in range(2):
        await adviser.reply(ASKED)


@pytest.mark.parametrize(
    ("path", "root"), [("", "/v1"), ("/v1", "/v1"), ("/openai/v2", "/openai/v2"), ("", "")]
)
def test_the_address_may_come_with_its_version_or_without(path: str, root: str) -> None:
    async def scene(endpoint: LyingEndpoint, adviser: Adviser) -> None:
        endpoint.root = root
        await ask_twice(endpoint, adviser)

    endpoint, _ = play(scene, path)
    tried = [path for _, path, _ in endpoint.requests]
    assert tried[-2:] == [f"{root}/chat/completions"] * 2 and len(tried) <= 3


@pytest.mark.parametrize(("key", "sent"), [(None, None), ("k-1", "Bearer k-1")])
def test_the_key_goes_along_where_there_is_one(key: str | None, sent: str | None) -> None:
    endpoint, _ = play(ask_twice, key=key)
    assert endpoint.requests == [("POST", "/v1/chat/completions", sent)] * 2


@pytest.mark.parametrize(
    ("refuses", "left", "tries"),
    [
        ((), {"temperature", "max_tokens", "response_format"}, 2),
        (("response_format",), {"temperature", "max_tokens"}, 3),
        (("temperature",), {"max_completion_tokens"}, 4),
    ],
)
def test_what_an_endpoint_does_not_take_is_left_out_from_then_on(
    refuses: tuple[str, ...], left: set[str], tries: int
) -> None:
    async def scene(endpoint: LyingEndpoint, adviser: Adviser) -> None:
        endpoint.refuses = refuses
        await ask_twice(endpoint, adviser)

    endpoint, _ = play(scene)
    assert [asked.keys() - {"model", "messages"} for asked in endpoint.asked] == [left] * 2
    assert len(endpoint.requests) == tries


def test_an_endpoint_that_takes_nothing_is_left_in_peace() -> None:
    async def scene(endpoint: LyingEndpoint, adviser: Adviser) -> None:
        endpoint.refuses = ("model",)
        with pytest.raises(NoReplyError, match="http_400"):
            await adviser.reply(ASKED)

    assert len(play(scene)[0].requests) == 3


def test_the_instructions_and_the_data_are_all_that_is_sent() -> None:
    asked = play(ask_twice)[0].asked[0]
    assert (asked["model"], asked["temperature"]) == ("liar-1", 0)
    assert asked["messages"] == [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": fenced(ASKED)},
    ]


@pytest.mark.parametrize("text", [f"a\n{FENCE}\nb", f"\u2028{FENCE}\r\n", 'a"\n}', "\\" * 9])
def test_nothing_typed_ends_the_fence_around_it(text: str) -> None:
    lines = fenced({"text": text}).split("\n")
    assert len(lines) == 3 and lines[0] == lines[2] == FENCE and json.loads(lines[1]) == {"text": text}


def test_the_longest_question_is_small() -> None:
    text = "words " * (MOST_TEXT // 6)
    assert len(fenced(question(reading(text)))) < MOST_TEXT + 1000


def test_only_so_many_are_asked_at_once() -> None:
    under_way: list[int] = []

    async def scene(endpoint: LyingEndpoint, adviser: Adviser) -> None:
        now = 0

        async def count(_request: Any) -> Any:
            nonlocal now
            under_way.append(now := now + 1)
            await asyncio.sleep(0.01)
            now -= 1
            return await body(json.dumps(completion("hello")))(_request)

        endpoint.answer = count
        await asyncio.gather(*(adviser.reply(ASKED) for _ in range(6)))

    play(scene)
    assert len(under_way) == 6 and max(under_way) == MOST_AT_ONCE
