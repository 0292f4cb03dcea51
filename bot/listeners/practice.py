"""Practice: a prompt now, an answer in a form, what the coach says about it, and one attempt more."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from bot import library, membership, reviewing, surface, typed_answers
from bot.blocks import errors, kit
from bot.blocks import feedback as feedback_blocks
from bot.blocks import practice as blocks
from bot.blocks import scenes as scene_blocks
from bot.blocks.kit import Payload
from bot.coach import rehearsal, scenes
from bot.coach.practice import Kind, Scene, measure
from bot.coach.preferences import read_preferences
from bot.content import plain, say
from bot.envelope import row_number
from bot.interaction import CoachError, FieldErrors, Interaction, NextView
from bot.library import Prompt
from bot.practising import practised, staged
from storage import acts, members, outbox, outbox_review, practice
from storage.practice_records import Answer


async def pitch(it: Interaction) -> Payload | None:
    """`/pitch`"""
    return await _command(it, "pitch")


async def story(it: Interaction) -> Payload | None:
    """`/story`"""
    return await _command(it, "story")


async def _command(it: Interaction, kind: Kind) -> Payload | None:
    if it.text:
        await _typed_behind(it, kind)
        return None
    return blocks.prompt_message(await it.run(_first_or_next, it, kind))


async def new(it: Interaction) -> Payload:
    """`/pitch new`, `/story new`: the prompt whose turn it is, also for who has not begun."""
    return blocks.prompt_message(await it.run(next_prompt, it, _kind(it)))


def _kind(it: Interaction) -> Kind:
    """Of which kind the command is."""
    return "story" if it.body.get("command") == "/story" else "pitch"


async def own_by_command(it: Interaction) -> Payload:
    """`/pitch own`, `/story own`"""
    return blocks.prompt_message(staged(library.own_prompt(_kind(it)), it.member))


async def every(it: Interaction) -> Payload:
    """`/pitch list`, `/story list`"""
    kind = _kind(it)
    answers = await it.run(practice.answers, it.owner)
    attempts = rehearsal.progress([one for one in answers if one.kind == kind])
    answered = {one.prompt_id: one.attempts for one in attempts}
    return blocks.prompt_list_message(kind, library.own_prompt(kind), library.prompts(kind), answered)


async def _typed_behind(it: Interaction, kind: Kind) -> None:
    """Whole sentences are an answer already: the form opens with them in it."""
    if not typed_answers.is_answer(it.text):
        raise CoachError(say("practice.unknown_word", kind=kind, text=it.text))
    await typed_answers.open_form(it)


def _first_or_next(conn: Connection, it: Interaction, kind: Kind) -> Prompt:
    """Whoever begins speaks of their own work, and tells on the way for whom."""
    may_begin = kind == "pitch" and not scenes.is_set(it.member)
    if may_begin and practice.last_answer(conn, it.owner, kind=kind) is None:
        return _shown(conn, it, staged(library.own_prompt(kind), it.member))
    return next_prompt(conn, it, kind)


def _shown(conn: Connection, it: Interaction, prompt: Prompt) -> Prompt:
    """A prompt out of turn is a row, too: the next clip that the member sends answers it."""
    row = it.reply({"prompt": prompt.id})
    outbox.add(conn, replace(row, kind="prompt_shown"), it.now, state="sent")
    return prompt


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
    return _prompt(it, prompt_id)


def _prompt(it: Interaction, prompt_id: str) -> Prompt:
    found = library.prompt(prompt_id)
    if found is None:
        raise CoachError(errors.gone())
    return staged(found, it.member)


async def another(it: Interaction) -> Payload:
    """Another prompt of the kind takes the place of this one."""
    shown = _prompt(it, it.ref)
    return blocks.prompt_message(await it.run(next_prompt, it, shown.kind, shown.id))


async def own(it: Interaction) -> Payload:
    """The member's own pitch or story takes the place of what was clicked."""
    return blocks.prompt_message(await it.run(_shown, it, _prompt(it, f"own-{it.ref}")))


async def pick(it: Interaction) -> Payload:
    """The one that was chosen from the list."""
    return blocks.prompt_message(await it.run(_shown, it, _prompt(it, it.value)))


async def later(it: Interaction) -> Payload:
    """Not today."""
    return blocks.later_message(_prompt(it, it.ref))


async def answer(it: Interaction) -> None:
    """The form; what it was opened from will show that the prompt is answered."""
    prompt = _prompt(it, it.ref)
    await _open(it, prompt, surface.origin(it, prompt=prompt.id, thread=surface.thread_of(it)))


async def again(it: Interaction) -> None:
    """The form with the last words in it, from below the feedback, which stays as it is."""
    last = await it.run(_answered, it)
    prompt = _prompt(it, last.prompt_id)
    scene = scenes.chosen_scene(
        {"listener": last.listener, "goal": last.goal, "seconds": last.target_seconds}, prompt.scene
    )
    # Where feedback stands in the conversation itself the next one does, too: a reply below it is not seen.
    thread = str((it.body.get("message") or {}).get("thread_ts") or "")
    await _open(it, prompt, {"prompt": prompt.id, "thread": thread}, scene, last.text)


def _answered(conn: Connection, it: Interaction) -> Answer:
    found = practice.find_answer(conn, it.owner, it.number)
    if found is None:
        raise CoachError(errors.gone())
    return found


async def another_form(it: Interaction) -> None:
    """The form with another prompt, from below the feedback."""
    shown = _prompt(it, it.ref)
    await _open_next(it, shown.kind, shown.id)


async def start_pitch(it: Interaction) -> None:
    """The desk's button."""
    await _open_next(it, "pitch")


async def start_story(it: Interaction) -> None:
    """The desk's button."""
    await _open_next(it, "story")


async def _open_next(it: Interaction, kind: Kind, shown: str = "") -> None:
    choose = next_prompt if shown else _first_or_next
    prompt = await it.run(choose, it, kind, *([shown] if shown else []))
    await _open(it, prompt, {"prompt": prompt.id, "thread": ""})


async def _open(
    it: Interaction, prompt: Prompt, metadata: dict[str, object], scene: Scene | None = None, text: str = ""
) -> None:
    is_open = not scenes.is_set(it.member)
    form = blocks.answer_modal(prompt, metadata, scene, text, is_scene_open=is_open, copy_to=it.copy_goes_to)
    await it.open(form)


async def submit(it: Interaction) -> FieldErrors | NextView | Payload | None:
    """The answer is kept, the feedback goes to the direct message, the prompt shows that it is answered.

    Where no prompt stood, on the desk, the feedback is shown in the form, too.
    """
    prompt = _prompt(it, str(it.metadata.get("prompt")))
    text = str(it.values.get("answer") or "").strip()
    if not measure(text).words:
        return FieldErrors({"answer": plain("practice.no_words")})
    await _keep_scene(it, prompt)
    where, thread = surface.origin_of(it), it.metadata.get("thread")
    scene = scenes.chosen_scene(it.values, prompt.scene)
    kept = await practised(it, prompt, text, scene=scene, thread_ts=thread or None, shown=where)
    if kept is None:
        return None
    if where.kind == "beside":
        shown = feedback_blocks.feedback_modal(prompt, kept.reading) if kept.reading and not thread else None
        return NextView(shown) if shown else None
    if kept.reading is None:
        return blocks.under_way_message(prompt, kept.act_id, kept.answer.id)
    return blocks.answered_message(prompt, kept.reading.measures, kept.act_id, kept.answer.id)


async def _keep_scene(it: Interaction, prompt: Prompt) -> None:
    """What was chosen for a pitch of the member's own is their usual scene, while they have none."""
    if scenes.is_set(it.member) or prompt.kind != "pitch":
        return
    chosen = scenes.kept_scene(it.values)
    if chosen and (prompt.is_own or it.values.get("keep_scene")) and chosen.keys() & {"listener", "goal"}:
        await it.run(lambda conn: members.update(conn, it.owner, **chosen))


async def hint(it: Interaction) -> None:
    """Where to look, in the thread of the feedback; the next attempt counts as one with help."""
    await it.run(_hint, it)
    it.services.wake()


def _hint(conn: Connection, it: Interaction) -> None:
    last = _answered(conn, it)
    prompt = _prompt(it, last.prompt_id)
    scene = scenes.chosen_scene({"listener": last.listener, "goal": last.goal}, prompt.scene)
    practice.mark_hint(conn, it.owner, last.id, it.now)
    said = feedback_blocks.hint_message(prompt, scene, last.fix)
    # Pressed twice it is said once.
    row = replace(it.reply({**said, "thread_ts": surface.thread_of(it)}), kind="hint", ref=str(last.id))
    outbox.add(conn, row, it.now)


async def scene(it: Interaction) -> None:
    """`/pitch scene`: for whom the member's own pitch is, as it is kept."""
    await it.open(scene_blocks.scene_modal(it.member, surface.origin(it)))


async def keep_scene(it: Interaction) -> Payload:
    """The scene is in force for the next pitch of the member's own."""
    fields = {name: it.values.get(name) for name in ("listener", "goal", "seconds")}
    changes, _ = read_preferences(fields)
    member = await it.run(membership.change, it.owner, changes, it.now) or it.member
    return scene_blocks.scene_message(member)


async def undo(it: Interaction) -> Payload:
    """The answer is taken back, and the prompt stands there again."""
    act, _, rest = it.ref.partition("-")
    answer_id, _, prompt_id = rest.partition("-")
    prompt = _prompt(it, prompt_id)
    return await it.run(_undo, it, row_number(act), row_number(answer_id), prompt)


def _undo(conn: Connection, it: Interaction, act_id: int, answer_id: int, prompt: Prompt) -> Payload:
    result = acts.undo(conn, it.owner, act_id, it.now)
    if result == "missing":
        raise CoachError(errors.gone())
    if result == "newer":
        raise CoachError(errors.newer())
    if result == "undone":
        reviewing.taken_back(conn, it.member, it.now)
    if practice.find_answer(conn, it.owner, answer_id) is None:
        practice.withdraw_feedback(conn, it.owner, answer_id)
    return blocks.prompt_message(prompt, kit.section(say("practice.undone")))


COMMANDS = {"/pitch": pitch, "/story": story}
_BEHIND = {"new": new, "own": own_by_command, "list": every, "scene": scene}
SUBCOMMANDS = {
    (name, word): typed_answers.alone(listener) for name in COMMANDS for word, listener in _BEHIND.items()
}
ACTIONS = {
    "practice.pitch": start_pitch,
    "practice.story": start_story,
    "practice.answer": answer,
    "practice.again": again,
    "practice.hint": hint,
    "practice.own": own,
    "practice.scene": scene,
    "practice.another": another,
    "practice.next": another_form,
    "practice.pick": pick,
    "practice.later": later,
    "practice.undo": undo,
}
VIEWS = {blocks.CALLBACK: submit, scene_blocks.SCENE: keep_scene}
