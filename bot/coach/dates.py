"""Days and hours in plain words: "by Friday", "next Tuesday 3pm", "in two weeks", "eod", "1 Dec"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.coach.date_clock import TIME, clock
from bot.coach.date_days import DateError, Resolver, holiday, weekday
from bot.coach.date_rules import CLOCK_MARK, DAY_RULES, FILLER, GLUE, LONG_TAIL, PREPOSITION, Tense

__all__ = ["DateError", "Found", "Phrase", "When", "find_when", "read_when", "scan"]

MAX_CHARS = 4000  # what lies beyond is not searched: nobody types a date there


@dataclass(frozen=True, slots=True)
class When:
    """A day and perhaps an hour; `on` is None for words without a date ("asap"), `words` is as typed."""

    on: date | None
    at: time | None
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where in a text a date phrase stands (with its "by" or "on"), and what it means."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date phrase not yet resolved: "Monday" lies ahead in a promise and behind in a touch."""

    start: int
    end: int
    words: str
    tense: Tense
    match: re.Match[str] | None
    resolver: Resolver | None
    at: time | None

    def on(self, today: date, past: bool = False) -> date | None:
        """The day meant; an hour alone means today. Raises DateError for 31 Feb and the like."""
        if self.resolver is None or self.match is None:
            return today if self.at else None
        return self.resolver(self.match, today, past)

    def when(self, today: date) -> When:
        """The phrase as a day that lies ahead."""
        return When(self.on(today), self.at, self.words)


def scan(text: str) -> list[Phrase]:
    """Every date phrase of a text, left to right, without overlaps; unresolved, so nothing is raised."""
    text = text[:MAX_CHARS]
    days = _without_overlaps(_day_phrases(text))
    times = [t for t in _time_phrases(text) if all(t.end <= d.start or t.start >= d.end for d in days)]
    return [_with_preposition(text, phrase) for phrase in _joined(text, sorted(days + times, key=_start))]


def find_when(text: str, today: date) -> Found | None:
    """The last date phrase of a text (a deadline closes its sentence), or None. Raises DateError."""
    phrases = scan(text)
    if not phrases:
        return None
    chosen = phrases[-1]
    return Found(chosen.start, chosen.end, chosen.when(today))


def read_when(text: str, today: date) -> When | None:
    """A text that is only a date, such as "next Tuesday 3pm". None if it is not one. Raises DateError."""
    text = " ".join(text[:MAX_CHARS].split())
    phrases = scan(text)
    if len(phrases) == 1 and not FILLER.sub("", text[: phrases[0].start] + text[phrases[0].end :]).strip():
        return phrases[0].when(today)
    return _read_long_tail(text, today) if 2 < len(text) <= 60 and not phrases else None


def _read_long_tail(text: str, today: date) -> When | None:
    """Ask dateparser, loaded only now: it costs 20 MB and a third of a second (docs/decisions/0009)."""
    if not LONG_TAIL.search(text) or text in ("24/7", "50/50"):
        return None
    import dateparser

    found = dateparser.parse(
        text,
        languages=["en", "de", "fr", "es", "pt", "it"],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time(0)),
            "PREFER_DATES_FROM": "future",
            "PREFER_DAY_OF_MONTH": "last",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None:
        return None
    return When(
        found.date(), found.time().replace(second=0, microsecond=0) if CLOCK_MARK.search(text) else None, text
    )


def _start(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, -phrase.end


def _day_phrases(text: str) -> Iterator[Phrase]:
    for tense, pattern, resolver in DAY_RULES:
        for match in pattern.finditer(text):
            yield Phrase(match.start(), match.end(), match[0], tense, match, resolver, None)


def _without_overlaps(phrases: Iterator[Phrase]) -> list[Phrase]:
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=_start):
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _time_phrases(text: str) -> list[Phrase]:
    found = []
    for match in TIME.finditer(text):
        at = clock(match)
        if at is not None:
            found.append(Phrase(match.start(), match.end(), match[0], "open", None, None, at))
    return found


def _joined(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """A day and the hour beside it are one phrase, in either order; so are "Friday 4 December"."""
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else None
        glue = GLUE.fullmatch(text, last.end, phrase.start) if last else None
        if last and glue and _fit(last, phrase, glue[0]):
            joined[-1] = _one(text, last, phrase)
        else:
            joined.append(phrase)
    return joined


def _fit(first: Phrase, second: Phrase, glue: str) -> bool:
    """ "Friday about noon" is one day, "Friday about Q3" a day and a topic."""
    ranks = {_rank(first), _rank(second)}
    return len(ranks) == 2 and (0 in ranks or "about" not in glue.lower())


def _rank(phrase: Phrase) -> int:
    """How exact a phrase is: an hour, the end of a day, a weekday, any other day."""
    if phrase.resolver is None:
        return 0
    if phrase.resolver in (weekday, holiday):
        return 2
    return 1 if phrase.words.lower().removeprefix("by ").startswith(("eo", "end of", "cob", "close")) else 3


def _one(text: str, first: Phrase, second: Phrase) -> Phrase:
    day = max(first, second, key=_rank)
    words = text[first.start : second.end]
    return replace(day, start=first.start, end=second.end, words=words, at=first.at or second.at)


def _with_preposition(text: str, phrase: Phrase) -> Phrase:
    before = PREPOSITION.search(text, max(0, phrase.start - 40), phrase.start)
    if before is None:
        return phrase
    return replace(phrase, start=before.start())
