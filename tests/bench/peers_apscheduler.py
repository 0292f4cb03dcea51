"""One APScheduler job a nudge: each keeps its message in a transaction of its own, and gets its next time."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine

from storage import members, outbox
from storage.database import open_engine
from storage.records import Message, Owner
from tests.bench.peers_turns import PAYLOAD, Stopwatch, Turn

PATIENCE_SECONDS = 300

# The jobs' engine: a job that is kept as a pickle can only reach what is global.
_engines: dict[str, Engine] = {}


def keep_message(url: str, number: int, now: datetime) -> None:
    """The job: what the sweep does with a nudge, in a transaction of its own. Its member is read, and one
    message kept, by the functions that Kith itself uses for one."""
    owner = Owner("T0000000001", f"U{number:09d}")
    with _engines[url].begin() as conn:
        member = members.find(conn, owner)
        assert member and not member.deactivated_at
        assert outbox.add(conn, Message(owner, "brief", now.date(), PAYLOAD), now)


def turns(url: str, store_url: str, jobs: int, threads: int) -> tuple[Turn, Turn]:
    """What the adding of so many jobs took, and what it took to run them all once, all of them due.

    The job store is SQLAlchemy's with the settings of Kith's own engine.
    """
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=open_engine(store_url))},
        executors={"default": ThreadPoolExecutor(threads)},
        job_defaults={"misfire_grace_time": None, "coalesce": True},
        timezone=UTC,
    )
    done = _Countdown(jobs)
    scheduler.add_listener(done, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
    _engines[url] = open_engine(url)
    try:
        scheduler.start(paused=True)
        return _added(scheduler, url, jobs), _ran(scheduler, url, done)
    finally:
        _engines.pop(url).dispose()


def _added(scheduler: BackgroundScheduler, url: str, jobs: int) -> Turn:
    now = datetime.now(UTC)
    watch = Stopwatch(url)
    for number in range(jobs):
        scheduler.add_job(
            f"{__name__}:keep_message",
            "cron",
            hour=9,
            minute=0,
            timezone="Europe/Lisbon",
            args=(url, number, now),
            next_run_time=now - timedelta(minutes=1),
        )
    return watch.turn(jobs)


def _ran(scheduler: BackgroundScheduler, url: str, done: _Countdown) -> Turn:
    jobs = done.left
    watch = Stopwatch(url)
    scheduler.resume()
    is_done = done.reached.wait(PATIENCE_SECONDS)
    scheduler.shutdown()  # returns when every job has its next run time
    assert is_done and not done.errors, done.errors
    return watch.turn(jobs)


class _Countdown:
    """A listener that tells when so many jobs have run."""

    def __init__(self, jobs: int) -> None:
        self.left = jobs
        self.errors: list[BaseException] = []
        self.reached = threading.Event()
        self.lock = threading.Lock()

    def __call__(self, event: Any) -> None:
        with self.lock:
            self.left -= 1
            if event.exception:
                self.errors.append(event.exception)
            if not self.left:
                self.reached.set()
