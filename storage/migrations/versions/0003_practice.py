"""Practice in full: the scene, what was read in an answer, versions, stories, skills, colleagues."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Kind = Any  # SQLAlchemy takes a type, or its class

SLACK_ID = sa.String(64)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SCENE = sa.String(16)


def upgrade() -> None:
    add_scene()
    add_reading()
    create_kept()
    create_skills()
    create_colleagues()
    create_clips()


def column(name: str, kind: Kind) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def optional(name: str, kind: Kind) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def refers(table: str, to: str, name: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}", ondelete=on_delete)


def owned(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of a member's rows, which the database numbers, never using a number again."""
    number = sa.Column("id", ROW_ID, autoincrement=True, nullable=False)
    whose = (column("workspace_id", SLACK_ID), column("member_id", SLACK_ID))
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    made = column("created_at", sa.BigInteger)
    op.create_table(name, number, *whose, made, *parts, key, sqlite_autoincrement=True)
    op.create_index(f"ix_{name}_workspace_id_member_id", name, ["workspace_id", "member_id"])


def add_scene() -> None:
    op.add_column("members", optional("listener", SCENE))
    op.add_column("members", optional("goal", SCENE))
    op.add_column("members", optional("practice_seconds", sa.Integer))
    asked = sa.Column("second_opinion_on", sa.Boolean, nullable=False, server_default=sa.true())
    op.add_column("members", asked)


def add_reading() -> None:
    for name in ("listener", "goal"):
        op.add_column("answers", sa.Column(name, SCENE, nullable=False, server_default="none"))
    op.add_column("answers", optional("target_seconds", sa.Integer))
    for name in ("states", "counts"):
        op.add_column("answers", optional(name, sa.JSON))
    op.add_column("answers", optional("fix", sa.String(16)))
    for name in ("is_spoken", "is_hinted"):
        op.add_column("answers", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("answers", optional("hint_at", sa.BigInteger))


def create_kept() -> None:
    owned(
        "versions",
        column("name", sa.Text),
        column("name_key", sa.Text),
        column("listener", SCENE),
        column("goal", SCENE),
        optional("target_seconds", sa.Integer),
        column("text", sa.Text),
        column("words", sa.Integer),
        column("seconds", sa.Integer),
        optional("dropped_at", sa.BigInteger),
    )
    owned(
        "stories",
        *(column(name, sa.Text) for name in ("title", "point", "text")),
        column("words", sa.Integer),
        optional("dropped_at", sa.BigInteger),
    )
    owned(
        "tellings",
        column("story_id", ROW_ID),
        optional("contact_id", ROW_ID),
        optional("occasion", sa.Text),
        column("on", sa.Date),
        optional("dropped_at", sa.BigInteger),
        refers("tellings", "stories", "story_id", "CASCADE"),
        refers("tellings", "contacts", "contact_id", "SET NULL"),
    )


def create_skills() -> None:
    owned("skills", column("skill", sa.String(24)), column("card", sa.JSON), column("due_on", sa.Date))
    op.create_index("uq_skills_owner", "skills", ["workspace_id", "member_id", "skill"], unique=True)
    owned(
        "occasions",
        column("what", sa.Text),
        column("on", sa.Date),
        optional("minute", sa.Integer),
        optional("version_id", ROW_ID),
        column("listener", SCENE),
        column("goal", SCENE),
        optional("dropped_at", sa.BigInteger),
        refers("occasions", "versions", "version_id", "SET NULL"),
    )


def create_colleagues() -> None:
    owned("practice_partners", column("partner_id", SLACK_ID))
    pair = ["workspace_id", "member_id", "partner_id"]
    op.create_index("uq_practice_partners_pair", "practice_partners", pair, unique=True)
    op.create_index("ix_practice_partners_partner", "practice_partners", ["workspace_id", "partner_id"])
    owned(
        "hearings",
        column("listener_id", SLACK_ID),
        column("title", sa.Text),
        column("text", sa.Text),
        optional("note", sa.Text),
        optional("answer_id", ROW_ID),
        column("state", sa.String(8)),
        *(optional(name, sa.Text) for name in ("excelled", "work_on", "challenge")),
        optional("answered_at", sa.BigInteger),
        refers("hearings", "answers", "answer_id", "SET NULL"),
    )
    op.create_index("ix_hearings_listener", "hearings", ["workspace_id", "listener_id", "state"])


def create_clips() -> None:
    owned(
        "clips",
        column("file_id", SLACK_ID),
        column("prompt_id", sa.String(64)),
        column("thread_ts", sa.String(32)),
        column("state", sa.String(8)),
        column("tries", sa.Integer),
        column("due_at", sa.BigInteger),
    )
    op.create_index("uq_clips_file", "clips", ["workspace_id", "member_id", "file_id"], unique=True)
    op.create_index("ix_clips_due", "clips", ["state", "due_at"])
