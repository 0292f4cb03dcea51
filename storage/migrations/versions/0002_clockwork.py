"""The clockwork in order: turns by one index, leases in `due_at`, restores, and who was forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WAITING = "state IN ('due', 'claimed', 'unknown')"
PARKED = "state = 'parked'"
NUDGES = "'brief', 'reminder', 'review', 'practice', 'team_summary'"


def upgrade() -> None:
    op.add_column("members", sa.Column("country", sa.String(8)))
    op.add_column("workspaces", sa.Column("blind_until", sa.BigInteger))
    upgrade_outbox()
    create_restores()


def upgrade_outbox() -> None:
    for name in ("is_nudge", "is_wanted"):
        op.add_column("outbox", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute(f"UPDATE outbox SET is_nudge = TRUE WHERE kind IN ({NUDGES})")
    op.execute("UPDATE outbox SET due_at = lease_until WHERE state = 'claimed' AND lease_until IS NOT NULL")
    op.drop_column("outbox", "lease_until")
    op.drop_index("ix_outbox_due", "outbox")
    create_index("ix_outbox_waiting", ["workspace_id", "is_nudge", "due_at", "id"], WAITING)
    create_index("ix_outbox_parked", ["created_at", "id"], PARKED)


def create_index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "outbox", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def create_restores() -> None:
    op.create_table(
        "forgotten",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("forgotten_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_forgotten"),
    )
    op.create_table(
        "restores",
        sa.Column("restored_at", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("taken_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("restored_at", name="pk_restores"),
    )
