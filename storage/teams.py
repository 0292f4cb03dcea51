"""Teams: a channel with a weekly summary in counts, who was asked to take part, and what they said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, Insert, Select, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import bound, epoch, owned_by, reader
from storage.inserts import insert_new
from storage.records import Owner, Team, TeamAnswer
from storage.tables import team_members, teams
from storage.team_counts import counts, participants

__all__ = [
    "answer",
    "asks_for",
    "counts",
    "find",
    "in_channel",
    "led_by",
    "list_members",
    "mark_asked",
    "of_member",
    "participants",
    "put",
    "stop",
]

_team = reader(Team, teams)
_IN_WORKSPACE = select(teams).where(teams.c.workspace_id == bindparam("of_workspace"))
_FIND = _IN_WORKSPACE.where(teams.c.id == bindparam("team"))
_IN_CHANNEL = _IN_WORKSPACE.where(teams.c.channel_id == bindparam("channel"))
LED = (teams.c.workspace_id == bindparam("of_workspace"), teams.c.lead_id == bindparam("of_member"))
_LED_BY = select(teams).where(*LED, teams.c.stopped_at.is_(None)).order_by(teams.c.id)
_STOP = (
    update(teams)
    .where(*LED, teams.c.id == bindparam("team"), teams.c.stopped_at.is_(None))
    .values(stopped_at=bindparam("at"))
)
_THE_ANSWER = (owned_by(team_members), team_members.c.team_id == bindparam("team"))
_MARK_ASKED = (
    update(team_members).where(*_THE_ANSWER, team_members.c.answer == "to_ask").values(answer="asked")
)
_ANSWER = (
    update(team_members).where(*_THE_ANSWER).values(answer=bindparam("said"), answered_at=bindparam("at"))
)


def _listing(*columns: Any) -> Select[Any]:
    """The live teams that list a member, by the row that lists them."""
    return (
        select(teams, *columns)
        .join(team_members, team_members.c.team_id == teams.c.id)
        .where(owned_by(team_members), teams.c.workspace_id == bindparam("of_workspace"))
        .where(teams.c.stopped_at.is_(None))
        .order_by(teams.c.id)
    )


_OF_MEMBER = _listing(team_members.c.answer)
_TO_ASK = _listing().where(team_members.c.answer == "to_ask")


def put(
    conn: Connection,
    workspace_id: str,
    channel_id: str,
    lead_id: str,
    weekday: int,
    minute: int,
    now: datetime,
) -> Team:
    """Switch the channel's summary on, or change its ISO weekday and minute of the day; one a channel.

    A stopped team comes back to life, with the answers of before. While another member leads it nothing
    changes: look at the `lead_id` of what comes back.
    """
    row = {
        "workspace_id": workspace_id,
        "channel_id": channel_id,
        "lead_id": lead_id,
        "weekday": weekday,
        "minute": minute,
        "created_at": epoch(now),
    }
    conn.execute(_put(conn.dialect.name), row)
    team = in_channel(conn, workspace_id, channel_id)
    assert team is not None
    return team


@cache
def _put(dialect: str) -> Insert:
    new = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(teams)
    same = {name: new.excluded[name] for name in ("lead_id", "weekday", "minute")}
    return new.on_conflict_do_update(
        index_elements=["workspace_id", "channel_id"],
        set_={**same, "stopped_at": None},
        where=or_(teams.c.stopped_at.is_not(None), teams.c.lead_id == new.excluded.lead_id),
    )


def find(conn: Connection, workspace_id: str, team_id: int) -> Team | None:
    """The workspace's team of this number, also when stopped."""
    row = conn.execute(_FIND, {"of_workspace": workspace_id, "team": team_id}).one_or_none()
    return _team(row) if row else None


def in_channel(conn: Connection, workspace_id: str, channel_id: str) -> Team | None:
    """The channel's team, also when stopped."""
    row = conn.execute(_IN_CHANNEL, {"of_workspace": workspace_id, "channel": channel_id}).one_or_none()
    return _team(row) if row else None


def led_by(conn: Connection, owner: Owner) -> list[Team]:
    """The live teams that the member leads."""
    return [_team(row) for row in conn.execute(_LED_BY, bound(owner))]


def of_member(conn: Connection, owner: Owner) -> list[tuple[Team, TeamAnswer]]:
    """The live teams that list the member, each with the member's answer."""
    return [(_team(row), row.answer) for row in conn.execute(_OF_MEMBER, bound(owner))]


def list_members(conn: Connection, team: Team, member_ids: Iterable[str]) -> int:
    """List people who may be asked to take part; how many are new. Who is listed keeps their answer."""
    return sum(
        insert_new(
            conn,
            team_members,
            {
                "team_id": team.id,
                "workspace_id": team.workspace_id,
                "member_id": member_id,
                "answer": "to_ask",
            },
        )
        for member_id in member_ids
    )


def asks_for(conn: Connection, owner: Owner) -> list[Team]:
    """The live teams about which the member is still to be asked."""
    return [_team(row) for row in conn.execute(_TO_ASK, bound(owner))]


def mark_asked(conn: Connection, owner: Owner, team_id: int) -> bool:
    """Remember that the question went out. False when it had, or was never to be asked."""
    return conn.execute(_MARK_ASKED, bound(owner, team=team_id)).rowcount == 1


def answer(conn: Connection, owner: Owner, team_id: int, said: Literal["yes", "no"], now: datetime) -> bool:
    """Keep the member's word, which they may change at any time. False when the team does not list them."""
    return conn.execute(_ANSWER, bound(owner, team=team_id, said=said, at=epoch(now))).rowcount == 1


def stop(conn: Connection, owner: Owner, team_id: int, now: datetime) -> bool:
    """End the summary. False when the member does not lead such a live team."""
    return conn.execute(_STOP, bound(owner, team=team_id, at=epoch(now))).rowcount == 1
