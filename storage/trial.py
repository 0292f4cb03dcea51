"""A trial of Kith: what was brought in as samples, how it is taken away again, how far a newcomer came."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Literal

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, func, literal, select, union_all

from storage import acts as act_rows
from storage.columns import bound, instant, owned_by
from storage.records import NudgeKind, Owner
from storage.tables import (
    act_changes,
    acts,
    answers,
    captures,
    contacts,
    lesson_reads,
    notes,
    outbox,
    promises,
    schedule,
    stories,
    team_members,
    teams,
    thank_yous,
    touches,
    versions,
)

# The label of the act that brought samples to a member. It outlives a restart, and any change to the rows.
Mark = Literal["samples", "samples, and a member", "samples, and a team"]
MARKS: tuple[Mark, ...] = ("samples", "samples, and a member", "samples, and a team")
_ABOUT_CONTACTS = (promises, thank_yous, touches, notes)
_OWN = (contacts, promises, thank_yous, touches, notes, captures, answers, lesson_reads, versions, stories)


_MARKED = select(acts.c.workspace_id, acts.c.member_id, acts.c.label).where(
    acts.c.workspace_id == bindparam("of_workspace"), acts.c.label.in_(MARKS)
)
_BROUGHT = (
    select(act_changes.c.row_id)
    .join(acts, acts.c.id == act_changes.c.act_id)
    .where(owned_by(acts), acts.c.label.in_(MARKS))
    .where(act_changes.c.noun == "contacts", act_changes.c.before.is_(None))
)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_DELETE = {table.name: delete(table).where(owned_by(table), table.c.id.in_(_IDS)) for table in _OWN[:5]}
_ABOUT = {
    table.name: select(table.c.id).where(owned_by(table), table.c.contact_id.in_(_IDS))
    for table in _ABOUT_CONTACTS
}
_OF_MEMBER = select(acts.c.id).where(owned_by(acts))
_FORGET_CHANGES = delete(act_changes).where(
    act_changes.c.act_id.in_(_OF_MEMBER),
    act_changes.c.noun == bindparam("of_noun"),
    act_changes.c.row_id.in_(_IDS),
)
_FORGET_REMINDERS = delete(schedule).where(
    owned_by(schedule), schedule.c.kind == "reminder", schedule.c.ref.in_(_IDS)
)
_UNMARK = delete(acts).where(owned_by(acts), acts.c.label.in_(MARKS))
_LED = and_(
    teams.c.workspace_id == bindparam("of_workspace"),
    teams.c.lead_id == bindparam("of_member"),
    teams.c.channel_id == bindparam("channel"),
)
_TEAM = select(teams.c.id).where(_LED)
_SENT = (outbox.c.workspace_id == bindparam("of_workspace"), outbox.c.state == "sent")
_FIRST_SENT = select(func.min(outbox.c.sent_at)).where(
    *_SENT, outbox.c.member_id == bindparam("of_member"), outbox.c.kind == bindparam("of_kind")
)
_SAME_CHANNEL = (
    teams.c.workspace_id == outbox.c.workspace_id,
    teams.c.channel_id == outbox.c.channel_id,
)
_FIRST_SUMMARY = (
    select(func.min(outbox.c.sent_at))
    .join(teams, and_(*_SAME_CHANNEL))
    .join(team_members, team_members.c.team_id == teams.c.id)
    .where(*_SENT, outbox.c.kind == "team_summary")
    .where(owned_by(team_members), team_members.c.answer == "yes")
)


_HAS_OWN = union_all(
    *(select(literal(1).label("there")).select_from(table).where(owned_by(table)) for table in _OWN)
).limit(1)


def marks(conn: Connection, workspace_id: str) -> dict[Owner, set[str]]:
    """To whom samples were brought, each with the marks of what came along."""
    found: dict[Owner, set[str]] = defaultdict(set)
    for row in conn.execute(_MARKED, {"of_workspace": workspace_id}):
        found[Owner(row.workspace_id, row.member_id)].add(row.label)
    return dict(found)


def mark(conn: Connection, owner: Owner, label: Mark, contact_ids: list[int], now: datetime) -> None:
    """Remember that these contacts of the member, and what the label says, are samples."""
    act_rows.made_many(conn, act_rows.begin(conn, owner, label, now), "contacts", contact_ids)


def sample_contacts(conn: Connection, owner: Owner) -> set[int]:
    """The numbers of the member's contacts that were brought as samples."""
    return set(conn.execute(_BROUGHT, bound(owner)).scalars())


def take_away(conn: Connection, owner: Owner) -> int:
    """Delete the member's sample contacts with all that is about them, and their mark; how many contacts."""
    brought = sorted(sample_contacts(conn, owner))
    for noun, about in _ABOUT.items():
        _delete(conn, owner, noun, list(conn.execute(about, bound(owner, ids=brought)).scalars()))
    _delete(conn, owner, "contacts", brought)
    conn.execute(_UNMARK, bound(owner))
    return len(brought)


def _delete(conn: Connection, owner: Owner, noun: str, ids: list[int]) -> None:
    if noun == "promises":
        conn.execute(_FORGET_REMINDERS, bound(owner, ids=ids))
    # What stood in a row before a change goes with the row.
    conn.execute(_FORGET_CHANGES, bound(owner, of_noun=noun, ids=ids))
    conn.execute(_DELETE[noun], bound(owner, ids=ids))


def drop_team(conn: Connection, owner: Owner, channel_id: str) -> bool:
    """Delete the channel's team, its list and its plan. False when the member does not lead one there."""
    team_id = conn.execute(_TEAM, bound(owner, channel=channel_id)).scalar_one_or_none()
    if team_id is None:
        return False
    planned = (schedule.c.kind == "team_summary", schedule.c.ref == team_id)
    conn.execute(delete(schedule).where(owned_by(schedule), *planned), bound(owner))
    conn.execute(delete(teams).where(_LED), bound(owner, channel=channel_id))
    return True


def has_own_rows(conn: Connection, owner: Owner) -> bool:
    """Whether the member keeps anything at all: people, promises, lines, answers, stories and so on."""
    return conn.execute(_HAS_OWN, bound(owner)).first() is not None


def first_sent_at(conn: Connection, owner: Owner, kind: NudgeKind) -> datetime | None:
    """When the member was first sent a nudge of this kind; None when never."""
    return instant(conn.execute(_FIRST_SENT, bound(owner, of_kind=kind)).scalar_one())


def first_summary_at(conn: Connection, owner: Owner) -> datetime | None:
    """When a channel first got the summary of a team in which the member takes part; None when never."""
    return instant(conn.execute(_FIRST_SUMMARY, bound(owner)).scalar_one())
