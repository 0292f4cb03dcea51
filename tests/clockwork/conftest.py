"""What the tests of the clockwork share: their figures, and warm processes that may be killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.local_slack import LocalSlackThread, VirtualClock
from tests.clockwork.nursery import Nursery
from tests.clockwork.sizes import Figures
from tests.jobs.stage import NOW
from tests.processes import MANIFEST

KEY = pytest.StashKey[Figures]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[KEY] = Figures()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The page of a nightly run is written once, at its end."""
    if (told := session.config.stash.get(KEY, None)) is not None:
        told.keep()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """`figures.tell(what, size, result)` puts a line on docs/nightly.md; the seconds count from here."""
    told = request.config.stash[KEY]
    told.began = time.monotonic()
    return told


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A process that has everything imported, and forks in milliseconds."""
    with Nursery() as nursery:
        yield nursery


@pytest.fixture
def slack() -> Iterator[Any]:
    """A strict Slack in a thread of the test's own process."""
    with LocalSlackThread(MANIFEST, clock=VirtualClock(start=NOW), ack_seconds=20) as slack:
        yield slack


@pytest.fixture
def present_slack() -> Iterator[Any]:
    """A strict Slack by the clock on the wall."""
    with LocalSlackThread(MANIFEST, ack_seconds=20) as slack:
        yield slack
