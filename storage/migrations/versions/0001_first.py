"""The first schema: a member's rows, what undoes them, teams, and the clockwork."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Kind = Any  # SQLAlchemy takes a type, or its class

SLACK_ID = sa.String(64)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_people()
    create_promises_and_thanks()
    create_captures_and_practice()
    create_acts()
    create_teams()
    create_schedule()
    create_outbox()
    create_workspaces()


def column(name: str, kind: Kind) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def optional(name: str, kind: Kind) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def numbered(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table whose rows the database numbers, never using a number again."""
    number = sa.Column("id", ROW_ID, autoincrement=True, nullable=False)
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(name, number, *parts, key, sqlite_autoincrement=True)


def owned(name: str, *columns: sa.Column[Any], contact: bool | None = None) -> None:
    """A table of a member's rows. `contact`: whether each must have one; None when it has no such column."""
    parts: list[sa.schema.SchemaItem] = [
        column("workspace_id", SLACK_ID),
        column("member_id", SLACK_ID),
        column("created_at", sa.BigInteger),
    ]
    if contact is not None:
        parts.append(sa.Column("contact_id", ROW_ID, nullable=not contact))
        parts.append(sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=f"fk_{name}_contact_id"))
    numbered(name, *parts, *columns)
    index(name, "workspace_id", "member_id")


def index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def create_people() -> None:
    op.create_table(
        "members",
        column("workspace_id", SLACK_ID),
        column("member_id", SLACK_ID),
        column("tz", sa.String(64)),
        column("joined_at", sa.BigInteger),
        column("nudges_on", sa.Boolean),
        column("brief_minute", sa.Integer),
        column("brief_days", sa.String(7)),
        column("brief_limit", sa.Integer),
        column("practice_days", sa.String(7)),
        column("review_day", sa.Integer),
        column("review_minute", sa.Integer),
        optional("paused_until", sa.Date),
        optional("channel_id", SLACK_ID),
        optional("welcomed_at", sa.BigInteger),
        optional("onboarded_at", sa.BigInteger),
        optional("deactivated_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", name="pk_members"),
    )
    owned(
        "contacts",
        column("name", sa.Text),
        column("name_key", sa.Text),
        *(optional(name, sa.Text) for name in ("company", "role", "met_at", "via")),
        optional("network", sa.String(16)),
        optional("cadence_days", sa.Integer),
        optional("looking_for", sa.Text),
        optional("can_offer", sa.Text),
        optional("last_touch_on", sa.Date),
        optional("snoozed_until", sa.Date),
        optional("stopped_at", sa.BigInteger),
    )


def create_promises_and_thanks() -> None:
    owned(
        "promises",
        column("direction", sa.String(8)),
        column("what", sa.Text),
        column("state", sa.String(8)),
        optional("due_on", sa.Date),
        optional("due_minute", sa.Integer),
        optional("snoozed_until", sa.Date),
        column("renegotiated", sa.Integer),
        optional("closed_at", sa.BigInteger),
        contact=False,
    )
    index("promises", "workspace_id", "member_id", "state", "due_on", name="ix_promises_open")
    owned(
        "thank_yous",
        optional("reason", sa.Text),
        column("state", sa.String(8)),
        optional("snoozed_until", sa.Date),
        optional("closed_at", sa.BigInteger),
        contact=True,
    )
    index("thank_yous", "workspace_id", "member_id", "state", name="ix_thank_yous_owed")
    owned("touches", column("kind", sa.String(8)), column("on", sa.Date), contact=True)
    owned("notes", column("text", sa.Text), contact=False)


def create_captures_and_practice() -> None:
    owned(
        "captures",
        column("text", sa.Text),
        column("reading", sa.JSON),
        column("state", sa.String(12)),
        optional("act_id", sa.BigInteger),
    )
    owned(
        "answers",
        column("prompt_id", sa.String(64)),
        column("kind", sa.String(8)),
        column("text", sa.Text),
        column("words", sa.Integer),
        column("seconds", sa.Integer),
        column("found", sa.JSON),
    )
    owned("lesson_reads", column("lesson", sa.Integer))


def create_acts() -> None:
    owned("acts", column("label", sa.String(32)), optional("undone_at", sa.BigInteger))
    op.create_table(
        "act_changes",
        column("act_id", ROW_ID),
        column("position", sa.Integer),
        column("noun", sa.String(16)),
        column("row_id", sa.BigInteger),
        optional("before", sa.JSON),
        sa.PrimaryKeyConstraint("act_id", "position", name="pk_act_changes"),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name="fk_act_changes_act_id", ondelete="CASCADE"),
    )
    index("act_changes", "noun", "row_id")


def create_teams() -> None:
    numbered(
        "teams",
        column("workspace_id", SLACK_ID),
        column("channel_id", SLACK_ID),
        column("lead_id", SLACK_ID),
        column("weekday", sa.Integer),
        column("minute", sa.Integer),
        column("created_at", sa.BigInteger),
        optional("stopped_at", sa.BigInteger),
        sa.UniqueConstraint("workspace_id", "channel_id", name="uq_teams_workspace_id_channel_id"),
    )
    op.create_table(
        "team_members",
        column("team_id", ROW_ID),
        column("workspace_id", SLACK_ID),
        column("member_id", SLACK_ID),
        column("answer", sa.String(8)),
        optional("answered_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("team_id", "workspace_id", "member_id", name="pk_team_members"),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_team_members_team_id", ondelete="CASCADE"
        ),
    )
    index("team_members", "workspace_id", "member_id")


def create_schedule() -> None:
    unique = ("workspace_id", "member_id", "kind", "ref")
    numbered(
        "schedule",
        column("workspace_id", SLACK_ID),
        column("member_id", SLACK_ID),
        column("kind", sa.String(16)),
        column("ref", sa.BigInteger),
        column("due_at", sa.BigInteger),
        optional("first_due_at", sa.BigInteger),
        optional("last_on", sa.Date),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        optional("error", sa.Text),
        sa.UniqueConstraint(*unique, name=f"uq_schedule_{'_'.join(unique)}"),
    )
    index("schedule", "due_at")


def create_outbox() -> None:
    unique = ("workspace_id", "member_id", "kind", "ref", "local_on")
    op.create_table(
        "outbox",
        column("id", sa.String(32)),
        column("workspace_id", SLACK_ID),
        column("member_id", SLACK_ID),
        column("kind", sa.String(16)),
        column("ref", sa.String(64)),
        column("local_on", sa.Date),
        optional("channel_id", SLACK_ID),
        column("payload", sa.JSON),
        column("state", sa.String(8)),
        column("due_at", sa.BigInteger),
        column("created_at", sa.BigInteger),
        optional("lease_until", sa.BigInteger),
        column("attempts", sa.Integer),
        column("may_repeat", sa.Boolean),
        optional("sent_at", sa.BigInteger),
        optional("ts", sa.String(32)),
        optional("error", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint(*unique, name=f"uq_outbox_{'_'.join(unique)}"),
    )
    index("outbox", "state", "due_at", name="ix_outbox_due")


def create_workspaces() -> None:
    op.create_table(
        "inbox",
        column("event_id", sa.String(64)),
        column("workspace_id", SLACK_ID),
        column("received_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("event_id", name="pk_inbox"),
    )
    index("inbox", "received_at")
    op.create_table(
        "workspaces",
        column("workspace_id", SLACK_ID),
        sa.Column("next_send_at", sa.BigInteger, nullable=False, server_default="0"),
        optional("paused_at", sa.BigInteger),
        optional("pause_reason", sa.Text),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_workspaces"),
    )
