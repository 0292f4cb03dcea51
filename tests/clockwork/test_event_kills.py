"""`kith run` that dies over an event: before its commit, and after it but before Slack has the answer."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

from bot.local_slack.http_delivery import encoded, signed_headers
from storage.database import Database
from tests.clockwork.nursery import Brood, Nursery
from tests.clockwork.test_storms import effects, message
from tests.clockwork.town import Town
from tests.jobs.doomed import EVENTS
from tests.processes import direct, environment, free_port, until


def is_up(address: str) -> bool:
    try:
        return bool(direct.open(f"{address}/readyz", timeout=10).status == 200)
    except (URLError, OSError):
        return False


def delivered(address: str, secret: str, event: dict[str, Any]) -> bool:
    """Whether Slack has its 200 for the event."""
    body, kind = encoded("events_api", event)
    request = Request(f"{address}/slack/events", body.encode(), signed_headers(secret, body, kind))
    try:
        return bool(direct.open(request, timeout=10).status == 200)
    except HTTPError:
        return False
    except (URLError, OSError):
        return False


@contextmanager
def nobody_left(nursery: Nursery) -> Iterator[Callable[..., Brood]]:
    """Brings processes to the world that serve, and leaves none: a thread would wait for it for ever."""
    all_born: list[Brood] = []

    def born(**order: Any) -> Brood:
        all_born.append(nursery.born("serve", **order))
        return all_born[-1]

    try:
        yield born
    finally:
        for one in all_born:
            with suppress(ProcessLookupError, TypeError):
                os.kill(one.pid, signal.SIGKILL)


def test_an_event_whose_process_dies_takes_effect_once(
    present_slack: Any, database: Database, database_url: str, nursery: Nursery
) -> None:
    slack = present_slack
    (person,) = Town(slack, database, 1, datetime.now(UTC) - timedelta(days=1)).people
    env = environment(slack, database_url, PORT=str(free_port()), KITH_LOG="ERROR")
    address = f"http://127.0.0.1:{env['PORT']}"
    events = [message(slack, person, number) for number in range(len(EVENTS))]
    Random(1).shuffle(events)
    with ThreadPoolExecutor(1) as lives, nobody_left(nursery) as born:
        for event, point in zip(events, EVENTS, strict=True):
            life = lives.submit(born(env=env, point=point).live)
            until(lambda: is_up(address), "it is ready")
            assert not delivered(address, slack.signing_secret, event)
            assert life.result(60) == -signal.SIGKILL
        last = born(env=env)
        life = lives.submit(last.live)
        until(lambda: is_up(address), "it is ready")
        assert all(delivered(address, slack.signing_secret, event) for event in events * 2)
        os.kill(last.pid, signal.SIGTERM)
        assert life.result(60) == 0
    lines, answers = database.run_sync(effects)
    assert set(lines.values()) == set(answers.values()) == {1} and len(lines) == len(answers) == len(EVENTS)
