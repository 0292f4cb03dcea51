"""Cutting what somebody typed into words and sentences."""

import re
from itertools import pairwise

from bot.coach.practice.breaths import breaths

# "ER" in capitals is a hospital ward and "mm" a length, so neither is taken for a filler.
_FILLER = re.compile(r"(?<![\w'’-])(?:[Uu]m+|[Uu]h+|[Ee]rm+|[Ee]r|[Hh]mm+)(?![\w'’-]),?")
_GAP = re.compile(r"[\s—–/…]+")
# Written without spaces (Han, kana, Thai): two signs make about a word.
_UNSPACED = re.compile(r"([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{1,2})")
_END = re.compile(r"(?:(?<=[.!?…])[\"”'’)]*\s+)|(?<=[。！？])|\s*\n\s*")
_ABBREVIATION = re.compile(r"^\d+\.$|\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|e\.g|i\.e|a\.m|p\.m)\.$")
# "J. K." and "Mary F.", but neither "so am I." nor "a B."
_INITIAL = re.compile(r"(?:^|(?:^|\s)[A-Z][a-z]*\.? |[A-Z]\.)(?!I\.)[A-Z]\.$")
_QUOTE = re.compile(r"[\"”’']")
_SAID = re.compile(
    r"(?:[a-z]+ )?(?:I |we |he |she |they |the \w+ |my \w+ )?"
    r"(?:asks?|asked|said|says|goes|shouted|whispered|called|cried|answered|wanted to know|yelled|replied)\b"
)
_BULLET = re.compile(r"^(?:[-*•–—]\s+|\d+[.)]\s+)")
_WORDS_PER_MARK = 40  # fewer full stops than one in so many words: spoken, or typed in a hurry
# A piece of so many words with hardly a comma: the marks were left out half-way.
_LONG_PIECE = 45
_WORDS_PER_COMMA = 16


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

    What is almost without full stops (spoken, or typed in a hurry) is cut where one would breathe.
    """
    pieces = [_BULLET.sub("", piece).strip() for piece in _cut_at_ends(text)]
    whole = [piece for piece in pieces if words(piece)]
    marks = len(re.findall(r"[.!?…。！？]+(?:\s|$)|\n", text))
    if len(words(text)) > _WORDS_PER_MARK * max(marks, 0.5):
        return [breath for piece in whole for breath in breaths(piece)]
    return [part for piece in whole for part in (breaths(piece) if _is_unmarked(piece) else [piece])]


def _is_unmarked(piece: str) -> bool:
    count = len(piece.split())
    return count > _LONG_PIECE and len(re.findall(r"[,;:—–]", piece)) * _WORDS_PER_COMMA < count


def _cut_at_ends(text: str) -> list[str]:
    cuts = [0]
    for end in _END.finditer(text):
        if "\n" in end.group() or not _goes_on(
            text[max(cuts[-1], end.start() - 24) : end.start()], text, end
        ):
            cuts.append(end.end())
    cuts.append(len(text))
    return [text[start:stop].strip() for start, stop in pairwise(cuts)]


def _goes_on(before: str, text: str, end: re.Match[str]) -> bool:
    """Whether the mark ends no sentence: an abbreviation, or a quotation after which somebody "said"."""
    if _ABBREVIATION.search(before) or _INITIAL.search(before):
        return True
    if _QUOTE.search(end.group()) and _SAID.match(text, end.end()):
        return True
    return before.endswith(("…", "...")) and text[end.end() : end.end() + 1].islower()
