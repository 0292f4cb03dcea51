"""Undo: one button for everything that can be taken back."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import keeping
from bot.blocks import contacts as contact_blocks
from bot.blocks import kit
from bot.blocks import promises as promise_blocks
from bot.blocks import thanks as thanks_blocks
from bot.blocks.kit import Block
from bot.content import say
from bot.interaction import CoachError, Interaction, ItemChange
from storage import acts, contacts, promises, thanks


async def undo(it: Interaction) -> ItemChange:
    """Take an act back; where it was about one row, that stands there again as it was."""
    act, _, rest = it.ref.partition("-")
    noun, _, row = rest.rpartition("-")
    return await it.run(_undo, it, _number(act), noun.strip("-"), _number(row))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _undo(conn: Connection, it: Interaction, act_id: int, noun: str, row_id: int) -> ItemChange:
    result = acts.undo(conn, it.owner, act_id, it.now)
    if result in ("newer", "missing"):
        raise CoachError(say(f"undo.{result}"))
    text = say(f"undo.{result}")
    item = _item(conn, it, noun, row_id)
    return ItemChange(f"{noun}:{row_id}" if noun else f"act:{act_id}", text, item or [kit.section(text)])


def _item(conn: Connection, it: Interaction, noun: str, row_id: int) -> list[Block]:
    """The row as it is after the undoing, with its buttons."""
    if noun == "promise" and (promise := promises.find(conn, it.owner, row_id)):
        keeping.remind(conn, it.member, promise, it.now)
        about = contacts.find(conn, it.owner, promise.contact_id) if promise.contact_id else None
        return promise_blocks.promise_item(promise, it.today, about)
    if noun == "thank_you" and (thank_you := thanks.find(conn, it.owner, row_id)):
        return thanks_blocks.thank_you_item(thank_you, it.today)
    if noun == "contact" and (contact := contacts.find(conn, it.owner, row_id)):
        return contact_blocks.touch_item(contact, it.today)
    return []


ACTIONS = {"undo": undo}
