"""Walking over the words of a line: runs of capitals, titles before them, what stands before a name."""

import re

from bot.coach.capture import clues
from bot.coach.capture.given_names import GIVEN_NAMES
from bot.coach.capture.known import KnownNames
from bot.coach.capture.tokens import Token, tokens
from bot.coach.capture.words import ADDRESSES, COMMON, PARTICLES, TITLES

MAX_RUN = 5
_DETERMINERS = frozenset(("my", "our", "your", "his", "her", "their", "the", "a", "an", "new", "old", "s"))
MONTHLIKE = frozenset(("jan", "may", "mar", "april", "june", "july", "august", "apr", "jun", "jul", "aug"))


class NameRuns:
    """The words of a line, where the last name ended, and the names seen so far."""

    def __init__(self, text: str, known: KnownNames) -> None:
        self.text = text
        self.known = known
        self.tokens = tokens(text)
        capitals = sum(t.is_capital for t in self.tokens)
        all_upper = all(t.text.isupper() for t in self.tokens)
        # In a line typed all in capitals, or Like This Throughout, capitals tell nothing.
        self.shouts = len(self.tokens) > 3 and (all_upper or capitals > max(6, 0.85 * len(self.tokens)))
        self.last_end = -1
        self.seen: set[str] = set()

    def before(self, index: int) -> Token | None:
        return self.tokens[index - 1] if index else None

    def joined(self, index: int) -> bool:
        """Whether the next word follows after one space (or after the point of an initial)."""
        if index + 1 >= len(self.tokens) or self.tokens[index].ending:
            return False
        between = self.text[self.tokens[index].end : self.tokens[index + 1].start]
        return between == " " or (between == ". " and len(self.tokens[index].text) == 1)

    def run(self, index: int) -> list[Token]:
        run = [self.tokens[index]]
        while len(run) < MAX_RUN and self.joined(index):
            after = self.tokens[index + 1]
            is_name = (after.is_capital or after.is_uncased) and not is_time_word(after)
            if not (
                is_name
                or (after.low in PARTICLES and self.is_particle_run(index + 1))
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

    def is_particle_run(self, index: int) -> bool:
        steps = 0
        while self.tokens[index].low in PARTICLES and self.joined(index) and steps < 3:
            index, steps = index + 1, steps + 1
        return steps > 0 and self.tokens[index].is_capital and self.tokens[index].low not in COMMON

    def with_title(self, index: int, start: int) -> int:
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

    def name_before(self, index: int) -> Token | None:
        """The word before a name, leaving out "Dr" and the like."""
        index -= 1
        while index >= 0 and (self.tokens[index].low in TITLES or self.tokens[index].low in ADDRESSES):
            index -= 1
        return self.tokens[index] if index >= 0 else None

    def is_opening_word(self, run: list[Token]) -> bool:
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
            or self.known.has_given_name(run[1].low)
            or (first.low in COMMON and bool(self.known.one_word(run[1].low)))
        )

    def after_possessive(self, index: int) -> bool:
        """ "Jude's Imaging": what belongs to somebody is a thing, unless it is a name that we know."""
        before = self.before(index)
        return bool(before and before.ending == "'s" and self.tokens[index].low not in GIVEN_NAMES)

    def ends_a_firm(self, index: int) -> bool:
        """ "Kranz & Söhne": what follows the sign after something that is no person is no person either."""
        before = self.before(index)
        if before is None or self.text[before.end : self.tokens[index].start].strip() != "&":
            return False
        return before.is_capital and before.end != self.last_end

    def title_points(self, index: int) -> int:
        before = self.before(index)
        return 3 if before and before.low in TITLES and before.is_capital else 0

    def follows_person(self, index: int) -> bool:
        """Whether the word before ("from", "and") comes straight after a name or a bracket."""
        if self.last_end < 0:
            return False
        between = self.text[self.last_end : self.tokens[index - 1].start]
        return len(between) <= 2 or bool(
            re.fullmatch(r"(?:'s)?\s*(?:\([^()]*\)|(?:from|of|at) [\w ]{1,20})?\s*,?\s*", between)
        )

    def is_bracketed_firm(self, index: int) -> bool:
        """ "Udo (Banyan Cap)": capitals in a bracket after a person are where he works."""
        token = self.tokens[index]
        between = self.text[self.last_end : token.start].strip() if self.last_end >= 0 else ""
        if between == "(":
            return token.low not in GIVEN_NAMES
        before = self.before(index)
        opens_bracket = self.text[: token.start].rstrip().endswith("(")
        is_named = before is not None and before.is_capital and before.low not in COMMON
        return opens_bracket and is_named and token.low not in GIVEN_NAMES

    def is_joined_to_person(self, index: int) -> bool:
        """ "lena & rob from castlegate": a name that is a word too, beside another person."""
        token = self.tokens[index]
        between = self.text[self.last_end : token.start].strip() if self.last_end >= 0 else ""
        return (
            between in ("&", "+", "and")
            and token.low not in COMMON
            and clues.ends_clause(self.text, token.end)
        )

    def is_determined_role(self, index: int) -> bool:
        """ "my boss tereza" names somebody, "founder life" does not."""
        earlier = self.before(index - 1) if index else None
        return earlier is not None and earlier.low in _DETERMINERS


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


def is_time_word(token: Token) -> bool:
    return token.low in _TIME_WORDS


def is_month_day(text: str, token: Token) -> bool:
    """ "Jan 22" and "22 Jan" are days, whoever Jan may be."""
    if token.low not in MONTHLIKE:
        return False
    return text[token.end : token.end + 3].lstrip()[:1].isdigit() or bool(
        re.search(r"\d(?:st|nd|rd|th)?(?: of)? $", text[: token.start])
    )
