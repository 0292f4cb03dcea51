"""The Core tables. Instants are UTC epoch seconds, days are dates, zones are IANA names.

Every table of a member's rows begins with workspace_id and member_id, and every statement filters by both.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from storage.practice_tables import (
    answers,
    clips,
    hearings,
    lesson_reads,
    occasions,
    practice_partners,
    skills,
    stories,
    tellings,
    versions,
)
from storage.schema import RowId, SlackId, metadata, owned

__all__ = [
    "PARKED",
    "WAITING",
    "act_changes",
    "acts",
    "answers",
    "captures",
    "clips",
    "contacts",
    "forgotten",
    "hearings",
    "inbox",
    "lesson_reads",
    "members",
    "metadata",
    "notes",
    "occasions",
    "outbox",
    "practice_partners",
    "promises",
    "restores",
    "schedule",
    "skills",
    "stories",
    "team_members",
    "teams",
    "tellings",
    "thank_yous",
    "touches",
    "versions",
    "workspaces",
]

members = Table(
    "members",
    metadata,
    Column("workspace_id", SlackId, primary_key=True),
    Column("member_id", SlackId, primary_key=True),
    Column("tz", String(64), nullable=False),
    Column("joined_at", BigInteger, nullable=False),
    Column("nudges_on", Boolean, nullable=False),
    Column("brief_minute", Integer, nullable=False),
    Column("brief_days", String(7), nullable=False),
    Column("brief_limit", Integer, nullable=False),
    Column("practice_days", String(7), nullable=False),
    Column("review_day", Integer, nullable=False),
    Column("review_minute", Integer, nullable=False),
    Column("paused_until", Date),
    Column("channel_id", SlackId),
    Column("welcomed_at", BigInteger),
    Column("onboarded_at", BigInteger),
    Column("deactivated_at", BigInteger),
    Column("country", String(8)),  # whose public holidays are free of nudges; NULL: none
    Column("listener", String(16)),  # the scene of practice, where a prompt sets none: who is listening,
    Column("goal", String(16)),  # what the member wants of them,
    Column("practice_seconds", Integer),  # and how long it may take
    # Whether what they practise may go to a model, where the settings of this Kith name one.
    Column("second_opinion_on", Boolean, nullable=False, server_default=true()),
)

contacts = owned(
    "contacts",
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("company", Text),
    Column("role", Text),
    Column("met_at", Text),
    Column("via", Text),
    Column("network", String(16)),
    Column("cadence_days", Integer),
    Column("looking_for", Text),
    Column("can_offer", Text),
    Column("last_touch_on", Date),
    Column("snoozed_until", Date),
    Column("stopped_at", BigInteger),
)

promises = owned(
    "promises",
    Column("contact_id", ForeignKey("contacts.id")),
    Column("direction", String(8), nullable=False),
    Column("what", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("due_on", Date),
    Column("due_minute", Integer),
    Column("snoozed_until", Date),
    Column("renegotiated", Integer, nullable=False),
    Column("closed_at", BigInteger),
    indexes=(Index("ix_promises_open", "workspace_id", "member_id", "state", "due_on"),),
)

thank_yous = owned(
    "thank_yous",
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("reason", Text),
    Column("state", String(8), nullable=False),
    Column("snoozed_until", Date),
    Column("closed_at", BigInteger),
    indexes=(Index("ix_thank_yous_owed", "workspace_id", "member_id", "state"),),
)

touches = owned(
    "touches",
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("on", Date, nullable=False),
)

notes = owned(
    "notes",
    Column("contact_id", ForeignKey("contacts.id")),
    Column("text", Text, nullable=False),
)

captures = owned(
    "captures",
    Column("text", Text, nullable=False),
    Column("reading", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("act_id", BigInteger),
)

# What a member did, so that it can be undone: one act, and the rows as they were before it.
acts = owned(
    "acts",
    Column("label", String(32), nullable=False),
    Column("undone_at", BigInteger),
)

act_changes = Table(
    "act_changes",
    metadata,
    Column("act_id", ForeignKey("acts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("noun", String(16), nullable=False),
    Column("row_id", BigInteger, nullable=False),
    Column("before", JSON(none_as_null=True)),  # NULL: the act made the row
    Index(None, "noun", "row_id"),
)

teams = Table(
    "teams",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("workspace_id", SlackId, nullable=False),
    Column("channel_id", SlackId, nullable=False),
    Column("lead_id", SlackId, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("stopped_at", BigInteger),
    UniqueConstraint("workspace_id", "channel_id"),
    sqlite_autoincrement=True,
)

team_members = Table(
    "team_members",
    metadata,
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    Column("workspace_id", SlackId, primary_key=True),
    Column("member_id", SlackId, primary_key=True),
    Column("answer", String(8), nullable=False),
    Column("answered_at", BigInteger),
    Index(None, "workspace_id", "member_id"),
)

# The clockwork. The schedule is a column: one row a member and kind, moved on when it has been dealt with.
schedule = Table(
    "schedule",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("workspace_id", SlackId, nullable=False),
    Column("member_id", SlackId, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("ref", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("first_due_at", BigInteger),  # set while a failed row is tried again: what it was due for
    Column("last_on", Date),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    UniqueConstraint("workspace_id", "member_id", "kind", "ref"),
    Index("ix_schedule_due_at", "due_at"),
    sqlite_autoincrement=True,
)

# What may still be sent, and what waits for somebody to look: few rows of all that is ever in there, so each
# has an index of its own. Statements repeat these letter by letter, or the index is not used.
WAITING = "state IN ('due', 'claimed', 'unknown')"
PARKED = "state = 'parked'"

outbox = Table(
    "outbox",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workspace_id", SlackId, nullable=False),
    Column("member_id", SlackId, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("ref", String(64), nullable=False),
    Column("local_on", Date, nullable=False),
    Column("channel_id", SlackId),
    Column("payload", JSON, nullable=False),
    Column("state", String(8), nullable=False),
    Column("due_at", BigInteger, nullable=False),  # of a claimed row: when its lease ends
    Column("created_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("may_repeat", Boolean, nullable=False),
    Column("sent_at", BigInteger),
    Column("ts", String(32)),
    Column("error", Text),
    Column("is_nudge", Boolean, nullable=False, server_default=false()),  # answers to members go first
    Column("is_wanted", Boolean, nullable=False, server_default=false()),  # replayed: sent however late
    UniqueConstraint("workspace_id", "member_id", "kind", "ref", "local_on"),
    Index("ix_outbox_parked", "created_at", "id", sqlite_where=text(PARKED), postgresql_where=text(PARKED)),
    Index(
        "ix_outbox_waiting",
        *("workspace_id", "is_nudge", "due_at", "id"),
        sqlite_where=text(WAITING),
        postgresql_where=text(WAITING),
    ),
)

# Event ids that took effect, kept for seven days: the id and the effect are committed together.
inbox = Table(
    "inbox",
    metadata,
    Column("event_id", String(64), primary_key=True),
    Column("workspace_id", SlackId, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Index(None, "received_at"),
)

# The workspace's pace of sending, shared by all processes, and what stopped it.
workspaces = Table(
    "workspaces",
    metadata,
    Column("workspace_id", SlackId, primary_key=True),
    Column("next_send_at", BigInteger, nullable=False, server_default="0"),
    Column("paused_at", BigInteger),
    Column("pause_reason", Text),
    Column("blind_until", BigInteger),  # until then its conversations cannot be read: one send at a time
)

# Who was forgotten, as a digest: a backup from before forgets them again when it is restored.
forgotten = Table(
    "forgotten",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("forgotten_at", BigInteger, nullable=False),
)

# Each restore of a backup begins an epoch: what was decided before it is not sent any more.
restores = Table(
    "restores",
    metadata,
    Column("restored_at", BigInteger, primary_key=True, autoincrement=False),
    Column("taken_at", BigInteger, nullable=False),
)
