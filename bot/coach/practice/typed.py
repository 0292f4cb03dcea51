"""What was typed as it is read, without odd signs and "um"; each sentence's own words are kept beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.coach.practice.language import is_english
from bot.coach.practice.words import sentences as cut
from bot.coach.practice.words import without_fillers

# Controls, signs without a width, and those that turn the direction of what follows. U+200D joins emoji.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
# One sign for one: places stay what they are.
_FOLDED = str.maketrans(
    {**dict.fromkeys("’‘‚‛´`ʼ′＇", "'"), **dict.fromkeys("“”„‟«»″＂", '"')}
    | dict.fromkeys(
        "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    )
)
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_FURTHEST = 60  # letters between two words of a sentence: "um, you know", and blanks
_EDGES = ",.…!?;: "


@dataclass(frozen=True)
class Typed:
    """`plain` is the whole as it is read. Of each sentence `own` are its letters as typed, `read` as read."""

    plain: str
    own: tuple[str, ...]
    read: tuple[str, ...]


def seen(text: str) -> str:
    """Without the signs that nobody sees."""
    return _UNSEEN.sub("", text)


def plain(text: str) -> str:
    """Straight quotes and apostrophes, single spaces, and nothing that nobody sees. Line ends stay."""
    return _SPACES.sub(" ", seen(text).translate(_FOLDED)).strip()


def typed(text: str, given: Sequence[str] | None = None) -> Typed:
    """The text and its sentences: those `given`, or else cut here."""
    whole = plain(text)
    if given is not None:
        return Typed(whole, tuple(given), tuple(without_fillers(plain(each)) for each in given))
    bare = without_fillers(whole)
    parts = cut(bare if is_english(bare) else whole)  # German "um" and "er" are words
    return Typed(whole, tuple(own_words(parts, text)), tuple(parts))


def own_words(parts: Sequence[str], text: str) -> list[str]:
    """Pieces of what was read, one after the other, as they stand in the text: with its quotes and "um".

    A piece that is not found stays as it was read.
    """
    own = seen(text)
    folded, at, found = own.translate(_FOLDED), 0, []
    for part in parts:
        span = _span(part, folded, at)
        found.append(own[slice(*span)] if span else part)
        at = span[1] if span else at
    return found


def _span(part: str, text: str, at: int) -> tuple[int, int] | None:
    begin = text.find(part, at)
    if begin >= 0:
        return begin, begin + len(part)
    words = [word.strip(_EDGES) or word for word in part.split()]
    begin = end = text.find(words[0], at) if words else -1
    for word in words if begin >= 0 else ():
        start = text.find(word, end, end + len(word) + _FURTHEST)
        if start < 0:
            return None
        end = start + len(word)
    return (begin, _with_marks(text, end)) if begin >= 0 else None


def _with_marks(text: str, end: int) -> int:
    """Past the marks that close the last word."""
    return end + len(re.match(r"[.!?…,;:\"')]*", text[end : end + 8]).group())  # type: ignore[union-attr]
