"""The daily repair: what Slack's events should have told, and gaps in the schedule."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from aiohttp import ClientError, ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection, text

from bot.jobs.purge import purge
from bot.jobs.repair import RepairCounts, repair, repair_daily
from storage import inbox, members, practice, promises, schedule, teams
from storage.database import Database
from storage.practice_records import AnswerDraft
from storage.records import Due, Member, Owner
from tests.jobs.stage import NOW, Stage, play


async def repaired(stage: Stage, at: datetime = NOW) -> RepairCounts:
    return await repair(stage.db, stage.messenger.client_for(""), stage.slack.team_id, at)


def found(stage: Stage, owner: Owner) -> Member:
    member = stage.db.run_sync(members.find, owner)
    assert member is not None
    return member


def planned(stage: Stage, owner: Owner) -> dict[str, Due]:
    return {due.kind: due for due in stage.db.run_sync(schedule.of_member, owner)}


def test_a_member_who_moved_is_planned_in_the_new_zone(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        tama = stage.member("tama", tz="Europe/Lisbon")
        assert await repaired(stage) == (1, 0, 0, 3, 0, 0)
        assert found(stage, tama).tz == "Pacific/Auckland"
        assert planned(stage, tama)["brief"].due_at == datetime(2026, 3, 2, 20, tzinfo=UTC)
        assert await repaired(stage) == RepairCounts()

    play(database, scenario)


def test_who_left_gets_nothing_and_who_came_back_is_planned_again(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        bob = stage.member("bob", tz="America/New_York")
        await repaired(stage)
        await stage.slack.deactivate("bob")
        stage.post("bob")
        assert (await repaired(stage)).left == 1
        assert found(stage, bob).deactivated_at == NOW
        assert stage.counts() == {"canceled": 1}
        stage.slack.workspace.users[bob.member_id].deleted = False
        assert (await repaired(stage)).returned == 1
        assert found(stage, bob).deactivated_at is None

    play(database, scenario)


def test_missing_rows_are_made_and_what_is_there_stays(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice = stage.member("alice")

        def fill(conn: Connection) -> None:
            schedule.put(conn, alice, "brief", 0, NOW)
            promises.add(conn, alice, "mine", "call", None, date(2026, 3, 3), time(15), NOW)
            teams.put(conn, alice.workspace_id, "C1", alice.member_id, 5, 960, NOW)

        stage.db.run_sync(fill)
        assert (await repaired(stage)).planned == 4
        rows = planned(stage, alice)
        assert rows["brief"].due_at == NOW
        assert rows["reminder"].due_at == datetime(2026, 3, 3, 14, tzinfo=UTC)
        assert rows["team_summary"].due_at == datetime(2026, 3, 6, 16, tzinfo=UTC)

    play(database, scenario)


def test_a_zone_that_nobody_knows_changes_nothing_and_is_counted(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice = stage.member("alice")
        stage.slack.workspace.users[alice.member_id].tz = "Europe/Lisbon"
        await repaired(stage)
        stage.messenger.client_for("").users_list = odd_zone(alice)  # type: ignore[method-assign]
        assert await repaired(stage) == RepairCounts(unknown_zones=1)
        assert found(stage, alice).tz == "Europe/Lisbon"

    play(database, scenario)


def odd_zone(owner: Owner):  # type: ignore[no-untyped-def]
    async def users_list(**_: object) -> dict[str, object]:
        return {"members": [{"id": owner.member_id, "tz": "Mars/Olympus"}]}

    return users_list


def test_newcomers_of_a_channel_are_listed_once_and_only_members(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice = stage.member("alice")
        growth = stage.slack.conversation("#growth").id
        await stage.slack.invite_app("#growth")
        stage.member("bob", tz="America/New_York")
        team = stage.db.run_sync(teams.put, alice.workspace_id, growth, alice.member_id, 5, 960, NOW)
        await repaired(stage)
        stage.member("priya", tz="Asia/Kolkata")
        counts = [(await repaired(stage)).listed for _ in range(2)]
        assert counts == [1, 0]
        query = "SELECT count(*) FROM team_members WHERE team_id = :t"
        assert stage.db.run_sync(lambda c: c.execute(text(query), {"t": team.id}).scalar_one()) == 3

    play(database, scenario)


def test_a_channel_that_cannot_be_read_stops_no_other_repair(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice = stage.member("alice", tz="Asia/Tokyo")
        stage.db.run_sync(teams.put, alice.workspace_id, "C404", alice.member_id, 5, 960, NOW)
        assert (await repaired(stage)).moved == 1

    play(database, scenario)


def test_a_workspace_too_large_for_slacks_limit_is_read_with_a_wait(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.member("tama")
        stage.fault("ratelimited", "users.list", retry_after=1)
        assert (await repaired(stage)).moved == 1

    play(database, scenario)


def test_without_permission_to_read_people_nothing_is_changed(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        tama = stage.member("tama")
        stage.fault("error", "users.list", code="missing_scope")
        with pytest.raises(SlackApiError):
            await repaired(stage)
        assert found(stage, tama).tz == "Europe/Lisbon"

    play(database, scenario)


def test_of_several_machines_one_makes_the_days_repair(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.member("tama")
        made = await asyncio.gather(*(daily(stage) for _ in range(4)))
        assert sorted(counts.moved for counts in made if counts) == [1]
        assert await daily(stage, NOW + timedelta(hours=14)) is None
        assert await daily(stage, NOW + timedelta(hours=15)) == RepairCounts()

    play(database, scenario)


async def daily(stage: Stage, at: datetime = NOW) -> RepairCounts | None:
    return await repair_daily(stage.db, stage.messenger.client_for(""), stage.slack.team_id, at)


FAILURES: dict[str, dict[str, Any]] = {
    "HTML": {"kind": "html"},
    "nothing": {"kind": "reset_before", "times": None},
    "a 503": {"kind": "server_error"},
    "429 for an hour": {"kind": "ratelimited", "retry_after": 3600},
    "a word of its own": {"kind": "error", "code": "fatal_error"},
}


def test_a_process_that_is_asked_to_end_in_it_gives_the_day_back(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.member("tama")
        stage.fault("hang", "users.list", seconds=20)
        under_way = asyncio.create_task(daily(stage))
        await stage.slack.until(lambda: not stage.slack.faults.pending())  # it hangs from now on
        under_way.cancel()
        with pytest.raises(asyncio.CancelledError):
            await under_way
        assert await daily(stage) == RepairCounts(moved=1, planned=3)

    play(database, scenario)


@pytest.mark.parametrize("name", FAILURES)
def test_when_slack_does_not_answer_nothing_changes_and_the_day_is_given_back(
    database: Database, name: str
) -> None:
    async def scenario(stage: Stage) -> None:
        tama = stage.member("tama")
        stage.fault(method="users.list", **FAILURES[name])
        with pytest.raises((SlackApiError, ClientError, TimeoutError)):
            await daily(stage)
        assert found(stage, tama).tz == "Europe/Lisbon" and planned(stage, tama) == {}
        stage.slack.faults.clear()
        assert await daily(stage) == RepairCounts(moved=1, planned=3)

    play(database, scenario)


def test_a_later_page_that_fails_changes_nothing(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        tama = stage.member("tama")
        stage.messenger.client_for("").users_list = broken_book(tama)  # type: ignore[method-assign]
        with pytest.raises(ServerDisconnectedError):
            await repaired(stage)
        assert found(stage, tama).tz == "Europe/Lisbon"

    play(database, scenario)


def broken_book(owner: Owner):  # type: ignore[no-untyped-def]
    async def users_list(cursor: str | None = None, **_: object) -> dict[str, object]:
        if cursor:
            raise ServerDisconnectedError
        page = {"members": [{"id": owner.member_id, "tz": "Pacific/Auckland"}]}
        return page | {"response_metadata": {"next_cursor": "more"}}

    return users_list


def test_events_are_forgotten_after_seven_days(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        for name, age in (("old", 8), ("young", 6)):
            stage.db.run_sync(inbox.take, "T1", name, NOW - timedelta(days=age))
        assert await purge(stage.db, NOW) == 1

    play(database, scenario)


def test_the_words_of_an_answer_are_forgotten_after_thirty_days(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice = stage.member("alice")
        draft = AnswerDraft("p", "pitch", "I repair lifts.", 3, 1, ("who",))
        for age in (31, 29):
            stage.db.run_sync(practice.add_answer, alice, draft, NOW - timedelta(days=age))
        assert await purge(stage.db, NOW) == 1
        kept = stage.db.run_sync(practice.answers, alice)
        assert [(one.text, one.found) for one in kept] == [("I repair lifts.", ("who",)), ("", ("who",))]

    play(database, scenario)
