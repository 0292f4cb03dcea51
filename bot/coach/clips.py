"""A clip of Slack's: how long it is, what is known of its words, and when to ask again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

# A transcript is here; is longer than its preview; is being written; or there will be none.
Words = Literal["here", "longer", "awaited", "none"]
File = Mapping[str, Any]

# Practice is about a minute or two; what is longer is no pitch any more, and is not read as one.
MOST_SECONDS = 5 * 60
# Words a minute: nobody speaks faster, and nobody who says more than a sentence speaks slower.
FASTEST, SLOWEST, A_SENTENCE = 300, 40, 20
# Slack mostly writes a minute of speech down within seconds.
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=1)
PATIENCE = timedelta(minutes=10)


def seconds(file: File) -> float | None:
    """How long it is, exactly; None when Slack does not say."""
    duration = file.get("duration_ms")
    if isinstance(duration, bool) or not isinstance(duration, int | float) or not 0 < duration < 1e9:
        return None
    return duration / 1000


def believed(seconds: float | None, said: int) -> float | None:
    """The seconds of a clip in which so many words were said, or None where nobody could speak so."""
    if not seconds or said * 60 > FASTEST * seconds:
        return None
    return None if said > A_SENTENCE and said * 60 < SLOWEST * seconds else seconds


def words(file: File) -> Words:
    """Where the transcript is. Source: docs.slack.dev, file object, `transcription`."""
    about = _part(file, "transcription")
    if about.get("status") == "processing":
        return "awaited"
    if about.get("status") != "complete":
        return "none"
    begun = _part(about, "preview")
    if isinstance(begun.get("content"), str) and not begun.get("has_more"):
        return "here"
    return "longer" if file.get("vtt") else "awaited"


def preview(file: File) -> str:
    """The transcript, or its beginning, as Slack's file object holds it."""
    return str(_part(_part(file, "transcription"), "preview").get("content") or "")


def _part(value: File, name: str) -> File:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def next_ask(tries: int, since: datetime, now: datetime) -> datetime | None:
    """When to ask for a transcript again that was not there `tries` times before; None: long enough."""
    if now - since >= PATIENCE:
        return None
    wait: timedelta = FIRST_WAIT * 2 ** min(tries, 10)
    return now + min(wait, LONGEST_WAIT)
