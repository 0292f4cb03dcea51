"""Telling what is neither spoken nor told: code, the head of a letter, a life in headings, a poem."""

import re
from collections.abc import Sequence
from itertools import pairwise

_CODE = re.compile(
    r"\s*(?:(?:def|class|import|from|return|const|let|var|function|public|private|#include|SELECT|package)\b.*[\w;:){}>'\"]"
    r"|(?:for|if|while|elif|else|try|except)\b.*[:{]|.*[;{}]|[\w.]+\(.*\)|[\w.]+ ?=[^=].*|</?\w+[^>]*>.*)\s*"
)
_CODE_SIGN = re.compile(r"[(){}\[\]=<>;]|\w\.\w+\(")
_HEAD = re.compile(r"\s*(?:Subject|From|To|Cc|Bcc|Date|Sent|Reply-To|Betreff): \S", re.IGNORECASE)
_HEADING = re.compile(
    r"\W*(?:work )?(?:experience|education|skills|languages|references|employment|qualifications|interests"
    r"|summary|curriculum vitae|cv|hobbies|certifications)\W*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_VERSE_WORDS = 9  # a line
_LEAST_LINES = 4


def is_not_prose(text: str) -> bool:
    """Whether the text is plainly something else than sentences that somebody says."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return False
    heads = sum(bool(_HEAD.match(line)) for line in lines)
    is_letter = heads >= 2 or lines[0].lower().startswith("subject: ")
    headings = sum(bool(_HEADING.fullmatch(line)) for line in lines)
    return is_letter or headings >= 2 or _is_code(lines) or _is_verse(lines)


def _is_code(lines: Sequence[str]) -> bool:
    coded = [line for line in lines if _CODE.fullmatch(line) and _CODE_SIGN.search(line)]
    return len(coded) >= 2 and len(coded) * 2 >= len(lines)


def _is_verse(lines: Sequence[str]) -> bool:
    """Short lines of which most rhyme with the next, or the next but one."""
    spoken = [_LETTERS.findall(line.lower()) for line in lines]
    if len(lines) < _LEAST_LINES or any(not 0 < len(words) <= _VERSE_WORDS for words in spoken):
        return False
    ends = [words[-1] for words in spoken]
    pairs = [*pairwise(enumerate(ends)), *zip(list(enumerate(ends)), list(enumerate(ends))[2:], strict=False)]
    rhymed = {number for (a, one), (b, other) in pairs if _rhyme(one, other) for number in (a, b)}
    return len(rhymed) * 3 >= len(lines) * 2


def _rhyme(one: str, other: str) -> bool:
    return one != other and min(len(one), len(other)) >= 2 and one[-2:] == other[-2:]
