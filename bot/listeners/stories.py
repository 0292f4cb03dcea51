"""The story bank: save a story with its point, list, show, change and drop it."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bot import envelope, judging, keeping, story_shelf, surface
from bot.blocks import errors
from bot.blocks import stories as blocks
from bot.blocks import story_forms as forms
from bot.blocks.kit import Payload
from bot.blocks.long_texts import first_field, typed_text
from bot.coach.pieces import first_words
from bot.coach.practice import Scene, measure
from bot.coach.story_search import find, people_in
from bot.content import plain, say
from bot.interaction import Beside, CoachError, FieldErrors, Interaction, ItemChange, once
from storage import acts, contacts, partners, practice, stories
from storage.practice_records import Answer, Story, StoryDraft, Telling

# A form opens within three seconds of the click, so the point is only filled in when it is found soon.
READ_SECONDS = 0.7
FIRST_TEXT = first_field("text")


class _Typed(NamedTuple):
    """What a form on a story says; `used` is the number of a story whose point was chosen, or 0."""

    title: str
    point: str
    used: int
    text: str


def bank(conn: Connection, it: Interaction) -> Payload:
    """`/story bank`, and the page of it that was turned to; `/story bank trust` looks for one."""
    if it.text:
        return look_for(conn, it)
    return blocks.bank_message(story_shelf.shelf(conn, it.owner), it.today, it.number)


def look_for(conn: Connection, it: Interaction) -> Payload:
    """`/story find trust`, `/story find dinner with Dana`."""
    shelf = story_shelf.shelf(conn, it.owner)
    if not shelf:
        return blocks.bank_message(shelf, it.today)
    if not it.text:
        raise CoachError(say("stories.how_to_find"))
    people = contacts.names(conn, it.owner)
    found = find(it.text, shelf, people)
    if not found:
        raise CoachError(say("stories.nothing_found", words=it.text))
    is_for_somebody = bool(people_in(it.text, people))
    return blocks.found_message(it.text, found, it.today, is_for_somebody=is_for_somebody)


def _mine(conn: Connection, it: Interaction, story_id: int) -> Story:
    story = stories.find(conn, it.owner, story_id)
    if story is None:
        raise CoachError(errors.gone())
    return story


def show(conn: Connection, it: Interaction) -> Beside:
    """The whole story, in a message of its own."""
    return _shown(conn, it, it.number)


def more(conn: Connection, it: Interaction) -> Beside:
    """What follows of a story that is too long for one message."""
    number, _, start = it.ref.partition("-")
    return _shown(conn, it, envelope.row_number(number), envelope.row_number(start))


def _shown(conn: Connection, it: Interaction, story_id: int, start: int = 0) -> Beside:
    shelved = story_shelf.shelved(conn, it.owner, _mine(conn, it, story_id))
    return Beside(blocks.story_message(shelved, it.today, start))


async def save(it: Interaction) -> None:
    """The button below the feedback: the form, with the first words as title and the takeaway as point."""
    answer, saved = await it.run(_answer_and_bank, it, it.number)
    point = await _takeaway(answer)
    metadata = {"id": answer.id, "thread": surface.thread_of(it)}
    await it.open(forms.save_modal(first_words(answer.text), point, answer.text, saved, metadata))


def _answer_and_bank(conn: Connection, it: Interaction, answer_id: int) -> tuple[Answer, list[Story]]:
    return _answer(conn, it, answer_id), stories.bank(conn, it.owner)


def _answer(conn: Connection, it: Interaction, answer_id: int) -> Answer:
    answer = practice.find_answer(conn, it.owner, answer_id)
    if answer is None or answer.kind != "story":
        raise CoachError(errors.gone())
    return answer


async def _takeaway(answer: Answer) -> str:
    """The sentence that tells what is to be learned, where one was found; never a guess."""
    if not answer.text:
        return ""
    try:
        async with asyncio.timeout(READ_SECONDS):
            reading = await judging.read_soon(answer.text, "story", Scene(seconds=None))
    except TimeoutError:
        return ""
    return reading.quotes.get("takeaway", "")[: forms.LONGEST_POINT]


def _typed(it: Interaction) -> _Typed | FieldErrors:
    """The fields of a form on a story, or what is wrong with them."""
    form = it.values
    title, point = (" ".join(str(form.get(name) or "").split()) for name in ("title", "point"))
    typed = _Typed(title, point, envelope.row_number(form.get("used")), typed_text(form, "text"))
    if not typed.title:
        return FieldErrors({"title": plain("stories.title_needed")})
    if not typed.point and not typed.used:
        return FieldErrors({"point": plain("stories.point_needed")})
    if not measure(typed.text).words:
        return FieldErrors({FIRST_TEXT: plain("stories.no_text")})
    return typed


def _draft(conn: Connection, it: Interaction, typed: _Typed) -> StoryDraft:
    point = _mine(conn, it, typed.used).point if typed.used else typed.point
    return StoryDraft(typed.title, point, typed.text, measure(typed.text).words)


async def submit_save(it: Interaction) -> FieldErrors | Payload | None:
    """The story is in the bank."""
    typed = _typed(it)
    if isinstance(typed, FieldErrors):
        return typed
    payload = await it.run(once, it, _save, it, typed)
    return payload and surface.in_thread(payload, str(it.metadata.get("thread") or ""))


def _save(conn: Connection, it: Interaction, typed: _Typed) -> Payload:
    _answer(conn, it, it.subject)
    draft = _draft(conn, it, typed)
    partners.lock(conn, it.owner.workspace_id, it.owner.member_id)  # of two at once the later one sees it
    known = next((one for one in stories.bank(conn, it.owner) if one.text == draft.text), None)
    if known:
        return _put(conn, it, known, draft)
    act_id = acts.begin(conn, it.owner, "story", it.now)
    story = stories.add(conn, it.owner, draft, it.now)
    acts.made(conn, act_id, "stories", story.id)
    return blocks.changed_message(story, act_id, say("stories.saved", story=story))


def _put(conn: Connection, it: Interaction, story: Story, draft: StoryDraft) -> Payload:
    """A story as the form says."""
    keeping.hold_still(conn, it.owner, "stories", story.id)
    changes = {
        name: value
        for name in StoryDraft.__slots__
        if (value := getattr(draft, name)) != getattr(story, name)
    }
    if not changes:
        return blocks.changed_message(story, keeping.NO_ACT, say("stories.same", story=story))
    story, act_id = _change(conn, it, story.id, **changes)
    return blocks.changed_message(story, act_id, say("stories.changed", story=story))


def _change(conn: Connection, it: Interaction, story_id: int, **changes: Any) -> tuple[Story, int]:
    act_id = acts.begin(conn, it.owner, "story", it.now)
    acts.change(conn, act_id, it.owner, "stories", story_id, **changes)
    return _mine(conn, it, story_id), act_id


async def edit(it: Interaction) -> None:
    """The form of a story of the bank."""
    story, saved = await it.run(_story_and_bank, it, it.number)
    await it.open(forms.edit_modal(story, saved, {"id": story.id, **surface.beside(it.body)}))


def _story_and_bank(conn: Connection, it: Interaction, story_id: int) -> tuple[Story, list[Story]]:
    return _mine(conn, it, story_id), stories.bank(conn, it.owner)


async def submit_edit(it: Interaction) -> FieldErrors | Payload | None:
    """The story as the form says."""
    typed = _typed(it)
    return typed if isinstance(typed, FieldErrors) else await it.run(once, it, _edit, it, typed)


def _edit(conn: Connection, it: Interaction, typed: _Typed) -> Payload:
    return _put(conn, it, _mine(conn, it, it.subject), _draft(conn, it, typed))


def drop(conn: Connection, it: Interaction) -> ItemChange:
    """It is not in the bank any more. Dropped a second time it is told as it is, with the act that did it."""
    keeping.hold_still(conn, it.owner, "stories", it.number)
    story = _mine(conn, it, it.number)
    if story.dropped_at:
        act_id = acts.latest(conn, it.owner, "stories", story.id)
    else:
        story, act_id = _change(conn, it, story.id, dropped_at=it.now)
    text = say("stories.dropped", story=story)
    return ItemChange(blocks.key(story), text, blocks.changed(story, act_id, text))


def untell(conn: Connection, it: Interaction) -> ItemChange:
    """It was not told after all."""
    keeping.hold_still(conn, it.owner, "tellings", it.number)
    telling = _telling(conn, it, it.number)
    if telling.dropped_at:
        act_id = acts.latest(conn, it.owner, "tellings", telling.id)
    else:
        act_id = acts.begin(conn, it.owner, "not told", it.now)
        acts.change(conn, act_id, it.owner, "tellings", telling.id, dropped_at=it.now)
    text = say("stories.untold", telling=telling, today=it.today)
    return ItemChange(blocks.telling_key(telling), text, blocks.untold(telling, act_id, text))


def _telling(conn: Connection, it: Interaction, telling_id: int) -> Telling:
    telling = stories.find_telling(conn, it.owner, telling_id)
    if telling is None:
        raise CoachError(errors.gone())
    return telling


SUBCOMMANDS = {("/story", "bank"): bank, ("/story", "find"): look_for}
LISTS = {"stories": bank}
ACTIONS = {
    "story.page": bank,
    "story.show": show,
    "story.more": more,
    "story.save": save,
    "story.edit": edit,
    "story.drop": drop,
    "story.untell": untell,
}
VIEWS = {"story.save": submit_save, "story.edit": submit_edit}
