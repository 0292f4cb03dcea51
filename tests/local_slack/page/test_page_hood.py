"""The drawer "Under the hood": the table of exchanges, one in full, and what open pages are told."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.local_slack.exchanges import Exchange
from bot.local_slack.page.hood import ROWS, hood_html
from tests.local_slack.page.drawer_page import Drawer, drawer
from tests.local_slack.sample_app import client_of, refused, section

MARKUP = '<script>alert("1")</script><b onclick="x">'


def logged(page: Drawer, title: str = "/promise", handle: str = "alice", **ending: Any) -> Exchange:
    log, user = page.slack.workspace.exchanges, page.slack.person(handle)
    made = log.add("to_app", "slash_commands", title, {"text": "x"}, user.id)
    log.finish(made, **ending)
    return made


def titles(html: str) -> list[str]:
    return re.findall(r'hx-target="#hood-one"[^>]*>([^<]*)</a>', html)


async def test_the_drawer_has_its_switches_and_its_table() -> None:
    async with drawer() as page:
        logged(page)
        html = hood_html(page.stage, page.slack.person("alice").user)
    assert html.startswith('<aside id="hood" class="hood" aria-label="Under the hood">')
    for name in ("429", "Lost reply", "Disconnect", "Repeated event", "Slow ack", "All off"):
        assert f">{name}</button>" in html
    assert "Everybody's traffic: this is the workspace's own log." in html
    assert titles(html) == ["/promise"]


async def test_the_drawer_needs_no_inline_script_or_style() -> None:
    async with drawer() as page:
        logged(page)
        html = hood_html(page.stage, page.slack.person("alice").user) + await page.get("/hood/1")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", html)


async def test_every_id_stands_once() -> None:
    async with drawer() as page:
        for _ in range(3):
            logged(page)
        html = hood_html(page.stage, page.slack.person("alice").user) + await page.get("/hood/1")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 10
    for label in re.findall(r'(?:for|aria-describedby|aria-labelledby)="([^"]+)"', html):
        assert label in ids


async def test_a_row_says_when_which_way_what_whom_how_fast_and_with_what_verdict() -> None:
    async with drawer() as page:
        page.slack.clock.set_to(datetime(2026, 12, 1, 9, 0, 30, tzinfo=UTC))
        logged(page, seconds=0.0124)
        row = await page.get("/hood?after=0&who=priya")
    cells = [re.sub(r"<[^>]+>", "", cell).split() for cell in re.findall(r"(?s)<td[^>]*>(.*?)</td>", row)]
    assert [" ".join(words) for words in cells] == [
        "01 Dec 14:30:30",
        "/promise → to Sample, alice",
        "12 ms",
        "accepted",
    ]


async def test_a_call_and_its_refusal_are_told_in_words() -> None:
    async with drawer() as page:
        call = client_of(page.slack).chat_postMessage(
            channel=page.slack.person("bob").id, text="x", blocks=[section("x" * 3001)]
        )
        await refused(call)
        row = await page.get("/hood?after=0")
    assert "from Sample" in row and "chat.postMessage" in row and "bob" in row
    assert re.search(r'class="verdict">invalid_blocks: \[ERROR\]', row)
    assert 'class="exchange trouble"' in row


async def test_only_newer_rows_are_sent_when_asked_so() -> None:
    async with drawer() as page:
        for number in range(4):
            logged(page, f"/c{number + 1}")
        assert titles(await page.get("/hood?after=2")) == ["/c4", "/c3"]
        assert titles(await page.get("/hood?after=4")) == []


async def test_the_table_can_be_narrowed_to_one_person() -> None:
    async with drawer() as page:
        logged(page, "/hers", "alice")
        logged(page, "/his", "bob")
        assert titles(await page.get("/hood?who=alice")) == ["/his", "/hers"]
        assert titles(await page.get("/hood?who=alice&only=1")) == ["/hers"]
        assert titles(await page.get("/hood?who=bob&only=1&after=0")) == ["/his"]


async def test_the_table_stays_short() -> None:
    async with drawer() as page:
        for _ in range(ROWS + 5):
            logged(page)
        assert len(titles(await page.get("/hood"))) == ROWS
        assert "105 exchanges so far" in await page.get("/hood")


async def test_times_to_ack_and_complaints_are_headlines() -> None:
    async with drawer() as page:
        assert "Sample has answered nothing yet." in await page.get("/hood")
        for seconds in (0.010, 0.020, 0.090):
            logged(page, seconds=seconds)
        page.slack.workspace.violate("bad answer", "x")
        html = await page.get("/hood")
    assert "<strong>20 ms</strong> (median), the slowest in <strong>90 ms</strong>; the last 3." in html
    assert "Slack complained 1 time." in html


async def test_one_exchange_is_shown_in_full_as_text() -> None:
    async with drawer() as page:
        log = page.slack.workspace.exchanges
        made = log.add("to_app", "interactive", MARKUP, {"text": MARKUP}, retry=1, fault="duplicate")
        log.finish(made, {"text": MARKUP}, "invalid_answer", remarks=[MARKUP])
        html = await page.get("/hood/1?who=alice") + await page.get("/hood")
    assert "<script" not in html and "<b " not in html
    assert "{\n  &#34;text&#34;: &#34;&lt;script&gt;alert(" in html
    assert "<dt>Try</dt><dd>2</dd>" in html and "<dt>On order</dt><dd>duplicate</dd>" in html


@pytest.mark.parametrize(
    ("ending", "words"),
    [({}, "(an empty answer)"), ({"is_answered": False, "error": "operation_timeout"}, "(none)")],
)
async def test_an_answer_that_is_empty_or_missing_says_so(ending: dict[str, Any], words: str) -> None:
    async with drawer() as page:
        logged(page, **ending)
        assert words in await page.get("/hood/1")


async def test_half_a_surrogate_pair_does_not_break_the_drawer() -> None:
    async with drawer() as page:
        log = page.slack.workspace.exchanges
        made = log.add("to_app", "interactive", "half \ud800", {"text": "\ud800"})
        log.finish(made, {"\udfff": 1}, remarks=["\ud800"])
        assert "\\ud800" in await page.get("/hood/1") and "half \\ud800" in await page.get("/hood")


async def test_what_is_waited_for_is_shown_as_waiting() -> None:
    async with drawer() as page:
        page.slack.workspace.exchanges.add("to_app", "events_api", "event message.im", {})
        html = await page.get("/hood?after=0")
    assert re.search(r'class="verdict">waiting \d+\.\d s', html) and 'class="exchange pending"' in html


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/hood/7", 404),
        ("/hood/9999999999999", 404),
        ("/hood/one", 404),
        ("/hood?after=x", 400),
        ("/hood?after=-1", 400),
        ("/hood?who=nobody", 404),
        ("/hood/1?who=nobody", 404),
    ],
)
async def test_what_is_not_there_is_refused(path: str, status: int) -> None:
    async with drawer() as page:
        logged(page)
        assert await page.status(path) == status


async def test_a_flood_is_told_once_at_once_and_once_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.local_slack.page.hood.PACE_SECONDS", 0.05)
    async with drawer() as page:
        for _ in range(200):
            logged(page)
        assert page.notices() == 1
        await page.slack.until(lambda: page.notices() == 2)


async def test_what_is_waited_for_is_told_again_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.local_slack.page.hood.PACE_SECONDS", 0.01)
    async with drawer() as page:
        log = page.slack.workspace.exchanges
        made = log.add("to_app", "events_api", "event", {})
        await page.slack.until(lambda: page.notices() > 3)
        log.finish(made)
        await asyncio.sleep(0.05)
        told = page.notices()
        await asyncio.sleep(0.05)
        assert page.notices() == told
