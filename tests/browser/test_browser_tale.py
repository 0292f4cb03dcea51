"""The first three minutes, in a real browser: alice with the mouse, bob with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.world import World

LINE = "met Dana Lee from Acme at the fair, promised her the deck by tomorrow, Omar introduced us"
ANSWER = "I'm Alice, a baker. Who here buys bread for an office? May I send you a loaf?"
# No hint on the page uses these words.
PRIVATE = "met Quill Farrow from Zephyrworks, promised him the almanac by Friday"
OTHER_LINE = "met Rui Santos from Harbour at the meetup, promised him the slides by tomorrow"


def test_alice_goes_through_the_five_cards(kith: World, opened: Contexts) -> None:
    alice = opened.tab(kith.slack.base_url).visit()
    alice.click("Start empty", alice.guide)
    captures(alice)
    gets_a_brief_and_acts(alice)
    practises(alice)
    looks_back(alice)


def follows(alice: Tab, line: str) -> None:
    """The card's own line goes into the composer by a click, and is sent."""
    alice.guide.get_by_role("button", name=line).click()
    expect(alice.composer).to_have_value(line)
    alice.page.get_by_role("button", name="Send", exact=True).click()
    expect(alice.composer).to_have_value("")


def captures(alice: Tab) -> None:
    follows(alice, LINE)
    expect(alice.newest).to_contain_text("Here is what I read. Save it?")
    alice.click("Save")
    expect(alice.newest).to_contain_text("New contact: Dana Lee")
    expect(alice.guide).to_contain_text("1 of 5")


def gets_a_brief_and_acts(alice: Tab) -> None:
    alice.move("Sleep until nine", alice.guide)
    expect(alice.clock).to_contain_text(re.compile("Tue.*24 Nov.*09:0"))
    expect(alice.newest).to_contain_text("send the deck → Dana Lee · due today")
    expect(alice.guide).to_contain_text("2 of 5")
    alice.click("Done")
    expect(alice.newest).to_contain_text("✓ ")
    expect(alice.guide).to_contain_text("3 of 5")


def practises(alice: Tab) -> None:
    follows(alice, "/pitch")
    expect(alice.newest).to_contain_text("Elevator speech:")
    alice.click("Answer")
    alice.modal.get_by_label("Your answer").fill(ANSWER)
    alice.click("Get feedback", alice.modal)
    expect(alice.modal).to_have_count(0)
    expect(alice.newest).to_contain_text("Who here buys bread for an office?")
    expect(alice.guide).to_contain_text("4 of 5")


def looks_back(alice: Tab) -> None:
    alice.move("To Friday 16:00", alice.guide)
    expect(alice.message("Your week")).to_be_visible()
    expect(alice.guide).to_contain_text("5 of 5")


def test_with_sample_people_the_team_gets_its_week_and_they_go_by_one_click(
    kith: World, opened: Contexts
) -> None:
    alice = opened.tab(kith.slack.base_url).visit("home")
    alice.click("Start with sample people", alice.guide)
    expect(alice.home).to_contain_text("(sample)")
    alice.move("To next Monday")
    alice.visit("c/growth")
    expect(alice.message("Our week in numbers")).to_be_visible()
    alice.visit("home")
    alice.click("Remove the sample people", alice.guide)
    expect(alice.home.filter(has_text="(sample)")).to_have_count(0)


def test_the_guide_hides_and_comes_back(kith: World, opened: Contexts) -> None:
    alice = opened.tab(kith.slack.base_url).visit()
    alice.click("Hide the guide", alice.guide)
    expect(alice.guide.get_by_text("Write down whom you met")).to_have_count(0)
    alice.visit("home")
    expect(alice.guide.get_by_text("Write down whom you met")).to_have_count(0)
    alice.page.get_by_role("button", name="Guide", exact=True).click()
    expect(alice.guide.get_by_text("Write down whom you met")).to_be_visible()


def test_bob_does_the_same_with_the_keyboard_alone(kith: World, opened: Contexts) -> None:
    bob = opened.tab(kith.slack.base_url, "bob").visit()
    expect(bob.composer).to_be_focused()
    bob.type(OTHER_LINE)
    bob.press("Enter")
    expect(bob.newest).to_contain_text("Here is what I read. Save it?")
    presses(bob, "Save", back=True)
    expect(bob.newest).to_contain_text("New contact: Rui Santos")
    before = bob.clock_epoch()
    presses(bob, "To tomorrow 09:00")
    bob.until_moved(before)
    expect(bob.newest).to_contain_text("send the slides → Rui Santos · due today")
    bob.reach("Message Kith")
    presses(bob, "Done", back=True)
    expect(bob.newest).to_contain_text("✓ Kept")


def presses(tab: Tab, name: str, back: bool = False) -> None:
    tab.reach(name, back)
    tab.press("Enter")


def test_a_form_is_filled_and_left_with_the_keyboard_alone(kith: World, opened: Contexts) -> None:
    bob = opened.tab(kith.slack.base_url, "bob").visit()
    bob.type("/pitch")
    bob.press("Escape", "Enter")
    expect(bob.newest).to_contain_text("Elevator speech:")
    presses(bob, "Answer", back=True)
    expect(bob.modal).to_be_visible()
    bob.reach("Your answer")
    bob.type(ANSWER)
    presses(bob, "Get feedback")
    expect(bob.modal).to_have_count(0)
    expect(bob.newest).to_contain_text("buys bread")


def test_escape_closes_a_form_and_the_focus_is_where_it_was(kith: World, opened: Contexts) -> None:
    bob = opened.tab(kith.slack.base_url, "bob").visit()
    bob.say("/pitch")
    expect(bob.newest).to_contain_text("Elevator speech:")
    bob.reach("Answer", back=True)
    bob.press("Enter")
    expect(bob.modal).to_be_visible()
    bob.press("Escape")
    expect(bob.modal).to_have_count(0)
    assert bob.focused() == "Answer"


def test_what_alice_wrote_is_nowhere_in_bobs_page(kith: World, opened: Contexts) -> None:
    alice, bob = opened.tab(kith.slack.base_url).visit(), opened.tab(kith.slack.base_url, "bob").visit()
    alice.say(PRIVATE)
    alice.click("Save", alice.message("Here is what I read"))
    expect(alice.newest).to_contain_text("New contact: Quill Farrow")
    bob.say("/promise")
    expect(bob.newest).to_contain_text(re.compile("promise", re.IGNORECASE))
    for place in ("dm", "home", "c/general", "c/growth"):
        source = bob.visit(place).page.content()
        assert not [word for word in ("Quill", "Farrow", "Zephyrworks", "almanac") if word in source]


def test_one_becomes_another_person_in_the_header(kith: World, opened: Contexts) -> None:
    tab = opened.tab(kith.slack.base_url).visit()
    tab.say(LINE)
    expect(tab.newest).to_contain_text("Here is what I read")
    tab.become("tama")
    expect(tab.page).to_have_url(re.compile("/p/tama/dm"))
    expect(tab.messages.filter(has_text="Here is what I read")).to_have_count(0)
    # In Auckland it is already night.
    expect(tab.clock).to_contain_text("23:0")


@pytest.mark.parametrize(("place", "text"), [("home", "Welcome to Kith"), ("c/growth", "#growth")])
def test_every_place_has_its_page(kith: World, opened: Contexts, place: str, text: str) -> None:
    tab = opened.tab(kith.slack.base_url).visit(place)
    expect(tab.page.get_by_role("main")).to_contain_text(text)
