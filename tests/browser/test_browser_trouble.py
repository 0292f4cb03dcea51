"""Every switch for trouble, thrown in a real browser: one watches Kith cope."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.world import World

LINE = "met Dana Lee from Acme, promised her the deck by Friday"


def hooded(kith: World, opened: Contexts) -> Tab:
    """Alice's conversation with the drawer open beside it."""
    return opened.tab(kith.slack.base_url).visit("dm", hood="1")


def switch(tab: Tab, name: str) -> Locator:
    return tab.hood.get_by_role("switch", name=name, exact=True)


def answers(tab: Tab) -> Locator:
    """The messages in which Kith says what it read."""
    return tab.messages.filter(has_text="Here is what I read")


def throw(tab: Tab, name: str, on: bool = True) -> None:
    switch(tab, name).click()
    expect(switch(tab, name)).to_have_attribute("aria-checked", "true" if on else "false")


def test_what_goes_over_the_wire_is_seen_in_both_directions(kith: World, opened: Contexts) -> None:
    tab = hooded(kith, opened)
    tab.say(LINE)
    expect(tab.newest).to_contain_text("Here is what I read")
    # The newest is first: Kith's answer, then what alice wrote, then Kith's welcome.
    events = tab.hood.get_by_role("row").filter(has_text="event message.im")
    expect(events).to_have_count(3)
    row = events.nth(1)
    expect(row).to_contain_text("to Kith")
    expect(row).to_contain_text(re.compile(r"\d ms"))
    expect(row).to_contain_text("accepted")
    expect(tab.hood.get_by_role("row").filter(has_text="chat.postMessage").first).to_contain_text("from Kith")
    row.get_by_role("link").click()
    expect(tab.hood.get_by_role("region", name="Sent")).to_contain_text("met Dana Lee from Acme")


def test_with_429_a_message_waits_and_comes_once(kith: World, opened: Contexts) -> None:
    tab = hooded(kith, opened)
    throw(tab, "429")
    tab.say(LINE)
    expect(tab.hood.get_by_role("row").filter(has_text="ratelimited").first).to_be_visible()
    throw(tab, "429", on=False)
    tab.move("+1 hour")
    expect(answers(tab)).to_have_count(1)


def test_with_a_lost_reply_there_is_one_message_not_two(kith: World, opened: Contexts) -> None:
    tab = hooded(kith, opened)
    throw(tab, "Lost reply")
    tab.say(LINE)
    expect(tab.newest).to_contain_text("Here is what I read")
    tab.move("+1 hour")
    expect(tab.hood.get_by_role("row").filter(has_text="conversations.history").first).to_be_visible()
    expect(answers(tab)).to_have_count(1)


def test_after_a_disconnect_kith_comes_back(kith: World, opened: Contexts) -> None:
    tab = hooded(kith, opened)
    tab.hood.get_by_role("button", name="Disconnect", exact=True).click()
    expect(tab.toasts).to_contain_text("ended the connection")
    tab.say(LINE)
    expect(tab.newest).to_contain_text("Here is what I read")


def test_a_repeated_event_is_worked_on_once(kith: World, opened: Contexts) -> None:
    tab = hooded(kith, opened)
    throw(tab, "Repeated event")
    tab.say(LINE)
    expect(tab.newest).to_contain_text("Here is what I read")
    expect(tab.hood.get_by_text(re.compile(r"on, struck \d+ time"))).to_be_visible()
    expect(answers(tab)).to_have_count(1)


def test_with_a_slow_ack_slack_says_so_and_what_was_posted_stands(kith: World, opened: Contexts) -> None:
    tab = hooded(kith, opened)
    throw(tab, "Slow ack")
    tab.say("/promise")
    expect(tab.page.get_by_text("did not respond in time").or_(tab.newest).first).to_be_visible()
    expect(tab.hood.get_by_role("row").filter(has_text="operation_timeout").first).to_be_visible()
    tab.hood.get_by_role("button", name="All off").click()
    expect(switch(tab, "Slow ack")).to_have_attribute("aria-checked", "false")
    kith.slack._target.violations.clear()
