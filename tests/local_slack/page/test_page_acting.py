"""Elements used on the page: the app gets what it gets from a click; what is not there is told politely."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack import LocalSlack
from bot.local_slack.page.fields import Surface
from tests.local_slack.page.acting_world import browsing, failing, message_surface, value
from tests.local_slack.sample_app import actions, button, client_of, home, mrkdwn, option, section, select
from tests.local_slack.test_people_act import FEEDBACK, MENU, action_of, opened, posted
from tests.local_slack.test_pointing import lasting

A, B = option("A", "1"), option("B", "2")
WORK_FLOW = {"trigger": {"url": "https://example.com/start"}}
CLICKED = [
    (actions(button(value="1", style="primary"), block_id="b"), "done", "Done"),
    (actions(button(url="https://example.com", value="1"), block_id="b"), "done", "Done"),
    (
        actions({**button("Start", "go"), "type": "workflow_button", "workflow": WORK_FLOW}, block_id="b"),
        "go",
        "Start",
    ),
    (
        {
            "type": "context_actions",
            "block_id": "b",
            "elements": [{**button("Bin", "bin"), "type": "icon_button", "icon": "trash"}],
        },
        "bin",
        "Bin",
    ),
]


@pytest.mark.parametrize(("block", "action_id", "words"), CLICKED)
async def test_a_button_sends_what_a_click_sends(block: dict[str, Any], action_id: str, words: str) -> None:
    async with browsing() as browser:
        message = await posted(browser.slack, block)
        assert await browser.act(message_surface(browser.slack, message), ("b", action_id)) == ""
        by_browser = browser.box.last
        await browser.slack.person("alice").click(words)
        assert lasting(by_browser) == lasting(browser.box.last)


ENTRIES = [
    (section(accessory=MENU, block_id="b"), "more", 0, "Draft"),
    (section(accessory=MENU, block_id="b"), "more", 1, "Not this one"),
    ({"type": "context_actions", "elements": [FEEDBACK], "block_id": "b"}, "useful", 0, "Useful"),
    ({"type": "context_actions", "elements": [FEEDBACK], "block_id": "b"}, "useful", 1, "Not useful"),
]


@pytest.mark.parametrize(("block", "action_id", "index", "words"), ENTRIES)
async def test_an_entry_of_a_menu_sends_what_a_click_sends(
    block: dict[str, Any], action_id: str, index: int, words: str
) -> None:
    async with browsing() as browser:
        surface = message_surface(browser.slack, await posted(browser.slack, block))
        assert await browser.act(surface, ("b", action_id, index)) == ""
        by_browser = browser.box.last
        await browser.slack.person("alice").click(words)
        assert lasting(by_browser) == lasting(browser.box.last)
        assert "not offered" in await browser.act(surface, ("b", action_id, 7))


BOB = "$bob"
GROWTH = "$growth"
CHOSEN = [
    ("static_select", {"options": [A, B]}, ["2"], "B"),
    ("static_select", {"options": [A, B], "initial_option": A}, [""], None),
    ("radio_buttons", {"options": [A, B]}, ["1"], "A"),
    ("checkboxes", {"options": [A, B]}, ["1", "2"], ["A", "B"]),
    ("checkboxes", {"options": [A, B], "initial_options": [A]}, [], None),
    ("users_select", {}, [BOB], "bob"),
    ("channels_select", {}, [GROWTH], "#growth"),
    ("conversations_select", {}, [GROWTH], "#growth"),
    ("multi_static_select", {"options": [A, B]}, ["2"], ["B"]),
    ("multi_users_select", {}, [BOB], ["bob"]),
    ("multi_channels_select", {}, [GROWTH], ["#growth"]),
    ("multi_conversations_select", {}, [GROWTH], ["#growth"]),
    ("datepicker", {}, ["2026-12-01"], "2026-12-01"),
    ("timepicker", {}, ["09:30"], "09:30"),
    ("datetimepicker", {}, ["2026-12-01T09:00"], 1796115600),
]


@pytest.mark.parametrize(("kind", "more", "texts", "chosen"), CHOSEN)
async def test_a_choice_sends_what_choosing_sends(
    kind: str, more: dict[str, Any], texts: list[str], chosen: Any
) -> None:
    async with browsing() as browser:
        slack, element = browser.slack, {"type": kind, "action_id": "a", **more}
        holds = kind.startswith("multi_")
        block = section(accessory=element, block_id="b") if holds else actions(element, block_id="b")
        surface = message_surface(slack, await posted(slack, block))
        fields = [value("b", "a", _id(slack, text)) for text in texts]
        assert await browser.act(surface, ("b", "a"), *fields) == ""
        by_browser = browser.box.last
        await slack.person("alice").choose("a", chosen)
        assert lasting(by_browser) == lasting(browser.box.last)


def _id(slack: LocalSlack, text: str) -> str:
    ids = {BOB: slack.person("bob").id, GROWTH: slack.conversation("#growth").id}
    return ids.get(text, text)


TYPED = [
    ("plain_text_input", {}, "words", "words"),
    ("plain_text_input", {"multiline": True}, "two\r\nlines", "two\nlines"),
    ("email_text_input", {}, "dana@example.com", "dana@example.com"),
    ("url_text_input", {}, "https://example.com", "https://example.com"),
    ("number_input", {"is_decimal_allowed": False}, "5", 5),
    ("rich_text_input", {}, "words", "words"),
]


@pytest.mark.parametrize(("kind", "more", "text", "filled"), TYPED)
async def test_typing_where_the_app_listens_sends_what_filling_sends(
    kind: str, more: dict[str, Any], text: str, filled: Any
) -> None:
    async with browsing() as browser:
        element = {"type": kind, "action_id": "a", **more}
        label = {"type": "plain_text", "text": "Field"}
        block = {"type": "input", "block_id": "b", "label": label, "element": element}
        await opened(browser.slack, {**block, "dispatch_action": True})
        assert await browser.act(browser.modal, ("b", "a"), value("b", "a", text)) == ""
        by_browser = browser.box.last
        await browser.slack.person("alice").fill({"Field": filled})
        assert lasting(by_browser) == lasting(browser.box.last)


async def test_everything_on_the_surface_goes_along() -> None:
    async with browsing() as browser:
        boxes = {"type": "checkboxes", "action_id": "boxes", "options": [A, B], "initial_options": [A]}
        row = actions(button(), select("Snooze", "Tomorrow"), boxes, block_id="row")
        surface = message_surface(browser.slack, await posted(browser.slack, row))
        await browser.act(surface, ("row", "done"), value("row", "snooze", "tomorrow"))
        state = browser.box.last["state"]["values"]["row"]
        assert state["snooze"]["selected_option"] == option("Tomorrow")
        assert state["boxes"]["selected_options"] == []


async def test_home_is_acted_on_by_its_owner_alone() -> None:
    async with browsing() as browser:
        alice = browser.slack.person("alice")
        view = home(actions(button(), block_id="row"))
        answer = await client_of(browser.slack).views_publish(user_id=alice.id, view=view)
        surface = Surface("h", view_id=answer["view"]["id"])
        assert "Open Home again" in await browser.act(surface, ("row", "done"), who="bob")
        assert browser.box.got == []
        assert await browser.act(surface, ("row", "done")) == ""
        assert action_of(browser.box)["action_id"] == "done"


async def test_what_is_anothers_cannot_be_touched() -> None:
    async with browsing() as browser:
        surface = message_surface(
            browser.slack, await posted(browser.slack, actions(button(), block_id="row"))
        )
        await opened(browser.slack, actions(button(), block_id="row"))
        before = len(browser.box.got)
        assert "message is no longer there" in await browser.act(surface, ("row", "done"), who="bob")
        assert "no longer open" in await browser.act(browser.modal, ("row", "done"), who="bob")
        for path in ("modal/submit", "modal/close"):
            assert "no longer open" in await browser.post("bob", path, {"surface": str(browser.modal)})
        await browser.post("bob", "modal/draft", [("surface", str(browser.modal)), value("row", "done", "x")])
        assert len(browser.box.got) == before


async def test_a_message_that_was_just_replaced_is_told_politely() -> None:
    async with browsing() as browser:
        message = await posted(browser.slack, actions(button(), block_id="row"))
        surface = message_surface(browser.slack, message)
        await client_of(browser.slack).chat_update(
            channel=surface.channel_id, ts=message["ts"], text="done", blocks=[section("Done.")]
        )
        assert await browser.act(surface, ("row", "done")) == (
            "That is no longer there. Look at what stands there now."
        )


FORGED: list[tuple[str, list[tuple[str, str]], str]] = [
    ("a forged option", [("use", "row.snooze"), value("row", "snooze", "never")], "not offered here"),
    ("a forged element", [("use", "row.nothing")], "no longer there"),
    ("no element", [], "cannot be read"),
    ("no number", [("use", "row.snooze.x")], "cannot be read"),
    ("no surface", [("surface", "x")], "cannot be read"),
]


@pytest.mark.parametrize(("_name", "fields", "words"), FORGED)
async def test_forged_forms_send_nothing(_name: str, fields: list[tuple[str, str]], words: str) -> None:
    async with browsing() as browser:
        row = actions(select("Snooze", "Tomorrow"), block_id="row")
        surface = message_surface(browser.slack, await posted(browser.slack, row))
        before = len(browser.box.got)
        data = fields if fields[:1] == [("surface", "x")] else [("surface", str(surface)), *fields]
        assert words in await browser.post("alice", "act", data)
        assert len(browser.box.got) == before


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("operation_timeout", "Sample did not respond in time. Try again"),
        ("dispatch_failed", "Sample could not be reached"),
        ("http_service_error", "Sample failed to answer"),
    ],
)
async def test_an_answer_that_fails_is_told_in_a_toast(error: str, words: str) -> None:
    async with browsing() as browser:
        surface = message_surface(
            browser.slack, await posted(browser.slack, actions(button(), block_id="row"))
        )
        failing(browser, error)
        assert words in await browser.act(surface, ("row", "done"))


async def test_nobody_of_that_name_is_404() -> None:
    async with browsing() as browser, browser.session.post(f"{browser.slack.base_url}/p/zed/act") as answer:
        assert answer.status == 404


async def test_the_ids_of_an_app_may_hold_any_letter() -> None:
    async with browsing() as browser:
        odd = "a.b/c &=%?é"
        surface = message_surface(
            browser.slack, await posted(browser.slack, actions(button(action_id=odd), block_id=odd))
        )
        assert await browser.act(surface, (odd, odd)) == ""
        assert action_of(browser.box)["block_id"] == odd


async def test_a_button_in_a_card_is_used_by_the_id_of_its_card() -> None:
    async with browsing() as browser:
        card = {"type": "card", "block_id": "card1", "title": mrkdwn("t"), "actions": [button("Go", "go")]}
        block = {"type": "carousel", "block_id": "all", "elements": [card]}
        surface = message_surface(browser.slack, await posted(browser.slack, block))
        assert await browser.act(surface, ("card1", "go")) == ""
        assert action_of(browser.box)["action_id"] == "go"
