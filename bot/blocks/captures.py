"""What one line said: the card to confirm, the question which one, and what was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.coach.capture import Person, Reading
from bot.coach.kept import Kept
from bot.coach.readings import items, renamed
from bot.content import say

PARAGRAPH = 2500


def card_message(
    capture_id: int, reading: Reading, known: dict[str, str], today: date, *, is_long: bool = False
) -> Payload:
    """What was read, line by line, to be saved, edited or thrown away. A long text is kept whole."""
    title = say("captures.read_title")
    lines = card_lines(reading, known, today)
    return kit.message(
        title,
        kit.section(title),
        *(kit.section(text) for text in _paragraphs([*lines, *([say("captures.long")] if is_long else [])])),
        kit.context(say("captures.only_you")),
        kit.actions(
            kit.button("Save", "capture.save", capture_id, style="primary"),
            kit.button("Edit", "capture.edit", capture_id),
            kit.button("Don't save", "capture.discard", capture_id),
        ),
    )


def _paragraphs(lines: Sequence[str], first: str = "") -> list[str]:
    """The lines with their dots in as few paragraphs as hold all of them; `first` stands above."""
    made = [first]
    for line in lines:
        joined = f"{made[-1]}\n• {line}" if made[-1] else f"• {line}"
        if len(joined) > PARAGRAPH:
            made.append(f"• {line}")
        else:
            made[-1] = joined
    return [text for text in made if text]


def card_lines(reading: Reading, known: dict[str, str], today: date) -> list[str]:
    """Each slot of a reading in words; a person with nothing new is left out when others speak of them."""
    people = [person for person in reading.people if _is_news(person, known, reading)]
    reading = renamed(reading, known)
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
    only = fitting[0][1] if len(fitting) == 1 else ""
    title = say("captures.same", name=name, known=only) if only else say("captures.which", name=name)
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


def saved_message(kept: Kept, today: date, capture_id: int | None = None) -> Payload:
    """What was saved, with Undo, which brings the card back, and one click to the card of a person."""
    lines = saved_lines(kept, today)
    title = say("captures.saved")
    subject = f"capture-{capture_id}" if capture_id else "-0"
    elements = [kit.button("Undo", "undo", f"{kept.act_id}-{subject}")]
    if len(kept.contacts) == 1:
        contact = next(iter(kept.contacts.values()))
        elements.append(kit.button("Open card", "contact.open", contact.id))
    first, *more = _paragraphs(lines, f"*{title}*")
    blocks: list[Block] = [
        kit.section(first, block_id=f"act:{kept.act_id}"),
        *(kit.section(text, block_id=f"act:{kept.act_id}.{n}") for n, text in enumerate(more)),
        kit.context(say("captures.only_you"), block_id=f"act:{kept.act_id}.who"),
        kit.actions(*elements, block_id=f"act:{kept.act_id}.do"),
    ]
    return kit.message(f"{title}: {'; '.join(lines)}", *blocks)


def discarded_message(capture_id: int, text: str) -> Payload:
    """A line that is not saved, and can be after all."""
    title = say("captures.discarded")
    return kit.message(
        title,
        kit.section(title),
        kit.context(say("captures.typed", text=text)),
        kit.actions(kit.button("Undo", "capture.reopen", capture_id)),
    )
