"""The reading of an answer for the edge: in a worker thread, with the learned judge, loaded once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache

from bot.coach.practice import Kind, Reading, Scene, SentenceJudge, read


@cache
def judge() -> SentenceJudge | None:
    """The learned judge, loaded on first use; none where it is not installed: the signs alone are heard."""
    return None


def warm() -> None:
    """Load the judge now, so that the first answer does not wait for it."""
    judge()


async def read_soon(
    text: str,
    kind: Kind,
    scene: Scene,
    *,
    sentences: Sequence[str] | None = None,
    clip_seconds: float | None = None,
    keeps_fillers: bool = False,
) -> Reading:
    """`read` with the judge, in a worker thread: nobody else waits meanwhile."""

    def reading() -> Reading:
        return read(
            text,
            kind,
            scene,
            judge=judge(),
            sentences=sentences,
            clip_seconds=clip_seconds,
            keeps_fillers=keeps_fillers,
        )

    return await asyncio.to_thread(reading)
