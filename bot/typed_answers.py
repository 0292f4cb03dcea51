"""Sentences typed behind a command: they are an answer already, and the form opens with them in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from bot import envelope, library
from bot.blocks.kit import Payload
from bot.blocks.practice import answer_modal
from bot.coach import scenes
from bot.coach.practice import Kind
from bot.interaction import Interaction
from bot.practising import staged

Word = Callable[[Interaction], Awaitable[Payload | None]]

LEAST_OF_AN_ANSWER = 10  # words; fewer are a slip of the pen, or a remark


def is_answer(text: str) -> bool:
    """Whether so many words can be meant for a listener."""
    return len(text.split()) >= LEAST_OF_AN_ANSWER


def all_typed(it: Interaction) -> str:
    """The whole of what stands behind the command, a word that was taken for a sub-command too."""
    return envelope.typed(str(it.body.get("text") or "")).strip()


def alone(listener: Word) -> Word:
    """What answers to a word alone; sentences that begin with it, "New customers ...", are an answer."""

    @wraps(listener)
    async def heard(it: Interaction) -> Payload | None:
        if not is_answer(it.text):
            return await listener(it)
        await open_form(it)
        return None

    return heard


async def open_form(it: Interaction) -> None:
    """The form of the member's own pitch or story, with all that was typed in it."""
    kind: Kind = "story" if it.body.get("command") == "/story" else "pitch"
    prompt = staged(library.own_prompt(kind), it.member)
    metadata: dict[str, object] = {"prompt": prompt.id, "thread": ""}
    is_open = not scenes.is_set(it.member)
    form = answer_modal(prompt, metadata, None, all_typed(it), is_scene_open=is_open, copy_to=it.copy_goes_to)
    await it.open(form)
