"""What an opinion quotes, told apart from what it says itself."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

_DOUBLE = re.compile("[“”„‟«»‹›＂〝〞〟❝❞「」『』]|''|’’|‘‘")
_SINGLE = re.compile("[‘’‚‛′＇]")
_SPACE = re.compile(r"\s+")
# An apostrophe stands behind a letter; a mark that opens does not.
_OPENS = re.compile(r"(?<!\w)'(?=\S)")
_CLOSES = re.compile(r"(?<=\S)'(?!\w)")
MARK = ' "" '


class Parted(NamedTuple):
    """A text's own words, with `MARK` in the place of each quotation, and the quotations without marks."""

    own: str
    quotes: tuple[str, ...]


def normal(text: str) -> str:
    """The same letters, with straight quotation marks and single spaces."""
    straight = _DOUBLE.sub('"', unicodedata.normalize("NFC", text))
    return _SPACE.sub(" ", _SINGLE.sub("'", straight)).strip()


def parted(text: str) -> Parted | None:
    """The own words and the quotations of a text, whatever marks it uses; None when a mark has no partner."""
    pieces = normal(text).split('"')
    if len(pieces) % 2 == 0:
        return None
    quotes, own = list(pieces[1::2]), []
    for piece in pieces[::2]:
        single = _parted_at_single_marks(piece)
        if single is None:
            return None
        own.append(single.own)
        quotes += single.quotes
    return Parted(MARK.join(own), tuple(quote.strip() for quote in quotes))


def _parted_at_single_marks(piece: str) -> Parted | None:
    """A quotation in single marks goes as far as it may: the end of its last word with a mark behind it."""
    opening = [found.start() for found in _OPENS.finditer(piece)]
    own, quotes, end = [], [], 0
    for start, following in pairwise([*opening, len(piece)]):
        closing = [found.start() for found in _CLOSES.finditer(piece, start + 1, following)]
        if not closing:
            return None
        own.append(piece[end:start])
        quotes.append(piece[start + 1 : closing[-1]])
        end = closing[-1] + 1
    return Parted(MARK.join([*own, piece[end:]]), tuple(quotes))


def is_quoted_from(quote: str, text: str) -> bool:
    """Whether these very letters stand in the text, as whole words."""
    if not quote:
        return False
    whole = rf"(?<!\w){re.escape(quote)}(?!\w)" if quote[0].isalnum() else rf"{re.escape(quote)}(?!\w)"
    if not quote[-1].isalnum():
        whole = whole.removesuffix(r"(?!\w)")
    return re.search(whole, normal(text)) is not None
