"""What is said about a clip before it is answered, or when it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.content import say

# Why there is no answer to a clip.
Why = Literal["no_transcript", "gave_up", "silence", "broken", "gone", "not_yours", "not_fetched", "already"]


def waiting_message() -> Payload:
    """The wait for Slack's transcript that can be seen."""
    return _message(say("clips.on_its_way"))


def listening_message() -> Payload:
    """The wait while Kith listens itself."""
    return _message(say("clips.listening"))


def unheard_message(why: Why) -> Payload:
    """Why there is no answer, and what to do."""
    return _message(say(f"clips.{why}"))


def too_long_message(seconds: float) -> Payload:
    """A clip that is no pitch and no short story any more."""
    return _message(say("clips.too_long", minutes=max(round(seconds / 60), 1)))


def _message(text: str) -> Payload:
    return kit.message(text, kit.section(text), kit.context(say("practice.only_you")))


def named_in(message: dict[str, Any]) -> list[str]:
    """What a message of Kith's may be about: ids of prompts or answers, the surest first.

    They stand in the ids of its blocks ("prompt:lift", "answer:4") and buttons ("practice.again:lift").
    """
    return list(dict.fromkeys(_names(message.get("blocks"))))


def _names(blocks: Any) -> Iterator[str]:
    for block in blocks if isinstance(blocks, list) else []:
        kind, _, rest = str(block.get("block_id") or "").partition(":")
        if kind in ("prompt", "feedback", "answer") and rest:
            yield rest.partition(".")[0]
        for element in block.get("elements") or []:
            name, _, ref = str(element.get("action_id") or "").partition(":")
            if name.startswith("practice.") and ref:
                yield ref
