"""The reading of an answer for the edge: in a worker thread, with the learned judge, loaded once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache, partial
from importlib import resources

from bot.coach.practice import Kind, Reading, Scene, SentenceJudge, read
from bot.coach.practice.judge import load_judge


@cache
def judge() -> SentenceJudge:
    """The learned judge, loaded on first use. ValueError: its files are broken."""
    return load_judge(resources.files("coaching_content") / "judge")


def warm() -> None:
    """Load the judge now, so that the first answer does not wait for it."""
    judge()


def read_now(
    text: str,
    kind: Kind,
    scene: Scene,
    *,
    sentences: Sequence[str] | None = None,
    clip_seconds: float | None = None,
    keeps_fillers: bool = False,
) -> Reading:
    """`read` with the judge."""
    judged = partial(read, text, kind, scene, judge=judge(), sentences=sentences)
    return judged(clip_seconds=clip_seconds, keeps_fillers=keeps_fillers)


async def read_soon(
    text: str,
    kind: Kind,
    scene: Scene,
    *,
    clip_seconds: float | None = None,
    keeps_fillers: bool = False,
) -> Reading:
    """`read` with the judge, in a worker thread: nobody else waits meanwhile."""
    reading = partial(read_now, text, kind, scene, clip_seconds=clip_seconds, keeps_fillers=keeps_fillers)
    return await asyncio.to_thread(reading)
