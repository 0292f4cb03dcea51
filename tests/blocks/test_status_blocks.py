"""How things stand, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.blocks.status import Status, status_message
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
UNSENT = replace(
    WELL, unsent=[("brief", TODAY), ("reply", date(2026, 11, 20)), ("brief", date(2026, 11, 19))]
)


def told(status: Status) -> str:
    """The status as it is read; it must be a message that Slack takes."""
    blocks = status_message(status)["blocks"]
    assert block_findings(blocks, "message") == []
    return "\n".join(block["text"]["text"] for block in blocks if "text" in block)


def test_each_nudge_that_comes_is_told_with_its_time() -> None:
    read = told(WELL)
    assert all(when in read for when in NUDGES.values())


def test_what_is_kept_is_counted() -> None:
    assert "You have 1 contact, 2 open promises and 1 thank-you to say." in told(WELL)


def test_when_everything_was_sent_that_is_said() -> None:
    assert "was sent" in told(WELL)


def test_what_could_not_be_sent_is_named_with_its_day_and_what_to_do() -> None:
    read = told(UNSENT)
    assert "the brief of today, an answer of Friday 20 Nov and the brief of Thursday 19 Nov" in read
    assert "Nothing is lost" in read
    assert "`kith doctor`" in read


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
