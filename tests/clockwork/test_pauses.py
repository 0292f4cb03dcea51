"""Processes that are stopped in the middle of their work for longer than their lease send nothing twice."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Connection, text

from storage import outbox
from storage.database import open_database
from storage.records import Message, Owner
from tests.clockwork.draining import Note
from tests.clockwork.nursery import Brood, Nursery
from tests.clockwork.post_office import TEAM, PostOffice
from tests.clockwork.sizes import Figures, size
from tests.clockwork.town import join
from tests.invariants import broken
from tests.postgres_server import PostgresServer

PEOPLE = 40
# The clock that dates a pause is read just before and after the signal: by so much it may be off.
SIGNAL_SECONDS = 0.05


class Pause(NamedTuple):
    """For how long a process was stopped, on the machine's own clock."""

    pid: int
    began: float
    ended: float


class Pauser(threading.Thread):
    """Stops one process after the other for longer than its lease, until none is left."""

    def __init__(self, pids: list[int], seconds: float) -> None:
        super().__init__()
        self.pids, self.seconds, self.pauses = pids, seconds, list[Pause]()
        self.is_over = threading.Event()

    def run(self) -> None:
        turn = 0
        while not self.is_over.wait(0.1 + turn * 7 % 5 * 0.06):
            pid = self.pids[turn % len(self.pids)]
            turn += 1
            with suppress(ProcessLookupError):
                began = time.monotonic()
                os.kill(pid, signal.SIGSTOP)
                self.is_over.wait(self.seconds)
                os.kill(pid, signal.SIGCONT)
                self.pauses.append(Pause(pid, began, time.monotonic()))


def fill(conn: Connection, number: int) -> None:
    """So many messages, all due now, spread over the people."""
    now = datetime.now(UTC)
    conn.execute(text("DELETE FROM outbox"))
    for one in range(number):
        owner = Owner(TEAM, f"U{one % PEOPLE:04d}")
        outbox.add(conn, Message(owner, "reply", date(2026, 3, 2), {"text": "hello"}, str(one)), now)


def settle(conn: Connection) -> None:
    for number in range(PEOPLE):
        join(conn, Owner(TEAM, f"U{number:04d}"), datetime(2026, 3, 2, tzinfo=UTC))


def drained(brood: Brood, lease: int) -> list[Pause]:
    """Let the processes work until all is sent, stopping them now and then; the stops."""
    pauser = Pauser(brood.pids, lease + 1.0)
    with ThreadPoolExecutor(1) as lives:
        ends = lives.submit(brood.live_together)
        pauser.start()
        try:
            assert set(ends.result(300)) == {0}
        finally:
            pauser.is_over.set()
            pauser.join()
    return pauser.pauses


def read_notes(folder: Path) -> list[Note]:
    lines = [line.split() for path in folder.iterdir() for line in path.read_text().splitlines()]
    return [Note(int(pid), row_id, float(began), float(ended)) for pid, row_id, began, ended in lines]


def is_in_window(row_id: str, notes: list[Note], pauses: list[Pause]) -> bool:
    """Whether one that sent it was stopped between its last look at the lease and Slack's answer."""
    return any(
        note.outbox_id == row_id
        and pause.pid == note.pid
        and pause.began - SIGNAL_SECONDS <= note.ended
        and note.began - SIGNAL_SECONDS <= pause.ended
        for note in notes
        for pause in pauses
    )


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        (Pause(1, 9.0, 14.0), True),  # stopped before the bytes were on the wire
        (Pause(1, 3.0, 8.0), False),  # it was over before the last look at the lease
        (Pause(1, 11.0, 16.0), False),  # Slack had answered
        (Pause(2, 9.0, 14.0), False),  # another process
    ],
)
def test_only_a_stop_within_the_post_of_that_process_excuses_it(pause: Pause, expected: bool) -> None:
    notes = [Note(1, "a", 8.5, 10.5), Note(2, "b", 8.5, 10.5)]
    assert is_in_window("a", notes, [pause]) == expected


def test_a_process_that_is_stopped_beyond_its_lease_sends_nothing_twice(
    postgres_server: PostgresServer, nursery: Nursery, tmp_path: Path, figures: Figures
) -> None:
    workers, rows, rounds, lease = size(2, 4), size(400, 10_000), size(2, 10), size(4, 12)
    pauses: list[Pause] = []
    with postgres_server.fresh() as url, PostOffice() as office:
        db = open_database(url)
        db.run_sync(settle)
        for turn in range(rounds):
            db.run_sync(fill, rows)
            orders = [
                {
                    "url": url,
                    "api_url": office.api_url,
                    "notes": str(tmp_path / f"{turn}-{worker}"),
                    "lease": lease,
                }
                for worker in range(workers)
            ]
            pauses += drained(nursery.brood("drain", orders), lease)
            assert db.run_sync(endings) == {("sent", None): rows} and db.run_sync(broken) == []
        db.close()
    assert len(office.arrived) == rows * rounds, "something was lost"
    notes = read_notes(tmp_path)
    twice = [row_id for row_id, number in office.arrived.items() if number > 1]
    outside = [row_id for row_id in twice if not is_in_window(row_id, notes, pauses)]
    assert pauses and outside == []
    figures.tell(
        "Stopped beyond the lease, PostgreSQL",
        f"{workers} processes x {rows:,} rows x {rounds} rounds, {len(pauses)} stops",
        f"0 lost, 0 twice outside the post window, {len(twice)} in it",
    )


def endings(conn: Connection) -> dict[tuple[str, str | None], int]:
    """How many messages there are of each state and error."""
    rows = conn.execute(text("SELECT state, error, count(*) FROM outbox GROUP BY state, error"))
    return {(row[0], row[1]): row[2] for row in rows}
