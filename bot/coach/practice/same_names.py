"""Every name as the same name: what somebody or some place is called must not change what is found."""

import re
from collections.abc import Iterator, Sequence

from bot.coach.practice.proper_words import (
    is_a_given_name,
    is_common,
    is_name,
    is_name_at_start,
    may_be_named,
)

STANDARD = "Ana"  # for places and firms, too: a second one told the judge nothing more
MOST_WORDS = 4  # of a name with all its parts

_WORD = r"[^\W\d_](?:[\w-]|['’](?!s\b))*"
_TITLE = r"(?-i:Mr|Mrs|Ms|Miss|Dr|Herr|Frau|Aunt|Auntie|Uncle)\b\.?"
_CALLED = r"(?P<named>(?:my|his|her)\s+name(?:\s+is|\s+was|['’]s))|called|named"
# After these words a name begins, with a capital or without.
INTRODUCED = re.compile(rf"\b(?:I['’]m|I\s+am|{_CALLED}|{_TITLE})\s+", re.IGNORECASE)
NO_NAME = re.compile(r"(?:i|i['’]\w+|an?|the|and|but|we|mr|mrs|ms|dr)", re.IGNORECASE)
WORD = re.compile(rf"\s*({_WORD})")
WORDS = re.compile(rf"(?<![\w'’-]){_WORD}")
# A capital says nothing here: at the start, of a quotation too.
BEGINS = re.compile(r"(?:^|[.!?…:;•\"“”„«»]|\s['‘])\W*$")
_BETWEEN = re.compile(r"(?:\.?\s+|\s+(?:de|da|del|dos|van|von|der|la|el|al|bin|ibn)\s+)")
# "Will you come?" asks, and "Will came" tells.
_ASKS = re.compile(r"\s+(?:you|i|we|he|she|it|they|the|an?|your|my|our|this|that)\b", re.IGNORECASE)

Span = tuple[int, int]


def same_names(sentences: Sequence[str]) -> list[str]:
    """The sentences, with a standard name for each that can be told for one: of persons, places, firms."""
    known = {name for sentence in sentences for name in introduced(sentence)}
    known |= {name for sentence in sentences for name in within(sentence)}
    return [_renamed(sentence, known) for sentence in sentences]


def introduced(sentence: str) -> Iterator[str]:
    """The words of names that follow an introduction: "Rosa" and "Tamm" of "I'm Rosa Tamm, a nurse"."""
    for found in INTRODUCED.finditer(sentence):
        at = found.end()
        for _ in range(MOST_WORDS):
            word = WORD.match(sentence, at)
            if word is None or NO_NAME.fullmatch(word[1]) or not _is_called(word[1], bool(found["named"])):
                break
            yield word[1]
            at = word.end()


def _is_called(word: str, is_named: bool) -> bool:
    """In small letters, as in a transcript, what is no word of the language."""
    if not word.islower():
        return may_be_named(word) or not is_common(word)
    return not is_common(word) or (is_named and is_a_given_name(word))


def within(sentence: str) -> Iterator[str]:
    """The names that stand within the sentence, where a capital means one."""
    for word in WORDS.finditer(sentence):
        if is_name(word[0]) and not BEGINS.search(sentence, 0, word.start()):
            yield word[0]


def _renamed(sentence: str, known: set[str]) -> str:
    made, done = "", 0
    for begin, end in _runs(sentence, known):
        made, done = made + sentence[done:begin] + STANDARD, end
    return made + sentence[done:]


def _runs(sentence: str, known: set[str]) -> list[Span]:
    """Where the names stand, each with all of its parts."""
    runs: list[Span] = []
    for word in WORDS.finditer(sentence):
        begin, end = word.span()
        follows = bool(runs) and _BETWEEN.fullmatch(sentence, runs[-1][1], begin)
        if follows and (word[0] in known or may_be_named(word[0])):
            runs[-1] = (runs[-1][0], end)
        elif _is_a_name(sentence, word, known):
            runs.append((begin, end))
    return runs


def _is_a_name(sentence: str, word: re.Match[str], known: set[str]) -> bool:
    if not BEGINS.search(sentence, 0, word.start()):
        return word[0] in known
    if word[0] in known:
        return not _ASKS.match(sentence, word.end())
    return is_name_at_start(word[0])
