"""The export as messages, and the words on its file."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.blocks.kit import Payload, sentence
from bot.content import plain, say


class Labels(NamedTuple):
    """What is written on and beside the file."""

    filename: str
    title: str
    alt_text: str
    comment: str
    readme: str


def labels(on: date) -> Labels:
    """The words for an export of this day."""
    day = on.isoformat()
    return Labels(
        f"kith-{day}.zip",
        plain("export.title", day=day),
        plain("export.alt_text", day=day),
        say("export.comment", day=day),
        plain("export.readme", day=day) + "\n",
    )


def on_its_way_message() -> Payload:
    """The answer, before the file is there."""
    return sentence(say("export.on_its_way"))


def failed_message() -> Payload:
    """The file could not be handed over."""
    return sentence(say("export.failed"))
