"""Which practice prompt comes next, and how attempts compare."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storage.practice_records import Answer


@dataclass(frozen=True, slots=True)
class Progress:
    """A member's attempts at one prompt. `best` has most elements surely there, the newest of equals."""

    prompt_id: str
    attempts: int
    last: Answer
    best: Answer


def choose(prompt_ids: Sequence[str], turn: int, avoid: Collection[str] = ()) -> str:
    """The prompt of this turn, never that of the turn before, and none of `avoid` (at most two).

    The prompts stand in a ring and a turn is a step. What is to be avoided is jumped over by half the ring
    or a quarter, so that the next turn's step cannot land on the same one.
    """
    jumps = _reached(prompt_ids, turn)
    return next((one for one in jumps if one not in avoid), jumps[0])


def choose_fitting(
    prompt_ids: Sequence[str], turn: int, fitting: Collection[str], avoid: Collection[str] = ()
) -> str:
    """A prompt of this turn out of those that fit, and none of `avoid`; that of the ring where there is none.

    Nor one to which `choose` may come in the turn before or after: the two take turns in one ring.
    """
    beside = {*_reached(prompt_ids, turn - 1), *_reached(prompt_ids, turn + 1), *avoid}
    ahead = (prompt_ids[(turn + step) % len(prompt_ids)] for step in range(len(prompt_ids)))
    wanted = (one for one in ahead if one in fitting and one not in beside)
    return next(wanted, None) or choose(prompt_ids, turn, avoid)


def _reached(prompt_ids: Sequence[str], turn: int) -> list[str]:
    """The prompt of a turn, and those to which it gives way."""
    count = len(prompt_ids)
    return [prompt_ids[(turn + jump) % count] for jump in (0, count // 2, count // 4)]


def progress(answers: Sequence[Answer]) -> list[Progress]:
    """The attempts by prompt, the one practised last first. `answers`: the newest first."""
    by_prompt: dict[str, list[Answer]] = {}
    for answer in answers:
        by_prompt.setdefault(answer.prompt_id, []).append(answer)
    return [
        Progress(prompt_id, len(these), these[0], max(these, key=lambda one: len(one.found)))
        for prompt_id, these in by_prompt.items()
    ]
