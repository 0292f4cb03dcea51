"""What every table is made of: the one metadata, the types of ids, and a table of a member's rows."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SlackId = String(64)
# SQLite only numbers rows by itself in a column that is exactly INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


def owned(name: str, *columns: Column, indexes: tuple[Index, ...] = ()) -> Table:  # type: ignore[type-arg]
    """A table of a member's rows: a number, the owner, when it was made, and its own columns."""
    return Table(
        name,
        metadata,
        Column("id", RowId, primary_key=True, autoincrement=True),
        Column("workspace_id", SlackId, nullable=False),
        Column("member_id", SlackId, nullable=False),
        Column("created_at", BigInteger, nullable=False),
        *columns,
        Index(None, "workspace_id", "member_id"),
        *indexes,
        sqlite_autoincrement=True,
    )
