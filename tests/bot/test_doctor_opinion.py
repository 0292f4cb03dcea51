"""The doctor says whether what is practised goes to a model, and with --live whether one answers there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.doctor_findings import Finding
from bot.doctor_opinion import ask_opinion, look_at_opinion
from bot.settings import Settings, load
from tests.bot.lying_endpoint import an_endpoint

OFF = load({})
ON = replace(OFF, llm_url="https://llm.example.com/v1", llm_key="hunter2", llm_model="liar-1")


def lines(found: list[Finding]) -> list[str]:
    assert all(one.advice.endswith(".") for one in found if one.level != "good")
    return [str(one).partition(" -> ")[0] for one in found]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (OFF, ["ok    Second opinion: off; what is practised goes to no model."]),
        (
            ON,
            ["ok    Second opinion: on; a copy of what is practised goes to llm.example.com, for liar-1."],
        ),
    ],
)
def test_it_says_whether_it_is_on_and_where_texts_go(settings: Settings, said: list[str]) -> None:
    assert lines([*look_at_opinion(settings)]) == said


@pytest.mark.parametrize(("url", "warnings"), [("http://llm.example.com", 1), ("http://127.0.0.1:1", 0)])
def test_a_way_that_others_can_read_is_warned_of(url: str, warnings: int) -> None:
    found = look_at_opinion(replace(ON, llm_url=url))
    assert sum("is not encrypted" in line for line in lines([*found])) == warnings


def asked(**changes: Any) -> tuple[list[str], list[tuple[str, str, str | None]]]:
    """What the doctor says with an endpoint there, and what the endpoint was asked."""

    async def run() -> tuple[list[str], list[tuple[str, str, str | None]]]:
        async with an_endpoint() as endpoint:
            for name, value in changes.items():
                setattr(endpoint, name, value)
            found = await ask_opinion(replace(ON, llm_url=endpoint.address))
            return [line.replace(endpoint.address[7:], "HOST") for line in lines(found)], endpoint.requests

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "ok    Second opinion: HOST answers, and has liar-1."),
        ({"models": ["other"]}, "warn  Second opinion: HOST answers, and lists no liar-1."),
        ({"root": "/elsewhere"}, "warn  Second opinion: no list of models at HOST (http_404)."),
        ({"root": ""}, "ok    Second opinion: HOST answers, and has liar-1."),
    ],
)
def test_live_it_asks_for_the_models_and_sends_no_text(changes: dict[str, Any], said: str) -> None:
    found, requests = asked(**changes)
    assert found == [said]
    assert {(method, key) for method, _, key in requests} == {("GET", "Bearer hunter2")}


def test_live_nobody_there_is_a_warning_without_the_key() -> None:
    found = asyncio.run(ask_opinion(replace(ON, llm_url="http://127.0.0.1:9")))
    assert [one.level for one in found] == ["warning"] and "hunter2" not in str(found)


def test_live_nothing_is_asked_while_it_is_off() -> None:
    assert asyncio.run(ask_opinion(OFF)) == []
