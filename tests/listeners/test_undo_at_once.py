"""The same click from several devices at once, in threads, on both databases: one effect, one act to undo."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from bot import doors
from bot.coach.capture import Person, Reading, ReadPromise
from bot.interaction import CoachError, Interaction, once
from bot.listeners import contacts as contact_listener
from bot.listeners import promises as promise_listener
from bot.listeners import thanks as thanks_listener
from storage import contacts, members, promises, thanks
from storage.database import Database
from storage.records import ContactDraft, Member, Owner
from storage.tables import acts, captures, touches
from storage.tables import promises as promise_table

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ALICE = Member(Owner("T1", "U1"), "Europe/Lisbon", NOW)
DEVICES = 4
READING = Reading((Person("Bo"),), (ReadPromise("mine", "Bo", "call"),))


@pytest.fixture
def at_once(database: Database) -> Callable[..., list[Any]]:
    """Runs the same work in several transactions at the same time; mistakes that were told come back, too."""

    def run(work: Callable[..., Any], *args: Any) -> list[Any]:
        ready = threading.Barrier(DEVICES)

        def one(_number: int) -> Any:
            ready.wait(10)
            try:
                return database.run_sync(work, *args)
            except CoachError as told:
                return told

        with ThreadPoolExecutor(DEVICES) as devices:
            return list(devices.map(one, range(DEVICES)))

    return run


def it(**body: Any) -> Interaction:
    """Something that alice did."""
    return Interaction(None, ALICE, body, NOW)  # type: ignore[arg-type]


def one_of_each(conn: Connection) -> None:
    """A contact, a promise and a thank-you, each the first of its kind."""
    members.add(conn, ALICE)
    contact = contacts.add(conn, ALICE.owner, ContactDraft("Dana"), NOW)
    promises.add(conn, ALICE.owner, "mine", "call", contact.id, date(2026, 11, 27), None, NOW)
    thanks.add(conn, ALICE.owner, contact.id, "the lift", NOW)


def count(database: Database, table: Any) -> int:
    """How many rows there are."""
    return int(
        database.run_sync(lambda conn: conn.execute(select(func.count()).select_from(table)).scalar_one())
    )


@pytest.mark.parametrize(
    ("work", "args"),
    [
        (promise_listener.close, (1, "kept")),
        (promise_listener.put_off, (1, date(2026, 11, 30))),
        (thanks_listener.close, (1, "said")),
        (thanks_listener.put_off, (1, date(2026, 11, 30))),
        (contact_listener._touch, (1, "met")),
        (contact_listener._set, (1, {"stopped_at": NOW})),
    ],
)
def test_a_click_on_every_device_is_one_act(
    database: Database, at_once: Callable[..., list[Any]], work: Callable[..., Any], args: tuple[Any, ...]
) -> None:
    database.run_sync(one_of_each)
    told = at_once(work, it(), *args)
    assert count(database, acts) == 1 and len(told) == DEVICES
    assert not [each for each in told if isinstance(each, Exception)]


def test_a_touch_is_noted_once(database: Database, at_once: Callable[..., list[Any]]) -> None:
    database.run_sync(one_of_each)
    at_once(contact_listener._touch, it(), 1, "met")
    assert count(database, touches) == 1


def test_a_card_is_saved_once_and_the_others_are_told(
    database: Database, at_once: Callable[..., list[Any]]
) -> None:
    database.run_sync(lambda conn: members.add(conn, ALICE))
    database.run_sync(doors.hold, it(), "promised Bo to call", READING)
    answers = at_once(doors.save, it(), 1)
    assert count(database, promise_table) == 1
    assert sum(isinstance(each, CoachError) for each in answers) == DEVICES - 1


def test_a_form_is_kept_once(database: Database, at_once: Callable[..., list[Any]]) -> None:
    database.run_sync(lambda conn: members.add(conn, ALICE))
    form = it(view={"id": "V1", "callback_id": "promise.new"})
    answers = at_once(once, form, doors.keep_or_ask, form, "call", READING)
    assert count(database, promise_table) == 1 and answers.count(None) == DEVICES - 1


def test_an_event_is_taken_once(database: Database, at_once: Callable[..., list[Any]]) -> None:
    event = it(event_id="Ev1")
    answers = at_once(once, event, doors.hold, event, "line", READING)
    assert count(database, captures) == 1 and answers.count(None) == DEVICES - 1
