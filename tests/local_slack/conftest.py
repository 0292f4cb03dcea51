"""Fixtures of the local Slack's own tests."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.local_slack.sample_app import MANIFEST


@pytest.fixture
def manifest() -> dict[str, Any]:
    return copy.deepcopy(MANIFEST)


@pytest.fixture
def run() -> Iterator[Callable[[Any], Any]]:
    """Runs a coroutine to its end in a loop of its own."""
    with asyncio.Runner() as runner:
        yield runner.run
