"""The week at a glance."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.blocks.week import LINES, Week, week_message
from bot.local_slack.block_rules import block_findings
from storage.records import Owner, Promise, ThankYou, Touch

OWNER = Owner("T1", "U1")
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SINCE, TODAY, UNTIL = date(2026, 11, 17), date(2026, 11, 23), date(2026, 11, 30)
KEPT = Promise(1, OWNER, "mine", "send the deck", "kept", NOW, 4, "Dana Lee")
THEIRS = Promise(2, OWNER, "theirs", "send the numbers", "kept", NOW, 4, "Dana Lee")
DROPPED = Promise(3, OWNER, "mine", "write a book", "dropped", NOW)
SAID = ThankYou(4, OWNER, 5, "Omar Haddad", "said", NOW, "the introduction")
DUE = Promise(6, OWNER, "mine", "call", "open", NOW, 5, "Omar Haddad", date(2026, 11, 25))
EMPTY = Week(SINCE, TODAY, UNTIL)


def touch(number: int, name: str) -> Touch:
    """We wrote, today."""
    return Touch(number, OWNER, number, name, "message", TODAY, NOW)


def told(week: Week) -> str:
    """The week as it is read; it must be a message that Slack takes."""
    blocks = week_message(week)["blocks"]
    assert block_findings(blocks, "message") == []
    return "\n".join(block["text"]["text"] for block in blocks if "text" in block)


def test_what_was_kept_and_said_is_told_by_name() -> None:
    read = told(Week(SINCE, TODAY, UNTIL, [KEPT, THEIRS], [SAID]))
    assert "• Kept: send the deck → Dana Lee" in read
    assert "• Dana Lee kept a promise: send the numbers" in read
    assert "• Thanked Omar Haddad for the introduction" in read


def test_a_dropped_promise_is_not_told_as_kept() -> None:
    assert "book" not in told(Week(SINCE, TODAY, UNTIL, [DROPPED]))


def test_somebody_touched_twice_is_named_once() -> None:
    read = told(
        Week(SINCE, TODAY, UNTIL, touches=[touch(1, "Dana Lee"), touch(2, "Omar"), touch(1, "Dana Lee")])
    )
    assert "• In touch with Dana Lee and Omar" in read


def test_what_is_due_is_told_with_its_day() -> None:
    assert "• call → Omar Haddad · due Wednesday 25 Nov" in told(Week(SINCE, TODAY, UNTIL, due=[DUE]))


def test_an_empty_week_is_told_kindly_with_an_example() -> None:
    read = told(EMPTY)
    assert "`/kith met Dana Lee" in read
    assert "Nothing is due." in read


def test_a_busy_week_is_cut_and_the_rest_counted() -> None:
    busy = Week(SINCE, TODAY, UNTIL, [KEPT] * 40, touches=[touch(n, f"Person {n}") for n in range(60)])
    read = told(busy)
    assert read.count("• Kept") == LINES
    assert f"… and {41 - LINES} more" in read
