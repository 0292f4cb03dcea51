"""Cutting what somebody said without a full stop where one would breathe."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Where a speaker who never stops would have taken a breath: before these always; before a new "I" or "we"
# after a while, unless a small word ties it to what went before. "Um" belongs to what it begins.
_UM = r"(?:um+|uh+|er|erm),?\s+"
_AFTER_AND = (
    r"so|then|i|i'm|i've|we|we're|he|he's|she|she's|they|they're|it|it's|there|there's|the|my|our|his|her|that"
    r"|that's|what|this|you|when|if|one|now|um|uh|yeah"
)
_BREATH = re.compile(
    rf"\s+(?=(?:{_UM})(?:so|but|and|because|then|i|we|it)\b)"
    r"|\s+(?<!\bum )(?<!\buh )(?<!\ber )"
    rf"(?=(?:so|but|because|cause|anyway|then|i'm|my name|and (?:{_AFTER_AND}))\b)",
    re.IGNORECASE,
)
_TIED = [
    "and",
    "so",
    "that",
    "what",
    "if",
    "when",
    "who",
    "than",
    "as",
    "where",
    "how",
    "but",
    "do",
    "did",
    "could",
    "can",
    "may",
    "cause",
    "because",
    "um",
    "uh",
    "er",
]
_LATE_BREATH = re.compile(
    "".join(rf"(?<!\b{word})" for word in _TIED) + r"\s+(?=(?:i|we|it's|she|he|they|there's|it was)\b)",
    re.IGNORECASE,
)
_LEAST_WORDS = 5
_LEAST_LEFT_OVER = 3
_WORDS_BEFORE_A_LATE_BREATH = 9


def breaths(piece: str) -> list[str]:
    """The piece as a speaker would have cut it; joined by spaces it is the same words again."""
    firm = joined(_BREATH.split(piece), _LEAST_WORDS)
    return [part for long in firm for part in joined(_LATE_BREATH.split(long), _WORDS_BEFORE_A_LATE_BREATH)]


def joined(parts: Sequence[str], least_words: int) -> list[str]:
    """Parts put together until each has enough words; what is left over stays with the last."""
    made = [""]
    for part in parts:
        if len(made[-1].split()) < least_words:
            made[-1] = f"{made[-1]} {part}".strip()
        else:
            made.append(part.strip())
    if len(made) > 1 and len(made[-1].split()) < _LEAST_LEFT_OVER:
        last = made.pop()
        made[-1] = f"{made[-1]} {last}"
    return made
