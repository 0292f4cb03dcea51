"""A colleague's ear: the request, the form that it is answered in, and what both of them see of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.blocks.long_texts import text_fields
from bot.content import plain, say
from storage.practice_records import Heard, Hearing

ASK, HEAR = "ear.send", "ear.answer"
# Shaped as Toastmasters' evaluation forms: what was good, what to work on, what to dare.
PARTS = {"excelled": "Excelled at", "work_on": "Work on", "challenge": "Challenge"}
HINTS = {"excelled": "ear.excelled_hint", "work_on": "ear.work_on_hint", "challenge": "ear.challenge_hint"}
PART_LETTERS = 500
NOTE_LETTERS = 300


def key(hearing: Hearing) -> str:
    """The block_id under which a request stands in any message."""
    return f"hearing:{hearing.id}"


def ask_modal(title: str, text: str, partner_ids: Sequence[str], metadata: dict[str, Any]) -> Payload:
    """What the colleague will see, to be changed before it is sent; at most ten colleagues to choose from."""
    return kit.modal(
        "Ask a colleague",
        ASK,
        kit.field("Who listens", "who", _people(partner_ids)),
        kit.section(say("ear.look", title=title)),
        *text_fields("What they hear", "text", text),
        kit.field(
            "Your note",
            "note",
            kit.text_input("note", limit=NOTE_LETTERS),
            optional=True,
            hint=plain("ear.note_hint"),
        ),
        kit.context(say("ear.two_alone")),
        submit="Send",
        private_metadata=json.dumps(metadata),
    )


def _people(partner_ids: Sequence[str]) -> kit.Element:
    """Radio buttons: they alone show a person by a mention, which Slack draws as the present name."""
    options = [{"text": kit.mrkdwn(f"<@{one}>", 75), "value": one} for one in partner_ids]
    made: kit.Element = {"type": "radio_buttons", "action_id": "who", "options": options}
    return {**made, "initial_option": options[0]} if len(options) == 1 else made


def request_message(hearing: Hearing) -> Payload:
    """To the listener: who asks, the very words, and the two answers that there are."""
    sender_id = hearing.owner.member_id
    text = say("ear.request", sender_id=sender_id, title=hearing.title)
    return kit.message(
        text,
        kit.section(text, block_id=key(hearing)),
        *_words(hearing),
        kit.actions(
            kit.button("Say what you heard", "ear.hear", hearing.id, style="primary"),
            kit.button("Decline kindly", "ear.decline", hearing.id),
            block_id=f"{key(hearing)}.do",
        ),
        kit.context(say("ear.for_them_alone", sender_id=sender_id)),
    )


def _words(hearing: Hearing) -> list[Block]:
    note = [kit.section(say("ear.added", note=hearing.note))] if hearing.note else []
    return [*note, *kit.quoted(hearing.text)]


def sent_message(hearing: Hearing) -> Payload:
    """To the sender: it went out, and can be taken back until it is answered."""
    text = say("ear.sent", listener_id=hearing.listener_id, title=hearing.title)
    undo = kit.button("Undo", "ear.withdraw", hearing.id)
    return kit.message(
        text,
        kit.section(text, block_id=key(hearing)),
        kit.actions(undo, block_id=f"{key(hearing)}.do"),
        kit.context(say("ear.two_alone")),
    )


def hear_modal(hearing: Hearing, metadata: dict[str, Any]) -> Payload:
    """The listener's form: three short fields, of which one is enough."""
    sender_id = hearing.owner.member_id
    fields = [
        kit.field(
            label,
            name,
            kit.text_input(name, multiline=True, limit=PART_LETTERS),
            optional=True,
            hint=plain(HINTS[name]),
        )
        for name, label in PARTS.items()
    ]
    return kit.modal(
        "What you heard",
        HEAR,
        kit.section(say("ear.request", sender_id=sender_id, title=hearing.title)),
        *_words(hearing),
        *fields,
        kit.context(say("ear.for_them_alone", sender_id=sender_id)),
        submit="Send",
        private_metadata=json.dumps(metadata),
    )


def for_listener(hearing: Hearing | None) -> Payload:
    """What stands in place of the request by now; None: it is not there any more."""
    if hearing is None:
        return kit.sentence(say("ear.nothing_to_do"))
    if hearing.state == "asked":
        return request_message(hearing)
    about = {"sender_id": hearing.owner.member_id, "title": hearing.title}
    if hearing.state == "declined":
        return _closed(hearing, say("ear.declined", **about))
    return _closed(hearing, say("ear.answered", **about), *_parts(hearing))


def for_sender(hearing: Hearing) -> Payload:
    """What stands in place of "Sent" once it was answered or declined."""
    about = {"listener_id": hearing.listener_id, "title": hearing.title}
    is_answered = hearing.state == "answered"
    return _closed(hearing, say("ear.was_answered" if is_answered else "ear.can_not", **about))


def _closed(hearing: Hearing, text: str, *parts: Block) -> Payload:
    return kit.message(text, kit.section(text, block_id=key(hearing)), *parts)


def _parts(heard: Hearing | Heard) -> list[Block]:
    """What was said, each part by its name."""
    said = {label: getattr(heard, name) for name, label in PARTS.items()}
    return [kit.section(say("ear.part", name=label, words=words)) for label, words in said.items() if words]


def heard_message(hearing: Hearing) -> Payload:
    """To the sender: what the colleague heard, and the way to try again."""
    text = say("ear.heard", listener_id=hearing.listener_id, title=hearing.title)
    return kit.message(
        text,
        kit.section(text),
        *_parts(hearing),
        *_again(hearing),
        kit.context(say("ear.between_you", listener_id=hearing.listener_id)),
    )


def _again(hearing: Hearing) -> list[Block]:
    """What was no answer, but kept under a name, has its own list with Practise in it."""
    if hearing.answer_id is None:
        return []
    again = kit.button("Again", "practice.again", hearing.answer_id)
    return [kit.actions(again, block_id=f"{key(hearing)}.again")]


def can_not_message(hearing: Hearing) -> Payload:
    """To the sender: the colleague cannot listen now."""
    return kit.sentence(say("ear.can_not", listener_id=hearing.listener_id, title=hearing.title))


def taken_back_message(hearing: Hearing) -> Payload:
    """To the sender: it is taken back."""
    text = say("ear.taken_back", listener_id=hearing.listener_id, title=hearing.title)
    return _closed(hearing, text)


def ended_message(hearing: Hearing) -> Payload:
    """To the sender, in place of "Sent": nobody will answer."""
    return _closed(hearing, say("ear.was_ended", title=hearing.title))
