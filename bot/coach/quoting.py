"""The member's own words, cut so that they can be quoted: never changed, and never cut within a word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coach.practice import Sentence

_SPACES = re.compile(r"\s+")
_CLAUSE_END = re.compile(r"[,;:—–.!?…]$")
_FEWEST = 3
_LEADING_ON = frozenset(
    word
    for line in (
        "a an the and or but so that which who whose because if when while as than then",
        "of to in on at for with from by into about before after over under until without",
        "is are was were be been has have had i we you they he she it my our your their his her its",
    )
    for word in line.split()
)


def own_words(quote: str, text: str, most: int) -> str:
    """As much of `quote` as stands in `text` letter by letter, at most `most` words; "" for less than three.

    A quote without its "um" is no quote any more: then the longest run that is one. What has to be cut ends
    with its last whole clause, if that leaves half of the words.
    """
    said = f" {_SPACES.sub(' ', text)} "
    words = _SPACES.sub(" ", quote).strip().split(" ")
    start, length = _longest_run(words, said)
    run, is_whole = words[start : start + min(length, most)], start + min(length, most) == len(words)
    if not is_whole:
        run = _without_loose_end(run[: _at_a_clause(run)])
    if len(run) < min(_FEWEST, len(words)):
        return ""
    return " ".join(run) if is_whole else " ".join(run).rstrip(",;:—–- ")


def _longest_run(words: Sequence[str], said: str) -> tuple[int, int]:
    """Where the longest run of words that was said begins, and of how many it is; the first of equals."""
    if " ".join(words) in said:
        return 0, len(words)
    best = (0, 0)
    start = 0
    while start < len(words):
        length = 0
        while start + length < len(words) and " ".join(words[start : start + length + 1]) in said:
            length += 1
        best = max(best, (start, length), key=lambda run: run[1])
        start += max(length, 1)
    return best


def _at_a_clause(words: Sequence[str]) -> int:
    ends = [n for n in range(len(words), len(words) // 2, -1) if _CLAUSE_END.search(words[n - 1])]
    return ends[0] if ends else len(words)


def _without_loose_end(words: list[str]) -> list[str]:
    """What is cut does not end on a word that only leads to the next one."""
    while words and words[-1].casefold() in _LEADING_ON:
        words = words[:-1]
    return words


def as_said(word: str, text: str) -> str:
    """A word as it stands in the text, capitals and all; as it is when it is not found."""
    found = re.search(re.escape(word), text, re.IGNORECASE)
    return found.group() if found else word


def spare(sentences: Sequence[Sentence]) -> str:
    """The longest sentence that carries no element, as far as can be heard; "" when each carries one."""
    idle = [one.text for one in sentences if not one.labels]
    return max(idle, key=len, default="") if len(idle) < len(sentences) else ""


def is_late(sentences: Sequence[Sentence], label: str) -> bool:
    """Whether nothing with that label stands in the first half."""
    half = sentences[: max(len(sentences) // 2, 1)]
    return not any(label in one.labels for one in half)
