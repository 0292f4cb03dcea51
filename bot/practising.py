"""The one path of an answer, typed or spoken: it is read, kept, and answered in the thread of its prompt."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from bot import library, reviewing, surface
from bot.blocks import feedback
from bot.blocks import practice as blocks
from bot.blocks.kit import Payload
from bot.blocks.progress import better_line
from bot.coach.practice import Reading, Scene, measure
from bot.coach.progress import changes
from bot.coach.scenes import chosen_scene, own_scene
from bot.interaction import Interaction, once
from bot.judging import read_soon
from bot.library import Prompt
from bot.log_lines import told
from bot.services import Services
from bot.surface import Surface
from storage import acts, members, outbox, practice
from storage.practice_records import Answer, AnswerDraft
from storage.records import Member

log = logging.getLogger(__name__)

# A form is to be answered within three seconds, the keeping of the answer counted.
READ_SECONDS = 2.0
# Later nobody waits any more for what was kept when a process ended.
STILL_AWAITED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer as it arrived. `shown`: where it is to be seen that the prompt is answered."""

    prompt: Prompt
    text: str
    scene: Scene
    is_spoken: bool
    thread_ts: str | None


@dataclass(frozen=True, slots=True)
class Practised:
    """An answer that was kept, the act that undoes it, and what was read in it, if that is done."""

    answer: Answer
    act_id: int
    reading: Reading | None


def staged(prompt: Prompt, member: Member) -> Prompt:
    """A prompt as this member gets it: one of their own has the scene of their profile."""
    if not prompt.is_own:
        return prompt
    scene = own_scene(member)
    seconds = scene.seconds if prompt.kind == "pitch" else None
    return replace(prompt, listener=scene.listener, goal=scene.goal, seconds=seconds)


async def practised(
    it: Interaction,
    prompt: Prompt,
    text: str,
    *,
    scene: Scene,
    clip_seconds: float | None = None,
    is_spoken: bool = False,
    keeps_fillers: bool = False,
    thread_ts: str | None = None,
    shown: Surface | None = None,
) -> Practised | None:
    """Read an answer and keep it; the feedback goes to the thread. None when this very act was kept before.

    When the reading takes long, or fails, the answer is kept at once and what there is to say follows;
    `shown` is the place that tells so, and is drawn anew then. Raises TooBusyError.
    """
    attempt = Attempt(prompt, text, scene, is_spoken, thread_ts)
    reading = asyncio.ensure_future(
        read_soon(text, prompt.kind, scene, clip_seconds=clip_seconds, keeps_fillers=keeps_fillers)
    )
    # Nobody waits for the answer to what was spoken: then nothing is kept before all of it can be.
    await asyncio.wait({reading}, timeout=None if is_spoken else READ_SECONDS)
    if reading.done() and reading.exception() is None:
        kept = await it.run(once, it, _keep_read, it, attempt, reading.result())
    else:
        kept = await it.run(once, it, _keep_unread, it, attempt)
        it.services.later(_finish(it, attempt, kept, reading, shown))
    it.services.wake()
    if kept and kept.reading:
        _ask_another(it, attempt, kept.answer, kept.reading)
    return kept


def _ask_another(it: Interaction, attempt: Attempt, answer: Answer, reading: Reading) -> None:
    """What Kith has to say is on its way; nobody waits for what another one says.

    What was spoken stays here: no form told its speaker where a copy of it goes.
    """
    if it.services.second_opinion and it.copy_goes_to and not attempt.is_spoken:
        it.services.later(it.services.second_opinion.follow(it.owner, answer.id, reading))


async def _finish(
    it: Interaction,
    attempt: Attempt,
    kept: Practised | None,
    reading: asyncio.Future[Reading],
    shown: Surface | None,
) -> None:
    """What was read at last is kept and said, or that it could not be read."""
    read: Reading | None = None
    try:
        read = await reading
    except Exception as error:
        log.error("an answer was not read", extra=told(error))
    if kept is None:
        return
    if read is None:
        await it.services.db.run(_say_unread, it, attempt, kept.answer)
        done = blocks.unread_in_place(attempt.prompt, kept.act_id, kept.answer.id)
    else:
        await it.services.db.run(_add_reading, it, attempt, kept, read)
        _ask_another(it, attempt, kept.answer, read)
        done = blocks.answered_message(attempt.prompt, read.measures, kept.act_id, kept.answer.id)
    it.services.wake()
    if shown is not None and shown.kind != "beside":
        await surface.apply(it, shown, done)


async def read_left(services: Services) -> None:
    """Read what members sent before the process ended in the middle of it: nobody waits for ever."""
    now = services.now()
    for answer in await services.db.run(practice.unread, now - STILL_AWAITED):
        member = await services.db.run(members.find, answer.owner)
        prompt = library.prompt(answer.prompt_id)
        if member is None or prompt is None:
            continue
        chosen = {"listener": answer.listener, "goal": answer.goal, "seconds": answer.target_seconds}
        scene = chosen_scene(chosen, staged(prompt, member).scene)
        attempt = Attempt(staged(prompt, member), answer.text, scene, answer.is_spoken, None)
        reading = asyncio.ensure_future(read_soon(answer.text, answer.kind, scene))
        it = Interaction(services, member, {}, now)
        await _finish(it, attempt, Practised(answer, 0, None), reading, None)


def _keep_read(conn: Connection, it: Interaction, attempt: Attempt, reading: Reading) -> Practised:
    """Keep an answer, and say what there is to say."""
    kept = _keep(conn, it, attempt, drafted(attempt, reading))
    _say(conn, it, attempt, kept.answer, reading)
    return replace(kept, reading=reading)


def _keep_unread(conn: Connection, it: Interaction, attempt: Attempt) -> Practised:
    """Keep the words: nothing that was typed is lost, whatever comes of the reading."""
    counted, scene, prompt = measure(attempt.text), attempt.scene, attempt.prompt
    draft = AnswerDraft(prompt.id, prompt.kind, attempt.text, counted.words, counted.seconds, ())
    draft = replace(draft, listener=scene.listener, goal=scene.goal, is_spoken=attempt.is_spoken)
    return _keep(conn, it, attempt, replace(draft, target_seconds=_target(attempt)))


def _add_reading(
    conn: Connection, it: Interaction, attempt: Attempt, kept: Practised, reading: Reading
) -> None:
    """Unless the answer was taken back meanwhile."""
    answer = practice.put_reading(conn, it.owner, kept.answer.id, drafted(attempt, reading))
    if answer:
        _say(conn, it, attempt, answer, reading)


def _keep(conn: Connection, it: Interaction, attempt: Attempt, draft: AnswerDraft) -> Practised:
    before = practice.last_answer(conn, it.owner, prompt_id=attempt.prompt.id)
    is_hinted = before is not None and before.hint_at is not None
    made = practice.add_answer(conn, it.owner, replace(draft, is_hinted=is_hinted), it.now)
    act_id = acts.begin(conn, it.owner, "practised", it.now)
    acts.made(conn, act_id, "answers", made.id)
    return Practised(made, act_id, None)


def _say(conn: Connection, it: Interaction, attempt: Attempt, answer: Answer, reading: Reading) -> None:
    """The feedback, in the thread of the prompt; on its own where there is none. Its skills are reviewed."""
    reviewing.reviewed(conn, it.member, answer)
    better = _better(conn, it, answer) if reading.nature == "answer" else ""
    said = feedback.feedback_message(attempt.prompt, reading, answer.id, better=better)
    _send(conn, it, attempt, answer, said)


def _say_unread(conn: Connection, it: Interaction, attempt: Attempt, answer: Answer) -> None:
    """That its words are kept, and how to send them once more; unless it was taken back meanwhile."""
    if practice.find_answer(conn, it.owner, answer.id):
        _send(conn, it, attempt, answer, blocks.unread_message(answer.id))


def _send(conn: Connection, it: Interaction, attempt: Attempt, answer: Answer, said: Payload) -> None:
    thread = {"thread_ts": attempt.thread_ts} if attempt.thread_ts else {}
    message = replace(it.reply({**said, **thread}), kind="feedback", ref=str(answer.id))
    outbox.add(conn, message, it.now)


def _better(conn: Connection, it: Interaction, answer: Answer) -> str:
    """What moved since the member's last attempt at this prompt."""
    before = [one for one in practice.answers(conn, it.owner, answer.prompt_id) if one.id < answer.id]
    return better_line(changes(answer, before[0])) if before else ""


def _target(attempt: Attempt) -> int | None:
    return attempt.scene.seconds if attempt.prompt.kind == "pitch" else None


def drafted(attempt: Attempt, reading: Reading) -> AnswerDraft:
    """What is kept of an answer: its words for a while, and what was counted and found in it."""
    measures, scene = reading.measures, reading.scene
    counts = {
        "sentences": measures.sentences,
        "long_sentences": measures.long_sentences,
        "jargon": len(measures.jargon),
        "you": measures.you,
        "i": measures.i,
        **({} if measures.fillers is None else {"fillers": measures.fillers}),
    }
    return AnswerDraft(
        prompt_id=attempt.prompt.id,
        kind=attempt.prompt.kind,
        text=attempt.text,
        words=measures.words,
        seconds=measures.seconds,
        found=tuple(name for name, state in reading.states.items() if state == "present"),
        listener=scene.listener,
        goal=scene.goal,
        target_seconds=_target(attempt),
        states=reading.states,
        counts=counts,
        fix=reading.fix if reading.nature == "answer" else None,
        is_spoken=attempt.is_spoken,
    )
