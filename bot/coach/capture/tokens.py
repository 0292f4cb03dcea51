"""The words of a line with their places: capitalised or not, at the start of a sentence or not."""

import re
from dataclasses import dataclass

from bot.coach.names import key
from bot.coach.patterns import Pattern

# Vowel signs and accents that stand behind their letter, which `re` does not count as part of a word.
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e"
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
_WORD = Pattern(rf"{_LETTERS}(?:['-]{_LETTERS})*", exact_case=True)
_PARTICLE_NAME = Pattern(r"(?:ben|bin|al|el|van|von|de|da|di)-[A-Z]", exact_case=True)
_ENDING = Pattern(r"'(?:s|ll|d|ve|re|m|t)$|(?<=s)'$")
# Scripts without capitals: Han, kana, Hangul, Arabic, Hebrew, Devanagari and its neighbours, Thai, Georgian.
_UNCASED = Pattern(r"^[֐-ࣿऀ-࿿Ⴀ-ჿ぀-ヿ㐀-鿿가-힯]+", exact_case=True)


@dataclass(frozen=True, slots=True)
class Token:
    """One word without its "'s" or "'ll"; `low` is its comparison key, `ending` what was cut off."""

    start: int
    end: int
    text: str
    low: str
    ending: str
    is_capital: bool
    is_uncased: bool
    opens: bool  # at the start of a sentence, line or bracket, where anything may be capitalised


def tokens(text: str) -> list[Token]:
    """All words of a text, left to right."""
    return [_token(text, match) for match in _WORD.finditer(text)]


def _token(text: str, match: re.Match[str]) -> Token:
    word = match[0]
    cut = _ENDING.search(word)
    base = word[: cut.start()] if cut and cut.start() else word
    before = text[max(0, match.start() - 3) : match.start()].rstrip(" \"'(*")
    opens = not before or before[-1] in ".!?:;\n/-" or text[: match.start()].endswith("\n")
    return Token(
        match.start(),
        match.start() + len(base),
        base,
        key(base),
        word[len(base) :].lower(),
        base[0].isupper() or bool(_PARTICLE_NAME.match(base)),
        bool(_UNCASED.match(base)),
        opens,
    )
