"""Thank-yous as messages and forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.blocks.pages import page, turns
from bot.blocks.snooze import snooze_select
from bot.content import plain, say
from storage.records import ThankYou


def key(thank_you: ThankYou) -> str:
    """The block_id under which a thank-you stands in any message."""
    return f"thank_you:{thank_you.id}"


def thank_you_item(thank_you: ThankYou, today: date) -> list[Block]:
    """One thank-you that is owed: the line, its age, and what one can do."""
    owed_on = thank_you.created_at.date()
    return [
        kit.section(say("thanks.line", thank_you=thank_you, today=today), block_id=key(thank_you)),
        kit.context(
            say("thanks.age", thank_you=thank_you, on=owed_on, today=today),
            block_id=f"{key(thank_you)}.about",
        ),
        kit.actions(
            kit.button("Done", "thanks.said", thank_you.id, style="primary"),
            snooze_select("thanks.snooze", thank_you.id),
            kit.button("Draft", "thanks.draft", thank_you.id),
            kit.button("Not this one", "thanks.drop", thank_you.id),
            block_id=f"{key(thank_you)}.do",
        ),
    ]


def thank_you_list_message(thank_yous: Sequence[ThankYou], today: date, start: int = 0) -> Payload:
    """The thank-yous that are owed, oldest first: the page that begins at `start`."""
    new = kit.button("Note a thank-you", "thanks.new")
    if not thank_yous:
        text = say("thanks.empty")
        return kit.message(text, kit.section(text), kit.actions(new))
    title = say("thanks.list_title", count=len(thank_yous))
    blocks = [kit.section(f"*{title}*"), kit.context(say("thanks.only_you"))]
    first, shown = page(thank_yous, start)
    for thank_you in shown:
        blocks += kit.listed_in(f"thanks-{first}", thank_you_item(thank_you, today))
    buttons = turns("thanks.page", first, len(thank_yous))
    return kit.message(title, *blocks, kit.actions(*buttons, new))


def closed(thank_you: ThankYou, act_id: int) -> list[Block]:
    """A thank-you that was said, or dropped, with Undo."""
    return _changed(thank_you, act_id, say("thanks.closed", thank_you=thank_you))


def put_off(thank_you: ThankYou, act_id: int, today: date) -> list[Block]:
    """A snoozed thank-you, with Undo."""
    return _changed(thank_you, act_id, say("thanks.snoozed", thank_you=thank_you, today=today))


def _changed(thank_you: ThankYou, act_id: int, text: str) -> list[Block]:
    undo = kit.button("Undo", "undo", f"{act_id}-thank_you-{thank_you.id}")
    return [
        kit.section(text, block_id=key(thank_you)),
        kit.actions(undo, block_id=f"{key(thank_you)}.do"),
    ]


def draft_modal(thank_you: ThankYou) -> Payload:
    """A thank-you to copy, made of the member's own words."""
    return kit.modal(
        "Draft",
        "draft",
        kit.copyable(plain("thanks.draft", thank_you=thank_you)),
        kit.context(say("thanks.draft_hint")),
        submit=None,
        close="Close",
    )


def new_thank_you_modal(metadata: dict[str, Any], person: str = "", reason: str = "") -> Payload:
    """Asks whom to thank for what, prefilled with what is known."""
    states = [kit.option("I owe it", "owed"), kit.option("I said it", "said")]
    return kit.modal(
        "Thank-you",
        "thanks.new",
        kit.field("Whom", "person", kit.text_input("person", person, limit=200, placeholder="Omar Haddad")),
        kit.field("For what", "reason", kit.text_input("reason", reason, multiline=True), optional=True),
        kit.field("Owed or said", "state", kit.select("state", "Owed or said", states, "owed")),
        private_metadata=json.dumps(metadata),
    )
