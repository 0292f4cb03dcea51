"""A list that acts at once, by keyboard: arrows look through it, Enter chooses, leaving changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.recording_app import RecordingApp
from tests.browser.served import sample_served

DAYS = ("Tomorrow", "In three days", "Next week")


@pytest.fixture
def app() -> RecordingApp:
    return RecordingApp()


@pytest.fixture
def slack(app: RecordingApp, browser_thread: BrowserThread) -> Iterator[Any]:
    with sample_served(app.register) as slack:
        yield slack


def at_the_list(slack: Any, opened: Contexts) -> Tab:
    """A message with a list of days is there, and the keyboard is on the list."""
    options = [{"text": {"type": "plain_text", "text": day}, "value": day} for day in DAYS]
    prompt = {"type": "plain_text", "text": "Snooze"}
    menu = {"type": "static_select", "action_id": "snooze", "placeholder": prompt, "options": options}
    blocks = [{"type": "actions", "elements": [menu]}]
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    client.chat_postMessage(channel=slack.person("alice").dm.id, text="When?", blocks=blocks)
    tab = opened.tab(slack.base_url).visit()
    tab.ready()
    tab.newest.get_by_label("Snooze").focus()
    return tab


def chosen(app: RecordingApp) -> list[str]:
    return [body["actions"][0]["selected_option"]["value"] for body in app.actions]


def test_arrows_look_and_enter_chooses(app: RecordingApp, slack: Any, opened: Contexts) -> None:
    tab = at_the_list(slack, opened)
    tab.press("ArrowDown", "ArrowDown", "Enter")
    slack.until(lambda: app.actions)
    assert chosen(app) == ["In three days"]


@pytest.mark.parametrize("key", ["Escape", "Tab"])
def test_leaving_it_changes_nothing(app: RecordingApp, slack: Any, opened: Contexts, key: str) -> None:
    tab = at_the_list(slack, opened)
    tab.press("ArrowDown", key)
    expect(tab.newest.get_by_label("Snooze")).to_have_value("")
    tab.say("said after it")
    slack.until(lambda: any(body.get("event", {}).get("text") == "said after it" for body in app.others))
    assert chosen(app) == []


def test_opened_it_chooses_as_ever(app: RecordingApp, slack: Any, opened: Contexts) -> None:
    tab = at_the_list(slack, opened)
    tab.newest.get_by_label("Snooze").select_option("Next week")
    slack.until(lambda: app.actions)
    assert chosen(app) == ["Next week"]
