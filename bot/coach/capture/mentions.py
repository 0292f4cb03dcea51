"""Who is named in a line: known people, then capitalised runs, then lower-case names in a person's place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture import clues
from bot.coach.capture.given_names import GIVEN_NAMES, WORDLIKE
from bot.coach.capture.known import KnownNames, Names
from bot.coach.capture.tokens import Token, tokens
from bot.coach.capture.words import ADDRESSES, COMMON, PARTICLES, TITLES

MAX_RUN = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text, and the known names that it may mean."""

    start: int
    end: int
    typed: str
    candidates: Names


def find_mentions(text: str, known: KnownNames) -> list[Mention]:
    """All mentions of outside people, left to right, not yet merged into persons."""
    finder = _Finder(text, known)
    return list(finder.mentions())


class _Finder:
    """One walk over the words of a line; it remembers only where the last mention ended."""

    def __init__(self, text: str, known: KnownNames) -> None:
        self.text = text
        self.known = known
        self.tokens = tokens(text)
        capitals = sum(t.is_capital for t in self.tokens)
        # In a line typed all in capitals, or Like This, capitals tell nothing.
        self.shouts = len(self.tokens) > 3 and capitals > 0.8 * len(self.tokens)
        self.last_end = -1
        self.seen: set[str] = set()

    def mentions(self) -> Iterator[Mention]:
        index = 0
        while index < len(self.tokens):
            found = self._known_at(index) or self._capital_at(index) or self._lower_at(index)
            if found is None:
                index += self._skip(index)
                continue
            length, candidates = found
            mention = self._mention(index, length, candidates)
            self.last_end = mention.end
            self.seen |= {t.low for t in self.tokens[index : index + length]}
            yield mention
            index += length

    def _skip(self, index: int) -> int:
        """A company is passed over as a whole: "Blake" in "Morgan Blake Ltd" is nobody."""
        token = self.tokens[index]
        if self.shouts or not token.is_capital or token.low in _NOT_NAMES:
            return 1
        run = self._run(index)
        if self._is_opening_word(run):
            return 1
        return len(run) if clues.is_company(run) or len(run) > 1 else 1

    def _mention(self, index: int, length: int, candidates: Names) -> Mention:
        start, end = self.tokens[index].start, self.tokens[index + length - 1].end
        start = self._with_title(index, start)
        if length == 1 and self._is_bare_possessive(index):
            end -= 1
        return Mention(start, end, self.text[start:end], candidates)

    def _with_title(self, index: int, start: int) -> int:
        first = index
        while index and self.tokens[index - 1].low in TITLES and start - self.tokens[index - 1].end <= 2:
            index -= 1
            start = self.tokens[index].start
        if (
            index == first
            and index
            and self.tokens[index - 1].low in ADDRESSES
            and self.tokens[index - 1].is_capital
        ):
            return self.tokens[index - 1].start
        return start

    def _before(self, index: int) -> Token | None:
        return self.tokens[index - 1] if index else None

    def _joined(self, index: int) -> bool:
        """Whether the next word follows after one space (or after the point of an initial)."""
        if index + 1 >= len(self.tokens) or self.tokens[index].ending:
            return False
        between = self.text[self.tokens[index].end : self.tokens[index + 1].start]
        return between == " " or (between == ". " and len(self.tokens[index].text) == 1)

    def _known_at(self, index: int) -> tuple[int, Names] | None:
        longest = 1
        while longest < MAX_RUN and index + longest < len(self.tokens) and self._joined(index + longest - 1):
            longest += 1
        for length in range(longest, 1, -1):
            candidates = self.known.words([t.low for t in self.tokens[index : index + length]])
            if candidates and self._takes_last(index, length):
                return length, candidates
        candidates = self.known.one_word(self.tokens[index].low)
        if not candidates or not self._may_be_known(index):
            return self._bare_possessive(index)
        return None if self._goes_on(index) else (1, candidates)

    def _bare_possessive(self, index: int) -> tuple[int, Names] | None:
        """ "sergios office": a known name with an s and no apostrophe."""
        low = self.tokens[index].low
        if len(low) < 4 or not low.endswith("s") or low in COMMON or low in GIVEN_NAMES:
            return None
        candidates = tuple(self.known.by_token.get(low[:-1], ()))
        return (1, candidates) if candidates else None

    def _is_bare_possessive(self, index: int) -> bool:
        return not self.known.one_word(self.tokens[index].low) and self._bare_possessive(index) is not None

    def _takes_last(self, index: int, length: int) -> bool:
        """An initial after a name ("marta k") must not be the word "a" or "I"."""
        last = self.tokens[index + length - 1]
        return len(last.text) > 1 or last.low not in ("a", "i", "w", "u", "r", "n")

    def _may_be_known(self, index: int) -> bool:
        """A known name that is also a word ("will", "may", "bill") must stand where a name can stand."""
        token = self.tokens[index]
        if _is_month_day(self.text, token):
            return False
        if token.low not in COMMON and token.low not in WORDLIKE:
            return True
        before = self._before(index)
        if token.is_capital and not token.opens and not self.shouts:
            return not (before and before.low in _DATE_PREPOSITIONS and _is_time_word(token))
        if clues.is_slot(self.text, token, before) and token.low not in ("will", "may", "an", "so", "in"):
            return clues.ends_clause(self.text, token.end) or clues.acts(self.text, token.end)
        is_subject = before is None or token.opens or before.low in _CONJUNCTIONS
        return bool(is_subject and clues.acts(self.text, token.end + len(token.ending))) or (
            token.ending == "'s" and token.is_capital
        )

    def _goes_on(self, index: int) -> bool:
        """Whether a known first name is followed by somebody else's surname: then it is a new person."""
        if self.shouts or not self._joined(index):
            return False
        after = self.tokens[index + 1]
        is_other = after.low not in COMMON and not self.known.one_word(after.low)
        if self.tokens[index].is_capital:
            return (after.is_capital and is_other) or self._is_particle_run(index + 1)
        return (
            is_other
            and len(after.low) > 2
            and after.low not in PARTICLES
            and self.text[after.end : after.end + 6].lstrip().startswith(("from ", "of ", "@", "at "))
            and clues.is_slot(self.text, self.tokens[index], self._before(index))
        )

    def _is_particle_run(self, index: int) -> bool:
        steps = 0
        while self.tokens[index].low in PARTICLES and self._joined(index) and steps < 3:
            index, steps = index + 1, steps + 1
        return steps > 0 and self.tokens[index].is_capital and self.tokens[index].low not in COMMON

    def _capital_at(self, index: int) -> tuple[int, Names] | None:
        token = self.tokens[index]
        if (
            self.shouts
            or not (token.is_capital or token.is_uncased)
            or token.low in TITLES
            or (len(token.text) == 1 and not token.is_uncased)
        ):
            return None
        if token.low in ADDRESSES or (token.low in COMMON and not self._is_wordlike_name(index)):
            return None
        run = self._run(index)
        if self._is_opening_word(run) or _is_month_day(self.text, token):
            return None
        if len(run) == 1 and token.low in self.seen:
            return 1, ()
        near = self._near(run)
        if near:
            return len(run), near
        if (
            clues.is_company(run)
            or self._after_possessive(index)
            or (token.is_uncased and len(token.text) > 6)
        ):
            return None
        follows = self.last_end >= 0 and self.tokens[index - 1].start - self.last_end <= 2
        points = clues.score(self.text, run, self._name_before(index), follows)
        return (len(run), ()) if points + self._title_points(index) >= 2 else None

    def _is_opening_word(self, run: list[Token]) -> bool:
        """A capital at the start of a sentence tells nothing: "Interviewed Tomasz", "Tbh Ruth"."""
        first = run[0]
        if not first.opens or first.low in GIVEN_NAMES:
            return False
        if len(run) > 1 and (run[1].low in GIVEN_NAMES or self.known.one_word(run[1].low)):
            return not self.known.one_word(first.low) and len(run) < 4 and self._is_verb_like(first, run)
        return first.low.endswith(("ed", "ing")) and len(first.low) > 4

    def _is_verb_like(self, first: Token, run: list[Token]) -> bool:
        return (
            len(run) > 2
            or first.low.endswith(("ed", "ing", "t"))
            or len(first.low) < 4
            or bool(self.known.one_word(run[1].low))
        )

    def _after_possessive(self, index: int) -> bool:
        """ "Jude's Imaging": what belongs to somebody is a thing, unless it is a name that we know."""
        before = self._before(index)
        return bool(before and before.ending == "'s" and self.tokens[index].low not in GIVEN_NAMES)

    def _title_points(self, index: int) -> int:
        before = self._before(index)
        return 3 if before and before.low in TITLES and before.is_capital else 0

    def _name_before(self, index: int) -> Token | None:
        """The word before a name, leaving out "Dr" and the like."""
        index -= 1
        while index >= 0 and (self.tokens[index].low in TITLES or self.tokens[index].low in ADDRESSES):
            index -= 1
        return self.tokens[index] if index >= 0 else None

    def _is_wordlike_name(self, index: int) -> bool:
        token = self.tokens[index]
        if token.low not in WORDLIKE or token.low not in GIVEN_NAMES:
            return False
        before = self._before(index)
        if token.low in _MONTHLIKE and before and before.low in _DATE_PREPOSITIONS:
            return False
        if (
            self._joined(index)
            and self.tokens[index + 1].is_capital
            and self.tokens[index + 1].low not in COMMON
        ):
            return True
        return clues.is_slot(self.text, token, self._before(index)) or clues.acts(self.text, token.end)

    def _run(self, index: int) -> list[Token]:
        run = [self.tokens[index]]
        while len(run) < MAX_RUN and self._joined(index):
            after = self.tokens[index + 1]
            is_name = (after.is_capital or after.is_uncased) and not _is_time_word(after)
            if not (
                is_name
                or (after.low in PARTICLES and self._is_particle_run(index + 1))
                or after.low in ("ji", "san")
            ):
                break
            if (
                after.is_capital
                and after.low in COMMON
                and (len(after.text) == 1 or after.low in _NEVER_SURNAMES)
            ):
                break
            run.append(after)
            index += 1
        return run

    def _near(self, run: list[Token]) -> Names:
        """A known name with one typing error, unless what was typed is a name of its own."""
        if len(run) == 1:
            return () if run[0].low in GIVEN_NAMES or run[0].low in COMMON else self.known.near(run[0].low)
        candidates = self.known.near(run[0].low)
        return tuple(name for name in candidates if run[-1].low in self.known.tokens[name])

    def _lower_at(self, index: int) -> tuple[int, Names] | None:
        token = self.tokens[index]
        if (
            token.low in COMMON
            or token.low in PARTICLES
            or len(token.low) < 2
            or token.ending not in ("", "'s", "'ll", "'d")
        ):
            return None
        if token.is_capital and not self.shouts:
            return None
        if token.low in self.seen:
            return 1, ()
        before = self._before(index)
        in_slot = clues.is_role(before) or (
            clues.is_slot(self.text, token, before) and not clues.is_infinitive(self.text, before)
        )
        near = self.known.near(token.low) if token.low not in GIVEN_NAMES and (in_slot or token.opens) else ()
        if near:
            return 1, near
        if token.low in GIVEN_NAMES and token.low not in WORDLIKE:
            is_barred = clues.score(self.text, [token], before, False) < 2
            return None if is_barred else (self._lower_length(index, True), ())
        if in_slot and self._looks_like_name(token):
            length = self._lower_length(index, False)
            return (
                (length, ()) if length and before and before.low not in ("for", "by", "know", "and") else None
            )
        return None

    def _looks_like_name(self, token: Token) -> bool:
        return len(token.low) > 2 and not token.low.endswith(
            ("s", "ing", "ed", "ly", "tion", "ment", "er", "ness", "ity")
        )

    def _lower_length(self, index: int, is_given: bool) -> int:
        """One or two words: the second only where a name must end after it. Zero: this is no name."""
        if self._joined(index) and is_given:
            after = self.tokens[index + 1]
            if after.low in GIVEN_NAMES and after.low not in COMMON and not self.known.one_word(after.low):
                return 1 + self._lower_length(index + 1, True)
            if (
                after.low in PARTICLES
                and self._joined(index + 1)
                and self.tokens[index + 2].low not in COMMON
            ):
                return 3
        if self._joined(index):
            after = self.tokens[index + 1]
            is_free = after.low not in COMMON and after.low not in PARTICLES and len(after.low) > 2
            if is_free and not self.known.one_word(after.low) and clues.ends_clause(self.text, after.end):
                return 2
        end = self.tokens[index].end
        return 1 if is_given or clues.ends_clause(self.text, end) or clues.acts(self.text, end) else 0


_TIMES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs"
    " fri sat sun"
)
_MONTHS = (
    "january february april june july august september october november december jan feb apr jun jul"
    " aug sep sept oct nov dec"
)
_TIME_WORDS = frozenset((_TIMES + " " + _MONTHS + " today tomorrow yesterday").split())
_NEVER_SURNAMES = frozenset(
    [
        "i",
        "we",
        "he",
        "she",
        "they",
        "you",
        "it",
        "and",
        "but",
        "so",
        "is",
        "was",
        "will",
        "has",
        "said",
        "met",
        "owe",
        "promised",
        "thanked",
    ]
)


_NOT_NAMES = COMMON | TITLES | ADDRESSES
_MONTHLIKE = frozenset(("jan", "may", "mar", "april", "june", "july", "august", "apr", "jun", "jul", "aug"))
_DATE_PREPOSITIONS = frozenset(
    (
        "in",
        "on",
        "the",
        "since",
        "until",
        "by",
        "next",
        "last",
        "from",
        "for",
        "before",
        "after",
        "of",
        "this",
    )
)
_CONJUNCTIONS = frozenset(("and", "but", "so", "then", "because", "that", "says", "&"))


def _is_month_day(text: str, token: Token) -> bool:
    """ "Jan 22" and "22 Jan" are days, whoever Jan may be."""
    if token.low not in _MONTHLIKE:
        return False
    return text[token.end : token.end + 3].lstrip()[:1].isdigit() or bool(
        re.search(r"\d(?:st|nd|rd|th)?(?: of)? $", text[: token.start])
    )


def _is_time_word(token: Token) -> bool:
    return token.low in _TIME_WORDS
