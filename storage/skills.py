"""How the skills of practice sit: one card a skill, as the scheduler of repetitions keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import bound, new_row, owned_by, reader
from storage.practice_records import Skill
from storage.records import Owner
from storage.tables import skills

_skill = reader(Skill, skills)
_MINE = select(skills).where(owned_by(skills)).order_by(skills.c.due_on, skills.c.id)
_CLEAR = delete(skills).where(owned_by(skills))


def _upsert(insert: Any) -> Any:
    """A new card, or what has become of the one that is there."""
    new = insert(skills)
    return new.on_conflict_do_update(
        index_elements=["workspace_id", "member_id", "skill"],
        set_={"card": new.excluded.card, "due_on": new.excluded.due_on},
    )


_PUT = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}


def all_of(conn: Connection, owner: Owner) -> list[Skill]:
    """Every card of the member, the one due first at the front."""
    return [_skill(row) for row in conn.execute(_MINE, bound(owner))]


def put(
    conn: Connection, owner: Owner, cards: Mapping[str, tuple[Mapping[str, Any], date]], now: datetime
) -> None:
    """Keep cards by their skills, each with the date on which it is due; the others stay as they are."""
    rows = [
        new_row(owner, now, skill=skill, card=dict(card), due_on=due_on)
        for skill, (card, due_on) in cards.items()
    ]
    if rows:
        conn.execute(_PUT[conn.dialect.name], rows)


def clear(conn: Connection, owner: Owner) -> int:
    """Take every card of the member away; how many. They are made anew from the answers."""
    return conn.execute(_CLEAR, bound(owner)).rowcount
