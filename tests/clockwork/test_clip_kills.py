"""`kith run` that dies over a clip, at each step on the way to its answer: it is answered, and once."""

from __future__ import annotations

import os
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from bot import clips
from bot.local_slack.files import file_payload
from bot.local_slack.payloads import event_callback
from storage.database import Database
from tests.clockwork.nursery import Nursery
from tests.clockwork.sizes import size
from tests.clockwork.test_event_kills import delivered, is_up, nobody_left
from tests.clockwork.town import Town
from tests.jobs.doomed import CLIPS
from tests.processes import environment, free_port, until

# Whoever died with a clip in hand had a lease on it.
LATER = clips.LEASE.seconds + 30


def clip(slack: Any, person: Any, number: int) -> dict[str, Any]:
    """The event of a clip that the person sent to Kith."""
    workspace, ts = slack._target.workspace, f"1790000000.{number:06d}"
    said = f"I'm Ann, and I repair lifts in {number} old houses. Could you introduce me to one more?"
    file = person.upload("c.m4a", b"", "audio/mp4", transcript=said, duration_ms=9000, say=None)
    event = {"type": "message", "subtype": "file_share", "user": person.id, "text": "", "ts": ts}
    event |= {"team": slack.team_id, "channel": str(person.dm.id), "channel_type": "im", "event_ts": ts}
    event["files"] = [file_payload(file, workspace.base_url, workspace.team_id)]
    return event_callback(workspace, event, False)


def waiting(conn: Connection) -> int:
    return int(conn.execute(text("SELECT count(*) FROM clips WHERE state = 'waiting'")).scalar_one())


def effects(conn: Connection) -> tuple[Counter[str], Counter[str]]:
    """How often each clip was kept as an answer, and answered in its thread."""
    answers = Counter(conn.execute(text("SELECT text FROM answers")).scalars())
    said = conn.execute(text("SELECT payload FROM outbox WHERE kind = 'feedback'")).scalars()
    return answers, Counter(str(one).partition("thread_ts")[2][:25] for one in said)


def test_a_clip_whose_process_dies_is_answered_once(
    present_slack: Any, database: Database, database_url: str, nursery: Nursery, tmp_path: Path
) -> None:
    slack, clock = present_slack, tmp_path / "clock"
    clock.write_text("0")
    (person,) = Town(slack, database, 1, datetime.now(UTC) - timedelta(days=1)).people
    env = environment(
        slack, database_url, PORT=str(free_port()), KITH_LOG="ERROR", KITH_CLOCK_FILE=str(clock)
    )
    address = f"http://127.0.0.1:{env['PORT']}"
    points = CLIPS[: size(3, len(CLIPS))]
    events = [clip(slack, person, number) for number in range(len(points))]
    with ThreadPoolExecutor(1) as lives, nobody_left(nursery) as born:
        for event, point in zip(events, points, strict=True):
            life = lives.submit(born(env=env, point=point).live)
            until(lambda: is_up(address), "it is ready")
            delivered(address, slack.signing_secret, event)
            assert life.result(60) == -signal.SIGKILL, point
        clock.write_text(str(LATER))
        last = born(env=env)
        life = lives.submit(last.live)
        until(lambda: is_up(address), "it is ready")
        assert all(delivered(address, slack.signing_secret, event) for event in events * 2)
        until(lambda: not database.run_sync(waiting), "nothing waits")
        os.kill(last.pid, signal.SIGTERM)
        assert life.result(60) == 0
    answers, threads = database.run_sync(effects)
    assert set(answers.values()) == set(threads.values()) == {1}
    assert len(answers) == len(threads) == len(points)
