"""What Slack says of a clip, and when it is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.coach import clips

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        (41_250, 41.25),
        (1, 0.001),
        (0, None),
        (-5, None),
        ("41", None),
        (None, None),
        (True, None),
        (1e12, None),
    ],
)
def test_the_length_is_exact_or_unknown(duration: Any, seconds: float | None) -> None:
    assert clips.seconds({"duration_ms": duration}) == seconds


WHOLE = {"content": "I help", "has_more": False}
CUT = {"content": "I help", "has_more": True}


@pytest.mark.parametrize(
    ("transcription", "vtt", "words"),
    [
        ({"status": "complete", "preview": WHOLE}, "https://x", "here"),
        ({"status": "complete", "preview": {"content": ""}}, None, "here"),
        ({"status": "complete", "preview": CUT}, "https://x", "longer"),
        ({"status": "complete", "preview": None}, "https://x", "longer"),
        ({"status": "complete", "preview": CUT}, None, "awaited"),
        ({"status": "processing"}, None, "awaited"),
        ({"status": "failed"}, None, "none"),
        ({"status": "none"}, None, "none"),
        ({}, None, "none"),
        (None, None, "none"),
        ("soon", None, "none"),
    ],
)
def test_where_the_transcript_is(transcription: Any, vtt: str | None, words: str) -> None:
    assert clips.words({"transcription": transcription, "vtt": vtt}) == words


def test_the_preview_is_a_text_whatever_came() -> None:
    assert clips.preview({"transcription": {"preview": WHOLE}}) == "I help"
    assert clips.preview({"transcription": {"preview": []}}) == clips.preview({}) == ""


def test_the_waits_grow_and_end() -> None:
    waits = [clips.next_ask(tries, NOW, NOW) for tries in (0, 1, 2, 3, 4, 5000)]
    assert [at and (at - NOW).seconds for at in waits] == [5, 10, 20, 40, 60, 60]
    assert clips.next_ask(3, NOW, NOW + timedelta(minutes=10)) is None


@pytest.mark.parametrize(
    ("seconds", "said", "believed"),
    [
        (60.0, 140, 60.0),
        (1.0, 58, None),
        (12.0, 60, 12.0),
        (11.9, 60, None),
        (200.0, 58, None),
        (60.0, 15, 60.0),
        (0.0, 5, None),
        (None, 58, None),
    ],
)
def test_a_duration_in_which_nobody_could_say_it_is_not_believed(
    seconds: float | None, said: int, believed: float | None
) -> None:
    assert clips.believed(seconds, said) == believed
