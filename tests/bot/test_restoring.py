"""What becomes of nudges that came due between a backup and its restore: none twice, the next one on time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.backup import back_up, restore
from bot.coach import cadence
from bot.jobs.sweep import sweep
from bot.membership import change, join
from bot.restoring import passed
from storage import members, occasions, outbox_claim, promises, schedule, teams
from storage.database import Database
from storage.records import Due, Member, NudgeKind, Owner, Sent
from storage.tables import outbox
from tests.invariants import broken

ALICE = Owner("T1", "U1")
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MEMBER = Member(ALICE, "UTC", MONDAY - timedelta(days=7))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That hour of a day in March; the second is a Monday."""
    return MONDAY.replace(day=day, hour=hour, minute=minute)


class Diary:
    """A member whose brief comes at nine, and all that Slack got."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.url = database.engine.url.render_as_string(hide_password=False)
        database.run_sync(join, MEMBER, at(1, 12), True)
        self.promise("send the deck", date(2026, 2, 20))

    def promise(self, what: str, due_on: date, hour: int | None = None) -> int:
        due_time = None if hour is None else time(hour)
        made = self.database.run_sync(
            promises.add, ALICE, "mine", what, None, due_on, due_time, MEMBER.joined_at
        )
        if due_at := cadence.reminder_at(made, MEMBER.tz, at(2, 0)):
            self.database.run_sync(schedule.put, ALICE, "reminder", made.id, due_at)
        return made.id

    def sent(self, now: datetime) -> list[str]:
        """What goes to Slack at that moment."""
        asyncio.run(sweep(self.database, now))
        postings = self.database.run_sync(outbox_claim.claim, now, 99, 60)
        done = [
            Sent(one.id, "sent", now, ts=f"{now.timestamp():.0f}.{n}", channel_id="D1")
            for n, one in enumerate(postings)
        ]
        self.database.run_sync(outbox_claim.complete, done)
        assert self.database.run_sync(broken) == []
        return [one.kind for one in postings]

    def folded(self) -> list[tuple[str, date]]:
        """What the next brief tells of."""
        rows = select(outbox.c.kind, outbox.c.local_on).where(outbox.c.state == "folded")
        return [(kind, on) for kind, on in self.database.run_sync(lambda conn: conn.execute(rows).all())]

    def back_up(self, now: datetime) -> Path:
        path = self.folder / f"{now:%d-%H%M}.kith"
        back_up(self.url, path, now)
        return path

    def restore(self, path: Path, now: datetime) -> str:
        told = restore(self.url, path, now)
        assert self.database.run_sync(broken) == []
        return told


@pytest.fixture
def diary(database: Database, tmp_path: Path) -> Diary:
    return Diary(database, tmp_path)


def test_a_brief_that_was_sent_since_the_backup_is_not_sent_again(diary: Diary) -> None:
    path = diary.back_up(at(2, 8))
    assert diary.sent(at(2, 9)) == ["brief"]
    diary.promise("more that was typed", date(2026, 3, 9))
    diary.restore(path, at(2, 10))
    assert diary.sent(at(2, 10, 5)) == []
    assert diary.sent(at(3, 9)) == ["brief"]
    assert diary.sent(at(3, 9, 5)) == []


def test_a_brief_that_is_still_to_come_comes(diary: Diary) -> None:
    path = diary.back_up(at(2, 8))
    diary.restore(path, at(2, 8, 30))
    assert [diary.sent(at(2, hour)) for hour in (8, 9, 10)] == [[], ["brief"], []]


def test_the_same_holds_in_a_database_that_was_empty(diary: Diary, tmp_path: Path) -> None:
    path = diary.back_up(at(2, 8))
    diary.sent(at(2, 9))
    diary.url = f"sqlite:///{tmp_path / 'other.db'}"
    told = restore(diary.url, path, at(2, 10))
    assert "they are in it again, until they ask anew" in told and "1 nudge that came due" in told


def test_after_days_nothing_of_them_is_sent_and_the_next_is_on_time(diary: Diary) -> None:
    path = diary.back_up(at(2, 8))
    diary.restore(path, at(12, 10))  # a Thursday
    assert diary.sent(at(12, 10, 5)) == []
    assert diary.sent(at(13, 9)) == ["brief"]


def test_a_brief_that_came_by_an_hour_set_since_does_not_come_by_the_old_one(diary: Diary) -> None:
    diary.database.run_sync(change, ALICE, {"brief_minute": 17 * 60}, at(1, 12))
    path = diary.back_up(at(2, 8))
    diary.database.run_sync(change, ALICE, {"brief_minute": 9 * 60}, at(2, 8, 1))
    assert diary.sent(at(2, 9)) == ["brief"]
    diary.restore(path, at(2, 10))
    assert [diary.sent(at(day, 17)) for day in (2, 3)] == [[], ["brief"]]


def test_a_reminder_that_was_due_since_is_told_in_the_next_brief(diary: Diary) -> None:
    diary.promise("call Dana Lee", date(2026, 3, 2), 11)
    path = diary.back_up(at(2, 9, 30))
    assert "reminder" in diary.sent(at(2, 10))
    diary.restore(path, at(2, 12))
    assert diary.sent(at(2, 12, 5)) == []
    assert diary.folded() == [("reminder", date(2026, 3, 2))]


def test_what_waited_in_the_backup_is_not_sent(diary: Diary) -> None:
    asyncio.run(sweep(diary.database, at(2, 9)))
    path = diary.back_up(at(2, 9))
    assert "1 message that waited was put away" in diary.restore(path, at(2, 9, 1))
    assert diary.sent(at(2, 9, 2)) == []


CALENDAR: list[tuple[NudgeKind, datetime, datetime | None]] = [
    ("brief", at(2, 9), at(13, 9)),
    ("review", at(6, 16), at(13, 16)),
    ("practice", at(4, 12), at(18, 12)),
    ("reminder", at(2, 9), None),
]


@pytest.mark.parametrize(("kind", "due_at", "expected"), CALENDAR)
def test_each_kind_goes_on_by_its_own_calendar(
    conn: Connection, kind: NudgeKind, due_at: datetime, expected: datetime | None
) -> None:
    due = Due(1, ALICE, kind, 0, due_at)
    found = passed(conn, due, MEMBER, at(12, 10))
    assert found.next_at == expected
    assert found.last_on == {"brief": date(2026, 3, 12), "practice": date(2026, 3, 11)}.get(
        kind, due_at.date()
    )


def test_the_local_date_counts_and_a_pause_is_kept(conn: Connection) -> None:
    member = replace(MEMBER, tz="Pacific/Auckland", paused_until=date(2026, 3, 20))
    due = Due(1, ALICE, "brief", 0, datetime(2026, 3, 1, 20, tzinfo=UTC), date(2026, 2, 27))
    found = passed(conn, due, member, at(2, 10))
    assert found.last_on == date(2026, 3, 2)
    assert found.next_at == datetime(2026, 3, 19, 20, tzinfo=UTC)


def test_a_backup_of_a_year_ago_is_reckoned_in_a_few_steps(conn: Connection) -> None:
    due = Due(1, ALICE, "brief", 0, at(2, 9).replace(year=2020))
    found = passed(conn, due, MEMBER, at(2, 10))
    assert found == (date(2026, 3, 2), at(3, 9))


def test_after_a_restore_the_next_practice_is_that_before_the_next_event(conn: Connection) -> None:
    members.add(conn, MEMBER)
    for on in (date(2026, 3, 6), date(2026, 3, 14)):
        occasions.add(conn, ALICE, "the fair", on, None, "none", "none", at(1, 0))
    due = Due(1, ALICE, "practice", 0, at(4, 12))
    found = passed(conn, due, MEMBER, at(12, 10))
    assert found == (date(2026, 3, 11), at(13, 12)), "a Friday: what is due on Wednesdays came on the 11th"


@pytest.mark.parametrize(("is_stopped", "expected"), [(False, at(13, 16)), (True, None)])
def test_the_summary_of_a_team_goes_on_while_the_team_lives(
    conn: Connection, is_stopped: bool, expected: datetime | None
) -> None:
    members.add(conn, MEMBER)
    team = teams.put(conn, "T1", "C1", ALICE.member_id, 5, 16 * 60, at(1, 0))
    if is_stopped:
        teams.stop(conn, ALICE, team.id, at(1, 0))
    due = Due(1, ALICE, "team_summary", team.id, at(6, 16))
    assert passed(conn, due, MEMBER, at(12, 10)) == (date(2026, 3, 6), expected)
