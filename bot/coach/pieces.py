"""Long texts: in pieces that fit a field or a message, whole again, and the first words of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Where a text is best cut: behind a paragraph, a sentence, a word. The first that is there counts.
_CUTS = (re.compile(r"\n\s*"), re.compile(r"[.!?…。！？]['\"”’)]*\s+"), re.compile(r"\s+"))
_FIRST_WORDS = 8
_SHORTEST_TITLE = 3  # words
_SENTENCE_END, _CLAUSE_END = ".!?…。！？", ",;:–—"
# What leans on the next word ends no title.
_LEANING = frozenset(
    ("a", "an", "the", "my", "our", "his", "her", "their", "your", "its", "this", "that", "and", "or", "but")
) | frozenset(
    ("of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "into", "than", "when", "who", "where")
)


def pieces(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, cut between words where there are any.

    Joined they are the text, letter by letter. An empty text is no piece.
    """
    made = []
    while len(text) > limit:
        end = _cut(text, limit)
        made.append(text[:end])
        text = text[end:]
    return [*made, text] if text else made


def _cut(text: str, limit: int) -> int:
    for pattern in _CUTS:
        ends = [found.end() for found in pattern.finditer(text, limit // 2, limit)]
        if ends:
            return ends[-1]
    return limit


def joined(parts: Iterable[str], limit: int) -> str:
    """One text of the pieces that came back from a form, with a space where a form took one off.

    A piece of `limit` characters was cut within a word.
    """
    whole, is_cut = "", True
    for part in filter(None, parts):
        gap = "" if is_cut or whole[-1].isspace() or part[0].isspace() else " "
        whole += gap + part
        is_cut = len(part) >= limit
    return whole.strip()


def first_words(text: str, limit: int = 60) -> str:
    """The first clause of a text as its title: at most eight words and `limit` letters, in one line."""
    words = text.split()[:_FIRST_WORDS]
    while len(words) > 1 and len(" ".join(words)) > limit:
        words.pop()
    title = " ".join(_first_clause(words))[:limit]
    return title.rstrip(",.;:!?–—-") or title


def _first_clause(words: list[str]) -> list[str]:
    """Up to the end of the sentence, else of the last clause in it, else to a word that can stand last."""
    for number, word in enumerate(words, start=1):
        if word[-1] in _SENTENCE_END:
            return words[:number]
    ends = [number for number, word in enumerate(words, start=1) if word[-1] in _CLAUSE_END]
    if ends and ends[-1] >= _SHORTEST_TITLE:
        return words[: ends[-1]]
    while len(words) > 1 and words[-1].lower() in _LEANING:
        words = words[:-1]
    return words
