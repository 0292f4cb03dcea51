"""A town for tests at size: members with daily nudges, and a Slack that counts."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from bot import membership
from bot.jobs.delivery import deliver
from bot.jobs.sweep import sweep
from bot.local_slack.sample_people import SamplePerson
from bot.messenger import Messenger, open_session, web_client
from storage import contacts, promises
from storage.database import Database
from storage.records import ContactDraft, Member, Owner
from tests.invariants import broken

EVERY_DAY = "1234567"
NOON = 12 * 60
REVIEW_DAY = 5
REPEAT = "may be a repeat"


def join(conn: Connection, owner: Owner, at: datetime) -> None:
    """A member with a brief and a practice prompt each day at noon, a review a week, and a promise."""
    member = Member(
        owner,
        "UTC",
        at,
        brief_minute=NOON,
        brief_days=EVERY_DAY,
        practice_days=EVERY_DAY,
        review_day=REVIEW_DAY,
        review_minute=NOON,
    )
    membership.join(conn, member, at, is_greeted=True)
    dana = contacts.add(conn, owner, ContactDraft("Dana"), at).id
    promises.add(conn, owner, "mine", "send the deck", dana, at.date(), None, at)


class Town:
    """So many people in a strict Slack, all of them members from `at` on."""

    def __init__(self, slack: Any, db: Database, people: int, at: datetime) -> None:
        self.slack, self.db = slack, db
        handles = [f"sample{number:04d}" for number in range(people)]
        self.people = [slack.add_person(SamplePerson(name, name.title(), "UTC")) for name in handles]
        for person in self.people:
            db.run_sync(join, Owner(slack.team_id, person.id), at)

    def outbox_ids(self) -> Counter[str]:
        """How often each message was posted, by its id in the outbox; changes and answers do not count."""
        return Counter(id_of(entry) for entry in self.slack.ledger if entry.method == "chat.postMessage")

    def repeats(self) -> int:
        """How many posts there were beyond one a message."""
        return sum(number - 1 for number in self.outbox_ids().values())

    def unmarked(self) -> list[str]:
        """The messages that came more than once, and did not say so."""
        seen: Counter[str] = Counter()
        bad = []
        for entry in self.slack.ledger:
            if entry.method == "chat.postMessage":
                seen[id_of(entry)] += 1
                bad += [id_of(entry)] if seen[id_of(entry)] > 1 and REPEAT not in entry.text else []
        return bad

    def due(self, noons: Iterable[datetime]) -> int:
        """How many nudges there are to decide on these days: two each for everybody, and a review a week."""
        return sum(2 + (noon.isoweekday() == REVIEW_DAY) for noon in noons) * len(self.people)

    def states(self) -> dict[str, int]:
        """How many nudges are in each state."""
        return self.db.run_sync(_states)

    def lost(self) -> list[Any]:
        """What is sent by its row and stands nowhere."""
        there = set(self.outbox_ids())
        return [row for row in self.db.run_sync(_queued) if row.state == "sent" and row.id not in there]

    def is_let_go(self) -> bool:
        """Whether PostgreSQL has noticed that a process died, and has let go of the rows that it held."""
        return self.db.is_sqlite or self.db.run_sync(_busy) == 0

    def broken(self) -> list[str]:
        return self.db.run_sync(broken)

    def live_on(self, *ats: datetime) -> None:
        """An unharmed process sweeps and delivers at each of these instants."""
        asyncio.run(self._live_on(ats))

    async def _live_on(self, ats: tuple[datetime, ...]) -> None:
        session = open_session()
        client = web_client(self.slack.bot_token, self.slack.api_url, session)
        try:
            for at in ats:
                self.slack.clock.set_to(at)
                await sweep(self.db, at)
                await deliver(self.db, Messenger(lambda _: client), at)
        finally:
            await session.close()


def id_of(entry: Any) -> str:
    """The outbox id that a post carries."""
    return str(entry.metadata["event_payload"]["outbox_id"])


def _states(conn: Connection) -> dict[str, int]:
    rows = conn.execute(text("SELECT state, count(*) FROM outbox WHERE is_nudge GROUP BY state"))
    return {row[0]: row[1] for row in rows}


def _busy(conn: Connection) -> int:
    """The others that are in a transaction in this database."""
    others = "datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    return int(conn.execute(text(f"SELECT count(*) FROM pg_stat_activity WHERE {others}")).scalar_one())


def _queued(conn: Connection) -> Any:
    return conn.execute(text("SELECT id, state FROM outbox WHERE is_nudge")).all()


@contextmanager
def slacks_hand(slack: Any, pid: int, nth: int) -> Iterator[None]:
    """Slack ends the process as soon as it has its nth message from now, before it answers."""
    left = [nth]

    def strike(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(pid, signal.SIGKILL)

    watchers = slack._target.workspace.on_post
    watchers.append(strike)
    try:
        yield
    finally:
        watchers.remove(strike)


@contextmanager
def sudden_end(pid: int, seconds: float) -> Iterator[None]:
    """The process is killed after so many seconds, wherever it is then."""

    def strike() -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    timer = threading.Timer(seconds, strike)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def daily(begin: datetime, days: int) -> Iterator[datetime]:
    """The noons of so many days, the first one after `begin`."""
    noon = begin.replace(hour=12, minute=0, second=0, microsecond=0)
    return (noon + timedelta(days=number) for number in range(days))
