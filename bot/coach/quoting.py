"""The member's own words, so that they can be quoted: letter by letter, whole sentences or whole clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.coach.practice import Kind, Reading, Sentence
from bot.coach.practice.finding import shown_in
from bot.coach.practice.words import without_fillers

# What is praised first, where the reading leaves it open: the rarer feat.
PRAISED_FIRST: dict[Kind, tuple[str, ...]] = {
    "pitch": ("proof", "hook", "ask", "solution", "problem", "audience", "who"),
    "story": (
        *("dialogue", "takeaway", "turning", "conflict", "sensory", "resolution", "inciting", "setting"),
        "character",
    ),
}
_FEWEST, _FEWEST_PRAISED = 4, 3  # words: of what is cut, and of a whole sentence
# NUL and other controls, signs without a width, and those that turn the direction of what follows.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_FILLER = r"(?:u+m+|u+h+|e+r+m*|h*m+)"
_MARKS = r"[,.…]*"
# Between two words of a quote: the "um" that was left out when it was read.
_BETWEEN = rf"{_MARKS}\s+(?:{_FILLER}{_MARKS}\s+)*"
_TO_BE_BROKEN = re.compile(r"\s+")
_SPEAKER = r"(?:I|we|you|he|she|it|they|there|that's)\b"
_SUBJECT = (
    r"(?:I|we|you|he|she|it|they|there|that's|this|the|my|our|his|her|their|nobody|everybody|now|then|when"
    r"|if|last|since)\b"
)
# Where something new begins that could stand for itself.
_BORDER = re.compile(
    rf"(?:[;:—–…]|\s-)\s+|,\s+(?={_SPEAKER}|(?:and|but|so|yet|or|because) {_SUBJECT})"
    rf"|,\s+(?=(?:but|so|because|until|while|although)\s)|\s+(?=(?:and|but|so) {_SUBJECT})|\s+(?=because\s)",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r"(?:(?:and|but|so|yet|or|then|um+|uh+|erm?)\b,?\s+)+", re.IGNORECASE)
_WAITS = re.compile(
    r"(?:when(?:ever)?|if|while|because|as|although|though|after|before|until|since|which|who|that)\b",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(
    r"(?:[,;:—–\s-]|\s(?:a|an|the|and|or|but|so|that|which|who|because|if|when|as|than|then|of|to|from|um+"
    r"|uh+|my|our|their|i|we|i'm|is|was)\b)+$",
    re.IGNORECASE,
)


def shown(text: str) -> str:
    """The text without signs that nobody sees, and that could turn round what is written beside them."""
    return _UNSEEN.sub("", text)


def quoted(reading: Reading, name: str, most: int) -> str:
    """The member's own words that show this element, in at most `most` words; "" when there are none.

    "" too where only words of one sentence would fit that do not hold what is telling in it.
    """
    words = without_fillers(reading.quotes.get(name, ""))
    parts = [without_fillers(one.text) for one in reading.sentences]
    place = next((number for number, part in enumerate(parts) if words and words in part), None)
    if place is None:
        return own_words(words, reading.text, most)
    found = shown_in(parts, reading.kind)[place].get(name)
    start = found.start if found else parts[place].index(words)
    return own_words(parts[place], reading.text, most, start)


def praised(reading: Reading, most: Mapping[str, int], beside: str = "") -> tuple[str, str]:
    """What worked and the words that show it: an element of `most`, in as many words; "", "" when nothing can
    be quoted. Neither what is to be changed nor the words that are quoted `beside`."""
    wanted = (reading.worked or "", *PRAISED_FIRST[reading.kind])
    for name in wanted:
        if name in most and name != reading.fix and reading.states.get(name) == "present":
            words = quoted(reading, name, most[name])
            is_twice = bool(beside) and (beside in words or words in beside)
            if len(words.split()) >= _FEWEST_PRAISED and not is_twice:
                return name, words
    return "", ""


def own_words(quote: str, text: str, most: int, start: int = 0) -> str:
    """The sentence `quote` as it stands in `text`, "um" and all, in at most `most` words; else "".

    Of a longer one the clauses around its letter number `start` are taken, where the telling words begin; a
    quote begins and ends with a clause, and "" is better than less.
    """
    whole, said = shown(quote), shown(text)
    for one in _clauses(whole, start, most):
        found = _as_it_stands(one, said)
        if found and len(found.split()) <= most:
            return found
    return ""


def _clauses(sentence: str, start: int, most: int) -> list[str]:
    """What of a sentence could be quoted, the most of it first."""
    whole = _tidied(sentence)
    if len(whole.split()) <= most:
        return [whole]
    borders = [border.span() for border in _BORDER.finditer(sentence)]
    begins = [0, *(end for _, end in borders)]
    ends = [*(begin for begin, _ in borders), len(sentence)]
    runs = [(begin, end) for begin in begins for end in ends if begin <= start < end]
    whole_ones = [one for run in runs if (one := _clause(sentence, *run))]
    fitting = [one for one in whole_ones if _FEWEST <= len(one.split()) <= most]
    return sorted(fitting, key=lambda one: -len(one.split()))


def _clause(sentence: str, begin: int, end: int) -> str:
    """The clauses from border to border, unless they wait for something that is cut off."""
    piece = _LEADS_IN.sub("", sentence[begin:end], count=1) if begin else sentence[begin:end]
    is_cut = end < len(sentence)
    if is_cut and _WAITS.match(piece) and not _BORDER.search(piece):
        return ""
    return _tidied(piece).rstrip(",;:—–- ") if is_cut else _tidied(piece)


def _tidied(piece: str) -> str:
    """Without a small word at the end that only led to the next one, where no full stop was."""
    tidy = piece.strip()
    return tidy if re.search(r"[.!?…\"”'’)]$", tidy) else _LOOSE_END.sub("", tidy)


def _as_it_stands(piece: str, text: str) -> str:
    """Those words in the text: with its spaces, and with the "um" that was not read."""
    if piece and re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text):
        return piece
    words = _TO_BE_BROKEN.split(piece.strip())
    if not any(words):
        return ""
    wanted = _BETWEEN.join(re.escape(word.rstrip(",.…") or word) for word in words)
    found = re.search(rf"(?<!\w){wanted}(?!\w)[.!?…]*", text)
    return found.group() if found else ""


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
