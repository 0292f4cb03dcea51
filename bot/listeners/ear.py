"""A colleague's ear: an answer is sent to one who agreed, who says what they heard to the sender alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from bot import ears, library, surface
from bot.blocks import ear as blocks
from bot.blocks import errors
from bot.blocks.kit import Payload
from bot.blocks.long_texts import SHOWN, first_field, typed_text
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, once
from storage import hearing_posts, hearings, partners, practice, stories, versions
from storage.hearing_posts import Place
from storage.practice_records import Heard, Hearing, HearingDraft
from storage.records import Owner

REFUSALS = {
    "not agreed": ("who", "not_agreed"),
    "asked already": ("who", "asked_already"),
    "too many": ("who", "too_many"),
}


class Sendable(NamedTuple):
    """What may be sent: an answer, a version, a story."""

    title: str
    text: str
    answer_id: int | None = None


class Refusal(Exception):
    """It is not sent; the text is the name of the reason."""


class Closed(NamedTuple):
    """A request that was answered or declined, and where the sender's own note of it stands."""

    hearing: Hearing
    sent: Place | None


def _of_answer(conn: Connection, owner: Owner, number: int) -> Sendable | None:
    found = practice.find_answer(conn, owner, number)
    if found is None:
        return None
    prompt = library.prompt(found.prompt_id)
    # "Your own pitch" is not what a colleague would call it.
    is_named = prompt is not None and not prompt.is_own
    title = prompt.title if prompt and is_named else plain("practice.kind_name", kind=found.kind)
    return Sendable(title, found.text, found.id)


def _of_version(conn: Connection, owner: Owner, number: int) -> Sendable | None:
    found = versions.find(conn, owner, number)
    return Sendable(found.name, found.text) if found and not found.dropped_at else None


def _of_story(conn: Connection, owner: Owner, number: int) -> Sendable | None:
    found = stories.find(conn, owner, number)
    return Sendable(found.title, found.text) if found and not found.dropped_at else None


SOURCES: dict[str, Callable[[Connection, Owner, int], Sendable | None]] = {
    "answer": _of_answer,
    "version": _of_version,
    "story": _of_story,
}


async def ask(it: Interaction) -> None:
    """The button below the feedback: what the colleague would see, in a form."""
    await _open(it, "answer")


async def ask_version(it: Interaction) -> None:
    """The same of a version that the member keeps."""
    await _open(it, "version")


async def ask_story(it: Interaction) -> None:
    """The same of a story in the bank."""
    await _open(it, "story")


async def _open(it: Interaction, source: str) -> None:
    found, agreed = await it.run(_to_ask, it, source)
    facts = {"source": source, "id": it.number, "thread": _thread(it)}
    await it.open(blocks.ask_modal(found.title, found.text, agreed, facts))


def _thread(it: Interaction) -> str:
    """The thread in which the feedback stands; none where it stands by itself, with answers or without."""
    shown = it.body.get("message") or {}
    thread_ts = str(shown.get("thread_ts") or "")
    return thread_ts if thread_ts != shown.get("ts") else ""


def _to_ask(conn: Connection, it: Interaction, source: str) -> tuple[Sendable, list[str]]:
    """Something of the member's own that still has its words, and who may be asked."""
    found = SOURCES[source](conn, it.owner, it.number)
    if found is None:
        raise CoachError(errors.gone())
    if not found.text:
        raise CoachError(say("ear.words_gone"))
    agreed = partners.agreed(conn, it.owner)
    if not agreed:
        raise CoachError(say("ear.no_partner"))
    return found, agreed


async def send(it: Interaction) -> FieldErrors | None:
    """One message to one colleague, and one to the sender, who may take it back."""
    text, note = typed_text(it.values, "text").strip(), str(it.values.get("note") or "").strip()
    if fault := _fault(text):
        return FieldErrors({first_field("text"): fault})
    try:
        await it.run(once, it, _send, it, text, note or None)
    except Refusal as reason:
        field, sentence = REFUSALS[str(reason)]
        return FieldErrors({field: plain(f"ear.{sentence}")})
    it.services.wake()
    return None


def _fault(text: str) -> str:
    if not text:
        return plain("ear.no_words")
    return plain("ear.too_long", count=len(text) - SHOWN) if len(text) > SHOWN else ""


def _send(conn: Connection, it: Interaction, text: str, note: str | None) -> None:
    find = SOURCES.get(str(it.metadata.get("source")))
    found = find(conn, it.owner, it.subject) if find else None
    if found is None:
        raise CoachError(errors.gone())
    who = str(it.values.get("who") or "")
    draft = HearingDraft(who, found.title, text, note, found.answer_id)
    sent = hearings.ask(conn, it.owner, draft, it.now)
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


ACTIONS = {
    "ear.ask": ask,
    "ear.version": ask_version,
    "ear.story": ask_story,
    "ear.withdraw": withdraw,
    "ear.hear": hear,
    "ear.decline": decline,
}
VIEWS = {blocks.ASK: send, blocks.HEAR: answer}
