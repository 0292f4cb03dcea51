"""The form that a capture is edited in: one group of fields for each thing that was read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.coach.capture import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch
from bot.coach.readings import FORM_ROWS, is_long
from bot.content import plain

SIDES = [kit.option("I promised", "mine"), kit.option("They promised me", "theirs")]
THANKS = [kit.option("I owe it", "owed"), kit.option("I said it", "said")]
TOUCHES = [
    kit.option(label, value)
    for value, label in (
        ("met", "Met"),
        ("call", "Call"),
        ("message", "Message"),
        ("coffee", "Coffee"),
        ("lunch", "Lunch"),
        ("event", "Event"),
        ("other", "Other"),
    )
]


def line_form(metadata: dict[str, Any]) -> Payload:
    """One line to be read."""
    return kit.modal(
        "Capture",
        "capture.line",
        kit.field(
            "What happened?",
            "line",
            kit.text_input(
                "line", multiline=True, placeholder="met Dana Lee from Acme, promised her the deck"
            ),
        ),
        submit="Read it",
        private_metadata=json.dumps(metadata),
    )


def capture_form(reading: Reading, text: str, metadata: dict[str, Any]) -> Payload:
    """Everything that was read, to be changed; an empty reading begins with one of the usual things."""
    hints = [plain("captures.form_hint"), *([plain("captures.long")] if is_long(reading, text) else [])]
    if reading.is_empty:
        reading = Reading(
            people=(Person(""),), promises=(ReadPromise("mine", None, ""),), facts=(ReadFact("", text),)
        )
    blocks: list[Block] = [kit.context(*hints)]
    for number, person in enumerate(reading.people):
        blocks += _person_fields(f"people.{number}", person)
    for number, promise in enumerate(reading.promises):
        blocks += _promise_fields(f"promises.{number}", promise)
    for number, thank_you in enumerate(reading.thank_yous):
        blocks += _thank_you_fields(f"thank_yous.{number}", thank_you)
    for number, touch in enumerate(reading.touches):
        blocks += _touch_fields(f"touches.{number}", touch)
    for number, fact in enumerate(reading.facts):
        blocks += _fact_fields(f"facts.{number}", fact)
    return kit.modal("Capture", "capture.edit", *blocks, private_metadata=json.dumps(metadata))


def _text(key: str, label: str, value: str | None, *, long: bool = False) -> Block:
    return kit.field(label, key, kit.text_input(key, value, multiline=long), optional=True)


def _person_fields(key: str, person: Person) -> list[Block]:
    return [
        kit.divider(),
        _text(f"{key}.name", "Person", person.name),
        _text(f"{key}.company", "Works at", person.company),
        _text(f"{key}.met_at", "Met at", person.met_at),
        _text(f"{key}.via", "Introduced by", person.via),
    ]


def _promise_fields(key: str, promise: ReadPromise) -> list[Block]:
    hour = f"{promise.due_time:%H:%M}" if promise.due_time else None
    side = kit.select(f"{key}.direction", "Who promised", SIDES, promise.direction)
    return [
        kit.divider(),
        _text(f"{key}.what", "Promise", promise.what, long=True),
        kit.field("Who promised", f"{key}.direction", side),
        _text(f"{key}.person", "With whom", promise.person),
        kit.field(
            "By when", f"{key}.due_on", kit.date_picker(f"{key}.due_on", promise.due_on), optional=True
        ),
        kit.field("Hour", f"{key}.due_time", kit.time_picker(f"{key}.due_time", hour), optional=True),
    ]


def _thank_you_fields(key: str, thank_you: ReadThankYou) -> list[Block]:
    state = kit.select(f"{key}.state", "Owed or said", THANKS, thank_you.state)
    return [
        kit.divider(),
        _text(f"{key}.person", "Thank-you to", thank_you.person),
        _text(f"{key}.reason", "For", thank_you.reason),
        kit.field("Owed or said", f"{key}.state", state),
    ]


def _touch_fields(key: str, touch: ReadTouch) -> list[Block]:
    kind = kit.select(f"{key}.kind", "How", TOUCHES, touch.kind)
    return [
        kit.divider(),
        _text(f"{key}.person", "In touch with", touch.person),
        kit.field("How", f"{key}.kind", kind),
        kit.field("On", f"{key}.on", kit.date_picker(f"{key}.on", touch.on)),
    ]


def _fact_fields(key: str, fact: ReadFact) -> list[Block]:
    return [
        kit.divider(),
        _text(f"{key}.person", "Note about", fact.person),
        _text(f"{key}.fact", "Note", fact.fact, long=True),
    ]


Fields = dict[str, Any]
# Who has typed the one must give the other: slot, the field that is needed, with which, and what is said.
NEEDED = (
    ("people", "name", "company", "name_needed"),
    ("people", "name", "met_at", "name_needed"),
    ("people", "name", "via", "name_needed"),
    ("promises", "due_on", "due_time", "day_needed"),
    ("thank_yous", "person", "reason", "name_needed"),
    ("facts", "person", "fact", "name_needed"),
)


def with_cut_texts(reading: Reading, text: str) -> Reading:
    """The reading of a form, where a text too long for its field stood in it unchanged: the whole of it."""
    cut = kit.fit(text, kit.INPUT_TEXT)
    facts = tuple(replace(one, fact=text) if one.fact == cut else one for one in reading.facts)
    return replace(reading, facts=facts)


def read_capture_form(values: Fields) -> tuple[Reading, dict[str, str]]:
    """What a submitted form says, and what is wrong with it by field. A cleared line is left out."""
    groups = {slot: _groups(values, slot) for slot in FORM_ROWS}
    faults = {
        f"{slot}.{number}.{needed}": plain(f"captures.{sentence}")
        for slot, needed, other, sentence in NEEDED
        for number, group in groups[slot].items()
        if group.get(other) and not group.get(needed)
    }
    reading = Reading(
        people=tuple(map(_person, _filled(groups["people"], "name"))),
        promises=tuple(map(_promise, _filled(groups["promises"], "what"))),
        thank_yous=tuple(map(_thank_you, _filled(groups["thank_yous"], "person"))),
        touches=tuple(map(_touch, _filled(groups["touches"], "person", "on"))),
        facts=tuple(map(_fact, _filled(groups["facts"], "person", "fact"))),
    )
    if reading.is_empty and not faults:
        faults[next(iter(values), "people.0.name")] = plain("captures.no_slots_left")
    return reading, faults


def _filled(groups: dict[str, Fields], *needed: str) -> list[Fields]:
    """The groups that were not cleared."""
    return [group for group in groups.values() if all(group.get(name) for name in needed)]


def _groups(values: Fields, slot: str) -> dict[str, Fields]:
    made: dict[str, Fields] = {}
    for block_id, value in values.items():
        parts = block_id.split(".")
        if len(parts) == 3 and parts[0] == slot:
            cleaned = value.strip() if isinstance(value, str) else value
            made.setdefault(parts[1], {})[parts[2]] = cleaned or None
    return made


def _person(one: Fields) -> Person:
    return Person(one["name"], one.get("company"), one.get("met_at"), one.get("via"))


def _thank_you(one: Fields) -> ReadThankYou:
    return ReadThankYou(one["person"], one.get("reason"), one["state"])


def _touch(one: Fields) -> ReadTouch:
    return ReadTouch(one["person"], date.fromisoformat(one["on"]), one["kind"])


def _fact(one: Fields) -> ReadFact:
    return ReadFact(one["person"], one["fact"])


def _promise(one: Fields) -> ReadPromise:
    due_on, due_time = one.get("due_on"), one.get("due_time")
    return ReadPromise(
        one["direction"],
        one.get("person"),
        one["what"],
        date.fromisoformat(due_on) if due_on else None,
        time.fromisoformat(due_time) if due_on and due_time else None,
    )
