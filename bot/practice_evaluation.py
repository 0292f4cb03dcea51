"""The body of `kith practice evaluate`: practice texts in, what Kith reads and says out, one JSON a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from bot.blocks.feedback import said
from bot.coach.practice import Kind, Reading, Scene
from bot.coach.practice.fillers import fillers_in
from bot.coach.practice.scene import GOALS, LISTENERS, USUAL_SECONDS
from bot.judging import read_now

KINDS: tuple[Kind, ...] = ("pitch", "story")
LONGEST_TARGET = 3600  # seconds


class BrokenLine(ValueError):
    """A line of the file cannot be read. The text says what is wrong, and an example."""


def run(file: Path, tell: Callable[[str], None], warn: Callable[[str], None]) -> int:
    """Tell what is read in a file, warn of each broken line. Status 1 if there was one. OSError: no file."""
    broken = 0

    def complain(why: str) -> None:
        nonlocal broken
        broken += 1
        warn(f"kith: {why}")

    with opened(file) as lines:
        for line in evaluate_practice(lines, complain):
            tell(line)
    return 1 if broken else 0


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The lines of a file, or of standard input where it is called `-`. OSError: it cannot be read."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    with file.open("rb") as lines:
        yield lines


def evaluate_practice(lines: Iterable[bytes], complain: Callable[[str], None]) -> Iterator[str]:
    """Read each record {"id", "kind", "text"}, with its sentences and scene where they are given.

    Labels and all else in a record are ignored. Yields {"id", "sentences", "elements", "strength", "fix",
    "say", "words", "seconds"} for each; `complain` is told of a broken line, and the rest goes on.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _record(line)
            yield json.dumps({"id": record.get("id"), **as_slots(_read(record))}, ensure_ascii=False)
        except BrokenLine as broken:
            complain(f"Line {number}: {broken}")


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BrokenLine("this is not text in UTF-8.") from None
    except (ValueError, RecursionError):
        raise BrokenLine("this is not JSON. Each line must be one JSON object.") from None
    if not isinstance(record, dict):
        raise BrokenLine("this is JSON, but not an object with id, kind and text.")
    if record.get("kind") not in KINDS:
        raise BrokenLine('"kind" must be "pitch" or "story".')
    return record


def _read(record: dict[str, Any]) -> Reading:
    sentences = _sentences(record)
    text = record.get("text")
    if text is None and sentences:
        text = " ".join(sentences)
    if not isinstance(text, str):
        raise BrokenLine('"text" must be a string.')
    keeps_fillers = fillers_in(text) > 0
    return read_now(text, record["kind"], scene_of(record), sentences=sentences, keeps_fillers=keeps_fillers)


def _sentences(record: dict[str, Any]) -> list[str] | None:
    """The sentences as given, each a string or {"text"}; None: they are for us to find."""
    given = record.get("sentences")
    if not given:
        return None
    if not isinstance(given, list):
        raise BrokenLine('"sentences" must be a list.')
    texts = [each.get("text") if isinstance(each, dict) else each for each in given]
    if not all(isinstance(text, str) for text in texts):
        raise BrokenLine('each of "sentences" must be {"text": "..."}.')
    return cast(list[str], texts)


def scene_of(record: dict[str, Any]) -> Scene:
    """The scene of a record; what is missing or unknown is "none", and a minute."""
    listener, goal, seconds = (record.get(key) for key in ("listener", "goal", "target_seconds"))
    is_time = (
        isinstance(seconds, int | float) and not isinstance(seconds, bool) and 1 <= seconds <= LONGEST_TARGET
    )
    return Scene(
        listener if listener in LISTENERS else "none",
        goal if goal in GOALS else "none",
        round(cast(float, seconds)) if is_time else None if record["kind"] == "story" else USUAL_SECONDS,
    )


def as_slots(reading: Reading) -> dict[str, Any]:
    """A reading in the form of the records. `fix` is what would be changed if something had to be."""
    return {
        "sentences": [{"text": each.text, "labels": list(each.labels)} for each in reading.sentences],
        "elements": dict(reading.states),
        "strength": reading.strength,
        "fix": reading.guess,
        "say": dict(zip(("worked", "change", "try_this"), said(reading), strict=True)),
        "words": reading.measures.words,
        "seconds": reading.measures.seconds,
    }
