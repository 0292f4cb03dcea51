"""What a delivery means for others, and what a nudge does when there is little to say."""

from __future__ import annotations

import asyncio
import operator
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.blocks import kit
from bot.jobs import sending, team_summary
from bot.jobs.delivery import DeliverCounts, Deliverer
from bot.jobs.repair import RepairCounts, repair_members
from bot.jobs.sweep import SweepCounts
from storage import members, outbox, outbox_claim, schedule, teams
from storage.database import Database
from storage.records import Member, Message, Owner
from tests.jobs.mailbox import Mailbox
from tests.jobs.stage import HOUR, MINUTE, NOW, TODAY, Stage, play

ALICE = Owner("T1", "U1")


def test_a_teams_lost_channel_parks_its_summary_and_nothing_of_the_leads(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice = stage.member("alice")
        team = stage.db.run_sync(teams.put, alice.workspace_id, "C404", alice.member_id, 1, 540, NOW)
        for kind, ref in (("brief", 0), ("team_summary", team.id)):
            stage.db.run_sync(schedule.put, alice, kind, ref, NOW + HOUR)
        stage.post(kind="team_summary", ref=str(team.id), channel_id="C404")
        assert (await stage.deliver()).parked == 1
        parked = stage.db.run_sync(schedule.parked)
        assert [(row.kind, row.ref, row.error) for row in parked] == [
            ("team_summary", team.id, "channel_not_found")
        ]

    play(database, scenario)


def late(conn: Connection, blocks: int) -> dict[str, Any]:
    """A brief of so many blocks, as it goes out an hour late."""
    payload = {"text": "x", "blocks": [kit.section("x")] * blocks}
    outbox.add(conn, Message(ALICE, "brief", TODAY, payload), NOW)
    [posting] = outbox_claim.claim(conn, NOW, 1, 120)
    return sending.marked(posting, NOW + HOUR).payload


def test_a_late_brief_says_so_above_what_it_says(conn: Connection) -> None:
    members.add(conn, Member(ALICE, "UTC", NOW))
    payload = late(conn, 2)
    assert [block["type"] for block in payload["blocks"]] == ["context", "section", "section"]
    assert payload["text"].endswith("\nx") and len(payload["text"]) > 3


def test_a_full_brief_that_is_late_says_so_in_its_text_alone(conn: Connection) -> None:
    members.add(conn, Member(ALICE, "UTC", NOW))
    payload = late(conn, kit.MESSAGE_BLOCKS)
    assert len(payload["blocks"]) == kit.MESSAGE_BLOCKS
    assert payload["blocks"][0]["type"] == "section" and len(payload["text"]) > 3


def test_a_round_that_gets_nowhere_ends(database: Database) -> None:
    for number in range(2):
        message = Message(ALICE, "reply", TODAY, {"text": "x"}, str(number))
        database.run_sync(outbox.add, message, NOW)
    loop = Deliverer(database, Mailbox(iter(["later"] * 9)), lambda: NOW)
    counts = asyncio.run(loop.round())
    assert (counts.claimed, counts.later, counts.sent) == (2, 2, 0)


@pytest.mark.parametrize("counts", [DeliverCounts(1), RepairCounts(1), SweepCounts(1)])
def test_counts_are_added_to_their_own_kind_only(counts: Any) -> None:
    assert counts + counts == type(counts)(2)
    with pytest.raises(TypeError):
        operator.add(counts, (1, 2))


def test_a_week_in_which_nothing_happened_has_no_summary(conn: Connection) -> None:
    members.add(conn, Member(ALICE, "UTC", NOW))
    team = teams.put(conn, "T1", "C1", "U1", 1, 540, NOW)
    for number in (1, 2, 3):
        teams.list_members(conn, team, [f"U{number}"])
        teams.answer(conn, Owner("T1", f"U{number}"), team.id, "yes", NOW)
    schedule.put(conn, ALICE, "team_summary", team.id, NOW)
    [due] = schedule.of_member(conn, ALICE)
    facts = team_summary.read(conn, [due])
    assert facts and team_summary.make(due, Member(ALICE, "UTC", NOW), facts, NOW + MINUTE) is None


def test_who_slack_did_not_name_and_who_forgot_everything_stay_as_they_are(conn: Connection) -> None:
    members.add(conn, Member(ALICE, "Asia/Tokyo", NOW))
    found = repair_members(conn, [ALICE, Owner("T1", "U404")], {}, NOW)
    assert found == RepairCounts() and schedule.of_member(conn, ALICE) == []
