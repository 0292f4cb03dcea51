"""With whom a story was told: a line or a form, for contacts as capture knows them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from bot import envelope, keeping, surface
from bot.blocks import errors
from bot.blocks import stories as blocks
from bot.blocks import story_forms as forms
from bot.blocks.kit import Payload
from bot.coach.capture import Person, Reading
from bot.coach.dates import DateError
from bot.coach.telling_words import Told, people_of, read_told
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, NextView, once
from bot.keeping import Choices, WhichOne
from storage import acts, contacts, stories
from storage.practice_records import Story, Telling
from storage.records import Contact

MOST_PEOPLE = 100


class _Sure(NamedTuple):
    """A telling that leaves nothing to ask. `chosen` is the number of a contact out of the menu, or 0."""

    story_id: int
    people: tuple[str, ...]
    chosen: int
    occasion: str | None
    on: date


async def command(it: Interaction) -> Payload | None:
    """`/story told The lift to Dana at the fair yesterday`; what is not sure is asked in the form."""
    bank, read = await it.run(_read, it)
    if not bank:
        return blocks.bank_message([], it.today)
    if read.on and read.on > it.today:
        raise CoachError(say("stories.still_to_come"))
    whom = read.people or read.occasion
    if len(read.stories) == 1 and whom:
        sure = _Sure(read.stories[0].id, read.people, 0, read.occasion or None, read.on or it.today)
        try:
            return await it.run(_tell, it, sure)
        except WhichOne as question:
            await _ask(it, read, bank, question)
            return None
    await _ask(it, read, bank)
    return None


def _read(conn: Connection, it: Interaction) -> tuple[list[Story], Told]:
    bank = stories.bank(conn, it.owner)
    try:
        read = read_told(it.text, bank, it.today)
    except DateError as error:
        raise CoachError(say("stories.no_such_day", reason=str(error))) from error
    if bank and it.text and not read.stories:
        raise CoachError(say("stories.unknown_title", words=it.text))
    return bank, read


async def _ask(it: Interaction, read: Told, bank: list[Story], question: WhichOne | None = None) -> None:
    """The form, with what was understood in it; the stories that fit stand first."""
    fitting = [*read.stories, *(one for one in bank if one not in read.stories)]
    telling = forms.Telling(
        fitting,
        await it.run(_offered, it, question),
        fitting[0].id,
        ", ".join(read.people),
        read.occasion,
        read.on or it.today,
        say("stories.which_one", name=question.name) if question else "",
    )
    await it.open(forms.told_modal(telling, surface.beside(it.body)))


async def form(it: Interaction) -> None:
    """The button of a story."""
    story = await it.run(_mine, it, it.number)
    bank = await it.run(stories.bank, it.owner)
    people = await it.run(_offered, it, None)
    shown = [story, *(one for one in bank if one.id != story.id)]
    await it.open(
        forms.told_modal(forms.Telling(shown, people, story.id, on=it.today), surface.beside(it.body))
    )


def _mine(conn: Connection, it: Interaction, story_id: int) -> Story:
    story = stories.find(conn, it.owner, story_id)
    if story is None:
        raise CoachError(errors.gone())
    return story


def _offered(conn: Connection, it: Interaction, question: WhichOne | None) -> list[tuple[int, str]]:
    """The contacts in the menu: those of whom one is meant, and those added last."""
    asked = [contacts.find(conn, it.owner, number) for number, _ in question.fitting] if question else []
    recent = contacts.recent(conn, it.owner, MOST_PEOPLE)
    shown = {one.id: one for one in (*asked, *recent) if one}
    return [(number, _label(contact)) for number, contact in shown.items()][:MOST_PEOPLE]


def _label(contact: Contact) -> str:
    about = contact.company or contact.role or contact.met_at
    return f"{contact.name} · {about}" if about else contact.name


async def submit(it: Interaction) -> FieldErrors | NextView | Payload | None:
    """The telling is noted, or what is still to be said is asked."""
    values = it.values
    chosen, typed = envelope.row_number(values.get("contact")), str(values.get("name") or "").strip()
    occasion = " ".join(str(values.get("occasion") or "").split()) or None
    on = date.fromisoformat(str(values.get("on") or it.today))
    people = () if chosen else people_of(typed)
    if on > it.today:
        return FieldErrors({"on": plain("stories.still_to_come")})
    if typed and not chosen and not people:
        return FieldErrors({"name": plain("stories.no_name", words=typed)})
    if not (chosen or people or occasion):
        return FieldErrors({"name": plain("stories.whom_needed")})
    sure = _Sure(envelope.row_number(values.get("story")), people, chosen, occasion, on)
    try:
        return await it.run(once, it, _tell, it, sure)
    except WhichOne as question:
        return await _ask_again(it, sure, typed, question)


async def _ask_again(it: Interaction, sure: _Sure, typed: str, question: WhichOne) -> NextView:
    bank = await it.run(stories.bank, it.owner)
    people = await it.run(_offered, it, question)
    notice = say("stories.which_one", name=question.name)
    telling = forms.Telling(bank, people, sure.story_id, typed, sure.occasion or "", sure.on, notice)
    return NextView(forms.told_modal(telling, it.metadata))


def _tell(conn: Connection, it: Interaction, sure: _Sure) -> Payload:
    """Note it for each of the people, who become contacts as in a captured line. Raises WhichOne."""
    story = _mine(conn, it, sure.story_id)
    choices: Choices = {}
    names = sure.people
    if sure.chosen:
        names = (_contact(conn, it, sure.chosen).name,)
        choices[names[0]] = sure.chosen
    reading = Reading(people=tuple(map(Person, names)))
    kept = keeping.keep(conn, it.member, reading, choices, "told", it.now)
    heard = dict.fromkeys(contact.id for contact in kept.contacts.values())
    whom: list[int | None] = [*heard] or [None]
    before = [_last(conn, it, story, contact_id) for contact_id in whom if contact_id]
    told = []
    for contact_id in whom:
        telling = stories.tell(conn, it.owner, story.id, contact_id, sure.occasion, sure.on, it.now)
        acts.made(conn, kept.act_id, "tellings", telling.id)
        told.append(telling)
    new = [contact.name for contact in kept.new_contacts]
    return blocks.told_message(told, [one for one in before if one], new, kept.act_id, it.today)


def _contact(conn: Connection, it: Interaction, contact_id: int) -> Contact:
    contact = contacts.find(conn, it.owner, contact_id)
    if contact is None:
        raise CoachError(errors.gone())
    return contact


def _last(conn: Connection, it: Interaction, story: Story, contact_id: int) -> Telling | None:
    """When they heard it last, before now."""
    heard = stories.told_to(conn, it.owner, contact_id)
    return next((one for one in heard if one.story_id == story.id), None)


SUBCOMMANDS = {("/story", "told"): command}
ACTIONS = {"story.told": form}
VIEWS = {"story.told": submit}
