"""How one attempt compares with the one before it, what the picture of them shows, and the streak in weeks.

A member is compared with nobody but themselves. Nothing is added up and nothing is graded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.coach.practice import Kind, elements_of
from bot.coach.practice.measures import STORY_WORDS, WORDS_A_MINUTE
from storage.practice_records import Answer, ElementState

ATTEMPTS_SHOWN = 12
# What moves by less is chance, or nobody hears it.
LEAST_SHARE = 0.1
LEAST_WORDS = 5
# A pitch within a tenth of its target fits it; for a story the whole band does.
FITS_WITHIN = 0.1

What = Literal["gained", "lost", "longer", "shorter", "jargon", "fillers", "long_sentences"]
_COUNTED: tuple[What, ...] = ("jargon", "fillers", "long_sentences")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that moved: `element` is named where it was gained or lost; `before` and `now` are counts."""

    what: What
    element: str | None = None
    before: int = 0
    now: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """What the picture of the attempts at one prompt shows, the oldest first.

    `rows` is element -> one state an attempt, `lengths` are words, `target` the words between which a length
    fits. No word of an answer is in it.
    """

    rows: tuple[tuple[str, tuple[ElementState, ...]], ...]
    lengths: tuple[int, ...]
    target: tuple[int, int]
    days: tuple[date, ...]


def changes(now: Answer, before: Answer) -> list[Change]:
    """What moved between two attempts at one prompt, better things first.

    An element counts when it was called absent in one attempt and present in the other: what was unsure
    proves nothing. A count has to move by more than a tenth, a length towards the target.
    """
    moved = [*_elements(now, before, "gained"), *_length(now, before), *_counts(now, before)]
    return [*moved, *_elements(now, before, "lost")]


def _elements(now: Answer, before: Answer, what: What) -> Iterator[Change]:
    flip = ("absent", "present") if what == "gained" else ("present", "absent")
    then, today = before.states or {}, now.states or {}
    for name in elements_of(now.kind):
        if (then.get(name), today.get(name)) == flip:
            yield Change(what, name)


def _length(now: Answer, before: Answer) -> Iterator[Change]:
    least, most = target_words(now.kind, now.target_seconds)
    is_nearer = _beyond(now.words, least, most) < _beyond(before.words, least, most)
    if is_nearer and _has_moved(before.words, now.words, LEAST_WORDS):
        yield Change("longer" if now.words > before.words else "shorter", None, before.words, now.words)


def _beyond(words: int, least: int, most: int) -> int:
    """How many words a length is away from where it fits."""
    return max(least - words, words - most, 0)


def _has_moved(before: int, now: int, least: int = 1) -> bool:
    return abs(now - before) >= least and abs(now - before) > before * LEAST_SHARE


def _counts(now: Answer, before: Answer) -> Iterator[Change]:
    """What there is less of, also for its length: half the words have half the jargon anyway."""
    for what in _COUNTED:
        then, today = (before.counts or {}).get(what), (now.counts or {}).get(what)
        if then is None or today is None or not _has_moved(then, today):
            continue
        if today * max(before.words, 1) < then * max(now.words, 1) * (1 - LEAST_SHARE):
            yield Change(what, None, then, today)


def target_words(kind: Kind, seconds: int | None) -> tuple[int, int]:
    """Between how many words an answer fits: a tenth around the target of a pitch, a story's whole band."""
    if kind == "story":
        return STORY_WORDS
    words = (seconds or 60) * WORDS_A_MINUTE / 60
    return round(words * (1 - FITS_WITHIN)), round(words * (1 + FITS_WITHIN))


def chart(attempts: Sequence[Answer]) -> Chart | None:
    """The picture's content for attempts at one prompt, the newest first. None for fewer than two.

    Attempts from before states were kept are left out.
    """
    shown = [one for one in attempts if one.states][:ATTEMPTS_SHOWN][::-1]
    if len(shown) < 2:
        return None
    last = shown[-1]
    rows = tuple((name, tuple(_state(one, name) for one in shown)) for name in elements_of(last.kind))
    return Chart(
        rows=rows,
        lengths=tuple(one.words for one in shown),
        target=target_words(last.kind, last.target_seconds),
        days=tuple(one.created_at.date() for one in shown),
    )


def _state(answer: Answer, name: str) -> ElementState:
    return (answer.states or {}).get(name, "unsure")


def streak(days: Collection[date], today: date) -> int:
    """In how many weeks in a row there was practice, this one or the last one included.

    A week begins on Monday. One that is not over yet adds to the streak, and does not break it.
    """
    weeks = {monday(day) for day in days}
    week = monday(today)
    if week not in weeks:
        week -= timedelta(weeks=1)
    count = 0
    while week in weeks:
        count, week = count + 1, week - timedelta(weeks=1)
    return count


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
