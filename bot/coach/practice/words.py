"""Cutting what somebody typed or said into words and sentences."""

import re
from itertools import pairwise

# "ER" in capitals is a hospital ward and "mm" a length, so neither is taken for a filler.
_FILLER = re.compile(r"(?<![\w'’-])(?:[Uu]m+|[Uu]h+|[Ee]rm+|[Ee]r|[Hh]mm+)(?![\w'’-]),?")
_GAP = re.compile(r"[\s—–/…]+")
# Written without spaces (Han, kana, Thai): two signs make about a word.
_UNSPACED = re.compile(r"([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{1,2})")
_END = re.compile(r"(?:(?<=[.!?…])[\"”'’)]*\s+)|(?<=[。！？])|\s*\n\s*")
_ABBREVIATION = re.compile(r"^\d+\.$|\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$")
_BULLET = re.compile(r"^(?:[-*•–—]\s+|\d+[.)]\s+)")
# Where a speaker who never stops would have taken a breath: before these always; before a new "I" or "we"
# after a while, unless a small word ties it to what went before.
_BREATH = re.compile(
    r"\s+(?=(?:so|but|because|cause|anyway|then|i'm|my name"
    r"|and (?:so|then|i|i'm|we|he|she|they|it|there|yeah))\b)",
    re.IGNORECASE,
)
_LATE_BREATH = re.compile(
    r"(?<!\band)(?<!\bso)(?<!\bthat)(?<!\bwhat)(?<!\bif)(?<!\bwhen)(?<!\bwho)(?<!\bthan)(?<!\bas)(?<!\bwhere)"
    r"(?<!\bhow)(?<!\bbut)(?<!\bdo)(?<!\bdid)(?<!\bcould)(?<!\bcan)(?<!\bmay)(?<!\bcause)(?<!\bbecause)\s+"
    r"(?=(?:i|we|it's|she|he|they|there's|it was)\b)",
    re.IGNORECASE,
)
_WORDS_PER_MARK = 40  # fewer full stops than one in so many words: spoken, or typed in a hurry
_LEAST_WORDS_IN_A_BREATH = 5
_WORDS_BEFORE_A_LATE_BREATH = 9


def words(text: str) -> list[str]:
    """The words of a text in any script; marks, symbols and emoji are not words."""
    spaced = _UNSPACED.sub(r" \1 ", text)
    return [piece for piece in _GAP.split(spaced) if any(map(str.isalnum, piece))]


def without_fillers(text: str) -> str:
    """The same text without "um" and "uh", so that these change no count and no finding."""
    if not _FILLER.search(text):
        return text
    bare = _FILLER.sub("", text)
    bare = re.sub(r"[ \t]+", " ", bare)
    bare = re.sub(r" +([,.!?…])", r"\1", bare)
    bare = re.sub(r"(?:,\s*){2,}", ", ", bare)
    return re.sub(r"(?m)^[ ,.]+", "", bare).strip()


def sentences(text: str) -> list[str]:
    """The sentences in their order, marks included; joined by spaces they give back every word.

    A text almost without full stops (spoken, or typed in a hurry) is cut where one would breathe.
    """
    pieces = [_BULLET.sub("", piece).strip() for piece in _cut_at_ends(text)]
    whole = [piece for piece in pieces if words(piece)]
    marks = len(re.findall(r"[.!?…。！？]+(?:\s|$)|\n", text))
    if len(words(text)) <= _WORDS_PER_MARK * max(marks, 0.5):
        return whole
    return [breath for piece in whole for breath in _cut_at_breaths(piece)]


def _cut_at_ends(text: str) -> list[str]:
    cuts = [0]
    for end in _END.finditer(text):
        newline = "\n" in end.group()
        if newline or not _ABBREVIATION.search(text[max(cuts[-1], end.start() - 8) : end.start()]):
            cuts.append(end.end())
    cuts.append(len(text))
    return [text[start:stop].strip() for start, stop in pairwise(cuts)]


def _cut_at_breaths(piece: str) -> list[str]:
    firm = _joined(_BREATH.split(piece), _LEAST_WORDS_IN_A_BREATH)
    return [part for long in firm for part in _joined(_LATE_BREATH.split(long), _WORDS_BEFORE_A_LATE_BREATH)]


def _joined(parts: list[str], least_words: int) -> list[str]:
    """Parts put together until each has enough words; what is left over stays with the last."""
    joined = [""]
    for part in parts:
        if len(words(joined[-1])) < least_words:
            joined[-1] = f"{joined[-1]} {part}".strip()
        else:
            joined.append(part.strip())
    if len(joined) > 1 and len(words(joined[-1])) < _LEAST_WORDS_IN_A_BREATH - 2:
        last = joined.pop()
        joined[-1] = f"{joined[-1]} {last}"
    return joined
