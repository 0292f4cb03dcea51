"""A row in every table for one owner, with a canary in every text: new tables come in by themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, String, Table, Text, insert, select

from storage.columns import owned_tables
from storage.records import Owner
from storage.tables import act_changes, metadata, teams
from tests.storage.owners import NOW, TODAY

SECONDS = int(NOW.timestamp())
# What makes a row turn up in as many questions as it can.
LIVE: dict[str, dict[str, Any]] = {
    "contacts": {"network": "personal", "cadence_days": 1, "stopped_at": None, "last_touch_on": None},
    "promises": {"state": "open", "direction": "mine", "due_minute": 600},
    "thank_yous": {"state": "owed"},
    "touches": {"kind": "call"},
    "captures": {"state": "pending"},
    "answers": {"kind": "pitch", "prompt_id": "p1"},
    "clips": {"state": "waiting"},
    "versions": {"dropped_at": None, "name_key": "canary-of-alice"},
    "stories": {"dropped_at": None},
    "tellings": {"dropped_at": None},
    "occasions": {"dropped_at": None, "minute": 600},
    "acts": {"undone_at": None},
    "act_changes": {"noun": "contacts"},
    "teams": {"stopped_at": None},
    "team_members": {"answer": "to_ask"},
    "members": {"tz": "UTC", "deactivated_at": None},
    "outbox": {"state": "due"},
    "hearings": {"state": "asked"},
}


def fill(conn: Connection, owner: Owner, canary: str) -> dict[str, int]:
    """Insert the rows; the numbers of those that have one, by table."""
    numbers: dict[str, int] = {}
    own = {"workspace_id": owner.workspace_id, "member_id": owner.member_id, "lead_id": owner.member_id}
    for table in metadata.sorted_tables:
        if table in (*owned_tables(), act_changes, teams):
            row = {column.name: value(column, canary, numbers) for column in table.columns}
            row |= {name: given for name, given in own.items() if name in table.c} | LIVE.get(table.name, {})
            row |= {"row_id": numbers["contacts"]} if table is act_changes else {}
            if table.c.get("id") is not None and row["id"] is None:
                del row["id"]
                numbers[table.name] = conn.execute(insert(table).returning(table.c.id), row).scalar_one()
            else:
                conn.execute(insert(table), row)
    return numbers


def value(column: Column[Any], canary: str, numbers: dict[str, int]) -> Any:
    if column.name == "id" and not isinstance(column.type, String):
        return None
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return numbers[key.column.table.name]
    kind = column.type
    if isinstance(kind, JSON):
        return {"text": canary}
    if isinstance(kind, Text):
        return canary
    if isinstance(kind, String):
        return canary[: kind.length]
    if isinstance(kind, Boolean):
        return True
    return TODAY if isinstance(kind, Date) else SECONDS


def rows_of(conn: Connection, owner: Owner) -> dict[str, list[Any]]:
    """The owner's rows as they lie in the tables, asked without the code under test."""
    return {table.name: _rows(conn, table, owner) for table in metadata.sorted_tables}


def _rows(conn: Connection, table: Table, owner: Owner) -> list[Any]:
    wanted = tuple(owner)
    rows = [row._asdict() for row in conn.execute(select(table))]
    if table is act_changes:
        return [row for row in rows if row["act_id"] in _acts_of(conn, owner)]
    member = "lead_id" if table is teams else "member_id"
    return [row for row in rows if (row.get("workspace_id"), row.get(member)) == wanted]


def _acts_of(conn: Connection, owner: Owner) -> list[int]:
    acts = metadata.tables["acts"]
    return [row.id for row in conn.execute(select(acts)) if (row.workspace_id, row.member_id) == owner]
