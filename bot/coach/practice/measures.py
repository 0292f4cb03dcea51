"""What can be counted in an answer: words, seconds, sentences, jargon, and whether its length fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.coach.practice.fillers import fillers_in
from bot.coach.practice.jargon import jargon_in
from bot.coach.practice.language import is_english
from bot.coach.practice.words import sentences, without_fillers, words

WORDS_A_MINUTE = 140  # an unhurried speaker; 125 to 150 is the usual range
LONG_SENTENCE_WORDS = 30  # 20 is the aim; beyond 30 a listener who hears it once loses the start
STORY_WORDS = (90, 250)
_YOU = re.compile(r"\b(?:you|your|yours|yourself|yourselves)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|me|my|mine|myself)\b", re.IGNORECASE)

Length = Literal["far too short", "short", "fits", "long", "too long"]


@dataclass(frozen=True)
class Measures:
    """Counts of one answer. Words leave out "um" and "uh".

    Seconds are an estimate ("about") unless `is_exact`: then they are the clip's. `long_sentences` have more
    than 30 words. `fillers` is None where the words were typed, or the transcript leaves fillers out.
    `you` and `i` count the words that speak of the listener and of the speaker.
    """

    words: int
    sentences: int
    seconds: int
    long_sentences: int
    jargon: tuple[str, ...]
    is_exact: bool = False
    fillers: int | None = None
    you: int = 0
    i: int = 0


def measure(
    text: str,
    parts: Sequence[str] | None = None,
    *,
    clip_seconds: float | None = None,
    keeps_fillers: bool = False,
) -> Measures:
    """Count an answer in any language and script; an empty one counts as zeros.

    `parts` are its sentences where they are known. `clip_seconds` is how long it took to say it.
    """
    bare = without_fillers(text)
    if not is_english(bare):
        bare = text  # German "um" and "er" are words
    whole = [without_fillers(part) for part in parts] if parts is not None else sentences(bare)
    count = len(words(bare))
    said = count * 60 / WORDS_A_MINUTE if clip_seconds is None else clip_seconds
    return Measures(
        words=count,
        sentences=sum(bool(words(part)) for part in whole),
        seconds=round(said),
        long_sentences=sum(len(words(part)) > LONG_SENTENCE_WORDS for part in whole),
        jargon=jargon_in(bare),
        is_exact=clip_seconds is not None,
        fillers=fillers_in(text) if keeps_fillers else None,
        you=len(_YOU.findall(bare)),
        i=len(_I.findall(bare)),
    )


def words_said(words: int, seconds: float, is_exact: bool) -> int:
    """The words that a length means: of a clip as many as its seconds hold at an unhurried pace."""
    return round(seconds * WORDS_A_MINUTE / 60) if is_exact else words


def pitch_length(count: int, target_seconds: int) -> Length:
    """How the words of a pitch fit the target: half of it is far too short, 130 % is too long."""
    share = count * 60 / (WORDS_A_MINUTE * target_seconds)
    if share < 0.5:
        return "far too short"
    if share < 0.8:
        return "short"
    if share <= 1.2:
        return "fits"
    return "long" if share <= 1.3 else "too long"


def story_length(count: int) -> Length:
    """How the words of a story fit 90 to 250; the outer bounds are half and 130 % of these."""
    least, most = STORY_WORDS
    if count < least / 2:
        return "far too short"
    if count < least:
        return "short"
    if count <= most:
        return "fits"
    return "long" if count <= most * 1.3 else "too long"
