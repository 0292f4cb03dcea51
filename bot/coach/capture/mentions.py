"""Who is named in a line: known people, then capitalised runs, then lower-case names in a person's place."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture import clues
from bot.coach.capture.clue_words import COMPANY_HEAD, STRONG_SLOTS
from bot.coach.capture.given_names import GIVEN_NAMES, WORDLIKE
from bot.coach.capture.known import KnownNames, Names
from bot.coach.capture.name_runs import MAX_RUN, MONTHLIKE, NameRuns, is_month_day, is_time_word
from bot.coach.capture.tokens import Token
from bot.coach.capture.words import ADDRESSES, COMMON, PARTICLES, TITLES


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


class _Finder(NameRuns):
    """Known names first, then capitals, then lower case."""

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
        if self.shouts or not token.is_capital or (token.low in _NOT_NAMES and token.low not in COMPANY_HEAD):
            return 1
        run = self.run(index)
        if self.is_opening_word(run):
            return 1
        return len(run) if clues.is_company(run) or len(run) > 1 else 1

    def _mention(self, index: int, length: int, candidates: Names) -> Mention:
        start, end = self.tokens[index].start, self.tokens[index + length - 1].end
        start = self.with_title(index, start)
        if length == 1 and self._is_bare_possessive(index):
            end -= 1
        return Mention(start, end, self.text[start:end], candidates)

    def _known_at(self, index: int) -> tuple[int, Names] | None:
        longest = 1
        while longest < MAX_RUN and index + longest < len(self.tokens) and self.joined(index + longest - 1):
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
        is_initial = last.is_capital and last.text not in ("A", "I") and not self.shouts
        return len(last.text) > 1 or is_initial or last.low not in ("a", "i", "w", "u", "r", "n")

    def _may_be_known(self, index: int) -> bool:
        """A known name that is also a word ("will", "may", "bill") must stand where a name can stand."""
        token = self.tokens[index]
        if is_month_day(self.text, token):
            return False
        if token.low not in COMMON and token.low not in WORDLIKE:
            return True
        before = self.before(index)
        if token.is_capital and not token.opens and not self.shouts:
            return not (
                before
                and before.low in _DATE_PREPOSITIONS
                and (is_time_word(token) or token.low in MONTHLIKE)
            )
        if clues.is_slot(self.text, token, before) and token.low not in ("will", "may", "an", "so", "in"):
            return clues.ends_clause(self.text, token.end) or clues.acts(self.text, token.end)
        is_subject = before is None or token.opens or before.low in _CONJUNCTIONS
        return bool(is_subject and clues.acts(self.text, token.end + len(token.ending))) or (
            token.ending == "'s" and (token.is_capital or token.low not in COMMON)
        )

    def _goes_on(self, index: int) -> bool:
        """Whether a known first name is followed by somebody else's surname: then it is a new person."""
        if self.shouts or not self.joined(index):
            return False
        after = self.tokens[index + 1]
        is_other = after.low not in COMMON and not self.known.has_given_name(after.low)
        if self.tokens[index].is_capital:
            return (after.is_capital and is_other) or self.is_particle_run(index + 1)
        return (
            is_other
            and len(after.low) > 2
            and after.low not in PARTICLES
            and self.text[after.end : after.end + 6].lstrip().startswith(("from ", "of ", "@", "at "))
            and clues.is_slot(self.text, self.tokens[index], self.before(index))
        )

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
        run = self.run(index)
        if self.is_opening_word(run) or is_month_day(self.text, token):
            return None
        if len(run) == 1 and token.low in self.seen:
            return 1, ()
        near = self._near(run)
        if near:
            return len(run), near
        if (
            clues.is_company(run)
            or self.after_possessive(index)
            or self.ends_a_firm(index)
            or self.is_bracketed_firm(index)
            or (token.is_uncased and len(token.text) > 6)
        ):
            return None
        follows = self.follows_person(index)
        points = clues.score(self.text, run, self.name_before(index), follows)
        return (len(run), ()) if points + self.title_points(index) >= 2 else None

    def _is_wordlike_name(self, index: int) -> bool:
        token = self.tokens[index]
        if token.low not in WORDLIKE or token.low not in GIVEN_NAMES:
            return False
        before = self.before(index)
        if token.low in MONTHLIKE and before and before.low in _DATE_PREPOSITIONS:
            return False
        if (
            self.joined(index)
            and self.tokens[index + 1].is_capital
            and self.tokens[index + 1].low not in COMMON
        ):
            return True
        return clues.is_slot(self.text, token, self.before(index)) or clues.acts(self.text, token.end)

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
        before = self.before(index)
        in_slot = (clues.is_role(before) and self.is_determined_role(index)) or (
            clues.is_slot(self.text, token, before) and not clues.is_infinitive(self.text, before)
        )
        near = self.known.near(token.low) if token.low not in GIVEN_NAMES and (in_slot or token.opens) else ()
        if near:
            return 1, near
        if token.low in GIVEN_NAMES and token.low not in WORDLIKE:
            is_barred = clues.score(self.text, [token], before, False) < 2
            return None if is_barred else (self._lower_length(index, True), ())
        if token.low in GIVEN_NAMES and self.is_joined_to_person(index):
            return self._lower_length(index, True), ()
        if before and before.low in TITLES and before.low not in ("miss", "sir", "dame"):
            return self._lower_length(index, True), ()
        if in_slot and self._looks_like_name(token):
            length = self._lower_length(index, False)
            is_strong = before and before.low in STRONG_SLOTS and clues.is_between_people(self.text, before)
            return (length, ()) if length and is_strong else None
        return None

    def _ends_name(self, index: int, is_given: bool) -> bool:
        """A surname ends the name, or a post follows it: "fiona mcrae procurement lead"."""
        token = self.tokens[index]
        if clues.ends_clause(self.text, token.end) or (is_given and clues.acts(self.text, token.end)):
            return True
        is_surname = is_given and not token.low.endswith(("ed", "ing", "ly", "s")) and self.joined(index)
        return bool(is_surname and self.tokens[index + 1].low in _POSTS)

    def _looks_like_name(self, token: Token) -> bool:
        return len(token.low) > 2 and not token.low.endswith(
            ("s", "ing", "ed", "ly", "tion", "ment", "er", "ness", "ity")
        )

    def _lower_length(self, index: int, is_given: bool) -> int:
        """One or two words: the second only where a name must end after it. Zero: this is no name."""
        if self.joined(index) and is_given:
            after = self.tokens[index + 1]
            if after.low in GIVEN_NAMES and after.low not in COMMON and not self.known.one_word(after.low):
                return 1 + self._lower_length(index + 1, True)
            if after.low in PARTICLES and self.joined(index + 1) and self.tokens[index + 2].low not in COMMON:
                return 3
        if self.joined(index):
            after = self.tokens[index + 1]
            is_free = after.low not in COMMON and after.low not in PARTICLES and len(after.low) > 2
            if is_free and not self.known.one_word(after.low) and self._ends_name(index + 1, is_given):
                return 2
        end = self.tokens[index].end
        return 1 if is_given or clues.ends_clause(self.text, end) or clues.acts(self.text, end) else 0


_POST_WORDS = """
procurement purchasing sales marketing finance legal product head director manager lead
founder ceo cto cfo coo vp engineer designer analyst consultant account
senior junior chief owner partner recruiter editor
"""
_POSTS = frozenset(_POST_WORDS.split())
_NOT_NAMES = COMMON | TITLES | ADDRESSES
_DATE_PREPOSITIONS = frozenset(
    [
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
    ]
)
_CONJUNCTIONS = frozenset(("and", "but", "so", "then", "because", "that", "says", "&"))
