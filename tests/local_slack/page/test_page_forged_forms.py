"""Whatever is posted, the page answers politely and the app hears nothing that no person could have done."""

from __future__ import annotations

from itertools import product

import pytest
from aiohttp import FormData

from bot.local_slack.page.fields import Surface, field_name
from tests.local_slack.page.acting_world import Browser, browsing, message_surface
from tests.local_slack.sample_app import actions, button, option, section, select, typed
from tests.local_slack.test_people_act import FEEDBACK, MENU, opened, posted

NASTY = [
    "",
    ".",
    "..",
    "v",
    "v.",
    "m.",
    "m..",
    "m.C.1.2.3",
    "h.%",
    "v.%FF.\ud7ff",
    "\x00",
    "²",
    "9" * 5000,
    "<b>",
]
PLACES = ["row.done", "row.snooze", "menu.more", "say.useful"]
FIELDS = ["v", "v.", "v..", "v.a.b.c", "v.%.%", "v.row.snooze", "v.menu.more", "v.row.done", "surface", "use"]
PATHS = ["act", "modal/submit", "modal/close", "modal/draft", "modal/options"]


async def stood_up(browser: Browser) -> list[Surface]:
    """A message and a form of alice's with something of each kind."""
    blocks = [
        actions(button(), select("Snooze", "Tomorrow"), block_id="row"),
        section(accessory=MENU, block_id="menu"),
    ]
    say = {"type": "context_actions", "elements": [FEEDBACK], "block_id": "say"}
    message = await posted(browser.slack, *blocks, say)
    await opened(browser.slack, typed(), *blocks)
    browser.box.got.clear()
    return [message_surface(browser.slack, message), browser.modal]


@pytest.mark.parametrize("path", PATHS)
async def test_a_surface_that_is_none_gets_nobody_anywhere(path: str) -> None:
    async with browsing() as browser:
        await stood_up(browser)
        for nasty in NASTY:
            toast = await browser.post("alice", path, [("surface", nasty), ("use", "row.done")])
            assert toast or path == "modal/draft"
        assert browser.box.got == []


async def test_an_element_that_is_none_gets_nobody_anywhere() -> None:
    async with browsing() as browser:
        for surface in await stood_up(browser):
            uses = [*NASTY, *(f"{place}.{nasty}" for place in PLACES for nasty in NASTY)]
            for use in uses:
                assert await browser.post("alice", "act", [("surface", str(surface)), ("use", use)])
        assert browser.box.got == []


async def test_values_that_are_none_never_reach_the_app() -> None:
    async with browsing() as browser:
        surfaces = await stood_up(browser)
        for surface, name, nasty in product(surfaces, FIELDS, NASTY):
            data = [("surface", str(surface)), ("use", "row.done"), (name, nasty)]
            await browser.post("alice", "act", data)
        kept = [
            payload["view"]["state"] if "view" in payload else payload["state"]
            for _, payload in browser.box.got
        ]
        assert kept
        assert all(state["values"]["row"]["snooze"]["selected_option"] is None for state in kept)


async def test_a_file_where_a_text_belongs_is_no_text() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        data = FormData(quote_fields=False)
        data.add_field("surface", str(browser.modal))
        data.add_field(field_name("what", "text"), b"bytes", filename="a.txt")
        assert await browser.post("alice", "modal/submit", data) == ""
        assert list(browser.top.errors) == ["what"] and browser.box.got == []
        assert browser.slack.workspace.files.by_id == {}


async def test_an_option_with_any_value_can_be_chosen() -> None:
    async with browsing() as browser:
        odd = [option("a", "<b>&\"'"), option("b", "ü.%2E +"), option("c", " c ")]
        chosen = {"type": "static_select", "action_id": "a", "options": odd}
        surface = message_surface(browser.slack, await posted(browser.slack, actions(chosen, block_id="b")))
        for each in odd:
            assert await browser.act(surface, ("b", "a"), (field_name("b", "a"), each["value"])) == ""
            assert browser.box.last["actions"][0]["selected_option"] == each
