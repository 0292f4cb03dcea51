"""The desk on demand, and on the Home: the items of the brief, with buttons that work where they stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage import contacts, promises, thanks, touches
from storage.records import ContactDraft
from tests.world import World

CANARY = "heron-4711"


def words(shown: dict[str, Any] | None) -> str:
    """Everything that one reads on a page or in a message."""
    assert shown is not None
    read = [block["text"]["text"] for block in shown["blocks"] if "text" in block]
    small = [
        one["text"] for block in shown["blocks"] if block["type"] == "context" for one in block["elements"]
    ]
    return "\n".join([*read, *small])


def ask(world: World, person: Any, text: str = "") -> str:
    """What `/kith ...` answers."""
    return words(person.command("/kith", text).body)


@pytest.fixture
def busy(world: World) -> World:
    """Alice has people, a promise for today, one for later, a thank-you owed and one said."""
    world.alice.command("/kith", "today")
    world.run(_fill, world)
    world.settle()
    return world


def _fill(conn: Any, world: World) -> None:
    owner, now = world.owner(world.alice), world.clock.now()
    draft = ContactDraft(f"Dana {CANARY}", company=f"Acme {CANARY}", cadence_days=30)
    dana = contacts.add(conn, owner, draft, now)
    promises.add(conn, owner, "mine", f"send the deck {CANARY}", dana.id, date(2026, 11, 23), None, now)
    promises.add(conn, owner, "mine", f"call {CANARY}", None, date(2026, 11, 28), None, now)
    thanks.add(conn, owner, dana.id, f"the intro {CANARY}", now)
    thanks.add(conn, owner, dana.id, f"the lift {CANARY}", now, "said")
    touches.add(conn, owner, dana.id, "coffee", date(2026, 11, 22), now)


def test_kith_alone_opens_the_desk(busy: World) -> None:
    told = ask(busy, busy.alice)
    assert f"send the deck {CANARY}" in told and f"the intro {CANARY}" in told
    assert "Only you can see this." in told


def test_today_is_what_the_brief_would_say(busy: World) -> None:
    now = [line for line in ask(busy, busy.alice, "today").splitlines() if CANARY in line]
    busy.go_to_local("Europe/Lisbon", 2026, 11, 24, 9, 1)
    brief = words(busy.alice.messages[-1])
    assert "send the deck" in brief
    assert [line.split(" · ")[0] in brief for line in now] == [True] * len(now)


def test_the_desk_shows_no_more_than_the_members_number_and_today_shows_the_rest(busy: World) -> None:
    busy.alice.command("/kith", "settings")
    busy.alice.submit({"limit": "1"})
    told = ask(busy, busy.alice, "")
    assert "send the deck" in told and "the intro" not in told
    assert "… and 1 more: `/kith today`" in told
    assert "the intro" in ask(busy, busy.alice, "today")


def test_week_tells_what_was_done_and_what_is_due(busy: World) -> None:
    told = ask(busy, busy.alice, "week")
    assert f"*Thanked:* Dana {CANARY}" in told
    assert f"*In touch with:* Dana {CANARY}" in told
    assert f"call {CANARY}" in told


def test_status_tells_what_comes_and_counts_what_is_kept(busy: World) -> None:
    told = ask(busy, busy.alice, "status")
    for piece in (
        "brief: tomorrow at 09:00",
        "practice: Wednesday 25 Nov at 12:00",
        "look back: Friday 27 Nov at 16:00",
    ):
        assert piece in told
    assert "1 contact, 2 open promises and 1 thank-you to say" in told
    assert "Everything I had to tell you was sent" in told


@pytest.mark.parametrize("text", ["", "today", "week", "status"])
def test_bob_a_colleague_sees_nothing_of_alices(busy: World, text: str) -> None:
    assert CANARY not in ask(busy, busy.bob, text)


def test_bobs_home_holds_nothing_of_alices(busy: World) -> None:
    busy.bob.open_home()
    busy.bob.click("Start")
    busy.settle()
    assert CANARY not in str(busy.bob.home)
    assert "Nothing here yet" in words(busy.bob.home)


@pytest.mark.parametrize("text", ["", "today", "week", "status"])
def test_charlie_of_another_organisation_sees_nothing_at_all(busy: World, text: str) -> None:
    told = str(busy.charlie.command("/kith", text, channel="partners").body)
    assert CANARY not in told
    assert "Your own team can add Kith" in told


@pytest.fixture
def at_home(busy: World) -> World:
    """Alice looks at her desk on the Home."""
    busy.alice.open_home()
    busy.settle()
    return busy


def test_the_home_shows_the_items_people_practice_and_settings(at_home: World) -> None:
    read = words(at_home.alice.home)
    order = [f"send the deck {CANARY}", f"the intro {CANARY}", "*People*", "*Practice*", "How I work for you"]
    places = [read.index(piece) for piece in order]
    assert places == sorted(places)


def test_done_on_the_home_takes_the_item_off_and_says_so_on_top(at_home: World) -> None:
    at_home.alice.click_in_newest("Done")
    at_home.settle()
    blocks = at_home.alice.home["blocks"]
    assert "Kept: send the deck" in blocks[0]["text"]["text"]
    assert f"*send the deck {CANARY}*" not in words(at_home.alice.home)


def test_undo_on_the_home_brings_the_item_back(at_home: World) -> None:
    at_home.alice.click_in_newest("Done")
    at_home.settle()
    at_home.alice.click("Undo", within="home")
    at_home.settle()
    assert f"*send the deck {CANARY}*" in words(at_home.alice.home)


def test_a_snooze_on_the_home_takes_the_item_off_until_then(at_home: World) -> None:
    promise_id = at_home.run(promises.open_ones, at_home.owner(at_home.alice))[0].id
    at_home.alice.choose(f"promise.snooze:{promise_id}", "Next week", within="home")
    at_home.settle()
    read = words(at_home.alice.home)
    assert "Snoozed until" in read and f"*send the deck {CANARY}*" not in read


def test_a_renegotiated_promise_due_today_stands_twice_without_offending_slack(at_home: World) -> None:
    at_home.alice.click_in_newest("Renegotiate")
    at_home.alice.submit({"due_on": date(2026, 11, 23), "due_time": "17:00"})
    at_home.settle()
    read = words(at_home.alice.home)
    assert "Now due today, 17:00" in read
    assert f"*send the deck {CANARY}*" in read


def test_a_card_opens_over_the_home_and_leaves_the_items_there(at_home: World) -> None:
    at_home.alice.click("Open card", within="home")
    at_home.settle()
    assert f"Acme {CANARY}" in words(at_home.alice.modal)
    assert f"*send the deck {CANARY}*" in words(at_home.alice.home)


@pytest.mark.parametrize("label", ["Elevator speech", "Story"])
def test_practice_begins_with_a_click_on_the_home(at_home: World, label: str) -> None:
    at_home.alice.click(label, within="home")
    assert any(block["type"] == "input" for block in at_home.alice.modal["blocks"])


@pytest.mark.parametrize("label", ["Add a person", "Elevator speech", "Story", "Settings"])
def test_each_door_of_the_desk_opens(busy: World, label: str) -> None:
    ask(busy, busy.alice)
    busy.alice.click(label, within="message")
    assert busy.alice.modal is not None


def test_a_person_is_added_from_the_home(at_home: World) -> None:
    at_home.alice.click("Add a person", within="home")
    assert at_home.alice.submit({"name": "Omar Haddad"}).closed
    at_home.settle()
    assert "Omar Haddad" in words(at_home.alice.home)


def test_a_home_full_of_people_is_one_that_slack_takes(at_home: World) -> None:
    def add_many(conn: Any) -> None:
        for number in range(60):
            draft = ContactDraft(f"Person *{number}* <!channel> " + "x" * 500)
            contacts.add(conn, at_home.owner(at_home.alice), draft, at_home.clock.now())

    at_home.run(add_many)
    at_home.alice.open_home()
    at_home.settle()
    assert "61 contacts" in words(at_home.alice.home)
    assert "<!channel>" not in str(at_home.alice.home)
