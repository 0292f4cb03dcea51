"""Kith's outbox beside procrastinate and pgqueuer on PostgreSQL: messages enqueued, taken and completed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import uvloop
from sqlalchemy import Connection, func, select

from storage import outbox, outbox_claim
from storage.database import Database
from storage.records import Message, Owner, Posting, Sent
from storage.tables import outbox as kept
from tests.bench import peers_pgqueuer, peers_procrastinate
from tests.bench.peers_pgqueuer import CONSUMERS
from tests.bench.peers_turns import (
    ENQUEUED_AT_ONCE,
    PAYLOAD,
    Ratio,
    Side,
    Stopwatch,
    Turn,
    ahead,
    in_turns,
    opened,
)
from tests.bench.postgres import copy_of
from tests.bench.report import Row

MESSAGES = 10_000
# procrastinate takes and completes each job by itself: fewer show what one costs.
JOBS = 1_000
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
CLAIMED_AT_ONCE = 500
LEASE_SECONDS = 60


def rows(url: str, messages: int = MESSAGES, jobs: int = JOBS) -> list[Row]:
    """All of them in turns, each on a fresh copy of the migrated database at that address."""
    ours, deferred, *queued = in_turns(
        {
            "kith": lambda: on_a_copy(by_kith, url, messages),
            "procrastinate": lambda: on_a_copy(peers_procrastinate.turn, url, jobs),
            **{f"pgqueuer {number}": _by_pgqueuer(url, messages, number) for number in CONSUMERS},
        }
    ).values()
    by_consumers = [ahead(ours, turns) for turns in queued]
    closest = min(by_consumers, key=lambda ratio: ratio.smaller)
    consumers = CONSUMERS[by_consumers.index(closest)]
    return [
        _row("procrastinate", "", ahead(ours, deferred)),
        _row("pgqueuer", f", consumers: {consumers} (the better of {CONSUMERS})", closest),
    ]


def _by_pgqueuer(url: str, jobs: int, consumers: int) -> Side:
    return lambda: on_a_copy(partial(peers_pgqueuer.turn, consumers=consumers), url, jobs)


def _row(peer: str, used: str, ratio: Ratio) -> Row:
    how = ratio.how(f"Kith, {ratio.ours.done:,} messages,", f"{peer}{used}, {ratio.theirs.done:,} jobs,")
    what = f"Messages enqueued and completed ÷ {peer}, PostgreSQL"
    return Row(what, ratio.smaller, "x", how=how, least=1)


def on_a_copy(side: Callable[[str, int], Turn], url: str, number: int) -> Turn:
    """The side's turn on a copy of that database."""
    with copy_of(url) as copied:
        return side(copied, number)


def by_kith(url: str, messages: int) -> Turn:
    """Messages into the outbox, claimed and completed as sent, all but the sending."""
    with opened(url) as db:
        watch = Stopwatch(url)
        done = uvloop.run(_deliver(db, messages))
        turn = watch.turn(done)
        assert db.run_sync(_sent) == done == messages, done
    return turn


async def _deliver(db: Database, messages: int) -> int:
    for first in range(0, messages, ENQUEUED_AT_ONCE):
        numbers = range(first, min(first + ENQUEUED_AT_ONCE, messages))
        batch = [outbox.row_of(_message(number)) for number in numbers]
        await db.run(outbox.add_many, batch, NOW)
    done = 0
    claimed = await db.run(outbox_claim.claim, NOW, CLAIMED_AT_ONCE, LEASE_SECONDS)
    while claimed:
        # What was sent is written down while the next ones are claimed.
        _, following = await asyncio.gather(
            db.run(outbox_claim.complete, [_sent_one(posting) for posting in claimed]),
            db.run(outbox_claim.claim, NOW, CLAIMED_AT_ONCE, LEASE_SECONDS),
        )
        done += len(claimed)
        claimed = following
    return done


def _message(number: int) -> Message:
    return Message(Owner("T0000000001", f"U{number:09d}"), "brief", TODAY, PAYLOAD)


def _sent_one(posting: Posting) -> Sent:
    return Sent(posting.id, "sent", NOW, ts="1795510800.000100", channel_id="D0000000001")


def _sent(conn: Connection) -> int:
    return int(conn.execute(select(func.count()).where(kept.c.state == "sent")).scalar_one())
