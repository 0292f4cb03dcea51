"""Versions and stories as messages and forms: Slack takes them, however long or hostile their texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.blocks import stories, story_forms, versions
from bot.blocks.kit import Payload
from bot.coach.story_search import Found, Shelved
from bot.local_slack.posting import BLOCKS_TEXT_LONGEST, text_length
from storage.practice_records import Answer, Story, Telling, Version
from tests.blocks.core_rows import AT, LONG, OWNER, TODAY, faults

DAY = date(2026, 3, 3)


def version(number: int = 1, **fields: Any) -> Version:
    """A version with everything as long as it can be typed, or longer."""
    given = {"name": LONG, "listener": "investor", "goal": "funding", "text": LONG}
    return Version(number, OWNER, target_seconds=60, words=9, seconds=4, created_at=AT, **{**given, **fields})


def story(number: int = 1, **fields: Any) -> Story:
    """A story likewise."""
    return Story(
        number, OWNER, **{"title": LONG, "point": LONG, "text": LONG, **fields}, words=9, created_at=AT
    )


def telling(number: int = 1) -> Telling:
    """Told to somebody at some occasion, both as long as can be."""
    return Telling(number, OWNER, 1, LONG, 1, LONG, LONG, DAY)


def shelved(number: int = 1, **fields: Any) -> Shelved:
    """A story that was told fifty times."""
    return Shelved(story(number, **fields), tuple(telling(n) for n in range(50)))


ANSWER = Answer(1, OWNER, "p", "pitch", LONG, 9, 4, (), AT, listener="somebody else")
FORM = {"id": 1, "thread": "1795428000.087795"}
PEOPLE = [(number, LONG) for number in range(150)]
MANY = [story(n) for n in range(150)]
MAKERS: dict[str, Callable[[], Payload]] = {
    "no versions": lambda: versions.version_list_message([], TODAY),
    "many versions": lambda: versions.version_list_message([version(n) for n in range(99)], TODAY, 20),
    "several audiences": lambda: versions.version_list_message(
        [version(n, listener=str(n)) for n in range(99)], TODAY, 0, "Several fit"
    ),
    "one version": lambda: versions.version_message(version(), TODAY),
    "its rest": lambda: versions.version_message(version(), TODAY, 9000),
    "beyond its end": lambda: versions.version_message(version(), TODAY, 10**9),
    "a changed version": lambda: versions.changed_message(version(), 1, "Kept"),
    "the form to keep": lambda: versions.keep_modal(ANSWER, FORM),
    "the form to rename": lambda: versions.rename_modal(version(), FORM),
    "an empty bank": lambda: stories.bank_message([], TODAY),
    "a full bank": lambda: stories.bank_message([shelved(n) for n in range(99)], TODAY, 90),
    "many points": lambda: stories.bank_message([shelved(n, point=f"{n}{LONG}") for n in range(99)], TODAY),
    "what was found": lambda: stories.found_message(
        LONG, [Found(shelved(n), telling()) for n in range(99)], TODAY, is_for_somebody=True
    ),
    "one story": lambda: stories.story_message(shelved(), TODAY),
    "a story of emoji": lambda: stories.story_message(shelved(text="😀" * 20000), TODAY, 9000),
    "a changed story": lambda: stories.changed_message(story(), 1, "Saved"),
    "what was told": lambda: stories.told_message(
        [telling(n) for n in range(9)], [telling()] * 9, [LONG], 1, TODAY
    ),
    "the form to save": lambda: story_forms.save_modal(LONG, LONG, LONG, MANY, FORM),
    "the form of a forgotten text": lambda: story_forms.save_modal("", "", "", [], FORM),
    "the form to edit": lambda: story_forms.edit_modal(story(), MANY, FORM),
    "the form of a telling": lambda: story_forms.told_modal(
        story_forms.Telling(MANY, PEOPLE, 7, LONG, LONG, DAY, "Which one?"), FORM
    ),
    "that without people": lambda: story_forms.told_modal(story_forms.Telling(MANY[:1], [], 0, on=DAY), FORM),
}


@pytest.mark.parametrize("name", MAKERS)
def test_slack_takes_it(name: str) -> None:
    made = MAKERS[name]()
    assert faults(made) == []
    assert made.get("type") or text_length(made["blocks"]) <= BLOCKS_TEXT_LONGEST
    ids = [block["block_id"] for block in made["blocks"] if "block_id" in block]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", MAKERS)
def test_it_says_who_sees_it_and_nothing_typed_formats(name: str) -> None:
    shown = str(MAKERS[name]())
    assert "Only you can see this" in shown or name in ("no versions", "an empty bank", "the form to rename")
    assert "*bold*" not in str([block.get("text", {}) for block in MAKERS[name]()["blocks"]])


def test_a_point_used_twice_is_offered_once_the_latest_first() -> None:
    bank = [story(3, point="Trust"), story(2, point="courage"), story(1, point="trust"), story(4, point="")]
    form = story_forms.save_modal("t", "", "x", bank, FORM)
    (used,) = [block["element"] for block in form["blocks"] if block.get("block_id") == "used"]
    assert [(one["text"]["text"], one["value"]) for one in used["options"]] == [
        ("Trust", "3"),
        ("courage", "2"),
    ]


def test_the_parts_of_a_long_version_are_the_whole_of_it() -> None:
    long = version(text=" ".join(f"w{n}" for n in range(5000)))
    seen, start = "", "0"
    while start:
        made = versions.version_message(long, TODAY, int(start))
        quotes = [block for block in made["blocks"] if block["type"] == "rich_text"]
        seen += " " + " ".join(block["elements"][0]["elements"][0]["text"] for block in quotes)
        more = [one["value"] for one in made["blocks"][-1]["elements"] if one["text"]["text"] == "Read on"]
        start = more[0].partition("-")[2] if more else ""
    assert seen.split() == long.text.split()
