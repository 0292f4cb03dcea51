"""Every block and every field on one page: no barrier, and no sideways scrolling of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.local_slack.block_elements import IN_INPUT
from tests.browser.barriers import violations
from tests.browser.block_gallery import RYE, SHOWN, USED
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.recording_app import RecordingApp
from tests.browser.served import sample_served
from tests.local_slack.sample_app import asking, modal

WITH_OPTIONS = ("static_select", "multi_static_select", "radio_buttons", "checkboxes")
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def app() -> RecordingApp:
    made = RecordingApp()
    made.opens = modal(*(asking(kind, field(kind), kind) for kind in IN_INPUT))
    return made


@pytest.fixture(scope="module")
def slack(app: RecordingApp, browser_thread: BrowserThread) -> Iterator[Any]:
    """A conversation in which each block stands once."""
    with sample_served(app.register) as slack:
        client, place = WebClient(slack.bot_token, base_url=slack.api_url), slack.person("alice").dm.id
        for block in (*(block for block, _ in SHOWN.values()), *(one.block for one in USED.values())):
            client.chat_postMessage(channel=place, text="A block", blocks=[block])
        yield slack


def field(kind: str) -> dict[str, Any]:
    more = {"options": [RYE]} if kind in WITH_OPTIONS else {}
    return {
        "type": kind,
        "action_id": "a",
        **more,
        **({"is_decimal_allowed": True} if kind == "number_input" else {}),
    }


def assert_sound(tab: Tab) -> None:
    assert violations(tab.page) == []
    tab.page.set_viewport_size({"width": 360, "height": 740})
    assert tab.overflow() <= 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_blocks_are_no_barrier(slack: Any, opened: Contexts, scheme: str) -> None:
    tab = opened.tab(slack.base_url, color_scheme=scheme).visit()
    expect(tab.messages).to_have_count(len(SHOWN) + len(USED))
    assert_sound(tab)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fields_are_no_barrier_also_when_something_is_wrong(
    slack: Any, opened: Contexts, scheme: str
) -> None:
    slack._target.workspace.views.stack(slack.person("alice").id).clear()
    tab = opened.tab(slack.base_url, color_scheme=scheme).visit("c/general")
    tab.say("/promise")
    expect(tab.modal).to_be_visible()
    tab.click("Save", tab.modal)
    expect(tab.modal.get_by_role("alert").first).to_be_visible()
    assert_sound(tab)


def test_a_thread_is_no_barrier(slack: Any, opened: Contexts) -> None:
    client, place = WebClient(slack.bot_token, base_url=slack.api_url), slack.person("bob").dm.id
    first = client.chat_postMessage(channel=place, text="A question")["ts"]
    client.chat_postMessage(channel=place, text="An answer", thread_ts=first)
    tab = opened.tab(slack.base_url, "bob").visit("dm", thread=first)
    expect(tab.page.get_by_role("complementary", name="Thread")).to_contain_text("An answer")
    assert_sound(tab)
