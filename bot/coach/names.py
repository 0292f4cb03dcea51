"""Matching a typed name to known ones: full, first, last, nickname, initial, one typing error."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.coach.nicknames import NICKNAMES

_TITLE_WORDS = (
    "dr prof professor mr mrs ms mx miss sir dame frau herr madame mme sr sra don dona aunty"
    " auntie aunt uncle councillor cllr"
)
_TITLES = frozenset(_TITLE_WORDS.split(" "))


# Letters that Unicode does not take apart into a plain one and an accent.
_FOLDED = str.maketrans({"’": "'", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "đ": "d", "œ": "oe"})


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The form in which names are compared: casefolded, no accents, single spaces, no possessive."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_FOLDED))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"'s?$", "", " ".join(letters.split()))


def match(typed: str, known: Sequence[str]) -> tuple[str, ...]:
    """All known names that a typed name may stand for, in their order: none, one, or several to ask about.

    The best kind of fit wins alone: the full name, then parts and nicknames, then one typing error.
    """
    wanted = [t for t in key(typed).replace(".", " ").split() if t not in _TITLES] or key(typed).split()
    if not wanted:
        return ()
    entries = [(name, _tokens(name)) for name in known]
    for fits in (_is_full, _is_part, _is_near):
        found = tuple(dict.fromkeys(name for name, tokens in entries if tokens and fits(wanted, tokens)))
        if found:
            return found
    return ()


def is_fuller(typed: str, known: str) -> bool:
    """Whether a typed name may be a known first name with more to it: "Dana Lee" and the "Dana" of before."""
    words, name = key(typed).split(), key(known).split()
    return len(words) > 1 and len(name) == 1 and words[0] == name[0]


def nicknames(token: str) -> frozenset[str]:
    """The given names that a nickname (as a key) stands for."""
    return NICKNAMES.get(token, frozenset())


def is_near(one: str, other: str) -> bool:
    """Whether two keys differ by one typing error: a letter more, less, other, or two swapped."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    swapped = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
    return swapped or other_rest in (rest[1:], _but_first(other_rest, rest)) or rest == other_rest[1:]


def _but_first(head: str, tail: str) -> str:
    return head[:1] + tail[1:]


@lru_cache(maxsize=4096)
def _tokens(name: str) -> tuple[str, ...]:
    return tuple(t for t in key(name).replace(".", " ").split() if t not in _TITLES)


def _is_full(wanted: list[str], tokens: tuple[str, ...]) -> bool:
    return wanted == list(tokens)


def _is_part(wanted: list[str], tokens: tuple[str, ...]) -> bool:
    """Each typed part, in order, is a part of the name, its initial, or a nickname of its first part."""
    rest: Iterable[tuple[int, str]] = iter(enumerate(tokens))
    return all(any(_stands_for(part, token, index, len(wanted)) for index, token in rest) for part in wanted)


def _stands_for(part: str, token: str, index: int, parts: int) -> bool:
    if part == token or (index == 0 and token in nicknames(part)):
        return True
    if len(part) == 1 and parts > 1:
        return token.startswith(part)
    return "-" in token and part in token.split("-")


def _is_near(wanted: list[str], tokens: tuple[str, ...]) -> bool:
    rest: Iterable[str] = iter(tokens)
    return all(any(part == token or is_near(part, token) for token in rest) for part in wanted)
