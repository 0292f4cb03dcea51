"""The contact form keeps what a contact already has, also where no choice of its own names it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.blocks.contacts import CADENCES, contact_modal
from tests.blocks.core_rows import contact

OFFERED = [label for _, label in CADENCES]
USUAL = CADENCES[0]
CHOSEN = [
    (None, OFFERED, None),
    (USUAL[0], OFFERED, USUAL[1]),
    (45, [*OFFERED, "Every 45 days"], "Every 45 days"),
]


def cadence_menu(days: int | None) -> dict[str, Any]:
    view = contact_modal(contact(cadence_days=days), {}, {})
    return next(block["element"] for block in view["blocks"] if block.get("block_id") == "cadence_days")


@pytest.mark.parametrize(("days", "offered", "shown"), CHOSEN)
def test_a_cadence_of_ones_own_stays_among_the_choices(
    days: int | None, offered: list[str], shown: str | None
) -> None:
    menu = cadence_menu(days)
    assert [option["text"]["text"] for option in menu["options"]] == offered
    assert menu.get("initial_option", {}).get("text", {}).get("text") == shown
