"""A value for every name that a message may use: texts as hostile as can be typed, days, hours, counts.

A new message with an unusual parameter gets a line in `SPECIAL`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

HOSTILE = "<!channel> & *x* \"q\" 'a' ~b~ `c` <@U1> <https://a.b|c> _d_ 10:30"
TODAY = date(2026, 11, 23)
DAYS = (date(2026, 11, 27), date(2026, 11, 20), date(2027, 1, 5), TODAY)
COUNTS = (3, 1, 0, 25)
NAMES = ([HOSTILE], [HOSTILE, "Dana"], [HOSTILE, "Dana", "Omar"], ["Dana"])
NETWORKS = ({"operational": 1, "personal": 2, "strategic": 3, None: 4},)
BALANCES = (
    *("nobody", "unsorted", "no strategic", "no personal", "no operational", "mostly operational"),
    *("mostly personal", "mostly strategic", "mixed"),
)
MOVED = ("gained", "lost", "longer", "shorter", "jargon", "fillers", "long_sentences")

# Parameter or attribute -> what it may be; variant 0, 1, 2 ... takes the first, second ... in turn.
BY_NAME: dict[str, tuple[Any, ...]] = {
    "today": (TODAY,),
    "direction": ("mine", "theirs"),
    "state": ("kept", "said", "owed", "dropped"),
    "network": ("personal", "strategic"),
    "channel_id": ("C0123",),
    "lead_id": ("U0123",),
    **dict.fromkeys(("partner_id", "listener_id", "sender_id"), ("U0123", "")),
    "next_brief": ("Tuesday at 09:00", ""),
    **dict.fromkeys(("on", "until", "first_on"), DAYS),
    **dict.fromkeys(("at", "due_time"), (time(9, 5), time(15, 0))),
    **dict.fromkeys(("minute", "brief_minute", "review_minute"), (540, 985)),
    **dict.fromkeys(("brief_days", "practice_days", "review_day"), ("12345", "3", "67")),
    **dict.fromkeys(("weekday",), (1, 7)),
    **dict.fromkeys(("is_agreed", "is_here"), (True, True, False)),
    **dict.fromkeys(("nudges_on", "is_lead", "has_people", "teams"), (True, False)),
    **dict.fromkeys(("names", "blanks", "elements", "jargon", "people"), NAMES),
    **dict.fromkeys(("count", "total", "participants", "missing", "more", "known", "attempts"), COUNTS),
    **dict.fromkeys(("answers", "prompts", "answered", "kept", "thanked", "new", "faults", "listed"), COUNTS),
    **dict.fromkeys(("seconds", "number", "cadence_days", "brief_limit", "renegotiated", "thanks"), COUNTS),
}
# The same for one message alone: `feature.message.parameter`.
SPECIAL: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("home.open.promises", "status.counts.promises", "status.counts.contacts"), COUNTS),
    **dict.fromkeys(("review.fallback.people", "lessons.title.total", "practice.list_line.attempts"), COUNTS),
    **dict.fromkeys(("contacts.touched.kind",), ("met", "call", "message", "coffee")),
    "status.name.kind": ("brief", "reminder", "review", "practice", "team_summary", "welcome", "reply"),
    **dict.fromkeys((f"practice.{name}.kind" for name in ("kind_name", "list_title")), ("pitch", "story")),
    **dict.fromkeys(
        (f"practice.{name}.kind" for name in ("progress_title", "no_progress")), ("pitch", "story")
    ),
    **dict.fromkeys((f"practice.{name}.kind" for name in ("not_today", "unknown_word")), ("pitch", "story")),
    **{
        f"practice_feedback.{name}.kind": ("pitch", "story") for name in ("length", "order", "late", "polish")
    },
    "practice_feedback.line.kind": ("pitch", "story") * 3,
    "practice_feedback.line.fix": ("length", "length", "jargon", "fillers", "order", "order", ""),
    "practice_feedback.line.length": ("too long", "far too short"),
    "practice_feedback.line.is_we": (True, False),
    "practice_feedback.length.length": ("far too short", "short", "fits", "too long", "long"),
    "practice_feedback.length.quote": (HOSTILE, HOSTILE, HOSTILE, HOSTILE, ""),
    "practice_feedback.no_quote.length": ("fits", "short"),
    "practice_feedback.element.quote": (HOSTILE, ""),
    "practice_feedback.fillers.fillers": (3, None),
    "practice_feedback.hint_for.fix": ("length", "jargon", "fillers", "order", ""),
    "practice_feedback.aim.fix": ("length", "jargon", "fillers", "order", ""),
    "practice.length.seconds": (60, 60, 60, 60, 60, None),
    "practice.length.share": (1.0, 0.45, 0.3, 0.25, 0.1),
    "home.practice.aim": ("end on one small request", ""),
    "networks.counts.counts": NETWORKS,
    "networks.meaning.balance": BALANCES,
    "networks.next_step.balance": BALANCES,
    "progress.alt_text.rows": ([(HOSTILE, ("present", "absent"))],),
    **dict.fromkeys(
        (f"progress.{name}" for name in ("alt_text.lengths", "alt_text.target", "on_picture.target")),
        ((126, 154),),
    ),
    "progress.streak.weeks": (3, 2),
    "forget.ask.counts": NAMES,
    "team.line.answer": ("yes", "no", "to_ask", None),
    "team_summary.too_few.participants": (0, 1, 2),
    "thanks.no_name.person": (HOSTILE,),
    "captures.person.full_name": (None, HOSTILE),
}
# Parameters that are records, with the fields that may be empty.
RECORDS: dict[str, tuple[str, ...]] = {
    "promise": ("contact", "due_on", "due_time"),
    "thank_you": ("reason",),
    "contact": (
        "company",
        "role",
        "met_at",
        "via",
        "last_touch_on",
        "looking_for",
        "cadence_days",
        "stopped_at",
    ),
    "person": ("company", "met_at", "via"),
    "draft": ("company",),
    "prompt": ("seconds",),
    "element": (),
    "partner": (),
    **dict.fromkeys(("version", "story", "change"), ()),
    "telling": ("contact", "occasion"),
    "occasion": ("at",),
    **dict.fromkeys(
        ("touch", "fact", "member", "team", "lesson", "answer", "measures", "of", "feedback"), ()
    ),
}
TABLES = {"promises": "promise", "notes": "fact", "drafts": "draft", "tellings": "telling"}


class Sample:
    """A record: answers to any attribute with a value that fits its name; in the last variant with blanks."""

    def __init__(self, variant: int, record: str = "promise") -> None:
        self.variant, self.record = variant, record

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.variant == 3 and name in RECORDS[self.record]:
            return None
        if self.record in ("measures", "of", "answer", "version", "story") and name == "words":
            return COUNTS[self.variant % 4]
        if self.record == "touch" and name == "kind":
            return ("met", "call", "coffee", "event")[self.variant % 4]
        if self.record == "change":
            return {"what": MOVED[self.variant % len(MOVED)], "element": "ask"}.get(name, 3)
        if self.record == "prompt" and name == "kind":
            return ("pitch", "story")[self.variant % 2]
        return value(name, self.variant)

    def __iter__(self) -> Iterator[Sample]:
        raise TypeError("a record is not iterable: give its parameter a line in TABLES or SPECIAL")


def value(name: str, variant: int) -> Any:
    """What a parameter or attribute of this name may hold."""
    if name in BY_NAME:
        return BY_NAME[name][variant % len(BY_NAME[name])]
    if name == "measures":
        return Sample(variant, name)
    if name.endswith("_at") and name != "met_at":
        return datetime(2026, 11, 20, 12, tzinfo=UTC)
    return DAYS[variant % 4] if name.endswith(("_on", "_until")) else HOSTILE


# What stands in the bank was told, or not yet; to somebody, or at an occasion.
SPECIAL |= {
    "versions.audience.listener": ("recruiter", "executive", "press", "none"),
    "stories.point.point": (HOSTILE, ""),
    "stories.next_part.number": (2, 3),
    "stories.told.people": (*NAMES, []),
    "stories.told.occasion": (HOSTILE, None),
    # Somebody has heard it.
    "stories.told_before.telling": (Sample(0, "telling"), Sample(1, "telling")),
    "stories.about.telling": (Sample(0, "telling"), Sample(1, "telling"), None, Sample(3, "telling")),
}
SPECIAL |= {
    "occasions.noted.why": ("soon", "nudges off", "paused", None),
}
# A reminder is of a promise with an hour.
SPECIAL["reminder.fallback.promise"] = (Sample(0), Sample(1))
# These two are said only where there is something to say.
for _name in ("looking_for", "can_offer"):
    SPECIAL[f"contacts.{_name}.contact"] = (Sample(0, "contact"),)


def argument(message: str, name: str, variant: int) -> Any:
    """What a message is given for a parameter."""
    choices = SPECIAL.get(f"{message}.{name}")
    if choices:
        return choices[variant % len(choices)]
    if name in TABLES:
        return [Sample(variant, TABLES[name]), Sample(variant + 1, TABLES[name])]
    return Sample(variant, name) if name in RECORDS else value(name, variant)


def arguments(message: str, parameters: list[str], variant: int) -> dict[str, Any]:
    """The values for a message."""
    return {name: argument(message, name, variant) for name in parameters}


def variants(message: str, parameters: list[str]) -> int:
    """How many variants show everything that a message may say."""
    return max([4, *(len(SPECIAL.get(f"{message}.{name}", ())) for name in parameters)]) if parameters else 1
