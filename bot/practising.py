"""The one path of an answer, typed or spoken: it is read, kept, and answered in the thread of its prompt."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot import reviewing, surface
from bot.blocks import feedback
from bot.blocks import practice as blocks
from bot.blocks.progress import better_line
from bot.coach.practice import Reading, Scene, measure
from bot.coach.progress import changes
from bot.interaction import Interaction, once
from bot.judging import read_soon
from bot.library import Prompt
from bot.surface import Surface
from storage import acts, outbox, practice
from storage.practice_records import Answer, AnswerDraft

# A form is to be answered within three seconds, the keeping of the answer counted.
READ_SECONDS = 2.0


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

    When the reading takes long, the answer is kept at once and the feedback follows; `shown` is the place
    that tells so, and is drawn anew then. Raises TooBusyError.
    """
    attempt = Attempt(prompt, text, scene, is_spoken, thread_ts)
    reading = asyncio.ensure_future(
        read_soon(text, prompt.kind, scene, clip_seconds=clip_seconds, keeps_fillers=keeps_fillers)
    )
    # Nobody waits for the answer to what was spoken: then nothing is kept before all of it can be.
    await asyncio.wait({reading}, timeout=None if is_spoken else READ_SECONDS)
    if reading.done():
        kept = await it.run(once, it, _keep_read, it, attempt, reading.result())
    else:
        kept = await it.run(once, it, _keep_unread, it, attempt)
        it.services.later(_finish(it, attempt, kept, reading, shown))
    it.services.wake()
    if kept and kept.reading:
        _ask_another(it, kept.answer, kept.reading)
    return kept


def _ask_another(it: Interaction, answer: Answer, reading: Reading) -> None:
    """What Kith has to say is on its way; nobody waits for what another one says."""
    if it.services.second_opinion and it.copy_goes_to:
        it.services.later(it.services.second_opinion.follow(it.owner, answer.id, reading))


async def _finish(
    it: Interaction,
    attempt: Attempt,
    kept: Practised | None,
    reading: asyncio.Future[Reading],
    shown: Surface | None,
) -> None:
    """What was read at last is kept and said."""
    read = await reading
    if kept is None:
        return
    await it.services.db.run(_add_reading, it, attempt, kept, read)
    it.services.wake()
    _ask_another(it, kept.answer, read)
    if shown is not None and shown.kind != "beside":
        done = blocks.answered_message(attempt.prompt, read.measures, kept.act_id, kept.answer.id)
        await surface.apply(it, shown, done)


def _keep_read(conn: Connection, it: Interaction, attempt: Attempt, reading: Reading) -> Practised:
    """Keep an answer, and say what there is to say."""
    kept = _keep(conn, it, attempt, drafted(attempt, reading))
    _say(conn, it, attempt, kept.answer, reading)
    return replace(kept, reading=reading)


def _keep_unread(conn: Connection, it: Interaction, attempt: Attempt) -> Practised:
    """Keep the words: nothing that was typed is lost, whatever comes of the reading."""
    counted = measure(attempt.text)
    draft = AnswerDraft(
        attempt.prompt.id, attempt.prompt.kind, attempt.text, counted.words, counted.seconds, ()
    )
    return _keep(conn, it, attempt, draft)


def _add_reading(
    conn: Connection, it: Interaction, attempt: Attempt, kept: Practised, reading: Reading
) -> None:
    """Unless the answer was taken back meanwhile."""
    answer = practice.put_reading(conn, it.owner, kept.answer.id, drafted(attempt, reading))
    if answer:
        _say(conn, it, attempt, answer, reading)


def _keep(conn: Connection, it: Interaction, attempt: Attempt, draft: AnswerDraft) -> Practised:
    before = practice.answers(conn, it.owner, attempt.prompt.id)[:1]
    is_hinted = any(one.hint_at is not None for one in before)
    made = practice.add_answer(conn, it.owner, replace(draft, is_hinted=is_hinted), it.now)
    act_id = acts.begin(conn, it.owner, "practised", it.now)
    acts.made(conn, act_id, "answers", made.id)
    return Practised(made, act_id, None)


def _say(conn: Connection, it: Interaction, attempt: Attempt, answer: Answer, reading: Reading) -> None:
    """The feedback, in the thread of the prompt; on its own where there is none. Its skills are reviewed."""
    reviewing.reviewed(conn, it.member, answer)
    thread = {"thread_ts": attempt.thread_ts} if attempt.thread_ts else {}
    better = _better(conn, it, answer) if reading.nature == "answer" else ""
    said = feedback.feedback_message(attempt.prompt, reading, answer.id, better=better)
    message = replace(it.reply({**said, **thread}), kind="feedback", ref=str(answer.id))
    outbox.add(conn, message, it.now)


def _better(conn: Connection, it: Interaction, answer: Answer) -> str:
    """What moved since the member's last attempt at this prompt."""
    before = [one for one in practice.answers(conn, it.owner, answer.prompt_id) if one.id < answer.id]
    return better_line(changes(answer, before[0])) if before else ""


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
        target_seconds=scene.seconds if attempt.prompt.kind == "pitch" else None,
        states=reading.states,
        counts=counts,
        fix=reading.fix if reading.nature == "answer" else None,
        is_spoken=attempt.is_spoken,
    )
