"""Occasions: `/pitch for the trade fair on Thursday`, and the pitch for it the day before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from bot import keeping, library, membership, surface, typed_answers
from bot.blocks import errors
from bot.blocks import occasions as blocks
from bot.blocks.kit import Payload
from bot.blocks.practice import answer_modal
from bot.coach.dates import DateError
from bot.coach.occasions import OccasionWords, read_occasion, why_now
from bot.coach.practice.scene import GOALS, LISTENERS
from bot.coach.scenes import chosen_scene
from bot.content import say
from bot.interaction import CoachError, Interaction, ItemChange
from bot.practising import staged
from storage import acts, occasions, partners, versions
from storage.practice_records import Occasion


async def command(it: Interaction) -> Payload | None:
    """`/pitch for the trade fair on Thursday` notes it; `/pitch for` lists what is coming up."""
    if _is_answer(it):
        await typed_answers.open_form(it)
        return None
    return await it.run(_noted_or_listed, it)


def _is_answer(it: Interaction) -> bool:
    """Whether it is a pitch that begins with "for": sentences, and not the name of an event on a day."""
    if not typed_answers.is_answer(it.text):
        return False
    try:
        read = read_occasion(it.text, it.today)
    except DateError:
        return False
    return read.on is None or len(read.what.split()) >= 2 * typed_answers.LEAST_OF_AN_ANSWER


def _noted_or_listed(conn: Connection, it: Interaction) -> Payload:
    return _note(conn, it, _read(it)) if it.text else upcoming(conn, it)


def upcoming(conn: Connection, it: Interaction) -> Payload:
    """What is coming up: the first page, or the one that was turned to."""
    found = occasions.upcoming(conn, it.owner, it.today)
    return blocks.occasion_list_message(found, it.today, it.number)


def _read(it: Interaction) -> OccasionWords:
    try:
        read = read_occasion(it.text, it.today)
    except DateError as error:
        raise CoachError(say("occasions.no_such_day", reason=str(error), text=it.text)) from error
    if not read.what or read.on is None:
        raise CoachError(blocks.unread(read.what, read.on, it.today))
    if read.on < it.today:
        raise CoachError(say("occasions.past", on=read.on, today=it.today))
    return read


def _note(conn: Connection, it: Interaction, read: OccasionWords) -> Payload:
    """Keep it, and plan its eve. Said twice it is one."""
    assert read.on is not None
    partners.lock(conn, it.owner.workspace_id, it.owner.member_id)  # of two at once the later one sees it
    same = [one for one in occasions.upcoming(conn, it.owner, read.on) if _is_same(one, read)]
    if not same:
        scene = (it.member.listener or "none", it.member.goal or "none")
        made = occasions.add(conn, it.owner, read.what, read.on, read.at, *scene, it.now)
        acts.made(conn, acts.begin(conn, it.owner, "noted", it.now), "occasions", made.id)
        membership.plan(conn, it.member, it.now)
        same = [made]
    return _noted(conn, it, same[0])


def _is_same(occasion: Occasion, read: OccasionWords) -> bool:
    typed = (read.what.casefold(), read.on, read.at)
    return (occasion.what.casefold(), occasion.on, occasion.at) == typed


def _noted(conn: Connection, it: Interaction, occasion: Occasion) -> Payload:
    """What was noted; with the way to rehearse it when nothing will bring that later."""
    kept = versions.kept(conn, it.owner)
    why = why_now(occasion.on, it.member, it.now)
    version = next((one for one in kept if one.id == occasion.version_id), None)
    return blocks.noted_message(
        occasion,
        why,
        it.today,
        acts.latest(conn, it.owner, "occasions", occasion.id),
        kept,
        blocks.eve_blocks([(occasion, version)], it.today) if why else (),
    )


def listener(conn: Connection, it: Interaction) -> Payload:
    """Who will listen."""
    return _choose(conn, it, listener=it.value if it.value in LISTENERS else None)


def goal(conn: Connection, it: Interaction) -> Payload:
    """What the member wants of them."""
    return _choose(conn, it, goal=it.value if it.value in GOALS else None)


def version(conn: Connection, it: Interaction) -> Payload:
    """Which of the versions that the member keeps."""
    return _choose(conn, it, version_id=it.chosen)


def _choose(conn: Connection, it: Interaction, **chosen: Any) -> Payload:
    try:
        is_there = occasions.choose(conn, it.owner, it.number, **chosen)
    except occasions.UnknownVersion:
        is_there = False
    occasion = occasions.find(conn, it.owner, it.number)
    if not is_there or occasion is None or occasion.dropped_at:
        raise CoachError(errors.gone())
    return _noted(conn, it, occasion)


def drop(conn: Connection, it: Interaction) -> ItemChange:
    """It will not be, or needs no pitch."""
    keeping.hold_still(conn, it.owner, "occasions", it.number)
    occasion = occasions.find(conn, it.owner, it.number)
    if occasion is None:
        raise CoachError(errors.gone())
    if not occasion.dropped_at:
        act_id = acts.begin(conn, it.owner, "dropped", it.now)
        acts.change(conn, act_id, it.owner, "occasions", occasion.id, dropped_at=it.now)
        membership.plan(conn, it.member, it.now)
    act_id = acts.latest(conn, it.owner, "occasions", occasion.id)
    text = say("occasions.dropped", occasion=occasion, today=it.today)
    return ItemChange(blocks.key(occasion), text, blocks.dropped(occasion, act_id, it.today))


async def rehearse(it: Interaction) -> None:
    """The form for the member's own pitch, in the scene of the occasion; the message stays as it is."""
    occasion = await it.run(occasions.find, it.owner, it.number)
    if occasion is None:
        raise CoachError(errors.gone())
    prompt = staged(library.own_prompt("pitch"), it.member)
    scene = chosen_scene({"listener": occasion.listener, "goal": occasion.goal}, prompt.scene)
    metadata = {"prompt": prompt.id, "thread": surface.thread_of(it)}
    await it.open(answer_modal(prompt, metadata, scene, copy_to=it.copy_goes_to))


SUBCOMMANDS = {("/pitch", "for"): command}
LISTS = {"occasions": upcoming}
ACTIONS = {
    "occasion.page": upcoming,
    "occasion.listener": listener,
    "occasion.goal": goal,
    "occasion.version": version,
    "occasion.drop": drop,
    "occasion.rehearse": rehearse,
}
