"""Whether a run of unknown words is a person: what stands before it, after it, and what it is made of."""

import re

from bot.coach.capture.clue_words import (
    AFFILIATED,
    CALLED_WHAT,
    CLAUSE_END,
    COMPANY_HEAD,
    DOES,
    FAMILY,
    FROM_SOMEWHERE,
    GIVING,
    INTERACTION,
    NOT_SLOTS,
    ORG_BEFORE,
    PERSON_NOUNS,
    ROLES,
    SLOTS,
    TO_PERSON,
    WEAK_SLOTS,
    WITH_WHOM,
)
from bot.coach.capture.given_names import GIVEN_NAMES, WORDLIKE
from bot.coach.capture.tokens import Token
from bot.coach.capture.words import ADDRESSES, COMMON, COMPANY_TAIL, PLACES, TITLES
from bot.coach.patterns import Pattern


def score(text: str, run: list[Token], before: Token | None, follows_person: bool) -> int:
    """Points for a capitalised run being a person; two or more are enough."""
    points = _make(run) + _place_before(text, run[0], before, follows_person) + _place_after(text, run)
    if run[0].opens and len(run) == 1 and run[0].low not in GIVEN_NAMES:
        points -= 1
    return points


def is_company(run: list[Token]) -> bool:
    """Whether a run says by its own last word that it is an organisation ("Morgan Blake Ltd")."""
    return len(run) > 1 and (run[-1].low in COMPANY_TAIL or run[0].low in COMPANY_HEAD)


def is_slot(text: str, token: Token, before: Token | None) -> bool:
    """Whether the word before asks for a person: "met ...", "coffee with ...", "promised ..."."""
    if before is None or not _beside(text, before, token):
        return False
    if before.low == "to":
        return bool(GIVING.search(text, 0, before.start))
    return before.low in SLOTS


def is_infinitive(text: str, before: Token | None) -> bool:
    """Whether a "to" belongs to a verb ("promised to finish"), not to a person ("wrote to hiroshi")."""
    return before is not None and before.low == "to" and not TO_PERSON.search(text, 0, before.start)


def is_between_people(text: str, before: Token) -> bool:
    """Whether "with" and "into" are said of people: "coffee with tereza", "ran into tereza"."""
    if before.low == "into":
        return bool(
            re.search(r"\b(?:ran|run|bumped|bump|walked|crashed)\s+$", text[: before.start], re.IGNORECASE)
        )
    if before.low in ("with", "between"):
        return bool(WITH_WHOM.search(text, 0, before.start))
    return True


def is_role(before: Token | None) -> bool:
    """Whether the word before names what somebody is to somebody: "their cto sipho"."""
    return before is not None and before.low in ROLES and not before.ending


def acts(text: str, end: int) -> bool:
    """Whether what follows makes the run a person who does or has something."""
    return bool(DOES.match(text, end) or FAMILY.match(text, end))


def ends_clause(text: str, end: int) -> bool:
    """Whether a name may end here: nothing follows that would make it the first word of a longer noun."""
    return bool(CLAUSE_END.match(text, end))


def _make(run: list[Token]) -> int:
    points = 0
    if run[0].low in GIVEN_NAMES:
        points += 1 if run[0].low in WORDLIKE and len(run) == 1 else 2
    points += (len(run) > 1) + (len(run) > 1 and not run[0].opens) + 2 * any(t.is_uncased for t in run)
    if all(t.low in PLACES for t in run):
        points -= 3
    if all(len(t.text) > 1 and t.text.isupper() and t.low not in GIVEN_NAMES for t in run):
        points -= 3
    return points - 3 * all(t.low in COMMON and t.low not in GIVEN_NAMES for t in run)


def _place_before(text: str, first: Token, before: Token | None, follows_person: bool) -> int:
    if text[: first.start].rstrip().endswith("@"):
        return -4
    if before is None or not _beside(text, before, first):
        return 0
    if before.low == "from":
        return _after_from(text, before, follows_person)
    if before.low in ORG_BEFORE:
        return -4
    if before.low in NOT_SLOTS:
        return -3
    if before.low == "called" and first.low not in GIVEN_NAMES and CALLED_WHAT.search(text, 0, before.start):
        return -4
    if before.low == "both" and first.low not in GIVEN_NAMES:
        return -4
    if before.low == "for" and re.search(
        r"\b(?:work\w*|position|job|role|freelanc\w*)\s*$", text[: before.start]
    ):
        return -4
    if before.low in ROLES and not before.ending:
        return 2
    if not is_slot(text, first, before) or (before.low in ("and", "plus") and not follows_person):
        return 0
    return 1 if before.low in WEAK_SLOTS and not INTERACTION.search(text, 0, before.start) else 2


def _after_from(text: str, before: Token, follows_person: bool) -> int:
    last = re.search(r"(\w+)\W*$", text[: before.start])
    if follows_person or (last and last[1].lower() in PERSON_NOUNS):
        return -4
    return 2


def _place_after(text: str, run: list[Token]) -> int:
    end = run[-1].end
    if re.match(r"[^.!?]{0,30}\bits\b", text[end:]):
        return -2
    points = 2 if acts(text, end) else 0
    return points + bool(AFFILIATED.match(text, end)) + _from_somewhere(text, end)


def _from_somewhere(text: str, end: int) -> int:
    """ "Farida from the bakery says": more so when a verb of people follows the place."""
    match = FROM_SOMEWHERE.match(text, end)
    if match is None:
        return 0
    place = Pattern(r"(?:the |a )?[\w&.-]+(?: [A-Z][\w&.-]+)*", exact_case=True).match(text, match.end())
    return 3 if place and (acts(text, place.end()) or _DID.match(text, place.end())) else 2


_DID = Pattern(r",?\s+[a-z]{2,}ed\b", exact_case=True)


def _beside(text: str, before: Token, token: Token) -> bool:
    between = text[before.end + len(before.ending) : token.start]
    return all(word.lower() in TITLES | ADDRESSES for word in between.strip(' ."').split())
