"""The nudges as blocks: within Slack's limits, and nothing said twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.blocks.briefs import Brief, Missed, brief_message, late_since, reminder_message
from bot.blocks.reviews import QUESTIONS, review_message
from bot.blocks.team_summaries import COUNTED, summary_message, too_few_message
from bot.coach.priorities import Chosen, choose
from bot.coach.weeks import Week
from bot.local_slack.block_rules import block_findings
from storage.records import Agenda, Contact, Owner, Promise, Team, TeamCounts, ThankYou, Touch

ALICE = Owner("T1", "U1")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DANA = Contact(1, ALICE, "Dana Lee", NOW - timedelta(days=40), company="Acme", cadence_days=14)
TEAM = Team(1, "T1", "C1", "U2", 5, 960, NOW)
KINDS = ("brief", "reminder", "review", "practice", "team_summary")


def promise(row_id: int = 1, **values: Any) -> Promise:
    given = {"direction": "mine", "state": "open", "due_on": TODAY, **values}
    return Promise(
        row_id, ALICE, what="send the deck", created_at=NOW, contact_id=1, contact="Dana Lee", **given
    )


def thank_you(row_id: int = 1) -> ThankYou:
    return ThankYou(row_id, ALICE, 1, "Dana Lee", "owed", NOW)


def brief_of(*rows: Promise | ThankYou, **fields: Any) -> dict[str, Any]:
    agenda = Agenda(
        tuple(row for row in rows if isinstance(row, Promise)),
        tuple(row for row in rows if isinstance(row, ThankYou)),
    )
    return brief_message(Brief(TODAY, choose(agenda, TODAY, 50), {1: DANA}, **fields))


def words(payload: dict[str, Any]) -> str:
    return str(payload["blocks"])


def test_what_is_known_of_a_person_is_said_once() -> None:
    assert words(brief_of(promise(1), promise(2), thank_you())).count("Acme") == 1


def test_the_fullest_brief_fits_into_a_message_with_its_last_line() -> None:
    rows = [promise(n) for n in range(60)] + [thank_you(n) for n in range(60)]
    payload = brief_of(*rows, missed=[Missed(kind, TODAY) for kind in KINDS], team_ask=TEAM, late_at=NOW)
    assert block_findings(payload["blocks"], "message") == []
    assert len(payload["blocks"]) <= 50
    assert "Settings" in str(payload["blocks"][-1]) and "Only you" in str(payload["blocks"][-2])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_can_be_missed_has_its_words(kind: str) -> None:
    told = words(brief_of(promise(), missed=[Missed(kind, TODAY - timedelta(days=1))]))
    assert "yesterday could not go out in time" in told


def test_the_notification_names_the_first_thing() -> None:
    assert brief_of(promise())["text"].startswith("Today: *send the deck* → Dana Lee")
    assert brief_of(promise(), thank_you())["text"].startswith("2 things today. First: *send the deck*")
    touch = brief_message(Brief(TODAY, choose(Agenda(contacts=(DANA,)), TODAY, 3)))
    assert touch["text"] == "Today: get in touch with Dana Lee"


def test_a_reminder_names_the_hour_first() -> None:
    payload = reminder_message(promise(due_time=time(15, 5)), DANA, TODAY)
    assert payload["text"] == "At 15:05: send the deck → Dana Lee"
    assert block_findings(payload["blocks"], "message") == []


@pytest.mark.parametrize(
    ("minutes", "tz", "clock"),
    [(9, "Europe/Lisbon", None), (10, "Europe/Lisbon", "09:00"), (60, "Asia/Kolkata", "14:30")],
)
def test_late_is_told_in_the_members_own_time(minutes: int, tz: str, clock: str | None) -> None:
    at = late_since(NOW, NOW + timedelta(minutes=minutes), tz)
    assert (f"{at:%H:%M}" if at else None) == clock


def test_a_review_of_a_great_week_is_cut_and_says_so() -> None:
    rows = tuple(promise(n) for n in range(9))
    touched = tuple(Touch(n, ALICE, 1, f"Person {n}", "met", TODAY, NOW) for n in range(9))
    said = tuple(ThankYou(n, ALICE, 1, f"Helper {n}", "said", NOW) for n in range(9))
    told = words(review_message(Week(TODAY, rows, said, touched, rows, said)))
    assert "9 promises" in told and "Person 4 and 4 more" in told and "Helper 4 and 4 more" in told
    assert "4 more" in told and "Person 5" not in told


def test_a_review_parts_what_is_late_from_what_comes() -> None:
    rows = tuple(promise(n, due_on=TODAY + timedelta(days=days)) for n, days in enumerate((-3, 0, 4)))
    told = words(review_message(Week(TODAY, promises=rows)))
    order = [told.index(part) for part in ("Still open", "3 days overdue", "due today", "Next week", "Fri")]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("week", "told"),
    [
        (Week(TODAY), "Your week: a quiet one."),
        (Week(TODAY, kept=(promise(),)), "Your week: 1 promise kept."),
        (
            Week(TODAY, kept=(promise(),), touched=(Touch(1, ALICE, 1, "Dana", "met", TODAY, NOW),)),
            "Your week: 1 promise kept and in touch with 1 person.",
        ),
    ],
)
def test_the_notification_of_a_review_counts_only_what_was_done(week: Week, told: str) -> None:
    assert review_message(week)["text"] == told


def test_nobody_without_promises_is_asked_which_one_to_move() -> None:
    weeks = [TODAY + timedelta(days=7 * n) for n in range(QUESTIONS)]
    asked = [words(review_message(Week(on))) for on in weeks]
    assert [told for told in asked if "Which promise" in told] == []
    assert any("Which promise" in words(review_message(Week(on, promises=(promise(),)))) for on in weeks)


@pytest.mark.parametrize("week", range(QUESTIONS))
def test_every_question_of_the_review_has_its_words(week: int) -> None:
    payload = review_message(Week(TODAY + timedelta(days=7 * week)))
    assert words(payload).count("One question") == 1
    assert block_findings(payload["blocks"], "message") == []


def test_a_summary_shows_what_was_counted_and_nothing_else() -> None:
    told = words(summary_message(TeamCounts(3, promises_kept=4, practice=1)))
    assert "4 promises kept" in told and "1 speech or story practised" in told
    assert "made" not in told and "introduction" not in told


@pytest.mark.parametrize("name", COUNTED)
def test_every_count_has_its_words(name: str) -> None:
    assert "• 1 " in words(summary_message(TeamCounts(3, **{name: 1})))


@pytest.mark.parametrize("participants", [0, 1, 2])
def test_counts_of_fewer_than_three_cannot_even_be_worded(participants: int) -> None:
    with pytest.raises(ValueError, match="fewer than three"):
        summary_message(TeamCounts(participants, promises_kept=9))
    assert "did not go out" in too_few_message(TEAM, participants)["text"]


def test_a_brief_of_nothing_is_never_asked_for() -> None:
    with pytest.raises(IndexError):
        brief_message(Brief(TODAY, Chosen((), 0)))


def test_the_notification_of_a_summary_counts_only_what_was_done() -> None:
    assert summary_message(TeamCounts(3, promises_kept=2))["text"] == "Our week in numbers: 2 promises kept."
    assert summary_message(TeamCounts(3, practice=2))["text"] == "Our week in numbers."
