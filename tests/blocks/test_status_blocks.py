"""How things stand, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.blocks.status import Hitch, Status, status_message
from bot.local_slack.block_rules import block_findings
from storage.records import Member, Owner

TODAY = date(2026, 11, 23)
MEMBER = Member(Owner("T1", "U1"), "Europe/Lisbon", datetime(2026, 11, 20, 9, tzinfo=UTC))
NUDGES = {
    "brief": "tomorrow at 09:00",
    "practice": "Wednesday 25 Nov at 12:00",
    "review": "Friday 27 Nov at 16:00",
}
WELL = Status(MEMBER, TODAY, NUDGES, contacts=1, promises=2, thanks=1)
FRIDAY = date(2026, 11, 20)


def told(status: Status) -> str:
    """The status as it is read; it must be a message that Slack takes."""
    blocks = status_message(status)["blocks"]
    assert block_findings(blocks, "message") == []
    return "\n".join(block["text"]["text"] for block in blocks if "text" in block)


def test_each_nudge_that_comes_is_told_with_its_time() -> None:
    read = told(WELL)
    assert all(when in read for when in NUDGES.values())


def test_public_holidays_are_told_to_who_chose_a_country_and_has_nudges() -> None:
    german = replace(WELL, member=replace(MEMBER, country="DE"))
    assert "On public holidays (Germany) I am silent" in told(german)
    assert "holidays" not in told(WELL)
    assert "holidays" not in told(replace(german, member=replace(german.member, nudges_on=False)))


def test_what_is_kept_is_counted() -> None:
    assert "You have 1 contact, 2 open promises and 1 thank-you to say." in told(WELL)


def test_when_everything_was_sent_that_is_said() -> None:
    assert "was sent" in told(WELL)


def hindered(*hitches: Hitch) -> str:
    return told(replace(WELL, hitches=hitches))


@pytest.mark.parametrize(
    ("hitch", "said"),
    [
        (
            Hitch("kept", "brief", TODAY, "msg_too_long"),
            "I could not send you your brief of today: Slack says that it is too long. It is kept.",
        ),
        (
            Hitch("again", "review", FRIDAY, "connection_refused", "today at 14:05"),
            "your look back of Friday 20 Nov yet: Slack could not be reached. I try again today at 14:05.",
        ),
        (Hitch("again", "brief", TODAY, "http_502"), "Slack did not take it. I try again now."),
        (
            Hitch("looked_for", "brief", TODAY, "timeout", "today at 14:05"),
            "I do not know whether your brief of today arrived. I look today at 14:05, and send it if not.",
        ),
        (Hitch("late", "reminder", TODAY), "I am late with a reminder of today. It comes as soon as I can."),
        (
            Hitch("not_made", "practice", TODAY),
            "I could not put together your practice of today: that is a fault of mine.",
        ),
        (Hitch("made_again", "brief", TODAY, when="today at 14:05"), "yet. I try again today at 14:05."),
        (
            Hitch("out_of_reach", "brief", TODAY, "messages_tab_disabled"),
            "I cannot write to you: Slack says that messages to me are switched off here."
            " So your brief of today waits.",
        ),
        (Hitch("stopped", "", TODAY), "I cannot write to anybody in this workspace at the moment"),
        (
            Hitch("held", "", TODAY, "ratelimited", "today at 15:00"),
            "What I have for you comes today at 15:00.",
        ),
    ],
)
def test_each_thing_in_the_way_is_told_in_plain_words(hitch: Hitch, said: str) -> None:
    read = hindered(hitch)
    assert said in read and "Nothing is lost" in read
    assert "was sent" not in read


@pytest.mark.parametrize(
    ("what", "is_for_operators"),
    [("kept", True), ("not_made", True), ("out_of_reach", True), ("stopped", True), ("again", False)],
)
def test_who_can_do_nothing_is_told_so_and_who_can_whom_to_ask(what: Any, is_for_operators: bool) -> None:
    read = hindered(Hitch(what, "brief", TODAY))
    assert ("`kith doctor`" in read) == is_for_operators
    assert ("you need not do anything" in read) != is_for_operators


def test_nudges_that_one_thing_holds_back_are_one_line() -> None:
    read = hindered(
        *(Hitch("kept", kind, day, "timeout") for kind, day in (("brief", TODAY), ("reply", FRIDAY)))
    )
    assert "send you your brief of today and an answer of Friday 20 Nov: Slack did not answer" in read
    assert "They are kept." in read


def test_a_long_list_is_cut_and_says_so() -> None:
    many = [Hitch("again", "brief", TODAY, "http_502", f"at {hour}:00") for hour in range(9)]
    read = hindered(*many)
    assert read.count("•") == 3 + 6 and "and 4 more like that" in read
    days = [Hitch("kept", "brief", date(2026, 10, day)) for day in range(1, 20)]
    assert read.count("brief of") == 5 and "and others: Slack" in hindered(*days)


def test_who_was_switched_off_and_whose_zone_is_unknown_is_told() -> None:
    gone = replace(MEMBER, deactivated_at=datetime(2026, 11, 20, tzinfo=UTC), tz="Mars/Base")
    read = told(replace(WELL, member=gone))
    assert "your account was switched off" in read
    assert "your time zone is Mars/Base, which I do not know: I go by UTC" in read


def test_a_pause_stands_first_with_the_button_that_ends_it() -> None:
    status = replace(WELL, member=replace(MEMBER, paused_until=date(2026, 12, 24)))
    assert told(status).splitlines()[1] == "Paused until 24 Dec."
    assert status_message(status)["blocks"][2]["elements"][0]["action_id"] == "settings.resume"


def test_without_nudges_none_is_promised() -> None:
    read = told(replace(WELL, member=replace(MEMBER, nudges_on=False), nudges={}))
    assert "Nudges are off" in read
    assert "Next" not in read


def test_what_there_is_none_of_is_not_counted() -> None:
    assert "You have 3 contacts." in told(replace(WELL, contacts=3, promises=0, thanks=0))
    assert "`/kith met" in told(replace(WELL, contacts=0, promises=0, thanks=0))
