"""Whole pages: what stands on them for whom, and what does not."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.local_slack.answers import show_notice
from tests.local_slack.page.page_at_work import page_at_work

CANARY = "canary-of-alice"


async def test_the_first_address_leads_to_the_first_person() -> None:
    async with page_at_work() as page, page.session.get("/") as response:
        assert response.url.path == "/p/alice/dm"
        assert "Message Sample" in await response.text()


@pytest.mark.parametrize(
    "path", ["/p/alice/dm", "/p/alice/home", "/p/alice/c/growth", "/p/charlie/c/partners"]
)
async def test_a_page_has_its_title_its_one_heading_and_no_script_or_style_of_its_own(path: str) -> None:
    async with page_at_work() as page:
        html = await page.get(path)
    assert html.count("<h1>") == 1 and "<title>" in html and 'lang="en"' in html
    assert re.findall(r"<script(?![^>]* src=)", html) == [] and "<style" not in html
    assert re.findall(r"\s(?:on\w+|style)=", html) == []


async def test_everything_that_a_page_asks_for_is_served_from_here() -> None:
    async with page_at_work() as page:
        html = await page.get("/p/alice/dm")
        asked = re.findall(r'(?:src|href)="(/static/[^"]+)"', html)
        assert len(asked) > 5
        assert [await page.status(path) for path in asked] == [200] * len(asked)
    assert re.findall(r'(?:src|href|action)="(?!/|#|\?)', html) == []


@pytest.mark.parametrize(
    "path", ["/p/nobody/dm", "/p/charlie/dm", "/p/charlie/home", "/p/charlie/c/growth", "/p/alice/c/secret"]
)
async def test_a_place_that_is_not_theirs_is_not_there(path: str) -> None:
    async with page_at_work() as page:
        assert await page.status(path) == 404


async def test_what_alice_wrote_is_nowhere_in_the_pages_of_bob_and_charlie() -> None:
    async with page_at_work() as page:
        await page.slack.person("alice").say(CANARY)
        assert CANARY in await page.get("/p/alice/dm")
        for path in ("/p/bob/dm", "/p/bob/home", "/p/bob/c/growth", "/p/charlie/c/partners"):
            assert CANARY not in await page.get(path)


async def test_a_message_for_one_alone_is_marked_and_shown_to_nobody_else() -> None:
    async with page_at_work() as page:
        workspace = page.slack.workspace
        growth = workspace.channel_by_name("growth")
        show_notice(workspace, growth, page.slack.person("alice").id, CANARY)
        seen = await page.get("/p/alice/c/growth")
        assert CANARY in seen and "Only visible to you" in seen
        assert CANARY not in await page.get("/p/bob/c/growth")


async def test_messages_stand_under_their_day_in_the_zone_of_who_reads() -> None:
    async with page_at_work() as page:
        page.slack.clock.set_to(datetime(2026, 12, 1, 3, 30, tzinfo=UTC))
        await page.slack.person("alice").say("night in Lisbon", channel="growth")
        assert "Tuesday, 1 December 2026" in await page.get("/p/alice/c/growth")
        assert "Monday, 30 November 2026" in await page.get("/p/bob/c/growth")


async def test_a_day_is_named_once() -> None:
    async with page_at_work() as page:
        for text in ("one", "two", "three"):
            await page.slack.person("alice").say(text)
        html = await page.get("/p/alice/dm")
    assert html.count('<h2 class="day"') == 1


async def test_two_thousand_messages_come_page_by_page() -> None:
    async with page_at_work() as page:
        for number in range(2000):
            page.app_says("alice", f"message {number}.")
        html, seen = await page.get("/p/alice/dm"), []
        while html:
            seen = [int(n) for n in re.findall(r"message (\d+)\.", html)] + seen
            more = re.search(r'hx-get="([^"]+)"', html)
            html = await page.get(more.group(1)) if more else ""
    assert seen == list(range(2000))


async def test_the_replies_to_a_message_stand_in_its_thread_alone() -> None:
    async with page_at_work() as page:
        alice = page.slack.person("alice")
        first = await alice.say("the question")
        await alice.say("the reply", thread_ts=first["ts"])
        plain = await page.get("/p/alice/dm")
        opened = await page.get(f"/p/alice/dm?thread={first['ts']}")
    assert "the reply" not in plain and "1 reply" in plain
    assert "the reply" in opened and opened.count("the question") == 2


async def test_a_message_that_stands_in_its_thread_too_has_no_id_twice() -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Done"}, "action_id": "done"}
    async with page_at_work() as page:
        post = page.app_says("alice", "kept?", blocks=[{"type": "actions", "elements": [button]}])
        ids = re.findall(r'\sid="([^"]+)"', await page.get(f"/p/alice/dm?thread={post.ts}"))
    assert sum("done" in each for each in ids) == 2 and len(set(ids)) == len(ids)


async def test_a_thread_that_is_not_there_is_an_empty_pane_and_bob_sees_none_of_alices() -> None:
    async with page_at_work() as page:
        first = await page.slack.person("alice").say(CANARY)
        assert CANARY not in await page.get(f"/p/bob/dm?thread={first['ts']}")
        assert "Thread" in await page.get("/p/alice/dm?thread=1.000001")


@pytest.mark.parametrize(
    ("path", "why"), [("/p/charlie/dm", "another company"), ("/p/nobody/dm", "nobody"), ("/nothing", "")]
)
async def test_a_link_to_nowhere_leads_back(path: str, why: str) -> None:
    async with page_at_work() as page:
        async with page.session.get(path, headers={"Sec-Fetch-Dest": "document"}) as response:
            html = await response.text()
        assert response.status == 404 and '<a href="/">' in html and why in html
