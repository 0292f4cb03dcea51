"""Practice: a prompt now, an answer in a form, the first plain feedback, and one's own progress."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from bot import library, surface
from bot.blocks import errors, kit
from bot.blocks import feedback as feedback_blocks
from bot.blocks import practice as blocks
from bot.blocks.kit import Payload
from bot.coach import rehearsal
from bot.coach.practice import Feedback, Kind, feedback, read_elements
from bot.content import plain, say
from bot.envelope import row_number
from bot.interaction import CoachError, FieldErrors, Interaction, NextView, once
from bot.library import Prompt
from storage import acts, outbox, outbox_review, practice
from storage.practice_records import AnswerDraft


class Kept(NamedTuple):
    """An answer that was kept, and the act that undoes it."""

    answer_id: int
    act_id: int


async def pitch(it: Interaction) -> Payload:
    """`/pitch`"""
    return await _command(it, "pitch")


async def story(it: Interaction) -> Payload:
    """`/story`"""
    return await _command(it, "story")


async def _command(it: Interaction, kind: Kind) -> Payload:
    word = it.text.lower()
    if word in ("", "new"):
        return blocks.prompt_message(await it.run(next_prompt, it, kind))
    if word not in ("progress", "list"):
        raise CoachError(say("practice.unknown_word", kind=kind, text=it.text))
    answers = await it.run(practice.answers, it.owner)
    attempts = rehearsal.progress([one for one in answers if one.kind == kind])
    if word == "progress":
        return feedback_blocks.progress_message(kind, attempts)
    answered = {one.prompt_id: one.attempts for one in attempts}
    return blocks.prompt_list_message(kind, library.prompts(kind), answered)


def next_prompt(conn: Connection, it: Interaction, kind: Kind, shown: str = "") -> Prompt:
    """The prompt whose turn it is: not the one shown last, not the one answered last, not `shown`.

    A turn is a row, like any other decision on what to say; that it rode on an answer makes it sent.
    """
    last = practice.last_answer(conn, it.owner)
    turns = f"prompt_{kind}"
    turn = outbox_review.told(conn, it.owner, turns)
    avoid = {shown, last.prompt_id if last else ""}
    prompt_id = rehearsal.choose([one.id for one in library.prompts(kind)], turn, avoid)
    row = it.reply({"prompt": prompt_id})
    outbox.add(conn, replace(row, kind=turns), it.now, state="sent")
    return _prompt(prompt_id)


def _prompt(prompt_id: str) -> Prompt:
    found = library.prompt(prompt_id)
    if found is None:
        raise CoachError(errors.gone())
    return found


async def another(it: Interaction) -> Payload:
    """Another prompt of the kind takes the place of this one."""
    shown = _prompt(it.ref)
    return blocks.prompt_message(await it.run(next_prompt, it, shown.kind, shown.id))


async def pick(it: Interaction) -> Payload:
    """The one that was chosen from the list."""
    return blocks.prompt_message(_prompt(it.value))


async def later(it: Interaction) -> Payload:
    """Not today."""
    return blocks.later_message(_prompt(it.ref))


async def answer(it: Interaction) -> None:
    """The form; what it was opened from will show that the prompt is answered."""
    prompt = _prompt(it.ref)
    await it.open(blocks.answer_modal(prompt, surface.origin(it, prompt=prompt.id, thread=_thread(it))))


async def again(it: Interaction) -> None:
    """The form for one more attempt, from below the feedback, which stays as it is."""
    prompt = _prompt(it.ref)
    await it.open(blocks.answer_modal(prompt, {"prompt": prompt.id, "thread": _thread(it)}))


async def another_form(it: Interaction) -> None:
    """The form with another prompt, from below the feedback."""
    shown = _prompt(it.ref)
    await _open_next(it, shown.kind, shown.id)


async def start_pitch(it: Interaction) -> None:
    """The desk's button."""
    await _open_next(it, "pitch")


async def start_story(it: Interaction) -> None:
    """The desk's button."""
    await _open_next(it, "story")


async def _open_next(it: Interaction, kind: Kind, shown: str = "") -> None:
    prompt = await it.run(next_prompt, it, kind, shown)
    await it.open(blocks.answer_modal(prompt, {"prompt": prompt.id, "thread": ""}))


def _thread(it: Interaction) -> str:
    """The thread in the direct message to which the feedback belongs, if the click was there."""
    where = surface.surface_of(it.body)
    if where.kind != "message" or not where.channel_id.startswith("D"):
        return ""
    return str((it.body.get("message") or {}).get("thread_ts") or where.ts)


async def submit(it: Interaction) -> FieldErrors | NextView | Payload | None:
    """The answer is kept, the feedback goes to the direct message, the prompt shows that it is answered.

    Where no prompt stood, on the desk, the feedback is shown in the form, too.
    """
    prompt = _prompt(str(it.metadata.get("prompt")))
    text = str(it.values.get("answer") or "").strip()
    read = feedback(
        text, prompt.kind, goal=prompt.goal, listener=prompt.listener, seconds=prompt.seconds or 60
    )
    if not read.measures.words:
        return FieldErrors({"answer": plain("practice.no_words")})
    kept = await it.run(once, it, keep, it, prompt, text, read)
    it.services.wake()
    if kept is None:
        return None
    if surface.origin_of(it).kind == "beside":
        shown = NextView(feedback_blocks.feedback_modal(prompt, read))
        return None if it.metadata.get("thread") else shown
    return blocks.answered_message(prompt, read.measures, kept.act_id, kept.answer_id)


def keep(conn: Connection, it: Interaction, prompt: Prompt, text: str, read: Feedback) -> Kept:
    """Keep an answer, and say what there is to say in the thread of its prompt."""
    measures, states = read.measures, read_elements(text, prompt.kind)
    found = [name for name, state in states.items() if state == "present"]
    draft = AnswerDraft(prompt.id, prompt.kind, text, measures.words, measures.seconds, tuple(found))
    made = practice.add_answer(conn, it.owner, draft, it.now)
    act_id = acts.begin(conn, it.owner, "practised", it.now)
    acts.made(conn, act_id, "answers", made.id)
    thread = {"thread_ts": it.metadata["thread"]} if it.metadata.get("thread") else {}
    said = feedback_blocks.feedback_message(prompt, read)
    outbox.add(conn, it.reply({**said, **thread}), it.now)
    return Kept(made.id, act_id)


async def undo(it: Interaction) -> Payload:
    """The answer is taken back, and the prompt stands there again."""
    act, _, prompt_id = it.ref.partition("-")
    prompt = _prompt(prompt_id)
    return await it.run(_undo, it, row_number(act), prompt)


def _undo(conn: Connection, it: Interaction, act_id: int, prompt: Prompt) -> Payload:
    result = acts.undo(conn, it.owner, act_id, it.now)
    if result == "missing":
        raise CoachError(errors.gone())
    if result == "newer":
        raise CoachError(errors.newer())
    return blocks.prompt_message(prompt, kit.section(say("practice.undone")))


COMMANDS = {"/pitch": pitch, "/story": story}
ACTIONS = {
    "practice.pitch": start_pitch,
    "practice.story": start_story,
    "practice.answer": answer,
    "practice.again": again,
    "practice.another": another,
    "practice.next": another_form,
    "practice.pick": pick,
    "practice.later": later,
    "practice.undo": undo,
}
VIEWS = {blocks.CALLBACK: submit}
