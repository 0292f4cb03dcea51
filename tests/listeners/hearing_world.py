"""Three people for the tests of a colleague's ear: who agreed, and an answer of alice's to be heard."""

from __future__ import annotations

from typing import Any

from bot.blocks import kit
from storage import members, outbox, partners, practice
from storage.practice_records import Answer, AnswerDraft
from storage.records import Member, Message
from tests.listeners.looking import newest, rows, words
from tests.world import World

TEXT = "I'm Alice. I repair lifts in old houses: finch-of-alice."
NOTE = "For Friday: does the ask come across?"
HEARD = {"Excelled at": "I could see the lift: robin-of-bob", "Challenge": "Say it without the first word"}


def join(world: World, *people: Any) -> None:
    """They use Kith; without a welcome and without a plan, which are of no matter here."""
    for person in people:
        world.run(members.add, Member(world.owner(person), person.tz, world.clock.now()))


def agree(world: World, one: Any, other: Any) -> None:
    """Each has named the other."""
    join(world, one, other)
    for owner, person in ((one, other), (other, one)):
        world.run(partners.wish, world.owner(owner), person.id, world.clock.now())


def answered(world: World, person: Any, text: str = TEXT) -> Answer:
    """An answer of the person's, and a message with the button that stands below its feedback."""
    draft = AnswerDraft("at-a-fair", "pitch", text, len(text.split()), 10, ())
    made: Answer = world.run(practice.add_answer, world.owner(person), draft, world.clock.now())
    show_button(world, person, made.id)
    return made


def show_button(world: World, person: Any, number: int, action: str = "ear.ask") -> None:
    button = kit.actions(kit.button("Ask a colleague", action, number))
    payload = kit.message("What you said", kit.section("What you said"), button)
    on = world.clock.now().date()
    ref = f"{number}-{len(person.messages)}"
    world.run(outbox.add, Message(world.owner(person), "reply", on, payload, ref=ref), world.clock.now())
    world.settle()


def open_form(world: World, person: Any, text: str = TEXT) -> None:
    """The form in which it is sent."""
    answered(world, person, text)
    person.click("Ask a colleague")


def sent(world: World, person: Any, note: str = NOTE) -> None:
    """An answer on its way to the only colleague there is."""
    open_form(world, person)
    person.fill({"Your note": note})
    person.submit()
    world.settle()


def told(world: World, person: Any) -> str:
    """Everything that one reads in the newest message."""
    world.settle()
    message = newest(person)
    return f"{message['text']}\n{words(message.get('blocks', []))}"


def all_said(person: Any) -> str:
    """Every message that a person sees, as one text."""
    return "\n".join(f"{one['text']}\n{words(one.get('blocks', []))}" for one in person.messages)


def request(world: World) -> dict[str, Any]:
    """The only request that there is, as it is kept."""
    (row,) = rows(world, "hearings")
    return row
