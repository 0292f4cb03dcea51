"""Long texts: in pieces that fit a field or a message, whole again, and the first words of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Where a text is best cut: behind a paragraph, a sentence, a word. The first that is there counts.
_CUTS = (re.compile(r"\n\s*"), re.compile(r"[.!?…。！？]['\"”’)]*\s+"), re.compile(r"\s+"))
_FIRST_WORDS = 6


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
    """The first words of a text as its title, in one line and without the mark behind them."""
    words = text.split()[:_FIRST_WORDS]
    title = ""
    for word in words:
        if len(title) + len(word) >= limit:
            break
        title = f"{title} {word}".lstrip()
    return (title or "".join(words)[:limit]).rstrip(",.;:!?–—-") or title or "".join(words)[:limit]
