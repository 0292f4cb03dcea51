"""Forms on the page: half typed, sent, refused, sent twice, closed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp

from tests.local_slack.page.acting_world import Browser, browsing, failing, served, value, waiting
from tests.local_slack.sample_app import (
    actions,
    answering,
    asking,
    button,
    modal,
    option,
    plain,
    section,
    typed,
)
from tests.local_slack.test_payload_fields import Mailbox
from tests.local_slack.test_people_act import opened

A, B = option("A", "1"), option("B", "2")
WORDS = value("what", "text", "call Dana")
BOXES = {"type": "checkboxes", "action_id": "a", "options": [A, B]}
MISSING = {"what": "Please complete this required field."}


async def test_a_form_that_is_sent_arrives_and_closes() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        browser.notices.clear()
        assert await browser.submit(WORDS) == ""
        assert browser.box.last["type"] == "view_submission"
        assert browser.box.last["view"]["state"]["values"]["what"]["text"]["value"] == "call Dana"
        assert browser.slack.person("alice").modal is None
        assert browser.notices == ["view"]


async def test_a_form_that_is_not_complete_says_so_in_the_form() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed(), asking("Also", BOXES, "b", optional=True))
        assert await browser.submit(value("b", "a", "2")) == ""
        assert browser.box.got == [] and browser.top.errors == MISSING
        assert browser.entry() == {"selected_options": [B]}
        await browser.submit(WORDS)
        assert browser.slack.person("alice").modal is None


async def test_what_the_app_refuses_stays_in_the_form_with_its_reason() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        browser.box.bodies.append({"response_action": "errors", "errors": {"what": "Too short."}})
        await browser.submit(WORDS)
        assert browser.top.errors == {"what": "Too short."}
        assert browser.entry("what", "text") == {"value": "call Dana"}


async def test_new_content_and_a_new_try_clear_the_reason() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        await browser.submit()
        assert browser.top.errors == MISSING
        browser.box.bodies.append({"response_action": "update", "view": modal(typed())})
        await browser.submit(WORDS)
        assert browser.top.errors == {}
        browser.top.errors, browser.top.notice = {"what": "x"}, "x"
        browser.top.put(modal(typed()), 0)
        assert (browser.top.errors, browser.top.notice) == ({}, "")


@pytest.mark.parametrize("error", ["operation_timeout", "dispatch_failed", "http_service_error"])
async def test_a_form_that_the_app_does_not_take_stays_with_everything_typed(error: str) -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        failing(browser, error)
        assert await browser.submit(WORDS) == ""
        assert "trouble connecting" in browser.top.notice
        assert browser.entry("what", "text") == {"value": "call Dana"}


async def test_a_pushed_form_covers_the_first_and_closing_leads_back() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        first = browser.modal
        browser.box.bodies.append({"response_action": "push", "view": modal(typed(), title=plain("Second"))})
        await browser.submit(WORDS)
        assert browser.modal != first
        assert "on top of that one" in await browser.post("alice", "modal/submit", {"surface": str(first)})
        await browser.post("alice", "modal/close", {"surface": str(browser.modal)})
        assert browser.modal == first


async def test_closing_tells_the_app_that_wants_to_know() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed(), notify_on_close=True)
        surface = str(browser.modal)
        browser.notices.clear()
        assert await browser.post("alice", "modal/close", {"surface": surface}) == ""
        assert browser.box.last["type"] == "view_closed"
        assert browser.notices == ["view"]
        assert (
            await browser.post("alice", "modal/close", {"surface": surface}) == "That form is no longer open."
        )


async def test_a_form_is_gone_from_the_page_before_the_app_has_heard_of_it() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed(), notify_on_close=True)
        browser.notices.clear()
        may_answer = waiting(browser)
        closing = asyncio.create_task(browser.post("alice", "modal/close", {"surface": str(browser.modal)}))
        await browser.slack.until(lambda: browser.notices == ["view"])
        assert not closing.done() and browser.slack.person("alice").modal is None
        may_answer.set()
        assert await closing == ""


async def test_of_two_submits_at_one_moment_one_is_sent() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        may_answer = waiting(browser)
        data = [("surface", str(browser.modal)), WORDS]
        first = asyncio.create_task(browser.post("alice", "modal/submit", data))
        second = asyncio.create_task(browser.post("alice", "modal/submit", data))
        done, _ = await asyncio.wait([first, second], return_when=asyncio.FIRST_COMPLETED)
        assert [task.result() for task in done] == ["That form is already on its way."]
        may_answer.set()
        assert sorted(await asyncio.gather(first, second)) == ["", "That form is already on its way."]
        assert len(browser.box.got) == 1


async def test_what_comes_for_a_form_that_was_closed_meanwhile_is_dropped() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        may_answer, surface = waiting(browser), str(browser.modal)
        browser.box.bodies.append({"response_action": "push", "view": modal(section("late"))})
        sending = asyncio.create_task(browser.post("alice", "modal/submit", [("surface", surface), WORDS]))
        await browser.slack.until(lambda: browser.entry("what", "text")["value"])
        assert await browser.post("alice", "modal/close", {"surface": surface}) == ""
        may_answer.set()
        assert await sending == "" and browser.slack.person("alice").modal is None


async def test_a_draft_is_kept_and_draws_nothing_anew() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed(), asking("Also", BOXES, "b", optional=True))
        browser.notices.clear()
        data = [("surface", str(browser.modal)), WORDS, value("b", "a", "1")]
        assert await browser.post("alice", "modal/draft", data) == ""
        assert browser.entry("what", "text") == {"value": "call Dana"}
        assert browser.entry() == {"selected_options": [A]}
        assert browser.notices == [] == browser.box.got


async def test_a_draft_says_nothing_even_when_it_comes_too_late() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        data = [("surface", str(browser.modal)), WORDS]
        await browser.submit(WORDS)
        assert await browser.post("alice", "modal/draft", data) == ""


async def test_a_form_of_before_the_last_change_empties_nothing() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        before, opened_view = browser.top.hash, browser.top
        boxes = {**BOXES, "initial_options": [A]}
        opened_view.put(modal(typed(), asking("New", boxes, "b")), 0)
        opened_view.values["b"] = {"a": {"type": "checkboxes", "selected_options": [A]}}
        data = [("surface", str(browser.modal)), WORDS]
        await browser.post("alice", "modal/draft", [*data, ("hash", before)])
        assert browser.entry() == {"selected_options": [A]}
        await browser.post("alice", "modal/draft", [*data, ("hash", opened_view.hash)])
        assert browser.entry() == {"selected_options": []}


async def test_fields_that_went_away_are_passed_over() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        assert await browser.submit(WORDS, value("gone", "text", "x"), ("other", "y")) == ""
        assert list(browser.box.last["view"]["state"]["values"]) == ["what"]


async def test_forty_thousand_characters_are_kept_and_told_to_be_too_many() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        text = "<b>&ü€\u202e" * 5000
        await browser.submit(value("what", "text", text))
        assert browser.top.errors == {"what": "Please enter at most 3000 characters."}
        assert browser.entry("what", "text") == {"value": text}


async def test_a_button_in_a_form_sends_what_was_typed_and_keeps_it() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed(), actions(button(), block_id="row"))
        browser.notices.clear()
        assert await browser.act(browser.modal, ("row", "done"), WORDS) == ""
        assert browser.box.last["view"]["state"]["values"]["what"]["text"]["value"] == "call Dana"
        assert browser.notices == ["view"]


async def test_a_form_without_a_submit_button_cannot_be_sent() -> None:
    async with browsing() as browser:
        await opened(browser.slack, section(), submit=None)
        assert await browser.submit() == "This modal has no submit button."


async def test_only_a_form_can_be_sent() -> None:
    async with browsing() as browser:
        assert "no longer open" in await browser.post("alice", "modal/submit", {"surface": "v.VNONE"})
        assert "cannot be read" in await browser.post("alice", "modal/submit", {"surface": ""})


def _sample_form(app: AsyncApp) -> None:
    async def open_it(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(typed()))

    async def take_it(ack: Any, view: dict[str, Any]) -> None:
        said = view["state"]["values"]["what"]["text"]["value"]
        if len(said) < 5:
            await ack(response_action="errors", errors={"what": f"{said!r} is too short."})
        else:
            await ack()

    app.shortcut("capture")(open_it)
    app.view("form")(take_it)


async def test_a_real_app_refuses_and_then_takes_a_form() -> None:
    async with served() as (slack, stage), answering(slack, _sample_form), ClientSession() as session:
        await slack.person("alice").shortcut("Capture")
        browser = Browser(slack, stage, Mailbox(), session)
        await browser.submit(value("what", "text", "call"))
        assert browser.top.errors == {"what": "'call' is too short."}
        await browser.submit(WORDS)
        assert slack.person("alice").modal is None and slack.violations == []
