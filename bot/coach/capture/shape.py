"""The shape of a line: each person and each date becomes one private character, so patterns stay short."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.coach.capture import clues
from bot.coach.capture.known import known_names
from bot.coach.capture.mentions import Mention, find_mentions
from bot.coach.capture.people import initial_mentions, name_mentions
from bot.coach.dates import DateError, Phrase, scan
from bot.coach.patterns import Pattern

PERSON = "[\ue000-\ue3ff]"
DAY = "[\ue400-\ue7ff]"
_FIRST_PERSON, _FIRST_DAY = 0xE000, 0xE400
MAX_MARKS = 200

_LIST = Pattern(
    rf"({PERSON})((?:\s*,\s*{PERSON}(?!'))*)\s*(?:,?\s*(?:and|&|\+|/|n|plus|y|und)\s+|\+|&"
    rf"|/)(?:also |then |(?:his|her|their) (?:boss|wife|husband|partner|colleague|brother|sister"
    rf"|friend|assistant|cofounder|co-founder|mother|father|son|daughter) )?({PERSON})(?!')"
)
_DEADLINE = Pattern(r"\s*(?:due|by|before|until|till?|no later than|latest)\b")
# "Dinner with Ana and Ben was nice": the dinner was.
_IT_WAS = Pattern(r"\s+(?:was|went|is|has been|took)\b")
_WITH_BEFORE = Pattern(
    r"\b(?:dinner|lunch|coffee|call|meeting|chat|drinks|breakfast|session)\b[^.,]{0,20}\bwith\s+$"
)
_OBJECT_BEFORE = Pattern(
    r"\b(?:with|met|saw|to|thank(?:ed)?|from|for|promised|called|emailed|into|by|owe)\s+$"
)


@dataclass(slots=True)
class Line:
    """A line in its shape, with what its private characters stand for."""

    shape: str
    today: date
    groups: list[tuple[str, ...]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    deadlines: list[bool] = field(default_factory=list)

    def people(self, mark: str) -> tuple[str, ...]:
        """The names behind a person's mark."""
        return self.groups[ord(mark) - _FIRST_PERSON]

    def everybody(self) -> list[str]:
        """All names, each once, in the order of their first mention."""
        marks = re.findall(PERSON, self.shape)
        return list(dict.fromkeys(name for mark in marks for name in self.people(mark)))

    def phrase(self, mark: str) -> Phrase:
        """The date phrase behind a day's mark."""
        return self.phrases[ord(mark) - _FIRST_DAY]

    def day(self, mark: str, past: bool = False) -> date | None:
        """The day behind a mark; an impossible one counts as not said, since a reading never raises."""
        try:
            return self.phrase(mark).on(self.today, past)
        except (DateError, OverflowError):
            return None

    def is_deadline(self, mark: str) -> bool:
        """Whether a day was typed as a deadline: "due Friday", "by the 5th"."""
        return self.deadlines[ord(mark) - _FIRST_DAY]

    def words(self, shape: str) -> str:
        """A piece of the shape as it was typed, without its dates."""
        text = re.sub(PERSON, lambda m: self.typed[ord(m[0]) - _FIRST_PERSON], re.sub(DAY, " ", shape))
        return re.sub(r"\s+", " ", text).strip(" ,.;:!?-\"'(/")

    def as_typed(self, shape: str) -> str:
        """A piece of the shape as it was typed, dates included."""
        text = re.sub(DAY, lambda m: self.phrase(m[0]).words, shape)
        return self.words(text)

    def add_group(self, names: tuple[str, ...], typed: str) -> str:
        """A mark for people named together."""
        self.groups.append(names)
        self.typed.append(typed)
        return chr(_FIRST_PERSON + len(self.groups) - 1)


def shape_line(text: str, today: date, known: Sequence[str]) -> Line:
    """Find the people and the dates of a cleaned text and put their marks in."""
    mentions = find_mentions(text, known_names(tuple(known)))[:MAX_MARKS]
    named = list(zip(mentions, name_mentions(mentions), strict=True))
    named += initial_mentions(text, mentions, list(dict.fromkeys(name for _, name in named)))
    line = Line("", today)
    marks = [(m.start, m.end, line.add_group((name,), m.typed)) for m, name in named[: 2 * MAX_MARKS]]
    marks += _day_marks(text, line, [m for m, _ in named])
    line.shape = re.sub(rf"({PERSON})s\b", r"\1's", _marked(text, sorted(marks)))
    return line


# "Carlos, Julie and I"; "the gang: Lou, Sid, Marge."
_AND_ME = Pattern(
    rf"({PERSON})((?:\s*,\s*{PERSON})*)\s*,\s*({PERSON})(?=,?\s+(?:and|&)\s+(?:I|me|myself)\b|\s*(?:[.;!]|$))"
)


def join_lists(line: Line) -> None:
    """People listed together ("Marta, Hugo and Ana") get one mark."""
    line.shape = _AND_ME.sub(lambda match: _group(line, match), line.shape)
    for _ in range(4):
        joined = _LIST.sub(lambda match: _group(line, match), line.shape)
        if joined == line.shape:
            return
        line.shape = joined


def _group(line: Line, match: re.Match[str]) -> str:
    """ "met Dana and Omar introduced us" names two people, but not together."""
    is_thing = _IT_WAS.match(line.shape, match.end()) and _WITH_BEFORE.search(line.shape, 0, match.start())
    if (
        not is_thing
        and clues.acts(line.shape, match.end())
        and _OBJECT_BEFORE.search(line.shape, 0, match.start())
    ):
        return match[0]
    marks = re.findall(PERSON, match[0])
    names = tuple(dict.fromkeys(name for mark in marks for name in line.people(mark)))
    return line.add_group(names, line.words(match[0]))


def _day_marks(text: str, line: Line, mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    marks = []
    for phrase in scan(text)[:MAX_MARKS]:
        if all(phrase.end <= m.start or phrase.start >= m.end for m in mentions):
            line.phrases.append(phrase)
            line.deadlines.append(bool(_DEADLINE.match(text, phrase.start)))
            marks.append((phrase.start, phrase.end, chr(_FIRST_DAY + len(line.phrases) - 1)))
    return marks


def _marked(text: str, marks: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, mark in marks:
        if start >= at:
            pieces += [text[at:start], mark]
            at = end
    return "".join([*pieces, text[at:]])
