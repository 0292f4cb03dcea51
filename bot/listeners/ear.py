"""A colleague's ear: an answer is sent to one who agreed, who says what they heard to the sender alone."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from bot import ears, library, surface
from bot.blocks import ear as blocks
from bot.blocks import errors
from bot.blocks.kit import Payload
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, once
from storage import hearing_posts, hearings, partners, practice
from storage.hearing_posts import Place
from storage.practice_records import Answer, Heard, Hearing, HearingDraft
from storage.records import Owner

REFUSALS = {
    "not agreed": ("who", "not_agreed"),
    "asked already": ("who", "asked_already"),
    "too many": ("who", "too_many"),
}


class Refusal(Exception):
    """It is not sent; the text is the name of the reason."""


class Closed(NamedTuple):
    """A request that was answered or declined, and where the sender's own note of it stands."""

    hearing: Hearing
    sent: Place | None


async def ask(it: Interaction) -> None:
    """The button below the feedback: what the colleague would see, in a form."""
    found, agreed = await it.run(_to_ask, it, it.number)
    facts = {"id": found.id, "thread": _thread(it)}
    await it.open(blocks.ask_modal(_title(found), found.text, agreed, facts))


def _thread(it: Interaction) -> str:
    """The thread of the feedback in the direct message, if the click was there."""
    where = surface.surface_of(it.body)
    if where.kind != "message" or not where.channel_id.startswith("D"):
        return ""
    return str((it.body.get("message") or {}).get("thread_ts") or where.ts)


def _to_ask(conn: Connection, it: Interaction, answer_id: int) -> tuple[Answer, list[str]]:
    """An answer of the member's own that still has its words, and who may be asked."""
    found = practice.find_answer(conn, it.owner, answer_id)
    if found is None:
        raise CoachError(errors.gone())
    if not found.text:
        raise CoachError(say("ear.words_gone"))
    agreed = partners.agreed(conn, it.owner)
    if not agreed:
        raise CoachError(say("ear.no_partner"))
    return found, agreed


def _title(answer: Answer) -> str:
    prompt = library.prompt(answer.prompt_id)
    return prompt.title if prompt else plain("practice.kind_name", kind=answer.kind)


async def send(it: Interaction) -> FieldErrors | None:
    """One message to one colleague, and one to the sender, who may take it back."""
    text, note = (str(it.values.get(name) or "").strip() for name in ("text", "note"))
    if not text:
        return FieldErrors({"text": plain("ear.no_words")})
    try:
        await it.run(once, it, _send, it, text, note or None)
    except Refusal as reason:
        field, sentence = REFUSALS[str(reason)]
        return FieldErrors({field: plain(f"ear.{sentence}")})
    it.services.wake()
    return None


def _send(conn: Connection, it: Interaction, text: str, note: str | None) -> None:
    answer = practice.find_answer(conn, it.owner, it.subject)
    if answer is None:
        raise CoachError(errors.gone())
    who = str(it.values.get("who") or "")
    sent = hearings.ask(conn, it.owner, HearingDraft(who, _title(answer), text, note, answer.id), it.now)
    if isinstance(sent, str):
        raise Refusal(sent)
    listener = Owner(it.owner.workspace_id, sent.listener_id)
    request = blocks.request_message(sent)
    hearing_posts.add(conn, listener, "ear_request", (it.owner.member_id, sent.id), request, it.today, it.now)
    thread = {"thread_ts": it.metadata["thread"]} if it.metadata.get("thread") else {}
    told = {**blocks.sent_message(sent), **thread}
    hearing_posts.add(conn, it.owner, "ear_sent", (sent.listener_id, sent.id), told, it.today, it.now)


async def withdraw(it: Interaction) -> Payload:
    """The sender thinks better of it, as long as nobody has answered."""
    (taken,) = await it.run(_withdraw, it)
    ears.show(it.services, taken.places.request, blocks.for_listener(None))
    return blocks.taken_back_message(taken.hearing)


def _withdraw(conn: Connection, it: Interaction) -> list[ears.Ended]:
    taken = hearings.withdraw(conn, it.owner, it.number)
    if taken is None:
        raise CoachError(say("ear.too_late"))
    return ears.take_back(conn, [taken])


async def hear(it: Interaction) -> Payload | None:
    """The listener's form; the request shows what became of it when there is nothing to answer any more."""
    found = await it.run(hearings.find_to_hear, it.owner, it.number)
    if found is None or found.state != "asked":
        return blocks.for_listener(found)
    await it.open(blocks.hear_modal(found, surface.origin(it, id=found.id)))
    return None


async def answer(it: Interaction) -> FieldErrors | Payload | None:
    """What the listener heard goes to the sender, and to nobody else."""
    said = {name: str(it.values.get(name) or "").strip() or None for name in blocks.PARTS}
    if not any(said.values()):
        return FieldErrors({"excelled": plain("ear.one_at_least")})
    closed = await it.run(once, it, _answer, it, Heard(**said))
    return _shown(it, closed) if closed else None


def _answer(conn: Connection, it: Interaction, heard: Heard) -> Closed:
    return _tell(conn, it, hearings.answer(conn, it.owner, it.subject, heard, it.now))


async def decline(it: Interaction) -> Payload:
    """The listener cannot; the sender is told so kindly."""
    found = await it.run(_decline, it)
    return _shown(it, found) if isinstance(found, Closed) else blocks.for_listener(found)


def _decline(conn: Connection, it: Interaction) -> Closed | Hearing | None:
    declined = hearings.decline(conn, it.owner, it.number, it.now)
    if declined is None:
        return hearings.find_to_hear(conn, it.owner, it.number)
    return _tell(conn, it, declined)


def _tell(conn: Connection, it: Interaction, hearing: Hearing | None) -> Closed:
    """Say to the sender what came of it."""
    if hearing is None:
        raise CoachError(say("ear.nothing_to_do"))
    is_answered = hearing.state == "answered"
    told = blocks.heard_message(hearing) if is_answered else blocks.can_not_message(hearing)
    hearing_posts.add(
        conn, hearing.owner, "ear_heard", (it.owner.member_id, hearing.id), told, it.today, it.now
    )
    return Closed(hearing, hearing_posts.places(conn, hearing).sent)


def _shown(it: Interaction, closed: Closed) -> Payload:
    """Both see that it is done: the sender's note loses its Undo, the request its buttons."""
    it.services.wake()
    ears.show(it.services, closed.sent, blocks.for_sender(closed.hearing))
    return blocks.for_listener(closed.hearing)


ACTIONS = {"ear.ask": ask, "ear.withdraw": withdraw, "ear.hear": hear, "ear.decline": decline}
VIEWS = {blocks.ASK: send, blocks.HEAR: answer}
