"""Each block is drawn and each element works in a real browser: the app gets what a person did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from slack_sdk import WebClient

from bot.local_slack.block_elements import ELEMENTS
from bot.local_slack.block_rules import SURFACES
from bot.local_slack.page.fields import message_id
from tests.browser.block_gallery import SHOWN, STRANGE, USED
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.recording_app import RecordingApp
from tests.browser.served import sample_served
from tests.local_slack.sample_app import option

DRAWN_APART = {"button", "image", "workflow_button"}
TYPED = {
    *("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"),
    "file_input",
}


@pytest.fixture(scope="module")
def app() -> RecordingApp:
    made = RecordingApp()
    made.offered = [option("Rye"), option("Oat")]
    return made


@pytest.fixture(scope="module")
def slack(app: RecordingApp, browser_thread: BrowserThread) -> Iterator[Any]:
    """One for all tests of this file: each looks at the message that it posted itself."""
    with sample_served(app.register) as slack:
        yield slack


@pytest.fixture(scope="module")
def tab(slack: Any, opened_once: Contexts) -> Tab:
    """The page of all tests of this file: messages come to it, as they do to a person."""
    return opened_once.tab(slack.base_url)


def posted(slack: Any, tab: Tab, *blocks: dict[str, Any]) -> Locator:
    """A message of the app to alice, as it came to her page."""
    client, place = WebClient(slack.bot_token, base_url=slack.api_url), slack.person("alice").dm.id
    ts = client.chat_postMessage(channel=place, text="Blocks", blocks=list(blocks))["ts"]
    tab.open("dm")
    message = tab.page.locator(f"#{message_id(place, ts)}")
    expect(message).to_be_visible()
    tab.ready()
    return message


@pytest.mark.parametrize("name", SHOWN)
def test_a_block_is_drawn(slack: Any, tab: Tab, name: str) -> None:
    block, words = SHOWN[name]
    message = posted(slack, tab, block)
    for text in words:
        expect(message.get_by_text(text).or_(message.get_by_alt_text(text)).first).to_be_visible()
    expect(message.locator(".unsupported")).to_have_count(0)
    expect(message.locator(".block, .divider, hr")).not_to_have_count(0)


@pytest.mark.parametrize("name", USED)
def test_an_element_works(slack: Any, app: RecordingApp, tab: Tab, name: str) -> None:
    block, use, sent = USED[name]
    message = posted(slack, tab, block)
    app.actions.clear()
    use(tab, message)
    slack.until(lambda: app.actions)
    (action,) = app.actions[0]["actions"]
    assert (action["action_id"], action["block_id"]) == ("used", "b")
    assert {key: action[key] for key in sent} == ids_of(slack, sent)
    assert app.actions[0]["user"]["id"] == slack.person("alice").id


def ids_of(slack: Any, value: Any) -> Any:
    """`@bob` and `#growth`, wherever they stand in a value, by their ids."""
    if isinstance(value, dict):
        return {key: ids_of(slack, one) for key, one in value.items()}
    if isinstance(value, list):
        return [ids_of(slack, one) for one in value]
    if isinstance(value, str) and value[:1] == "@":
        return slack.person(value[1:]).id
    return slack.conversation(value).id if isinstance(value, str) and value[:1] == "#" else value


def test_no_block_and_no_element_is_left_out() -> None:
    blocks = {block["type"] for block, _ in SHOWN.values()} | {one.block["type"] for one in USED.values()}
    assert {*SURFACES["message"]} - blocks <= {"call", "file"}
    held = [one.block.get("accessory") or one.block["elements"][0] for one in USED.values()]
    assert {*ELEMENTS} - {one["type"] for one in held} <= DRAWN_APART | TYPED


def test_what_is_denied_is_not_sent(slack: Any, app: RecordingApp, tab: Tab) -> None:
    message = posted(slack, tab, USED["button with a question"].block)
    app.actions.clear()
    app.others.clear()
    tab.click("Delete", message)
    asked = tab.page.get_by_role("dialog", name="Are you sure?")
    expect(asked).to_contain_text("It cannot be undone.")
    asked.get_by_role("button", name="Keep it").click()
    expect(asked).to_be_hidden()
    tab.say("and on")
    slack.until(lambda: any("event" in one for one in app.others))
    assert app.actions == []


def test_what_is_not_known_is_seen_as_such(slack: Any, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url)
    posted(slack, tab, SHOWN["header"][0])
    slack._target.conversation("alice").posts[-1].body["blocks"].append(STRANGE)
    tab.visit()
    expect(tab.newest).to_contain_text("Your desk")
    expect(tab.newest.get_by_role("note")).to_have_text("Not supported here: hologram")


def test_no_picture_of_elsewhere_is_asked_for(slack: Any, tab: Tab) -> None:
    """The guard of every test would tell; here is what is shown instead."""
    message = posted(slack, tab, SHOWN["image"][0])
    expect(message).to_contain_text("A loaf of bread")
    expect(message.locator("img")).to_have_count(0)
    expect(message).to_contain_text("pictures.invalid")
