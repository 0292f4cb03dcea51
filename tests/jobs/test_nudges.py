"""What the nudges say: brief, reminder, review, practice and team summary, as a strict Slack shows them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Connection

from bot import library
from bot.jobs.making import Made
from bot.jobs.sweep import MAKERS, replay_until, sweep, sweep_once
from storage import contacts, members, outbox_claim, practice, promises, schedule, teams, thanks, touches
from storage.database import Database
from storage.practice_records import AnswerDraft
from storage.records import ContactDraft, Member, NudgeKind, Owner
from tests.jobs.stage import HOUR, MINUTE, NOW, TODAY, Stage, play

ALICE = Owner("T1", "U1")
DAY = timedelta(days=1)
MEMBER = Member(ALICE, "Europe/Lisbon", NOW - 30 * DAY)


def made(
    conn: Connection, kind: NudgeKind, ref: int = 0, owner: Owner = ALICE, at: datetime = NOW
) -> Made | None:
    """The nudge that is due now."""
    member = members.find(conn, owner)
    assert member is not None
    schedule.put(conn, owner, kind, ref, NOW)
    due = next(one for one in schedule.of_member(conn, owner) if (one.kind, one.ref) == (kind, ref))
    maker = MAKERS[kind]
    one: Made | None = maker.make(due, member, maker.read(conn, [due]), at)
    return one


def said(
    conn: Connection, kind: NudgeKind, ref: int = 0, owner: Owner = ALICE, at: datetime = NOW
) -> str | None:
    """All words of the nudge that is due now, its buttons too; None when nothing is said."""
    one = made(conn, kind, ref, owner, at)
    return words_of(one.message.payload) if one else None


def words_of(payload: dict[str, Any]) -> str:
    return "\n".join(texts(payload["blocks"]))


def texts(part: Any) -> list[str]:
    """Every text in blocks, in order."""
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in texts(value)]
    return [text for one in part for text in texts(one)] if isinstance(part, list) else []


@pytest.fixture
def dana(conn: Connection) -> int:
    """Alice's contact, with everything known."""
    members.add(conn, MEMBER)
    draft = ContactDraft(
        "Dana Lee", company="Acme", met_at="the fair", via="Omar", looking_for="a press", cadence_days=30
    )
    return contacts.add(conn, ALICE, draft, NOW - 60 * DAY).id


def test_a_brief_names_the_most_important_first_with_what_is_known_and_buttons(
    conn: Connection, dana: int
) -> None:
    promises.add(conn, ALICE, "mine", "send the deck", dana, TODAY, None, NOW)
    promises.add(conn, ALICE, "mine", "call back", None, TODAY - DAY, None, NOW)
    thanks.add(conn, ALICE, dana, "the introduction", NOW - DAY)
    words = said(conn, "brief")
    assert words is not None
    order = [words.index(each) for each in ("Monday 2 Mar", "call back", "send the deck", "the introduction")]
    assert order == sorted(order)
    for fact in (
        "Acme",
        "the fair",
        "Omar",
        "a press",
        "Done",
        "Renegotiate",
        "1 more",
        "Only you can see this",
    ):
        assert fact in words


def test_a_brief_with_nothing_in_it_is_not_said(conn: Connection, dana: int) -> None:
    touches.add(conn, ALICE, dana, "met", TODAY, NOW)
    promises.add(conn, ALICE, "mine", "one day", dana, None, None, NOW)
    assert said(conn, "brief") is None


def test_the_brief_holds_the_members_own_limit(conn: Connection, dana: int) -> None:
    members.update(conn, ALICE, brief_limit=1)
    for number in range(4):
        promises.add(conn, ALICE, "mine", f"thing {number}", dana, TODAY - number * DAY, None, NOW)
    words = said(conn, "brief")
    assert words and "thing 3" in words and "thing 2" not in words and "4 more" in words


def test_what_a_member_typed_cannot_ping_in_a_brief(conn: Connection, dana: int) -> None:
    promises.add(conn, ALICE, "mine", "<!channel> *now* <@U2>", dana, TODAY, None, NOW)
    words = said(conn, "brief")
    assert words and "&lt;!channel&gt;" in words and "<!channel>" not in words and "<@U2>" not in words


def test_a_member_is_asked_about_a_team_once_and_only_inside_a_brief(conn: Connection, dana: int) -> None:
    team = teams.put(conn, "T1", "C1", "U9", 5, 960, NOW)
    teams.list_members(conn, team, ["U1"])
    touches.add(conn, ALICE, dana, "met", TODAY, NOW)
    assert said(conn, "brief") is None
    promises.add(conn, ALICE, "mine", "send the deck", dana, TODAY, None, NOW)
    sweep_once(conn, NOW)
    assert "weekly summary" not in (said(conn, "brief") or "")
    (brief,) = [one for one in outbox_claim.claim(conn, NOW, 9, 60) if one.kind == "brief"]
    assert "weekly summary" in words_of(brief.payload)
    assert [answer for _, answer in teams.of_member(conn, ALICE)] == ["asked"]


def reminded(conn: Connection, dana: int, **changes: Any) -> str | None:
    promise = promises.add(conn, ALICE, "mine", "call", dana, TODAY, time(10), NOW)
    for name, value in changes.items():
        conn.exec_driver_sql(f"UPDATE promises SET {name} = {value!r} WHERE id = {promise.id}")
    return said(conn, "reminder", promise.id)


def test_a_reminder_says_the_hour_and_what_was_promised(conn: Connection, dana: int) -> None:
    words = reminded(conn, dana)
    assert words and "10:00" in words and "call" in words and "Dana Lee" in words


@pytest.mark.parametrize(
    "changes",
    [{"state": "kept"}, {"state": "dropped"}, {"snoozed_until": "2026-03-05"}, {"due_on": "2026-03-01"}],
)
def test_no_reminder_of_what_is_closed_or_put_off(
    conn: Connection, dana: int, changes: dict[str, str]
) -> None:
    assert reminded(conn, dana, **changes) is None


def test_nobody_is_reminded_of_somebody_elses_promise(conn: Connection, dana: int) -> None:
    promise = promises.add(conn, ALICE, "mine", "call", dana, TODAY, time(10), NOW)
    for other in (Owner("T1", "U2"), Owner("T2", "U1")):
        members.add(conn, replace(MEMBER, owner=other))
        assert said(conn, "reminder", promise.id, other) is None
        assert said(conn, "review", owner=other) is None


def test_a_review_tells_what_was_done_and_what_comes_and_asks_one_question(
    conn: Connection, dana: int
) -> None:
    kept = promises.add(conn, ALICE, "mine", "send the deck", dana, TODAY, None, NOW)
    conn.exec_driver_sql(
        f"UPDATE promises SET state = 'kept', closed_at = {int(NOW.timestamp()) - 9} WHERE id = {kept.id}"
    )
    promises.add(conn, ALICE, "mine", "book a room", dana, TODAY + 3 * DAY, None, NOW)
    thanks.add(conn, ALICE, dana, None, NOW - DAY, state="said")
    touches.add(conn, ALICE, dana, "met", TODAY - DAY, NOW)
    words = said(conn, "review")
    assert words is not None
    for part in ("*Kept:* 1 promise", "send the deck", "*Thanked:* Dana Lee", "*In touch with:* Dana Lee"):
        assert part in words
    assert "book a room" in words and words.count("One question") == 1 and "Only you can see this" in words


def test_a_week_without_anything_done_or_open_is_not_spoken_of(conn: Connection, dana: int) -> None:
    assert said(conn, "review") is None


def test_who_has_nothing_yet_gets_no_review(conn: Connection) -> None:
    members.add(conn, MEMBER)
    assert said(conn, "review") is None


def test_practice_takes_turns_and_never_shows_one_prompt_twice_in_a_row(database: Database) -> None:
    def start(conn: Connection) -> None:
        members.add(conn, replace(MEMBER, practice_days="1234567", brief_days="", review_day=0))
        schedule.put(conn, ALICE, "practice", 0, NOW)

    def shown(conn: Connection) -> list[str]:
        claimed = outbox_claim.claim(conn, NOW + 60 * DAY, 1000, 60)
        return [words_of(one.payload).split("\n")[0] for one in claimed if one.kind == "practice"]

    database.run_sync(start)
    asyncio.run(replay_until(database, NOW + 30 * DAY))
    titles = database.run_sync(shown)
    assert len(titles) == 30
    assert all(one != other for one, other in pairwise(titles))
    assert len(set(titles)) > 20


def test_a_prompt_that_was_just_answered_is_not_shown_again(conn: Connection) -> None:
    members.add(conn, MEMBER)
    first = library.prompts("pitch")[0]
    practice.add_answer(conn, ALICE, AnswerDraft(first.id, "pitch", "", 10, 5, ()), NOW)
    words = said(conn, "practice")
    assert words and first.title not in words and "Answer" in words


def team_of(conn: Connection, participants: int) -> int:
    """Alice's team, with so many who said yes, each of whom has a contact that is nobody else's business."""
    members.add(conn, MEMBER)
    team = teams.put(conn, "T1", "C1", "U1", 1, 540, NOW - 30 * DAY)
    for number in range(1, participants + 1):
        owner = Owner("T1", f"U{number}")
        teams.list_members(conn, team, [owner.member_id])
        teams.answer(conn, owner, team.id, "yes", NOW)
        secret = contacts.add(conn, owner, ContactDraft("Canary Bird", via="Omar"), NOW - DAY)
        touches.add(conn, owner, secret.id, "met", TODAY - DAY, NOW - DAY)
        promises.add(conn, owner, "mine", "canary", secret.id, TODAY, None, NOW - DAY)
    return team.id


def test_a_summary_is_counts_for_the_channel_and_never_a_name(conn: Connection) -> None:
    words = said(conn, "team_summary", team_of(conn, 3))
    assert words and "3 promises made" in words and "3 introductions" in words
    assert "anary" not in words and "Omar" not in words and "U1" not in words


@pytest.mark.parametrize(
    ("participants", "missing"), [(0, "3 people are"), (1, "2 people are"), (2, "1 person is")]
)
def test_below_three_the_lead_alone_is_told_how_many_are_missing(
    conn: Connection, participants: int, missing: str
) -> None:
    summary = made(conn, "team_summary", team_of(conn, participants))
    assert summary is not None and summary.message.channel_id is None
    message = summary.message
    assert missing in message.payload["text"] and "promise" not in message.payload["text"]


def test_a_stopped_team_and_somebody_elses_say_nothing(conn: Connection) -> None:
    team_id = team_of(conn, 3)
    for other in (Owner("T1", "U2"), Owner("T2", "U1")):
        members.add(conn, replace(MEMBER, owner=other))
        assert said(conn, "team_summary", team_id, other) is None
    teams.stop(conn, ALICE, team_id, NOW)
    assert said(conn, "team_summary", team_id) is None


@pytest.mark.parametrize("kind", ["brief", "reminder", "review", "practice", "team_summary"])
def test_every_late_nudge_says_for_when_it_was_meant(conn: Connection, dana: int, kind: Any) -> None:
    promise = promises.add(conn, ALICE, "mine", "call", dana, TODAY, time(10), NOW)
    ref = {"reminder": promise.id, "team_summary": team_of(conn, 3)}.get(kind, 0)
    assert "comes late" not in (said(conn, kind, ref) or "")
    assert "meant for 09:00" in (said(conn, kind, ref, at=NOW + HOUR) or "")


def test_every_nudge_is_taken_by_a_strict_slack(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice = stage.member("alice")
        stage.db.run_sync(members.update, alice, practice_days="1", review_day=1, brief_limit=10)
        await stage.slack.invite_app("#growth")
        stage.db.run_sync(fill, stage, alice)
        for hours in (0, 3, 7):
            await sweep(stage.db, NOW + hours * HOUR + 30 * MINUTE)
            assert (await stage.deliver(NOW + hours * HOUR + 30 * MINUTE)).parked == 0
        assert len(stage.texts()) == 4 and len(stage.texts("#growth")) == 1
        assert stage.slack.violations == []

    play(database, scenario)


def fill(conn: Connection, stage: Stage, alice: Owner) -> None:
    """A full day for Alice: everything that a nudge can speak of, in awkward words."""
    awkward = "<!here> *Zoë* & `co` " + "長い" * 200
    for number in range(12):
        one = contacts.add(
            conn,
            alice,
            ContactDraft(awkward[:150], via=awkward, looking_for=awkward, cadence_days=1),
            NOW - 9 * DAY,
        )
        promises.add(conn, alice, "mine", awkward, one.id, TODAY - number * DAY, None, NOW)
        thanks.add(conn, alice, one.id, awkward, NOW - DAY)
    reminded_of = promises.add(conn, alice, "mine", awkward, one.id, TODAY, time(10), NOW)
    team = teams.put(
        conn, alice.workspace_id, stage.slack.conversation("#growth").id, alice.member_id, 1, 540, NOW
    )
    for handle in ("alice", "bob", "priya"):
        teams.list_members(conn, team, [stage.owner(handle).member_id])
        teams.answer(conn, stage.owner(handle), team.id, "yes", NOW)
    dues: list[tuple[NudgeKind, int, datetime]] = [
        ("brief", 0, NOW),
        ("reminder", reminded_of.id, NOW),
        ("team_summary", team.id, NOW + MINUTE),
        ("practice", 0, NOW + 3 * HOUR),
        ("review", 0, NOW + 7 * HOUR),
    ]
    for kind, ref, at in dues:
        schedule.put(conn, alice, kind, ref, at)
