"""With whom a member practises: the list, a new one, and its end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.content import plain, say
from storage.practice_records import Partner

PICK, LIST = "partner.pick", "partners"


def key(partner_id: str) -> str:
    """The block_id under which a colleague stands in any message."""
    return f"partner:{partner_id}"


def partner_list_message(partners: Sequence[Partner], handle: str, waiting: Mapping[str, str]) -> Payload:
    """Everybody whom the member named. `waiting`: the title of what they have not answered yet, by id."""
    title = say("ear.list_title")
    items = [block for one in partners for block in _item(one, handle, waiting.get(one.partner_id, ""))]
    return kit.message(
        title,
        kit.section(f"*{title}*"),
        *(items or [kit.section(say("ear.nobody"))]),
        kit.context(say("ear.how"), say("ear.only_you")),
        kit.actions(kit.button("Name a colleague", "partner.new")),
    )


def _item(partner: Partner, handle: str, title: str) -> list[Block]:
    blocks = [
        kit.section(say("ear.line", partner=partner, handle=handle, title=title), block_id=_key(partner)),
        kit.actions(kit.button("Stop", "partner.stop", partner.partner_id), block_id=f"{_key(partner)}.do"),
    ]
    return kit.listed_in(LIST, blocks)


def _key(partner: Partner) -> str:
    return key(partner.partner_id)


def wished_item(partner_id: str, handle: str, *, is_agreed: bool) -> list[Block]:
    """What became of naming a colleague: they practise together, or what to ask them for."""
    text = (
        say("ear.agreed", partner_id=partner_id)
        if is_agreed
        else say("ear.wished", partner_id=partner_id, handle=handle)
    )
    note = say("ear.agreed_note") if is_agreed else say("ear.only_you")
    return [
        kit.section(text, block_id=key(partner_id)),
        kit.context(note, block_id=f"{key(partner_id)}.note"),
    ]


def wished_message(partner_id: str, handle: str = "", *, is_agreed: bool) -> Payload:
    """The same as a message of its own."""
    blocks = wished_item(partner_id, handle, is_agreed=is_agreed)
    return kit.message(blocks[0]["text"]["text"], *blocks)


def stopped_item(partner_id: str) -> list[Block]:
    """It is ended, with the way back."""
    undo = kit.button("Undo", "partner.undo", partner_id)
    return [
        kit.section(say("ear.stopped", partner_id=partner_id), block_id=key(partner_id)),
        kit.actions(undo, block_id=f"{key(partner_id)}.do"),
    ]


def pick_modal(text: str, metadata: dict[str, Any]) -> Payload:
    """Asks who is meant, where a name alone did not tell."""
    who = {"type": "users_select", "action_id": "who", "placeholder": kit.plain("Pick a colleague", 150)}
    return kit.modal(
        "Practise together",
        PICK,
        kit.section(say("ear.which_one", text=text)),
        kit.field("Colleague", "who", who),
        kit.context(say("ear.how")),
        submit="Name them",
        private_metadata=json.dumps(metadata),
    )


def pick_fault() -> str:
    """Why the form is not taken when nobody is picked in it."""
    return plain("ear.pick_one")
