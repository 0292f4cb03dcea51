"""The cards: ticked off by what the guide says is done, hidden and brought back, samples come and go."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.local_slack import VirtualClock
from bot.local_slack.page.guide import Card, GuidePane
from bot.local_slack.page.hub import Notice
from tests.local_slack.page.page_part import Parts, buttons_of, parts, words_of

CARDS = (
    Card("say", "Say something", "Any line will do.", suggestion='met "Dana" <Lee>'),
    Card("wait", "Wait", "Until morning.", clock="tomorrow 09:00", clock_words="To tomorrow 09:00"),
    Card("look", "Look", "At Home.", place="home", place_words="Look at Home"),
)

BEGUN, ARE_THERE = "Begin with the first card.", "The sample people are there: look at Home."
ARE_GONE = "The sample people are gone."


class Deeds:
    """A guide that knows what the test tells it."""

    def __init__(self) -> None:
        self.cards, self.started, self.has_samples, self.removal = CARDS, "", False, "They go from everybody."
        self.by: dict[str, set[str]] = {}
        self.asked: list[str] = []
        self.calls: list[str] = []
        self.failure: Exception | None = None
        self.may_go = asyncio.Event()
        self.may_go.set()

    async def done(self, person_handle: str) -> set[str]:
        self.asked.append(person_handle)
        if self.failure:
            raise self.failure
        return set(self.by.get(person_handle, ()))

    async def start(self, with_samples: bool) -> None:
        await self._called(f"start {with_samples}")
        self.started, self.has_samples = ("samples" if with_samples else "empty"), with_samples

    async def remove_samples(self) -> None:
        await self._called("remove")
        self.has_samples = False

    async def _called(self, what: str) -> None:
        self.calls.append(what)
        await self.may_go.wait()
        if self.failure:
            raise self.failure


class Desk(Parts):
    pane: GuidePane
    deeds: Deeds

    def html(self, handle: str = "alice") -> str:
        return self.pane.html(self.slack.person(handle).user)

    def switch(self, handle: str = "alice") -> str:
        return self.pane.switch_html(self.slack.person(handle).user)

    async def happens(self, kind: str = "post") -> None:
        """Something changed, and the guide had the time to look."""
        before = len(self.deeds.asked)
        self.stage.hub.tell(Notice(kind))
        await self.until(lambda: len(self.deeds.asked) > before)


@asynccontextmanager
async def desk(has_guide: bool = True) -> AsyncIterator[Desk]:
    deeds = Deeds()
    made: list[GuidePane] = []

    def make(stage: Any) -> list[GuidePane]:
        made.append(GuidePane(stage, deeds if has_guide else None))
        return made

    async with parts(make, VirtualClock()) as found:
        work = Desk(found.slack, found.stage, found.session)
        work.pane, work.deeds = made[0], deeds
        yield work


def card(html: str, key: str) -> str:
    (found,) = re.findall(rf'<li id="card-{key}".*?</li>', html, re.DOTALL)
    return str(found)


async def test_the_first_card_is_open_and_the_others_are_folded() -> None:
    async with desk() as work:
        html = work.html()
    assert html.startswith('<aside id="guide" class="guide" aria-label="First three minutes">')
    assert [" open" in part for part in re.findall(r"<details[^>]*>", html)] == [True, False, False]
    assert "0 of 3" in words_of(html) and "Done" not in words_of(html)


async def test_a_card_that_is_done_says_so_and_the_next_one_opens() -> None:
    async with desk() as work:
        work.html()
        work.deeds.by["alice"] = {"say", "look"}
        await work.happens()
        await work.until(lambda: work.told("guide"))
        html = work.html()
    assert "2 of 3" in words_of(html)
    assert words_of(card(html, "say")).startswith("✓ Say something Done")
    assert "Done" not in words_of(card(html, "wait"))
    assert [" open" in part for part in re.findall(r"<details[^>]*>", html)] == [False, True, False]


async def test_at_the_end_it_says_that_this_was_it() -> None:
    async with desk() as work:
        work.html()
        work.deeds.by["alice"] = {one.key for one in CARDS}
        await work.happens()
        await work.until(lambda: "3 of 3" in work.html())
        assert "That was it" in words_of(work.html()) and " open" not in work.html()


async def test_what_helps_stands_in_the_card_as_text() -> None:
    async with desk() as work:
        html = work.html()
    assert 'data-suggest="met &#34;Dana&#34; &lt;Lee&gt;"' in html
    assert 'hx-post="/clock"' in card(html, "wait") and "tomorrow 09:00" in card(html, "wait")
    assert 'href="/p/alice/home"' in card(html, "look") and "Look at Home" in words_of(html)
    assert "/clock" not in card(html, "look") and "data-suggest" not in card(html, "look")


async def test_nothing_in_it_is_inline_and_every_id_stands_once() -> None:
    async with desk() as work:
        await work.post("/start", who="alice", **{"with": "samples"})
        html = work.html()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 10
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


async def test_each_person_has_ticks_of_their_own() -> None:
    async with desk() as work:
        work.html("alice"), work.html("bob")
        work.deeds.by["alice"] = {"say"}
        await work.happens()
        await work.until(lambda: "1 of 3" in work.html("alice"))
        assert "0 of 3" in work.html("bob")
        assert {notice.user_id for notice in work.told("guide")} == {work.slack.person("alice").id}


async def test_what_was_done_before_the_page_was_opened_counts() -> None:
    async with desk() as work:
        work.deeds.by["alice"] = {"say"}
        work.html()
        await work.until(lambda: work.told("guide"))
        assert "1 of 3" in work.html()


async def test_what_is_undone_is_open_again() -> None:
    async with desk() as work:
        work.deeds.by["alice"] = {"say"}
        work.html()
        await work.until(lambda: "1 of 3" in work.html())
        work.deeds.by["alice"] = set()
        await work.happens()
        await work.until(lambda: "0 of 3" in work.html())


async def test_many_changes_are_looked_at_together_and_nothing_new_is_not_told() -> None:
    async with desk() as work:
        work.html()
        await work.until(lambda: work.deeds.asked)
        for _ in range(50):
            work.stage.hub.tell(Notice("post"))
        await work.until(lambda: len(work.deeds.asked) == 2)
        assert work.told("guide") == []


@pytest.mark.parametrize("kind", ["guide", "hood", "sidebar", "toast"])
async def test_what_ticks_nothing_off_is_not_heard(kind: str) -> None:
    async with desk() as work:
        work.html()
        await work.until(lambda: work.deeds.asked)
        work.stage.hub.tell(Notice(kind))
        assert work.pane._looking is None


async def test_a_guide_that_cannot_tell_is_asked_again_at_the_next_change() -> None:
    async with desk() as work:
        work.html()
        work.deeds.failure, work.deeds.by["alice"] = RuntimeError("away"), {"say"}
        await work.happens()
        work.deeds.failure = None
        await work.happens()
        await work.until(lambda: "1 of 3" in work.html())


async def test_it_can_be_hidden_by_each_for_themselves_and_comes_back_by_a_button() -> None:
    async with desk() as work:
        assert (buttons_of(work.switch()), " hidden" in work.switch()) == ([], True)
        assert await work.post("/guide/hide", who="alice") == (204, "")
        assert work.html() == '<aside id="guide" hidden></aside>'
        assert (buttons_of(work.switch()), " hidden" in work.switch()) == (["Guide"], False)
        assert "First three minutes" in work.html("bob") and buttons_of(work.switch("bob")) == []
        assert await work.post("/guide/show", who="alice") == (204, "")
        assert "First three minutes" in work.html()
        assert [notice.user_id for notice in work.told("guide")] == [work.slack.person("alice").id] * 2


async def test_one_begins_empty_or_with_sample_people() -> None:
    async with desk() as work:
        first_ones = ["Hide the guide", "Start empty", "Start with sample people"]
        assert buttons_of(work.html())[:3] == first_ones
        assert await work.post("/start", who="alice", **{"with": "nothing"}) == (204, BEGUN)
        assert work.deeds.calls == ["start False"]
        assert buttons_of(work.html())[-1] == "Start with sample people"
        assert "Start empty" not in work.html()
        await work.post("/start", who="bob", **{"with": "samples"})
        assert work.deeds.calls == ["start False", "start True"]


async def test_sample_people_are_removed_by_one_click_after_saying_what_goes() -> None:
    async with desk() as work:
        await work.post("/start", who="alice", **{"with": "samples"})
        words = words_of(work.html())
        assert words.index("They go from everybody.") < words.index("Remove the sample people")
        assert await work.post("/samples/remove", who="alice") == (204, ARE_GONE)
        assert work.deeds.calls == ["start True", "remove"]
        assert buttons_of(work.html())[-1] == "Start with sample people"
        assert work.told("guide")[-1].user_id is None


async def test_a_second_click_meanwhile_does_nothing() -> None:
    async with desk() as work:
        work.deeds.may_go.clear()
        first = asyncio.ensure_future(work.post("/start", who="alice", **{"with": "samples"}))
        await work.until(lambda: work.deeds.calls)
        assert await work.post("/samples/remove", who="bob") == (204, "That is under way already.")
        work.deeds.may_go.set()
        assert await first == (204, ARE_THERE)
        assert work.deeds.calls == ["start True"]


async def test_what_did_not_work_is_told_and_may_be_tried_again() -> None:
    async with desk() as work:
        work.deeds.failure = RuntimeError("away")
        status, toast = await work.post("/samples/remove", who="alice")
        assert (status, toast) == (204, "That did not work (RuntimeError). Try again.")
        work.deeds.failure = None
        assert await work.post("/samples/remove", who="alice") == (204, ARE_GONE)


@pytest.mark.parametrize("path", ["/guide/hide", "/guide/show", "/start", "/samples/remove"])
async def test_nobody_else_can_ask(path: str) -> None:
    async with desk() as work:
        assert (await work.post(path, who="mallory"))[0] == 404
        assert work.deeds.calls == [] and work.told("guide") == []


@pytest.mark.parametrize("path", ["/guide/hide", "/guide/show", "/start", "/samples/remove"])
async def test_without_a_guide_there_is_an_empty_place(path: str) -> None:
    async with desk(has_guide=False) as work:
        assert await work.post(path, who="alice") == (204, "")
        assert work.html() == '<aside id="guide" hidden></aside>'
        assert buttons_of(work.switch()) == [] and 'id="guide-switch"' in work.switch()


async def test_somebody_of_another_company_has_no_cards() -> None:
    async with desk() as work:
        assert work.html("charlie") == '<aside id="guide" hidden></aside>'
        assert "charlie" not in work.pane._seen


async def test_at_the_end_it_looks_no_more() -> None:
    async with desk() as work:
        work.html()
        await work.until(lambda: work.deeds.asked)
        work.stage.hub.tell(Notice("post"))
        looking = work.pane._looking
    assert looking is not None and looking.cancelled() and len(work.deeds.asked) == 1
