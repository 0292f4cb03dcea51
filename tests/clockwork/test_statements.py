"""A fault at every single statement of each job: all or nothing, and the next run brings it to its end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot import membership, replaying
from bot.delivery_errors import DeliveryError
from bot.jobs import delivery, repair, sweep
from bot.messenger import Look
from storage import acts, contacts, erase, inbox, outbox, outbox_review, promises, schedule
from storage.database import Database
from storage.records import ContactDraft, Message, Owner, Posting, Sent
from tests.clockwork.breaking import all_or_nothing, whole_again
from tests.clockwork.test_invariants import ALICE, BOB, lived_in
from tests.clockwork.town import join
from tests.jobs.mailbox import Mailbox
from tests.jobs.stage import HOUR, MINUTE, NOW, TODAY

NOON = NOW + 3 * HOUR
KINDS = ("brief", "reminder", "review", "practice", "team_summary")
PEOPLE = tuple(Owner("T1", f"U{name}") for name in ("ANN", "BEA", "CLEO"))


def all_due(conn: Connection) -> None:
    """Two members with every kind of nudge due at once."""
    lived_in(conn)
    conn.execute(text("UPDATE schedule SET due_at = :at, last_on = NULL"), {"at": int(NOON.timestamp())})
    conn.execute(text("DELETE FROM outbox WHERE is_nudge"))


def only(kind: str) -> Callable[[Connection], None]:
    """What is due is of this kind alone."""

    def fill(conn: Connection) -> None:
        all_due(conn)
        later = {"kind": kind, "at": int((NOON + 24 * HOUR).timestamp())}
        conn.execute(text("UPDATE schedule SET due_at = :at WHERE kind <> :kind"), later)

    return fill


def decided(conn: Connection) -> set[str]:
    return set(conn.execute(text("SELECT kind FROM outbox WHERE is_nudge")).scalars())


@pytest.mark.parametrize("kind", KINDS)
def test_a_sweep_is_all_or_nothing_at_every_statement(database: Database, kind: str) -> None:
    database.run_sync(only(kind))
    assert all_or_nothing(database, lambda conn: sweep.sweep_once(conn, NOON)) > 3
    assert kind in database.run_sync(decided)


def test_a_sweep_that_stumbles_over_one_statement_has_decided_all_with_the_next_beats(
    database: Database,
) -> None:
    database.run_sync(all_due)

    def next_beats(number: int) -> None:
        for minutes in (0, 2):
            asyncio.run(sweep.sweep(database, NOON + minutes * MINUTE))
        assert set(KINDS) <= database.run_sync(decided), f"statement {number}"

    assert whole_again(database, lambda: asyncio.run(sweep.sweep(database, NOON)), next_beats) > 10


FATES: dict[str, DeliveryError | None] = {
    "ok": None,
    "limited": DeliveryError("ratelimited", "later", "nobody", 30),
    "lost": DeliveryError("timeout", "unknown"),
    "kept": DeliveryError("timeout", "unknown"),
    "odd": DeliveryError("odd_error", "later"),
    "gone": DeliveryError("user_disabled", "never", "receiver"),
    "closed": DeliveryError("is_archived", "never", "receiver"),
    "revoked": DeliveryError("token_revoked", "later", "workspace"),
}


class Moody(Mailbox):
    """A Slack that has something against the first message, once; whom it does not know it never knows."""

    def __init__(self, fate: str) -> None:
        super().__init__(iter(()))
        self.fate, self.error = fate, FATES[fate]
        self.unknown: Owner | None = None

    async def send(self, posting: Posting, now: Any) -> Sent:
        error, self.error = self.error, None
        if error and error.blame == "receiver":
            self.unknown = posting.owner
        if posting.owner == self.unknown:
            error = FATES[self.fate]
        if error is None or self.fate == "kept":
            self.arrived.append(posting)
        if error:
            raise error
        return Sent(posting.id, "sent", now, posting.id, f"D{posting.owner.member_id}")

    async def look_for(self, posting: Posting) -> Look:
        look = await super().look_for(posting)
        return look._replace(ts=posting.id) if look.ts else look


def waiting(conn: Connection) -> None:
    """Three members, each with a message that is due."""
    for owner in PEOPLE:
        join(conn, owner, NOW)
        outbox.add(conn, Message(owner, "reply", TODAY, {"text": f"for {owner.member_id}"}, "r"), NOW)


def go_on(conn: Connection) -> None:
    """Somebody gave the workspace a token that works."""
    conn.execute(text("UPDATE workspaces SET paused_at = NULL, pause_reason = NULL"))


@pytest.mark.parametrize("fate", FATES)
def test_a_delivery_that_stumbles_over_one_statement_loses_and_repeats_nothing(
    database: Database, fate: str
) -> None:
    database.run_sync(waiting)
    slack: list[Moody] = []

    def deliver() -> None:
        slack[:] = [Moody(fate)]
        asyncio.run(delivery.deliver(database, slack[0], NOW))

    def next_ones(number: int) -> None:
        for minutes in (3, 9, 30):
            database.run_sync(go_on)
            asyncio.run(delivery.deliver(database, slack[0], NOW + minutes * MINUTE))
        states = Counter(database.run_sync(_states))
        assert states["sent"] == len(slack[0].arrived) == len(PEOPLE) - states["parked"], (number, states)
        assert states["parked"] == (fate in ("gone", "closed")), (number, states)

    assert whole_again(database, deliver, next_ones) > 3


def _states(conn: Connection) -> list[str]:
    return list(conn.execute(text("SELECT state FROM outbox")).scalars())


class People:
    """What Slack says of the people: one has moved, and one has left."""

    async def users_list(self, **_: Any) -> dict[str, Any]:
        moved, left = PEOPLE[0].member_id, PEOPLE[1].member_id
        return {
            "members": [
                {"id": moved, "tz": "Asia/Tokyo"},
                {"id": left, "tz": "UTC", "deleted": True},
                {"id": PEOPLE[2].member_id, "tz": "UTC"},
            ]
        }


def test_a_repair_that_stumbles_over_one_statement_is_whole_with_the_next(database: Database) -> None:
    database.run_sync(waiting)

    def mend() -> None:
        asyncio.run(repair.repair(database, People(), "T1", NOW))  # type: ignore[arg-type]

    def next_day(number: int) -> None:
        mend()
        found = database.run_sync(lambda conn: conn.execute(text("SELECT tz, deactivated_at FROM members")))
        assert Counter((row[0], row[1] is None) for row in found) == {
            ("Asia/Tokyo", True): 1,
            ("UTC", False): 1,
            ("UTC", True): 1,
        }, number

    assert whole_again(database, mend, next_day) > 5


def parked_message(conn: Connection) -> str:
    lived_in(conn)
    conn.execute(text("UPDATE outbox SET state = 'parked', ts = NULL, error = 'x' WHERE kind = 'brief'"))
    return str(conn.execute(text("SELECT id FROM outbox WHERE kind = 'brief'")).scalar_one())


def test_a_replay_is_all_or_nothing_at_every_statement(database: Database) -> None:
    row_id = database.run_sync(parked_message)
    assert all_or_nothing(database, lambda conn: replaying.replayed(conn, row_id, NOW)) > 1
    assert database.run_sync(outbox_review.counts)["due"] == 1


def add_everything(conn: Connection) -> None:
    """An act with a contact and a promise, and a reminder for it."""
    act = acts.begin(conn, ALICE, "capture", NOW)
    contact = contacts.add(conn, ALICE, ContactDraft("Omar"), NOW).id
    acts.made(conn, act, "contacts", contact)
    promise = promises.add(conn, ALICE, "mine", "call", contact, date(2026, 3, 9), None, NOW).id
    acts.made(conn, act, "promises", promise)
    schedule.put(conn, ALICE, "reminder", promise, NOW + HOUR)


def undo_first(conn: Connection) -> None:
    act = conn.execute(text("SELECT min(id) FROM acts WHERE member_id = 'UBOB'")).scalar_one()
    conn.execute(text("DELETE FROM thank_yous WHERE member_id = 'UBOB'"))
    schedule.remove(conn, BOB, "reminder", _promise_of_bob(conn))
    assert acts.undo(conn, BOB, act, NOW) == "undone"


def _promise_of_bob(conn: Connection) -> int:
    return int(conn.execute(text("SELECT id FROM promises WHERE member_id = 'UBOB'")).scalar_one())


def take_event(conn: Connection) -> None:
    assert inbox.take(conn, "T1", "Ev2", NOW)
    add_everything(conn)


# One transaction each: what it is, and how many statements it has at least.
TRANSACTIONS: dict[str, tuple[Callable[[Connection], Any], int]] = {
    "an event with its effect": (take_event, 8),
    "a capture": (add_everything, 7),
    "an undo": (undo_first, 5),
    "somebody who joins": (lambda conn: join(conn, PEOPLE[0], NOW), 6),
    "a change of settings": (
        lambda conn: membership.change(conn, BOB, {"brief_minute": 600, "practice_days": ""}, NOW),
        3,
    ),
    "a member who is forgotten": (lambda conn: erase.forget(conn, BOB, NOW), 10),
    "a purge": (lambda conn: inbox.purge(conn, NOW + timedelta(days=8)), 1),
}


@pytest.mark.parametrize("what", TRANSACTIONS)
def test_every_other_transaction_is_all_or_nothing_at_every_statement(database: Database, what: str) -> None:
    work, least = TRANSACTIONS[what]
    database.run_sync(lived_in)
    assert all_or_nothing(database, work) >= least
