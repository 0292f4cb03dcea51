"""`/pitch with`: naming a colleague to practise with, who hears of it by the member's own mouth alone."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import colleagues, ears, surface, typed_answers
from bot.blocks import errors
from bot.blocks import partners as blocks
from bot.blocks.kit import Payload
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, ItemChange, once
from storage import hearing_posts, hearings, partners
from storage.records import Owner


async def command(it: Interaction) -> Payload | None:
    """`/pitch with @bob` names him; `/pitch with` lists everybody."""
    if not it.text:
        return await it.run(listed, it)
    if typed_answers.is_answer(it.text) and not colleagues.is_mentioned(_typed(it)):
        # Sentences that begin so: "With my two hands I build ..."
        await typed_answers.open_form(it)
        return None
    partner_id = await colleagues.meant(it.services.client, _typed(it))
    if not partner_id:
        await it.open(blocks.pick_modal(it.text, surface.origin(it)))
        return None
    return await _name(it, partner_id)


def _typed(it: Interaction) -> str:
    """What stands behind the word, with the mention that Slack made of a name, if it did."""
    return str(it.body.get("text") or "").strip().partition(" ")[2]


async def _name(it: Interaction, partner_id: str) -> Payload:
    wish = await it.run(_wish, it, partner_id)
    it.services.wake()
    return blocks.wished_message(partner_id, _handle(it), is_agreed=wish.is_agreed)


def _handle(it: Interaction) -> str:
    """The member's own name, as a colleague would type it."""
    user = it.body.get("user") or {}
    return str(it.body.get("user_name") or user.get("username") or user.get("name") or plain("ear.your_name"))


def _wish(conn: Connection, it: Interaction, partner_id: str) -> partners.Wish:
    """Keep the wish; the one who named the member before is told that it is agreed now. Nobody else is."""
    if partner_id == it.owner.member_id:
        raise CoachError(say("ear.yourself"))
    partners.lock(conn, it.owner.workspace_id, it.owner.member_id, partner_id)
    if partners.count(conn, it.owner) >= partners.MOST and partner_id not in _named(conn, it.owner):
        raise CoachError(say("ear.too_many_partners", count=partners.MOST))
    wish = partners.wish(conn, it.owner, partner_id, it.now)
    if wish is None:
        raise CoachError(say("ear.not_here", partner_id=partner_id))
    if wish.is_new and wish.is_agreed:
        first = Owner(it.owner.workspace_id, partner_id)
        told = blocks.wished_message(it.owner.member_id, is_agreed=True)
        hearing_posts.add(conn, first, "ear_agreed", (it.owner.member_id, 0), told, it.today, it.now)
    return wish


def _named(conn: Connection, owner: Owner) -> set[str]:
    return {one.partner_id for one in partners.all_of(conn, owner)}


def listed(conn: Connection, it: Interaction) -> Payload:
    """Everybody whom the member named, and what they have not answered yet."""
    waiting = {one.listener_id: one.title for one in hearings.waiting(conn, it.owner)}
    return blocks.partner_list_message(partners.all_of(conn, it.owner), _handle(it), waiting)


async def new(it: Interaction) -> None:
    """The button below the list."""
    await it.open(blocks.pick_modal("", surface.origin(it)))


async def submit(it: Interaction) -> FieldErrors | Payload | None:
    """The colleague who was picked."""
    partner_id = str(it.values.get("who") or "")
    if not partner_id:
        return FieldErrors({"who": blocks.pick_fault()})
    wish = await it.run(once, it, _wish, it, partner_id)
    it.services.wake()
    return blocks.wished_message(partner_id, _handle(it), is_agreed=wish.is_agreed) if wish else None


async def stop(it: Interaction) -> ItemChange:
    """It ends for both at once, and what waits between them is taken back."""
    ended = await it.run(_stop, it, it.ref)
    ears.show_ended(it.services, ended)
    item = blocks.stopped_item(it.ref)
    return ItemChange(blocks.key(it.ref), item[0]["text"]["text"], item)


def _stop(conn: Connection, it: Interaction, partner_id: str) -> list[ears.Ended]:
    if not partners.stop(conn, it.owner, partner_id):
        raise CoachError(errors.gone())
    return ears.take_back(conn, hearings.end_between(conn, it.owner, partner_id))


async def undo(it: Interaction) -> ItemChange:
    """The member wants to practise with them, after all. What was taken back stays so."""
    wish = await it.run(_wish, it, it.ref)
    it.services.wake()
    item = blocks.wished_item(it.ref, _handle(it), is_agreed=wish.is_agreed)
    return ItemChange(blocks.key(it.ref), item[0]["text"]["text"], item)


SUBCOMMANDS = {("/pitch", "with"): command, ("/story", "with"): command}
LISTS = {blocks.LIST: listed}
ACTIONS = {"partner.new": new, "partner.stop": stop, "partner.undo": undo}
VIEWS = {blocks.PICK: submit}
