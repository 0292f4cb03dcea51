"""The numbers that a text states, in digits or in words, so that two texts can be compared by them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Literal, NamedTuple

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "seventeen eighteen nineteen",
)
_TENS = ("twenty thirty forty fifty sixty seventy eighty ninety",)
_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth",
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
)


def _words(lines: tuple[str, ...]) -> list[str]:
    return [word for line in lines for word in line.split()]


_UNITS = {word: number for number, word in enumerate(_words(_SMALL))}
_UNITS |= {word: 10 * number for number, word in enumerate(_words(_TENS), start=2)}
_UNITS |= dict.fromkeys(("nought", "naught", "nil"), 0)
_SPOKEN_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES = _SPOKEN_SCALES | {"k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9, "b": 10**9}
_ORDINALS = {word: number for number, word in enumerate(_words(_FIRST), start=1)}
_ORDINALS |= {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000}
# What counts without being a number: by its stem, so that "doubled" stands for "double".
_VAGUE = re.compile(
    r"(dozen|couple|pair|decade|centur|fortnight|trio|quartet|hundreds|thousands|millions|billions|zillion"
    r"|half|halv|quarter|twice|thrice|doubl|tripl|treble|quadrupl|quintupl|handful|percentage)\w*"
    r"|(two|three|four|five|six|seven|eight|nine|ten|hundred|many)fold|(tens)"
)
_PERCENT = {"%", "percent", "pct"}
_MONEY = {
    "$",
    "€",
    "£",
    "¥",
    "₹",
    "dollar",
    "euro",
    "pound",
    "usd",
    "eur",
    "gbp",
    "cent",
    "yen",
    "franc",
    "rupee",
}
_BETWEEN = {"of", "the", "my", "your", "our", "their", "his", "her", "its", "these", "those", "them"}
_NEAR = 3
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|_+|[^\w\s]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

Sort = Literal["count", "percent", "money", "ordinal", "part", "vague"]


class Stated(NamedTuple):
    """One number as stated: 40, 40 %, 40 €, the 40th, or a word such as "dozens"; and the word behind it.

    `near`: what it counts is among these, the words that follow up to the next mark; nearest first.
    """

    sort: Sort
    value: Decimal | str
    unit: str = ""
    near: tuple[str, ...] = ()

    @property
    def meant(self) -> tuple[Sort, Decimal | str]:
        """What it says, whatever it counts."""
        return self.sort, self.value


def stated(text: str) -> list[Stated]:
    """Every number in a text, in its order. "One" counts only where it measures: one hundred, one in ten."""
    tokens = [
        token
        for token in _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
        if token not in "-‐‑"
    ]
    found: list[Stated] = []
    place = 0
    while place < len(tokens):
        number, following = _number_at(tokens, place)
        if number:
            found.append(number._replace(near=_near(tokens, following)))
        place = max(following, place + 1)
    return found


def _near(tokens: Sequence[str], place: int) -> tuple[str, ...]:
    """The words behind a number: "forty of the tenants" and "forty tenants" count the same."""
    while _at(tokens, place) in _BETWEEN or _at(tokens, place).removesuffix("s") in _MONEY:
        place += 1
    return tuple(takewhile(str.isalpha, tokens[place : place + _NEAR]))


def _number_at(tokens: Sequence[str], place: int) -> tuple[Stated | None, int]:
    """The number that begins at this token, and the place behind it."""
    token = tokens[place]
    if token[0].isdecimal():
        return _with_sort(tokens, place, *_in_digits(tokens, place))
    if token in _ORDINALS:
        return Stated("ordinal", Decimal(_ORDINALS[token]), _at(tokens, place + 1)), place + 1
    if token.removesuffix("s") in _ORDINALS and token != "seconds":
        return Stated("part", Decimal(_ORDINALS[token.removesuffix("s")])), place + 1
    if token in _UNITS or token in _SPOKEN_SCALES:
        value, behind = _in_words(tokens, place)
        # "Twenty-first" is one number; "thirty-second" is how long a pitch may take.
        if _at(tokens, behind) in _ORDINALS and _at(tokens, behind) != "second" and value and value % 10 == 0:
            ordinal = Decimal(_ORDINALS[tokens[behind]])
            return Stated("ordinal", value + ordinal, _at(tokens, behind + 1)), behind + 1
        if token == "one" and behind == place + 1 and not _measures(tokens, behind):
            return None, behind
        return _with_sort(tokens, place, value, behind)
    if vague := _VAGUE.fullmatch(token):
        return Stated("vague", vague[1] or token), place + 1
    return None, place + 1


def _in_digits(tokens: Sequence[str], place: int) -> tuple[Decimal | str, int]:
    digits = tokens[place]
    if ":" in digits or digits.count(".") > 1:
        return digits, place + 1
    plain = digits.replace(",", "") if _GROUPED.fullmatch(digits) else digits.replace(",", ".")
    if plain.count(".") > 1:
        return digits, place + 1
    value, place = Decimal(plain), place + 1
    while _at(tokens, place) in _SCALES:
        value, place = value * _SCALES[tokens[place]], place + 1
    return value.normalize(), place


def _in_words(tokens: Sequence[str], place: int) -> tuple[Decimal, int]:
    """A number in words, as "two hundred and five"."""
    whole, part = 0, 0
    while place < len(tokens):
        token = tokens[place]
        if token in _UNITS:
            part += _UNITS[token]
        elif token in _SPOKEN_SCALES:
            part = max(part, 1) * _SCALES[token]
            if _SCALES[token] > 100:
                whole, part = whole + part, 0
        elif not (token == "and" and (whole or part >= 100) and _at(tokens, place + 1) in _UNITS):
            break
        place += 1
    return Decimal(whole + part).normalize(), place


def _with_sort(tokens: Sequence[str], place: int, value: Decimal | str, behind: int) -> tuple[Stated, int]:
    unit = _at(tokens, behind)
    if unit in ("st", "nd", "rd", "th"):
        return Stated("ordinal", value, _at(tokens, behind + 1)), behind + 1
    if unit in _PERCENT or (unit == "per" and _at(tokens, behind + 1) == "cent"):
        return Stated("percent", value), behind + (2 if unit == "per" else 1)
    if (place and tokens[place - 1] in _MONEY) or unit.removesuffix("s") in _MONEY:
        return Stated("money", value), behind
    return Stated("count", value, unit), behind + (unit == "second")


def _measures(tokens: Sequence[str], place: int) -> bool:
    """Whether the "one" before this place measures something: "one in ten", "one percent", "one third"."""
    word, after = _at(tokens, place), _at(tokens, place + 1)
    is_share = word in ("in", "of", "out", "/") and (after in _UNITS or after[:1].isdecimal())
    return is_share or word in _PERCENT or word in _ORDINALS or (word, after) == ("per", "cent")


def _at(tokens: Sequence[str], place: int) -> str:
    return tokens[place] if place < len(tokens) else ""
