"""The same thing kept from several devices at once, in threads, on both databases: there is one of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.coach.occasions import read_occasion
from bot.listeners import occasions as occasion_listener
from bot.listeners import stories as story_listener
from bot.listeners import versions as version_listener
from storage import members, practice
from storage.database import Database
from storage.practice_records import AnswerDraft
from storage.tables import acts, occasions, stories, versions
from tests.listeners.test_undo_at_once import ALICE, DEVICES, NOW, at_once, count, it

__all__ = ["at_once"]
FORM = it(view={"id": "V1", "private_metadata": '{"id": 1}', "state": {"values": {}}})
STORY = story_listener._Typed("The lift", "trust", 0, "It stood still.")


@pytest.mark.parametrize(
    ("kind", "work", "args", "table"),
    [
        ("pitch", version_listener._keep, ("Short", "I repair lifts."), versions),
        ("story", story_listener._save, (STORY,), stories),
    ],
)
def test_what_is_kept_from_every_device_is_kept_once(
    database: Database,
    at_once: Callable[..., list[Any]],
    kind: Any,
    work: Callable[..., Any],
    args: tuple[Any, ...],
    table: Any,
) -> None:
    draft = AnswerDraft("own", kind, "It stood still.", 3, 2, ())
    database.run_sync(members.add, ALICE)
    database.run_sync(practice.add_answer, ALICE.owner, draft, NOW)
    told = at_once(work, FORM, *args)
    assert [type(each) for each in told] == [dict] * DEVICES
    assert (count(database, table), count(database, acts)) == (1, 1)


def test_an_event_noted_on_every_device_is_one(
    database: Database,
    at_once: Callable[..., list[Any]],
) -> None:
    database.run_sync(members.add, ALICE)
    line = read_occasion("the trade fair on Friday", NOW.date())
    told = at_once(occasion_listener._note, it(), line)
    assert [type(each) for each in told] == [dict] * DEVICES
    assert (count(database, occasions), count(database, acts)) == (1, 1)
