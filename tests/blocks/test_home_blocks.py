"""The desk as the Home tab and as a message, and the onboarding."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.blocks.home import Desk, desk_message, home_view, today_message
from bot.blocks.kit import section
from bot.coach.priorities import choose
from bot.local_slack.block_rules import block_findings, view_findings
from storage.records import Agenda, Contact, Member, Owner, Promise, ThankYou

OWNER = Owner("T1", "U1")
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
NEWCOMER = Member(OWNER, "Europe/Lisbon", NOW)
MEMBER = replace(NEWCOMER, onboarded_at=NOW)
DANA = Contact(4, OWNER, "Dana <!channel> *Lee*", NOW, company="Acme", met_at="the fair", cadence_days=30)
OMAR = Contact(5, OWNER, "Omar Haddad", datetime(2026, 1, 5, 9, tzinfo=UTC), cadence_days=30)
DECK = Promise(7, OWNER, "mine", "send the deck", "open", NOW, 4, DANA.name, date(2026, 11, 23))
THANKS = ThankYou(9, OWNER, 5, OMAR.name, "owed", NOW, reason="the introduction")


def a_desk(limit: int = 5, **changes: Any) -> Desk:
    """A desk with one item of each kind."""
    agenda = Agenda(promises=(DECK,), thank_yous=(THANKS,), contacts=(OMAR,))
    chosen = choose(agenda, date(2026, 11, 23), limit)
    return replace(Desk(MEMBER, NOW, chosen, {4: DANA}, (DANA, OMAR), 2), **changes)


EMPTY = Desk(MEMBER, NOW, choose(Agenda(), date(2026, 11, 23), 3))
DESKS = {
    "full": a_desk(),
    "empty": EMPTY,
    "paused": a_desk(member=replace(MEMBER, paused_until=date(2026, 12, 24))),
    "newcomer": replace(EMPTY, member=NEWCOMER),
}


def texts(blocks: list[dict]) -> str:
    """Everything that one reads."""
    read = [block["text"]["text"] for block in blocks if "text" in block]
    small = [one["text"] for block in blocks if block["type"] == "context" for one in block["elements"]]
    return "\n".join([*read, *small])


def action_ids(blocks: list[dict]) -> list[str]:
    """The names of everything that can be clicked."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    beside = [block["accessory"] for block in blocks if "accessory" in block]
    return [one["action_id"] for one in [*(each for row in rows for each in row), *beside]]


@pytest.mark.parametrize("name", DESKS)
def test_each_home_is_a_valid_view_for_its_member_alone(name: str) -> None:
    view = home_view(DESKS[name], [section("✓ Kept", block_id="promise:7")])
    assert view_findings(view) == []
    assert "Only you can see this page" in texts(view["blocks"])


@pytest.mark.parametrize("name", ["full", "empty", "paused"])
def test_each_desk_is_a_valid_message_for_its_member_alone(name: str) -> None:
    for payload in (desk_message(DESKS[name]), today_message(DESKS[name])):
        assert block_findings(payload["blocks"], "message") == []
        assert "Only you can see this." in texts(payload["blocks"])


def test_what_needs_doing_stands_on_top_the_most_important_first() -> None:
    read = texts(home_view(a_desk())["blocks"])
    order = [
        "What needs doing today",
        "send the deck",
        "the introduction",
        "*People*",
        "*Practice*",
        "How I work",
    ]
    places = [read.index(piece) for piece in order]
    assert places == sorted(places)


def test_a_promise_comes_with_what_is_known_of_the_person() -> None:
    assert "Acme · met at the fair" in texts(today_message(a_desk())["blocks"])


def test_no_more_than_the_members_number_is_shown_and_the_rest_is_counted() -> None:
    read = texts(today_message(a_desk(limit=1))["blocks"])
    assert "send the deck" in read
    assert "the introduction" not in read
    assert "… and 2 more. All promises: `/promise`" in read


def test_what_is_open_and_not_due_yet_is_counted_with_the_way_to_it() -> None:
    read = texts(home_view(replace(EMPTY, promises_count=2, thanks_count=1))["blocks"])
    assert "Open in all: 2 promises (`/promise`) and 1 thank-you (`/thanks`)" in read
    assert "Open in all" not in texts(home_view(a_desk(promises_count=1, thanks_count=1))["blocks"])


def test_what_is_known_of_a_person_is_said_once() -> None:
    agenda = Agenda(promises=(DECK, replace(DECK, id=8)))
    chosen = choose(agenda, date(2026, 11, 23), 5)
    assert texts(today_message(a_desk(chosen=chosen))["blocks"]).count("met at the fair") == 1


def test_today_offers_a_newcomer_to_add_a_person() -> None:
    assert action_ids(today_message(EMPTY)["blocks"]) == ["contact.new"]
    assert action_ids(today_message(replace(EMPTY, people_count=1))["blocks"]) == []


def test_what_was_typed_cannot_ping() -> None:
    shown = str(home_view(a_desk())["blocks"])
    assert "<!channel>" not in shown
    assert "&lt;!channel&gt;" in shown


def test_a_first_day_is_given_a_line_to_try() -> None:
    assert "`/kith met Dana Lee" in texts(home_view(EMPTY)["blocks"])


def test_a_day_with_nothing_due_suggests_thanks() -> None:
    assert "`/thanks Omar" in texts(home_view(replace(EMPTY, people_count=3))["blocks"])


def test_people_practice_and_settings_are_a_click_away() -> None:
    ids = action_ids(home_view(a_desk())["blocks"])
    assert {"contact.open:4", "contact.new", "practice.pitch", "practice.story", "settings.open"} <= set(ids)


def test_the_desk_in_a_message_opens_everything_else() -> None:
    ids = action_ids(desk_message(EMPTY)["blocks"])
    assert ids == ["contact.new", "practice.pitch", "practice.story", "settings.open"]


def test_what_was_just_done_stands_on_top_without_taking_the_items_id() -> None:
    blocks = home_view(a_desk(), [section("Snoozed", block_id="promise:7")])["blocks"]
    assert blocks[0]["text"]["text"] == "Snoozed"
    assert "block_id" not in blocks[0]


def test_a_newcomer_is_asked_hour_days_and_number_and_nothing_else() -> None:
    ids = action_ids(home_view(DESKS["newcomer"])["blocks"])
    assert ids == ["home.start", "home.start_quiet", "home.hour", "home.days", "home.limit"]


def test_a_newcomer_is_told_the_zone_that_slack_knows_and_its_clock() -> None:
    read = texts(home_view(Desk(replace(NEWCOMER, tz="Asia/Kolkata"), NOW, EMPTY.chosen))["blocks"])
    assert "Slack has you in Asia/Kolkata, where it is 15:30 now" in read


@pytest.mark.parametrize("kept", ["people_count", "promises_count", "thanks_count", "aim"])
def test_who_has_written_something_down_sees_the_desk_at_once(kept: str) -> None:
    ids = action_ids(home_view(replace(EMPTY, member=NEWCOMER, **{kept: 1}))["blocks"])
    assert "home.start" not in ids and "settings.open" in ids


def test_a_newcomers_choices_stand_as_they_were_made() -> None:
    chosen = replace(NEWCOMER, brief_minute=450, brief_days="67", brief_limit=1)
    beside = {
        b["block_id"]: b["accessory"]
        for b in home_view(replace(EMPTY, member=chosen))["blocks"]
        if "accessory" in b
    }
    assert beside["hour"]["initial_time"] == "07:30"
    assert [one["value"] for one in beside["days"]["initial_options"]] == ["6", "7"]
    assert beside["limit"]["initial_option"]["value"] == "1"


def test_the_desk_says_what_to_try_in_the_next_practice() -> None:
    told = texts(home_view(replace(EMPTY, aim="end on one small request"))["blocks"])
    assert "Next time: end on one small request." in told
    assert "Next time" not in texts(home_view(EMPTY)["blocks"])
