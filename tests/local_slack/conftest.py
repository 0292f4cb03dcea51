"""Fixtures of the local Slack's own tests; a test that is a coroutine runs in the loop of its local Slack."""

from __future__ import annotations

import asyncio
import copy
import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import MANIFEST


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
    pyfuncitem.funcargs["runner"].run(pyfuncitem.obj(**wanted))
    return True


@pytest.fixture(autouse=True)
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@pytest.fixture
def manifest() -> dict[str, Any]:
    return copy.deepcopy(MANIFEST)


@pytest.fixture
def slack(runner: asyncio.Runner) -> Iterator[LocalSlack]:
    """A fresh local Slack that waits a little, not three seconds, for the app's answers."""
    made = LocalSlack(MANIFEST, retry_waits=(0.0,))
    runner.run(made.start())
    yield made
    runner.run(made.stop())
