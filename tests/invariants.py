"""What holds in every database of Kith at every moment: one checker, for use after each fault.

Each rule is a sentence and a query for the rows that break it. The queries are plain SQL, written without the
code under test, and run on SQLite and PostgreSQL. Rows are named by number and owner, never by their text.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

PARKED_AT = 253_370_764_800
LAST_PAUSE = "9000-01-01"
NUDGES = "('brief', 'reminder', 'review', 'practice', 'team_summary')"
# What only remembers whose turn it is: nothing of it is ever posted.
TURNS = "('prompt_pitch', 'prompt_story', 'prompt_shown', 'lesson_again')"
SAME_OWNER = "m.workspace_id = r.workspace_id AND m.member_id = r.member_id"
PLANNED = "s.workspace_id = r.workspace_id AND s.member_id = r.member_id AND s.ref = 0"
# The nouns that an act may change, which are tables of the same name.
NOUNS = (
    *("contacts", "promises", "thank_yous", "touches", "notes"),
    *("answers", "versions", "stories", "tellings", "occasions"),
)

SCHEDULE = {
    "has no time at all": "SELECT id FROM schedule WHERE due_at IS NULL OR due_at <= 0",
    "is parked and says not why": f"SELECT id FROM schedule WHERE due_at = {PARKED_AT} AND error IS NULL",
    "failed and says not what it was due for": (
        "SELECT id FROM schedule WHERE attempts > 0 AND (error IS NULL OR first_due_at IS NULL)"
    ),
    "is tried again before it was due": "SELECT id FROM schedule WHERE first_due_at > due_at",
    "belongs to nobody": (
        f"SELECT id FROM schedule r WHERE NOT EXISTS (SELECT 1 FROM members m WHERE {SAME_OWNER})"
    ),
    "reminds of a promise that is not the member's": (
        "SELECT id FROM schedule r WHERE kind = 'reminder' AND NOT EXISTS ("
        f"SELECT 1 FROM promises m WHERE m.id = r.ref AND {SAME_OWNER})"
    ),
    "sums up a team that is not there": (
        "SELECT id FROM schedule r WHERE kind = 'team_summary' AND NOT EXISTS ("
        "SELECT 1 FROM teams m WHERE m.id = r.ref AND m.workspace_id = r.workspace_id)"
    ),
    "is of a kind that has no number": (
        "SELECT id FROM schedule WHERE kind IN ('brief', 'review', 'practice') AND ref <> 0"
    ),
    "was dealt with on a date without a decision": (
        "SELECT id FROM schedule s WHERE last_on IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM outbox o WHERE o.workspace_id = s.workspace_id AND o.member_id = s.member_id"
        " AND o.kind = s.kind AND o.local_on = s.last_on"
        " AND (o.ref = '' OR o.ref = CAST(s.ref AS VARCHAR(20))))"
    ),
}

OUTBOX = {
    "is in a state that nobody knows": (
        "SELECT id FROM outbox WHERE state NOT IN"
        " ('due', 'claimed', 'sent', 'unknown', 'parked', 'silent', 'folded', 'canceled')"
    ),
    "is sent and has no place or time in Slack": (
        "SELECT id FROM outbox WHERE state = 'sent' AND (ts IS NULL OR sent_at IS NULL OR channel_id IS NULL)"
        f" AND kind NOT IN {TURNS}"
    ),
    "has a place in Slack and is not sent": (
        "SELECT id FROM outbox WHERE ts IS NOT NULL AND state <> 'sent'"
    ),
    "waits without a due time": (
        "SELECT id FROM outbox WHERE state IN ('due', 'unknown') AND (due_at IS NULL OR due_at <= 0)"
    ),
    "is claimed without a lease": (
        "SELECT id FROM outbox WHERE state = 'claimed' AND (due_at <= created_at OR attempts < 1)"
    ),
    "is unknown though nobody tried": "SELECT id FROM outbox WHERE state = 'unknown' AND attempts < 1",
    "is parked and says not why": "SELECT id FROM outbox WHERE state = 'parked' AND error IS NULL",
    "may be a repeat though nobody tried": (
        "SELECT id FROM outbox WHERE may_repeat AND (attempts < 1"
        " OR state NOT IN ('claimed', 'sent', 'unknown', 'parked', 'canceled'))"
    ),
    "was tried less often than never": "SELECT id FROM outbox WHERE attempts < 0",
    "is a nudge and is not marked as one, or the other way round": (
        f"SELECT id FROM outbox WHERE is_nudge <> (kind IN {NUDGES})"
    ),
    "is the second nudge of its kind on one date": (
        "SELECT min(id) FROM outbox WHERE is_nudge"
        " GROUP BY workspace_id, member_id, kind, ref, local_on HAVING count(*) > 1"
    ),
    "stands where another message stands": (
        "SELECT min(id) FROM outbox WHERE ts IS NOT NULL GROUP BY workspace_id, channel_id, ts"
        " HAVING count(*) > 1"
    ),
    "belongs to nobody": (
        f"SELECT id FROM outbox r WHERE NOT EXISTS (SELECT 1 FROM members m WHERE {SAME_OWNER})"
    ),
}

# Each active member has the rows that their settings ask for, and no other.
PLANS = {
    "brief": f"brief_days <> '' AND (paused_until IS NULL OR paused_until <= '{LAST_PAUSE}')",
    "review": f"paused_until IS NULL OR paused_until <= '{LAST_PAUSE}'",
    "practice": f"practice_days <> '' AND (paused_until IS NULL OR paused_until <= '{LAST_PAUSE}')",
}
# The day before an occasion is one for practice, too.
OF_OCCASION = f"EXISTS (SELECT 1 FROM occasions m WHERE m.dropped_at IS NULL AND {SAME_OWNER})"

OTHERS = {
    "members": {
        "has a zone that is empty": "SELECT member_id FROM members WHERE tz = ''",
        "has an hour that no day has": (
            "SELECT member_id FROM members WHERE brief_minute NOT BETWEEN 0 AND 1439"
            " OR review_minute NOT BETWEEN 0 AND 1439 OR review_day NOT BETWEEN 1 AND 7"
        ),
    },
    "inbox": {
        "came twice": "SELECT event_id FROM inbox GROUP BY event_id HAVING count(*) > 1",
        "has no time": "SELECT event_id FROM inbox WHERE received_at IS NULL OR received_at <= 0",
    },
    "workspaces": {
        "is paused and says not why": (
            "SELECT workspace_id FROM workspaces WHERE paused_at IS NOT NULL AND pause_reason IS NULL"
        ),
    },
    "team_members": {
        "is listed in a team of another workspace": (
            "SELECT r.member_id FROM team_members r JOIN teams t ON t.id = r.team_id"
            " WHERE t.workspace_id <> r.workspace_id"
        ),
    },
    "captures": {
        "is saved by an act that is not the member's": (
            "SELECT id FROM captures r WHERE act_id IS NOT NULL AND NOT EXISTS ("
            f"SELECT 1 FROM acts m WHERE m.id = r.act_id AND {SAME_OWNER})"
        ),
    },
    "tellings": {
        "is of a story of somebody else": (
            "SELECT id FROM tellings r WHERE NOT EXISTS ("
            f"SELECT 1 FROM stories m WHERE m.id = r.story_id AND {SAME_OWNER})"
        ),
    },
    "act_changes": {
        "is of an act that is not there": (
            "SELECT act_id FROM act_changes r WHERE NOT EXISTS (SELECT 1 FROM acts m WHERE m.id = r.act_id)"
        ),
    },
}


def broken(conn: Connection) -> list[str]:
    """A sentence for every rule that some row breaks; none when all is well. Changes nothing."""
    found = [*_of_table("schedule", SCHEDULE), *_of_table("outbox", OUTBOX)]
    for table, rules in OTHERS.items():
        found += _of_table(table, rules)
    found += [*_plans(), *_contacts(), *_changes(conn)]
    return [said for sentence, query in found if (said := _broken(conn, sentence, query))]


def _broken(conn: Connection, sentence: str, query: str) -> str:
    rows = conn.execute(text(query)).all()
    return f"{sentence}: {len(rows)}, the first is {tuple(rows[0])}" if rows else ""


def _of_table(table: str, rules: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((f"a row of {table} {what}", query) for what, query in rules.items())


def _plans() -> Iterator[tuple[str, str]]:
    for kind, wanted in PLANS.items():
        there = f"EXISTS (SELECT 1 FROM schedule s WHERE s.kind = '{kind}' AND {PLANNED})"
        active = "SELECT member_id FROM members r WHERE deactivated_at IS NULL"
        yield f"a member wants a {kind} and has none planned", f"{active} AND ({wanted}) AND NOT {there}"
        may_be = f"{wanted} OR {OF_OCCASION}" if kind == "practice" else wanted
        yield f"a member has a {kind} planned on no day", f"{active} AND NOT ({may_be}) AND {there}"


def _contacts() -> Iterator[tuple[str, str]]:
    """What is about a contact belongs to whom the contact belongs to."""
    for table in ("promises", "thank_yous", "touches", "notes", "tellings"):
        yield (
            f"a row of {table} is about a contact of somebody else",
            f"SELECT id FROM {table} r WHERE contact_id IS NOT NULL AND NOT EXISTS ("
            f"SELECT 1 FROM contacts m WHERE m.id = r.contact_id AND {SAME_OWNER})",
        )


def _changes(conn: Connection) -> Iterator[tuple[str, str]]:
    """What an act changed is its owner's, or was deleted since: then its number was given out once."""
    for noun in NOUNS:
        changed = f"SELECT c.act_id FROM act_changes c JOIN acts r ON r.id = c.act_id AND c.noun = '{noun}'"
        yield (
            f"an act changed a row of {noun} that is somebody else's",
            f"{changed} JOIN {noun} m ON m.id = c.row_id WHERE NOT ({SAME_OWNER})",
        )
        yield (
            f"an act changed a row of {noun} that never was",
            f"{changed} WHERE c.row_id > {_last_number(conn, noun)}",
        )
    yield (
        "an act changed what nobody knows",
        f"SELECT act_id FROM act_changes WHERE noun NOT IN {NOUNS}",
    )


def _last_number(conn: Connection, table: str) -> int:
    """The highest number that a row of the table ever had."""
    if conn.dialect.name == "sqlite":
        query = f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'"
    else:
        query = f"SELECT last_value FROM {table}_id_seq WHERE is_called"
    return int(conn.execute(text(query)).scalar() or 0)
