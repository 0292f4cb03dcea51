"""The tables of practice: answers, what was kept of them, how skills sit, and a colleague's ear."""

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
    Text,
    false,
)

from storage.schema import SlackId, owned

answers = owned(
    "answers",
    Column("prompt_id", String(64), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("found", JSON, nullable=False),
    Column("listener", String(16), nullable=False, server_default="none"),
    Column("goal", String(16), nullable=False, server_default="none"),
    Column("target_seconds", Integer),
    Column("states", JSON),  # element -> present, absent, unsure; NULL: from before these were kept
    Column("counts", JSON),  # what was counted: jargon, fillers ...
    Column("fix", String(16)),  # the one thing that was named to change
    Column("is_spoken", Boolean, nullable=False, server_default=false()),
    Column("is_hinted", Boolean, nullable=False, server_default=false()),
    Column("hint_at", BigInteger),  # when a hint on it was shown: the next attempt is a hinted one
)

# A pitch that the member kept, by the name they gave it, and for whom it is.
versions = owned(
    "versions",
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("listener", String(16), nullable=False),
    Column("goal", String(16), nullable=False),
    Column("target_seconds", Integer),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("dropped_at", BigInteger),
)

# The story bank: a story by the point that it makes, and every telling of it.
stories = owned(
    "stories",
    Column("title", Text, nullable=False),
    Column("point", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("dropped_at", BigInteger),
)

tellings = owned(
    "tellings",
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("contact_id", ForeignKey("contacts.id", ondelete="SET NULL")),
    Column("occasion", Text),
    Column("on", Date, nullable=False),
    Column("dropped_at", BigInteger),
)

# How well each skill of practice sits: one card a skill (hook, ask, turning ...).
skills = owned(
    "skills",
    Column("skill", String(24), nullable=False),
    Column("card", JSON, nullable=False),
    Column("due_on", Date, nullable=False),
    indexes=(Index("uq_skills_owner", "workspace_id", "member_id", "skill", unique=True),),
)

# An event or a meeting to come, for which a pitch is practised the day before.
occasions = owned(
    "occasions",
    Column("what", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("minute", Integer),
    Column("version_id", ForeignKey("versions.id", ondelete="SET NULL")),
    Column("listener", String(16), nullable=False),
    Column("goal", String(16), nullable=False),
    Column("dropped_at", BigInteger),
)

# With whom the member wants to practise; they do when the other one wants it, too.
practice_partners = owned(
    "practice_partners",
    Column("partner_id", SlackId, nullable=False),
    indexes=(
        Index("uq_practice_partners_pair", "workspace_id", "member_id", "partner_id", unique=True),
        Index("ix_practice_partners_partner", "workspace_id", "partner_id"),
    ),
)

# What was sent to such a colleague, and what they heard in it.
hearings = owned(
    "hearings",
    Column("listener_id", SlackId, nullable=False),  # empty: they were forgotten
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("note", Text),
    Column("answer_id", ForeignKey("answers.id", ondelete="SET NULL")),  # NULL: not out of practice, or gone
    Column("state", String(8), nullable=False),  # asked, answered, declined
    Column("excelled", Text),
    Column("work_on", Text),
    Column("challenge", Text),
    Column("answered_at", BigInteger),
    indexes=(Index("ix_hearings_listener", "workspace_id", "listener_id", "state"),),
)

# An audio clip that the member sent: its transcript may be late, and waiting for it outlives the process.
clips = owned(
    "clips",
    Column("file_id", SlackId, nullable=False),
    Column("prompt_id", String(64), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("state", String(8), nullable=False),  # waiting, done
    Column("tries", Integer, nullable=False),
    Column("due_at", BigInteger, nullable=False),  # while somebody looks at it: when their lease ends
    indexes=(
        Index("uq_clips_file", "workspace_id", "member_id", "file_id", unique=True),
        Index("ix_clips_due", "state", "due_at"),
    ),
)

lesson_reads = owned(
    "lesson_reads",
    Column("lesson", Integer, nullable=False),
)
