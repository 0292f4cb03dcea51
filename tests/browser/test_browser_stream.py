"""The live stream in a real browser: it rests while its tab is hidden, and misses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.served import sample_served

HIDE = """(how) => {
    Object.defineProperty(document, "visibilityState", {get: () => how, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def slack(browser_thread: BrowserThread) -> Iterator[Any]:
    with sample_served() as slack:
        yield slack


def turns(tab: Tab, how: str) -> None:
    """Another tab comes before this one ("hidden"), or goes ("visible")."""
    tab.page.evaluate(HIDE, how)


def says(slack: Any, text: str) -> None:
    slack.person("alice").say(text, channel="growth")


def test_a_hidden_tab_hears_nothing_and_catches_up_when_it_is_seen_again(
    slack: Any, opened: Contexts
) -> None:
    tab = opened.tab(slack.base_url, "bob").visit("c/growth")
    says(slack, "before")
    expect(tab.messages).to_have_count(1)
    turns(tab, "hidden")
    says(slack, "meanwhile")
    expect(tab.messages).to_have_count(1)
    turns(tab, "visible")
    expect(tab.messages).to_have_count(2)
    says(slack, "after")
    expect(tab.messages).to_contain_text(["before", "meanwhile", "after"])


def test_more_tabs_than_connections_are_no_trouble(slack: Any, opened: Contexts) -> None:
    first = opened.tab(slack.base_url, "bob").visit("c/growth")
    tabs = [first, *(Tab(first.page.context, slack.base_url, "bob") for _ in range(7))]
    for tab in tabs[1:]:
        tab.visit("c/growth")
        turns(tab, "hidden")
    first.say("still here")
    expect(first.messages).to_have_count(1)
    turns(tabs[-1], "visible")
    expect(tabs[-1].messages).to_have_count(1)
