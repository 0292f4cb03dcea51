"""What one line said: the card to confirm, the question which one, and what was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.coach.capture import Person, Reading
from bot.coach.kept import Kept
from bot.coach.readings import items
from bot.content import say
from storage.records import Capture

LINES = 40


def card_message(capture_id: int, reading: Reading, known: dict[str, str], today: date) -> Payload:
    """What was read, line by line, to be saved, edited or thrown away."""
    title = say("captures.read_title")
    return kit.message(
        title,
        kit.section(title),
        kit.section("\n".join(f"• {line}" for line in card_lines(reading, known, today)[:LINES])),
        kit.context(say("captures.only_you")),
        kit.actions(
            kit.button("Save", "capture.save", capture_id, style="primary"),
            kit.button("Edit", "capture.edit", capture_id),
            kit.button("Don't save", "capture.discard", capture_id),
        ),
    )


def card_lines(reading: Reading, known: dict[str, str], today: date) -> list[str]:
    """Each slot of a reading in words; a person with nothing new is left out when others speak of them."""
    people = [person for person in reading.people if _is_news(person, known, reading)]
    promises = []
    for promise in reading.promises:
        promises.append(say("captures.promise", promise=promise, today=today))
        if promise.due_on and promise.due_on < today:
            promises.append(say("captures.past", promise=promise))
    return [
        *(say("captures.person", person=one, full_name=known.get(one.name)) for one in people),
        *promises,
        *(say("captures.thank_you", thank_you=one) for one in reading.thank_yous),
        *(say("captures.touch", touch=one, today=today) for one in reading.touches),
        *(say("captures.fact", fact=one) for one in reading.facts),
    ]


def _is_news(person: Person, known: dict[str, str], reading: Reading) -> bool:
    spoken_of = any(item.person == person.name for item in items(reading))
    return person.name not in known or not spoken_of or bool(person.company or person.met_at or person.via)


def which_message(capture_id: int, text: str, name: str, fitting: Sequence[tuple[int, str]]) -> Payload:
    """Asks which of several contacts a name means."""
    title = say("captures.which", name=name)
    options = [kit.option(full_name, contact_id) for contact_id, full_name in fitting[:99]]
    options.append(kit.option("Somebody new", 0))
    blocks = [
        kit.section(title),
        kit.actions(
            kit.select(kit.action_id("capture.which", capture_id), "Which one?", options),
            kit.button("Don't save", "capture.discard", capture_id),
        ),
    ]
    return kit.message(title, *([kit.context(say("captures.typed", text=text))] if text else []), *blocks)


def unclear_message(capture_id: int, text: str, people: Sequence[tuple[int, str]]) -> Payload:
    """A line that could not be sorted: kept, and asked about."""
    title = say("captures.unclear", text=text)
    elements = [
        kit.button("Keep as a note", "capture.note", capture_id),
        kit.button("Edit", "capture.edit", capture_id),
        kit.button("Don't save", "capture.discard", capture_id),
    ]
    if people:
        options = [kit.option(name, contact_id) for contact_id, name in people[:100]]
        elements.insert(0, kit.select(kit.action_id("capture.about", capture_id), "About whom?", options))
    return kit.message(title, kit.section(title), kit.actions(*elements))


def saved_lines(kept: Kept, today: date) -> list[str]:
    """Everything that was kept, line by line."""
    lines: list[str] = [say("captures.new_contact", name=contact.name) for contact in kept.new_contacts]
    lines += [say("captures.saved_promise", promise=promise, today=today) for promise in kept.promises]
    lines += [say("captures.saved_thank_you", thank_you=one) for one in kept.thank_yous]
    lines += [say("captures.saved_touch", touch=touch, today=today) for touch in kept.touches]
    lines += [say("captures.saved_note", text=text) for text in kept.notes]
    return lines or [say("captures.known_already", name=name) for name in kept.contacts]


def saved_message(kept: Kept, today: date) -> Payload:
    """What was saved, with Undo, and one click to the card of a person."""
    lines = saved_lines(kept, today)[:LINES]
    title = say("captures.saved")
    elements = [kit.button("Undo", "undo", f"{kept.act_id}--0")]
    if len(kept.contacts) == 1:
        contact = next(iter(kept.contacts.values()))
        elements.append(kit.button("Open card", "contact.open", contact.id))
    blocks: list[Block] = [
        kit.section(
            "\n".join([f"*{title}*", *(f"• {line}" for line in lines)]), block_id=f"act:{kept.act_id}"
        ),
        kit.context(say("captures.only_you")),
        kit.actions(*elements, block_id=f"act:{kept.act_id}.do"),
    ]
    return kit.message(f"{title}: {'; '.join(lines)}", *blocks)


def settled_message(capture: Capture) -> Payload:
    """A line that was dealt with before: by this click's twin, or another device."""
    return kit.sentence(
        say("captures.already_saved") if capture.state == "saved" else say("captures.discarded")
    )


def discarded_message(capture_id: int, text: str) -> Payload:
    """A line that is not saved, and can be after all."""
    title = say("captures.discarded")
    return kit.message(
        title,
        kit.section(title),
        kit.context(say("captures.typed", text=text)),
        kit.actions(kit.button("Undo", "capture.reopen", capture_id)),
    )
