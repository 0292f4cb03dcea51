"""Finding a story for an occasion, a point or a person; and not the one that this person knows already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.coach import names
from storage.practice_records import Story, Telling

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLAIN_WORDS = """
a about an and any as at be by for from had has have he her him his how i in is it its me my of on one or
our she so some something story stories tell telling that the their them they this to told us was we were what
when where which who whom with you your
"""
PLAIN = frozenset(_PLAIN_WORDS.split())
# The word before a name, where small letters are all that one types.
_LEADS_TO_A_NAME = frozenset({"for", "to", "with", "told", "meeting", "seeing"})
_ENDINGS = (
    *(
        "ations",
        "ation",
        "ating",
        "ates",
        "ated",
        "ate",
        "ements",
        "ement",
        "nesses",
        "ness",
        "ments",
        "ment",
        "ships",
        "ship",
    ),
    *("ingly", "ions", "ings", "ion", "ing", "edly", "fully", "ful", "able", "ies", "ied", "ers", "er"),
    *("ed", "es", "ly", "al", "'s", "’s", "s", "e", "y"),
)
_SHORTEST_STEM = 3
_LONGEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Shelved:
    """A story of the bank, and its tellings, the latest first."""

    story: Story
    tellings: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A story that fits. `known_to`: the latest telling to somebody whom the words name, if there was one."""

    shelved: Shelved
    known_to: Telling | None = None


class _Hits(NamedTuple):
    """How many of the words sought stand in each part of a story: the order is that of their weight."""

    point: int
    title: int
    text: int


def find(words: str, shelf: Sequence[Shelved], people: Sequence[tuple[int, str]]) -> list[Found]:
    """The stories in which a word sought stands, the best first: by the point, the title, the text, and last
    by how lately it was told.

    `people`: number and name of each contact. Whoever names one wants a story that they have not heard: then
    every story is found, the other words only rank, and what they have heard comes last and says so.
    """
    whom = people_in(words, people)
    sought = stems(words)
    heard = {contact_id for contact_id, _ in whom}
    ranked = []
    for shelved in shelf:
        parts = _parts(shelved)
        if not whom and sought and not any(_hits(parts, sought)):
            continue
        known_to = next((one for one in shelved.tellings if one.contact_id in heard), None)
        rank = (known_to is not None, *(-hit for hit in _hits(parts, sought)), -_last_told(shelved))
        ranked.append((rank, -shelved.story.id, Found(shelved, known_to)))
    return [found for _, _, found in sorted(ranked, key=lambda each: each[:2])]


def _parts(shelved: Shelved) -> list[frozenset[str]]:
    """The stems of the point, the title, and the text with the occasions of before."""
    story = shelved.story
    occasions = " ".join(one.occasion or "" for one in shelved.tellings)
    return [stems(part) for part in (story.point, story.title, f"{story.text} {occasions}")]


def _hits(parts: Sequence[frozenset[str]], sought: frozenset[str]) -> _Hits:
    return _Hits(*(len(sought & part) for part in parts))


def _last_told(shelved: Shelved) -> int:
    return shelved.tellings[0].on.toordinal() if shelved.tellings else 0


def people_in(words: str, people: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The contacts whom a line names: by a capital, behind "for" or "with", or with nothing else in it."""
    found = [*_WORD.finditer(words)]
    known = [name for _, name in people]
    for length in range(min(_LONGEST_NAME, len(found)), 0, -1):
        for at in range(len(found) - length + 1):
            typed = words[found[at].start() : found[at + length - 1].end()]
            is_led = length == len(found) or (at > 0 and found[at - 1].group().lower() in _LEADS_TO_A_NAME)
            fitting = _fitting(typed, known, is_led)
            if fitting:
                return [one for one in people if one[1] in fitting]
    return []


def _fitting(typed: str, known: Sequence[str], is_led: bool) -> set[str]:
    if typed.lower() in PLAIN or (typed[0].islower() and not is_led):
        return set()
    fitting = names.match(typed, known)
    # A typing error is forgiven where a name must stand: "Trust" is not Trudi.
    return {name for name in fitting if is_led or _has(name, typed)}


def _has(name: str, typed: str) -> bool:
    parts = names.key(name).split()
    return all(word in parts or parts[0] in names.nicknames(word) for word in names.key(typed).split())


def titled(words: str, stories: Iterable[Story]) -> list[Story]:
    """The stories whose title the words mean: all of it, or some words of it. None for no words."""
    every = list(stories)
    key = names.key(words)
    if whole := [story for story in every if key and names.key(story.title) == key]:
        return whole
    sought = stems(words)
    return [story for story in every if sought and sought <= stems(story.title)]


def stems(text: str) -> frozenset[str]:
    """The words of a text without their endings, and without those that tell nothing. Case and accents do
    not count; where a text has none but plain words or signs, these count."""
    words = set(_WORD.findall(names.key(text)))
    return frozenset(map(stem, words - PLAIN or words)) or frozenset(text.split())


def stem(word: str) -> str:
    """A word without its ending: "trusting", "trusted" and "trust" are one, "stories" and "story" as well."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    # "running", "run"
    is_doubled = len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiou"
    return word[:-1] if is_doubled else word
