"""The story bank as messages: the list by points, what was found, one story in full, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.long_texts import shown_text
from bot.blocks.pages import page, turns
from bot.coach.names import key as name_key
from bot.coach.story_search import Found, Shelved
from bot.content import say
from storage.practice_records import Story, Telling

TELLINGS_SHOWN = 5
FOUND_SHOWN = 5


def key(story: Story) -> str:
    """The block_id under which a story stands in any message."""
    return f"story:{story.id}"


def telling_key(telling: Telling) -> str:
    """The block_id under which a telling stands."""
    return f"telling:{telling.id}"


def by_point(shelf: Sequence[Shelved]) -> list[Shelved]:
    """In the order in which they are listed: those of one point together, the newest first."""
    return sorted(shelf, key=lambda one: (name_key(one.story.point), -one.story.id))


def story_item(shelved: Shelved, today: date) -> list[Block]:
    """One story of the list: its title, its length, to whom it was told last, and what one can do."""
    story = shelved.story
    last = shelved.tellings[0] if shelved.tellings else None
    return [
        kit.section(say("stories.title", story=story), block_id=key(story)),
        kit.context(
            say("stories.about", story=story, telling=last, today=today), block_id=f"{key(story)}.about"
        ),
        _do(story, kit.button("Show", "story.show", story.id)),
    ]


def _do(story: Story, *first: Element) -> Block:
    return kit.actions(
        *first,
        kit.button("Told", "story.told", story.id),
        kit.button("Edit", "story.edit", story.id),
        kit.button("Drop", "story.drop", story.id),
        block_id=f"{key(story)}.do",
    )


def bank_message(shelf: Sequence[Shelved], today: date, start: int = 0) -> Payload:
    """The bank by points: the page that begins at `start`."""
    if not shelf:
        return kit.sentence(say("stories.empty"))
    title = say("stories.list_title", count=len(shelf))
    blocks = [kit.section(f"*{title}*"), kit.context(say("stories.only_you"))]
    first, shown = page(by_point(shelf), start)
    point = None
    for shelved in shown:
        if name_key(shelved.story.point) != point:
            point = name_key(shelved.story.point)
            blocks.append(kit.context(say("stories.point", point=shelved.story.point)))
        blocks += kit.listed_in(f"stories-{first}", story_item(shelved, today))
    buttons = turns("story.page", first, len(shelf))
    return kit.message(title, *blocks, *([kit.actions(*buttons)] if buttons else []))


def found_message(words: str, found: Sequence[Found], today: date, *, is_for_somebody: bool) -> Payload:
    """The stories that fit, the best first; those that this person knows already say so."""
    title = say(f"stories.found_{'for' if is_for_somebody else 'title'}", words=words, count=len(found))
    blocks = [kit.section(title), kit.context(say("stories.only_you"))]
    for one in found[:FOUND_SHOWN]:
        blocks += _found_item(one, today)
    if len(found) > FOUND_SHOWN:
        blocks.append(kit.context(say("stories.more_found", count=len(found) - FOUND_SHOWN)))
    return kit.message(title, *blocks)


def _found_item(found: Found, today: date) -> list[Block]:
    """An item of the list with its point. Of one that they know stands when they heard it."""
    story = found.shelved.story
    first, about, do = story_item(found.shelved, today)
    if found.known_to:
        warning = say("stories.known_to", story=story, telling=found.known_to, today=today)
        about = kit.context(warning, block_id=about["block_id"])
    return [
        first,
        kit.context(say("stories.makes_the_point", story=story), block_id=f"{key(story)}.point"),
        about,
        do,
    ]


def story_message(shelved: Shelved, today: date, start: int = 0) -> Payload:
    """One story in full, letter by letter, and to whom it was told; of a long one the part at `start`."""
    story, told = shelved.story, shelved.tellings
    text, rest = shown_text(story.text, start, "story.more", story.id)
    tellings = [block for telling in told[:TELLINGS_SHOWN] for block in _telling_item(telling, today)]
    older = len(told) - TELLINGS_SHOWN
    return kit.message(
        say("stories.title", story=story),
        kit.section(say("stories.title", story=story), block_id=key(story)),
        *({**block, "block_id": f"{key(story)}.{n}"} for n, block in enumerate(text)),
        kit.context(say("stories.makes_the_point", story=story), say("stories.only_you")),
        _do(story, *rest, kit.button("Ask a colleague", "ear.story", story.id)),
        *tellings,
        *([kit.context(say("stories.more_tellings", count=older))] if older > 0 else []),
    )


def _telling_item(telling: Telling, today: date) -> list[Block]:
    take_back = kit.button("Not told", "story.untell", telling.id)
    words = say("stories.telling", telling=telling, today=today)
    return [kit.section(words, block_id=telling_key(telling), accessory=take_back)]


def changed(story: Story, act_id: int, text: str) -> list[Block]:
    """What was done to a story, with Undo if anything was."""
    undo = [kit.button("Undo", "undo", f"{act_id}-story-{story.id}")] if act_id else []
    shown = [] if story.dropped_at else [kit.button("Show", "story.show", story.id)]
    buttons = [kit.actions(*undo, *shown, block_id=f"{key(story)}.do")] if undo or shown else []
    return [kit.section(text, block_id=key(story)), *buttons]


def changed_message(story: Story, act_id: int, text: str) -> Payload:
    """The same as a message of its own."""
    return kit.message(text, *changed(story, act_id, text), kit.context(say("stories.only_you")))


def told_message(
    told: Sequence[Telling], before: Sequence[Telling], new: Sequence[str], act_id: int, today: date
) -> Payload:
    """A telling is noted. `before`: the last time that each of them heard it; `new`: who is a new contact."""
    first = told[0]
    people = [telling.contact for telling in told if telling.contact]
    text = say(
        "stories.told", title=first.title, people=people, occasion=first.occasion, on=first.on, today=today
    )
    notes = [say("stories.told_before", telling=telling, today=today) for telling in before]
    if new:
        notes.append(say("stories.new_people", names=new))
    undo = kit.button("Undo", "undo", f"{act_id}-telling-{first.id}")
    return kit.message(
        text,
        kit.section(text, block_id=telling_key(first)),
        *([kit.context(*notes)] if notes else []),
        kit.actions(undo, block_id=f"{telling_key(first)}.do"),
        kit.context(say("stories.only_you")),
    )


def untold(telling: Telling, act_id: int, text: str) -> list[Block]:
    """A telling that was taken back, with Undo."""
    undo = kit.button("Undo", "undo", f"{act_id}-telling-{telling.id}")
    return [
        kit.section(text, block_id=telling_key(telling)),
        kit.actions(undo, block_id=f"{telling_key(telling)}.do"),
    ]
