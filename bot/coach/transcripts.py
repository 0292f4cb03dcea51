"""Transcripts of what was said: WebVTT and previews as plain words; what is only a sound is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_CLOCK = r"(?:(\d+):)?(\d\d?):(\d\d)[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}")
# What a file may hold beside cues: w3.org/TR/webvtt1, "WebVTT file structure".
_ASIDE = ("NOTE", "STYLE", "REGION")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>\n]{0,200}>")
_BRACKETED = re.compile(r"\[[^\[\]\n]{1,40}\]")
_SOUNDS = "music|applause|laughter|laughs|laughing|silence|inaudible|coughs?|coughing|sighs?|noise|breathing"
_SOUND = re.compile(rf"\((?:[a-z]+ )?(?:{_SOUNDS})(?: [a-z]+)?\)", re.IGNORECASE)
_NOTES = re.compile("[♩♪♫♬]+")
_DASH = re.compile(r"^\s*(?:[-–—]|>>)\s+", re.MULTILINE)
_FILLER = re.compile(r"\b(?:u+h*m+|u+h+|e+r+m+|e+h+m+|h+m+|m{2,})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")


class BrokenTranscript(ValueError):
    """The file is no WebVTT, or holds no cue that can be read."""


class Cue(NamedTuple):
    """Words, and from when to when they are said, in milliseconds."""

    start: int
    end: int
    text: str


def read_vtt(data: str) -> str:
    """What is said in a WebVTT file, as one text; empty when nobody speaks. Raises BrokenTranscript."""
    text = data.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, *blocks = re.split(r"\n[ \t]*\n", text)
    if not re.match(r"WEBVTT(?:[ \t]|\n|$)", head):
        raise BrokenTranscript("it does not begin with WEBVTT")
    # Some put the first cue right below the first line.
    cues = list(_cues([head.partition("\n")[2], *blocks]))
    if not cues and any(_is_lost(block) for block in blocks):
        raise BrokenTranscript("it has no cue that can be read")
    return _without_sounds(_joined(sorted(cues, key=lambda cue: cue.start)))


def _is_lost(block: str) -> bool:
    return bool(block.strip()) and not block.strip().startswith(_ASIDE)


def _cues(blocks: list[str]) -> Iterator[Cue]:
    for block in blocks:
        lines = block.strip("\n").split("\n")
        at = next((place for place, line in enumerate(lines[:2]) if "-->" in line), None)
        times = _TIMES.match(lines[at]) if at is not None else None
        if at is not None and times:
            numbers = [int(part or 0) for part in times.groups()]
            yield Cue(
                _milliseconds(numbers[:4]), _milliseconds(numbers[4:]), _plain("\n".join(lines[at + 1 :]))
            )


def _milliseconds(parts: list[int]) -> int:
    hours, minutes, seconds, thousandths = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _plain(text: str) -> str:
    """Without tags (who speaks, when, how it looks), entities and the dash before a turn."""
    return " ".join(_DASH.sub("", unescape(_TAG.sub(" ", text))).split())


def _joined(cues: list[Cue]) -> str:
    """The words of all cues. Rolling captions show a line again while the next one is added."""
    words: list[str] = []
    end = 0
    for cue in cues:
        new = cue.text.split()
        # One after the other, the same words may have been said twice; at the same time they were not.
        words += new[_overlap(words[-len(new) :], new) if cue.start < end else 0 :]
        end = max(end, cue.end)
    return " ".join(words)


def _overlap(before: list[str], after: list[str]) -> int:
    """How many words at the end of the one are those at the beginning of the other."""
    old, new = [list(map(_bare, each)) for each in (before, after)]
    lengths = range(min(len(old), len(new)), 0, -1)
    return next((length for length in lengths if old[-length:] == new[:length]), 0)


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:!?…\"'“”’")


def spoken(text: str) -> str:
    """The words of a transcript: without tags and entities, and without what is no word ("[music]").

    Empty when nothing is said in it.
    """
    return _without_sounds(_plain(text))


def _without_sounds(text: str) -> str:
    for sound in (_BRACKETED, _SOUND, _NOTES):
        text = sound.sub(" ", text)
    text = " ".join(text.split())
    return text if _WORD.search(text) else ""


def keeps_fillers(text: str) -> bool:
    """Whether a transcript shows that it writes down "um" and the like.

    False says nothing of the speaker: most transcripts leave such sounds out.
    """
    return bool(_FILLER.search(text))
