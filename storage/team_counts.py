"""What a team did in a stretch of time, in counts over those who said yes, and never in names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ScalarSelect,
    Table,
    and_,
    bindparam,
    func,
    select,
)

from storage.columns import epoch
from storage.records import Owner, Team, TeamCounts
from storage.tables import answers, contacts, members, promises, team_members, thank_yous, touches

_said_yes = (
    select(team_members.c.workspace_id, team_members.c.member_id)
    .outerjoin(
        members,
        and_(
            members.c.workspace_id == team_members.c.workspace_id,
            members.c.member_id == team_members.c.member_id,
        ),
    )
    .where(team_members.c.team_id == bindparam("team"), team_members.c.workspace_id == bindparam("workspace"))
    .where(team_members.c.answer == "yes", members.c.deactivated_at.is_(None))
)
_PARTICIPANTS = _said_yes.order_by(team_members.c.member_id)
_taking_part = _said_yes.cte("taking_part")


def _count(table: Table, at: Column[Any], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many rows of those who take part have their instant in the stretch."""
    theirs = and_(
        table.c.workspace_id == _taking_part.c.workspace_id, table.c.member_id == _taking_part.c.member_id
    )
    return (
        select(func.count())
        .select_from(table.join(_taking_part, theirs))
        .where(at >= bindparam("since"), at < bindparam("until"), *conditions)
        .scalar_subquery()
    )


_COUNTS = select(
    select(func.count()).select_from(_taking_part).scalar_subquery().label("participants"),
    _count(promises, promises.c.created_at, promises.c.direction == "mine").label("promises_made"),
    _count(promises, promises.c.closed_at, promises.c.direction == "mine", promises.c.state == "kept").label(
        "promises_kept"
    ),
    _count(thank_yous, thank_yous.c.closed_at, thank_yous.c.state == "said").label("thank_yous_said"),
    _count(touches, touches.c.created_at).label("touches"),
    _count(contacts, contacts.c.created_at, func.coalesce(contacts.c.via, "") != "").label("introductions"),
    _count(answers, answers.c.created_at).label("practice"),
)


def participants(conn: Connection, team: Team) -> list[Owner]:
    """Those who said yes and are not deactivated. Never to be shown to a channel."""
    rows = conn.execute(_PARTICIPANTS, {"team": team.id, "workspace": team.workspace_id})
    return [Owner(row.workspace_id, row.member_id) for row in rows]


def counts(conn: Connection, team: Team, since: datetime, until: datetime) -> TeamCounts:
    """What was recorded from `since` until just before `until` by those who said yes.

    Whether that may be shown is for the caller to decide: fewer than three could tell each other apart.
    """
    stretch = {"since": epoch(since), "until": epoch(until)}
    row = conn.execute(_COUNTS, {"team": team.id, "workspace": team.workspace_id, **stretch}).one()
    return TeamCounts(**row._mapping)
