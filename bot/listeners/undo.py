"""Undo: one button for everything that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from bot import doors, keeping, membership, story_shelf
from bot.blocks import contacts as contact_blocks
from bot.blocks import errors, kit
from bot.blocks import occasions as occasion_blocks
from bot.blocks import promises as promise_blocks
from bot.blocks import stories as story_blocks
from bot.blocks import thanks as thanks_blocks
from bot.blocks import versions as version_blocks
from bot.blocks.kit import Block
from bot.content import say
from bot.envelope import list_name, row_number
from bot.interaction import CoachError, Interaction, ItemChange
from storage import acts, captures, contacts, occasions, promises, schedule, stories, thanks, versions
from storage.practice_records import Story
from storage.records import Promise


async def undo(it: Interaction) -> ItemChange:
    """Take an act back; where it was about one row, that stands there again as it was."""
    act, _, rest = it.ref.partition("-")
    noun, _, row = rest.rpartition("-")
    return await it.run(_undo, it, row_number(act), noun, row_number(row))


def _undo(conn: Connection, it: Interaction, act_id: int, noun: str, row_id: int) -> ItemChange:
    result = acts.undo(conn, it.owner, act_id, it.now)
    if result in ("newer", "missing"):
        raise CoachError(errors.newer() if result == "newer" else errors.gone())
    _forget_reminders(conn, it)
    if promise := promises.find(conn, it.owner, row_id if noun == "promise" else 0):
        keeping.remind(conn, it.member, promise, it.now)
    if noun == "occasion":
        membership.plan(conn, it.member, it.now)  # its eve is no practice day any more, or is one again
    if noun == "capture":
        return _as_card(conn, it, act_id, row_id)
    text = say("undo.undone") if result == "undone" else say("undo.again")
    # In a list that is made anew the row stands again by itself.
    item = _item(conn, it, noun, row_id) if not list_name(it.body) else []
    return ItemChange(f"{noun}:{row_id}" if noun else f"act:{act_id}", text, item or [kit.section(text)])


def _forget_reminders(conn: Connection, it: Interaction) -> None:
    """The undone act may have made promises with an hour: theirs go with them."""
    for due in schedule.of_member(conn, it.owner):
        if due.kind == "reminder" and promises.find(conn, it.owner, due.ref) is None:
            schedule.remove(conn, it.owner, "reminder", due.ref)


def _as_card(conn: Connection, it: Interaction, act_id: int, capture_id: int) -> ItemChange:
    """The line that was saved waits again: its card stands there as before, to be edited or thrown away."""
    capture = captures.find(conn, it.owner, capture_id)
    if capture is None or capture.act_id != act_id or capture.state not in ("saved", "pending"):
        text = say("undo.again")
        return ItemChange(f"act:{act_id}", text, [kit.section(text)])
    captures.mark(conn, it.owner, capture_id, "pending", expected="saved")
    text = say("undo.line_is_back")
    return ItemChange(f"act:{act_id}", text, [kit.section(text), *doors.card(conn, it, capture)["blocks"]])


def _item(conn: Connection, it: Interaction, noun: str, row_id: int) -> list[Block]:
    """The row as it is after the undoing, with its buttons."""
    find, shown = _ITEMS.get(noun, (None, None))
    row = find(conn, it.owner, row_id) if find else None
    return shown(conn, it, row) if row and shown else []


def _promise(conn: Connection, it: Interaction, promise: Promise) -> list[Block]:
    about = contacts.find(conn, it.owner, promise.contact_id) if promise.contact_id else None
    return promise_blocks.promise_item(promise, it.today, about)


def _story(conn: Connection, it: Interaction, story: Story) -> list[Block]:
    return story_blocks.story_item(story_shelf.shelved(conn, it.owner, story), it.today)


def _plain(item: Callable[..., list[Block]]) -> Callable[..., list[Block]]:
    """A row that is shown by itself and the day."""
    return lambda _conn, it, row: item(row, it.today)


# By noun: how the row is found among the member's own, and how it is shown.
_ITEMS: dict[str, tuple[Callable[..., Any], Callable[..., list[Block]]]] = {
    "promise": (promises.find, _promise),
    "thank_you": (thanks.find, _plain(thanks_blocks.thank_you_item)),
    "contact": (contacts.find, _plain(contact_blocks.touch_item)),
    "occasion": (occasions.find, _plain(occasion_blocks.occasion_item)),
    "version": (versions.find, _plain(version_blocks.version_item)),
    "story": (stories.find, _story),
}
ACTIONS = {"undo": undo}
