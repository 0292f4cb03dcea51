"""Settings and the pause: changed in a form, told in words, in force at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot import desk, membership, surface
from bot.blocks import settings as blocks
from bot.blocks.kit import Payload
from bot.coach.dates import DateError
from bot.coach.phrases import read_pause
from bot.coach.preferences import read_preferences
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, ItemChange
from storage.records import Member


async def open_form(it: Interaction) -> None:
    """The form with everything as it is now."""
    await it.open(blocks.settings_modal(it.member, surface.origin(it), it.services.copies_to))


async def save(it: Interaction) -> FieldErrors | ItemChange:
    """The form is in force at once: the next brief comes by it."""
    changes, faults = read_preferences(it.values)
    if faults:
        return FieldErrors({name: plain(f"settings.{fault}") for name, fault in faults.items()})
    member, next_brief = await it.run(_change, it, changes)
    text = say("settings.saved", next_brief=next_brief)
    return ItemChange(blocks.KEY, text, blocks.settings_item(member, it.today, text))


def _change(conn: Connection, it: Interaction, changes: dict[str, Any]) -> tuple[Member, str]:
    member = membership.change(conn, it.owner, changes, it.now) or it.member
    return member, desk.next_brief(conn, member, it.now)


async def pause(it: Interaction) -> Payload | None:
    """`/kith pause 2 weeks`; `/kith pause` asks until when."""
    if not it.text:
        await it.open(blocks.pause_modal(surface.origin(it)))
        return None
    until = _read(it)
    if until <= it.today:
        raise CoachError(say("settings.pause_is_over"))
    await it.run(_change, it, {"paused_until": until})
    return blocks.paused_message(until, it.today)


def _read(it: Interaction) -> date:
    try:
        until = read_pause(it.text, it.today)
    except DateError as error:
        raise CoachError(str(error)) from error
    if until is None:
        raise CoachError(say("settings.how_to_pause", text=it.text))
    return until


async def submit_pause(it: Interaction) -> FieldErrors | ItemChange:
    """The date that was picked."""
    until = date.fromisoformat(it.values["until"])
    if until <= it.today:
        return FieldErrors({"until": plain("settings.pause_is_over").replace("`", "")})
    await it.run(_change, it, {"paused_until": until})
    payload = blocks.paused_message(until, it.today)
    return ItemChange(blocks.KEY, payload["text"], payload["blocks"])


async def resume_command(it: Interaction) -> Payload:
    """`/kith resume`."""
    if it.member.paused_until is None:
        return blocks.not_paused_message(it.member)
    _, next_brief = await it.run(_change, it, {"paused_until": None})
    return blocks.resumed_message(next_brief)


async def resume(it: Interaction) -> ItemChange:
    """The button beside a pause."""
    member, next_brief = await it.run(_change, it, {"paused_until": None})
    text = say("settings.resumed", next_brief=next_brief)
    return ItemChange(blocks.KEY, text, blocks.settings_item(member, it.today, text))


WORDS = {"settings": open_form, "resume": resume_command}
PHRASES = {"pause": pause}
ACTIONS = {"settings.open": open_form, "settings.resume": resume}
VIEWS = {"settings.save": save, "settings.pause": submit_pause}
