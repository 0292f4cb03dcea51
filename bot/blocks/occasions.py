"""Occasions as messages: what was noted, the list, the day before; and the line that names a skill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.pages import page, turns
from bot.blocks.scenes import GOALS, LISTENERS
from bot.coach.occasions import Now
from bot.content import plain, say
from storage.practice_records import Occasion, Version

NO_VERSION = 0
# So many events of one day are brought with a button each; the others are named.
MOST_EVES = 5
Prepared = tuple[Occasion, Version | None]


def key(occasion: Occasion) -> str:
    """The block_id under which an occasion stands in any message."""
    return f"occasion:{occasion.id}"


def skill_line(skill: str) -> Block:
    """Which skill the prompt trains."""
    return kit.context(say("occasions.skill", name=skill))


def noted_message(
    occasion: Occasion,
    why: Now | None,
    today: date,
    act_id: int,
    versions: Sequence[Version] = (),
    rehearsal: Sequence[Block] = (),
) -> Payload:
    """An occasion that was noted, with the choices for its pitch; and the `rehearsal`, when it is for now."""
    eve_on = occasion.on - timedelta(days=1)
    text = say("occasions.noted", occasion=occasion, eve_on=eve_on, why=why, today=today)
    undo = kit.button("Undo", "undo", f"{act_id}-occasion-{occasion.id}")
    return kit.message(
        text,
        kit.section(text, block_id=key(occasion)),
        kit.context(say("occasions.choices"), block_id=f"{key(occasion)}.about"),
        kit.actions(*_choices(occasion, versions), undo, block_id=f"{key(occasion)}.do"),
        *rehearsal,
    )


def _choices(occasion: Occasion, versions: Sequence[Version]) -> list[Element]:
    made = [
        _select("occasion.listener", "Who listens", occasion, LISTENERS, occasion.listener),
        _select("occasion.goal", "What you want", occasion, GOALS, occasion.goal),
    ]
    if versions:
        kept = {str(NO_VERSION): "No version", **{str(one.id): one.name for one in versions}}
        chosen = str(occasion.version_id or NO_VERSION)
        made.append(_select("occasion.version", "Which version", occasion, kept, chosen))
    return made


def _select(name: str, label: str, occasion: Occasion, choices: Mapping[str, str], chosen: str) -> Element:
    options = [kit.option(words, value) for value, words in choices.items()]
    return kit.select(kit.action_id(name, occasion.id), label, options, chosen)


def occasion_list_message(occasions: Sequence[Occasion], today: date, start: int = 0) -> Payload:
    """What is coming up, the next first, each to be dropped: the page that begins at `start`."""
    if not occasions:
        return kit.sentence(say("occasions.empty"))
    title = say("occasions.list_title", count=len(occasions))
    blocks = [kit.section(f"*{title}*"), kit.context(say("occasions.only_you"))]
    first, shown = page(occasions, start)
    for occasion in shown:
        blocks += kit.listed_in(f"occasions-{first}", occasion_item(occasion, today))
    buttons = turns("occasion.page", first, len(occasions))
    return kit.message(title, *blocks, *([kit.actions(*buttons)] if buttons else []))


def occasion_item(occasion: Occasion, today: date) -> list[Block]:
    """One occasion: the line, and what one can do."""
    return [
        kit.section(say("occasions.line", occasion=occasion, today=today), block_id=key(occasion)),
        kit.actions(kit.button("Drop", "occasion.drop", occasion.id), block_id=f"{key(occasion)}.do"),
    ]


def dropped(occasion: Occasion, act_id: int, today: date) -> list[Block]:
    """An occasion that was dropped, with Undo."""
    undo = kit.button("Undo", "undo", f"{act_id}-occasion-{occasion.id}")
    return [
        kit.section(say("occasions.dropped", occasion=occasion, today=today), block_id=key(occasion)),
        kit.actions(undo, block_id=f"{key(occasion)}.do"),
    ]


def eve_message(prepared: Sequence[Prepared], today: date, *notice: Block) -> Payload:
    """The day before: every occasion of tomorrow in one message, each with the version kept for it."""
    text = say("occasions.eve_fallback", names=[occasion.what for occasion, _ in prepared])
    only_you = kit.context(say("occasions.only_you"))
    return kit.message(text, *notice, *eve_blocks(prepared, today), only_you)


def eve_blocks(prepared: Sequence[Prepared], today: date) -> list[Block]:
    """Each occasion, for whom its pitch is, and the way to rehearse it."""
    made: list[Block] = []
    for occasion, version in prepared[:MOST_EVES]:
        title = say("occasions.eve", occasion=occasion, today=today, **_scene(occasion))
        made.append(kit.section(title, block_id=f"{key(occasion)}.eve"))
        if version:
            made.append(kit.section(say("occasions.version", version=version)))
        rehearse = kit.button("Rehearse", "occasion.rehearse", occasion.id, style="primary")
        made.append(kit.actions(rehearse, block_id=f"{key(occasion)}.rehearse"))
    if more := [occasion.what for occasion, _ in prepared[MOST_EVES:]]:
        made.append(kit.context(say("occasions.more", names=more)))
    return made


def _scene(occasion: Occasion) -> dict[str, str]:
    """For whom its pitch is and what for, in words; nothing of what nobody chose."""
    listener, goal = occasion.listener, occasion.goal
    return {
        "listener": LISTENERS.get(listener, "") if listener != "none" else "",
        "goal": GOALS.get(goal, "") if goal != "none" else "",
    }


def unread(what: str, on: date | None, today: date) -> str:
    """What is missing in a line that was typed."""
    if not what and on is None:
        return plain("occasions.how_to_make")
    return say("occasions.no_day", what=what) if on is None else say("occasions.no_name", on=on, today=today)
