"""Everything that Kith keeps of one member, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, and_, bindparam, or_, select

from storage.columns import bound, instant, instants, owned_by, owned_tables
from storage.records import Owner
from storage.tables import act_changes, acts, hearings, teams
from storage.teams import LED

_HEARD_BY = (
    hearings.c.workspace_id == bindparam("of_workspace"),
    hearings.c.listener_id == bindparam("of_member"),
)
# Rows that are the member's through another row or column than the usual two.
_BELONGING: dict[Table, Select[Any]] = {
    act_changes: select(act_changes)
    .join(acts, acts.c.id == act_changes.c.act_id)
    .where(owned_by(acts))
    .order_by(act_changes.c.act_id, act_changes.c.position),
    # What a colleague sent to them, too: they got it, and the answer to it holds their own words.
    hearings: select(hearings).where(or_(owned_by(hearings), and_(*_HEARD_BY))).order_by(hearings.c.id),
    teams: select(teams).where(*LED).order_by(teams.c.id),
}


def statements() -> dict[Table, Select[Any]]:
    """The select of a member's rows, for every table that has any."""
    own = {
        table: select(table).where(owned_by(table)).order_by(*table.primary_key) for table in owned_tables()
    }
    return own | _BELONGING


_STATEMENTS = statements()


def everything(conn: Connection, owner: Owner) -> dict[str, list[dict[str, Any]]]:
    """The member's rows of every table by its name; instants as ISO 8601 in UTC, days as ISO dates."""
    return {
        table.name: _ready(table, conn.execute(statement, bound(owner)))
        for table, statement in _STATEMENTS.items()
    }


def _ready(table: Table, rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    at = instants(table)
    return [{name: _value(name in at, value) for name, value in row._mapping.items()} for row in rows]


def _value(is_instant: bool, value: Any) -> Any:
    if is_instant:
        value = instant(value)
    return value.isoformat() if isinstance(value, date) else value
