"""A second opinion in the place of the first one's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.blocks import kit
from bot.blocks.feedback import SAID, part_block
from bot.blocks.kit import Block, Payload
from bot.coach.practice_opinion import Opinion
from bot.content import say


def with_opinion(payload: Mapping[str, Any], opinion: Opinion, model: str) -> Payload:
    """A message about an answer, as it was sent, with these words in the place of its three parts.

    What stands around them stays: the member's own words, the small line, the buttons.
    """
    parts = _parts(opinion)
    blocks = [parts.get(str(block.get("block_id")), block) for block in payload["blocks"]]
    at = 1 + max(place for place, block in enumerate(blocks) if block.get("block_id") in parts)
    by = kit.context(say("opinion.from_model", model=model))
    return kit.message(say("practice_feedback.as_it_is", line=opinion.worked), *blocks[:at], by, *blocks[at:])


def _parts(opinion: Opinion) -> dict[str, Block]:
    change_title = "change_title" if opinion.fix else "next_title"
    told = (
        ("worked", say("practice_feedback.worked_title"), opinion.worked),
        ("change", say(f"practice_feedback.{change_title}"), opinion.change),
        ("try_this", say("practice_feedback.try_title"), opinion.try_this),
    )
    return {
        f"{SAID}{name}": part_block(name, title, say("practice_feedback.as_it_is", line=words))
        for name, title, words in told
    }
