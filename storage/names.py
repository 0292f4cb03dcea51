"""The key under which a name is found again, however it is typed."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def name_key(name: str) -> str:
    """The name in small letters, without accents, with single spaces.

    Only the accents of Latin, Greek and Cyrillic go: in other scripts such marks tell words apart.
    """
    folded = " ".join(name.split()).casefold()
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    bare = "".join(char for char in apart if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_WHOLE).casefold()
