"""How anything is put off: the menu beside it, and the form that asks for a date."""

from __future__ import annotations

import json
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Element, Payload
from bot.coach.snooze import CHOICES


def snooze_select(name: str, number: int) -> Element:
    """The menu that puts something off."""
    options = [kit.option(label, value) for value, label in CHOICES]
    return kit.select(kit.action_id(name, number), "Snooze", options)


def snooze_modal(callback_id: str, line: str, metadata: dict[str, Any]) -> Payload:
    """Asks until when; `line` says what is put off."""
    return kit.modal(
        "Snooze",
        callback_id,
        kit.section(line),
        kit.field("Until", "until", kit.date_picker("until")),
        submit="Snooze",
        private_metadata=json.dumps(metadata),
    )
