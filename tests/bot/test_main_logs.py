"""Whatever happens in a world at KITH_LOG=DEBUG: no log holds a token, a secret or a member's words."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from bot import settings
from bot.local_slack import Fault
from tests.databases import SqliteFiles
from tests.world import World, a_world

CANARIES = ("canarybird", "Quillfeather", "Ovenbird")
NAMES = (
    "bot",
    "storage",
    "slack_sdk",
    "slack_bolt",
    "aiohttp",
    "apscheduler",
    "asyncio",
    "alembic",
    "uvicorn",
)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What a process would write to standard error at KITH_LOG=DEBUG. All levels are put back after it."""
    for name in (*NAMES, "apscheduler.executors"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.getLogger(name).level)
    monkeypatch.setattr(logging.root, "level", logging.WARNING)
    monkeypatch.setattr(logging.root, "handlers", [])
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    settings.set_up_logging("DEBUG")
    logging.getLogger("bot").debug("the log is open")
    yield written


def a_day(world: World) -> None:
    """Words go through commands, messages, forms, clicks, the Home and the brief."""
    alice = world.alice
    alice.say("met Ida Quillfeather from Ovenbird at the fair, promised her the canarybird deck by tomorrow")
    world.settle()
    alice.click("Save")
    alice.command("/promise", "send Ida the canarybird by Friday")
    alice.command("/kith", "find canarybird")
    alice.open_home()
    world.after(days=1)


def what_goes_wrong(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack fails in several ways, and so does a listener, with the words in its error."""
    for fault in (
        Fault("chat.postMessage", "html"),
        Fault("chat.postMessage", "error", code="invalid_blocks"),
        Fault("views.publish", "server_error"),
    ):
        world.slack.faults.add(fault)
    world.alice.open_home()
    world.alice.say("promised Ida Quillfeather the canarybird")
    world.settle()

    async def fail(it: Any) -> None:
        raise ValueError(f"cannot read {it.text}")

    monkeypatch.setitem(world.kith.routes.commands, "/promise", fail)
    world.alice.command("/promise", "send Ovenbird the canarybird")
    world.settle()
    world.wait(what_libraries_say(world))


async def what_libraries_say(world: World) -> None:
    """A statement with the words in its values, a task that nobody awaits, and loggers that are not ours."""

    async def lost() -> None:
        await world.kith.db.run(
            lambda conn: conn.execute(text("SELECT :it FROM nowhere"), {"it": "Ovenbird"})
        )

    world.kith.services.later(lost())
    await world.kith.services.later.settle()
    task = asyncio.ensure_future(lost())
    await asyncio.wait([task])
    del task
    gc.collect()
    for name in ("slack_sdk.web", "slack_bolt.app", "uvicorn.error", "bot.bolt", "apscheduler.scheduler"):
        logging.getLogger(name).error(
            "Failed to run a job: %s", "the canarybird deck", exc_info=ValueError("Ovenbird")
        )


@pytest.mark.parametrize("is_socket_mode", [True, False], ids=["socket", "http"])
def test_no_log_holds_a_secret_or_anybodys_words(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch, log: io.StringIO, is_socket_mode: bool
) -> None:
    with sqlite_files.fresh() as url, a_world(url, is_socket_mode=is_socket_mode) as world:
        slack = world.slack
        slack.deliveries.ack_seconds = 20  # a busy machine is not what this is about
        a_day(world)
        what_goes_wrong(world, monkeypatch)
        secrets = (slack.bot_token, slack.app_token, slack.signing_secret)
        assert any("canarybird" in str(entry.blocks) for entry in slack.ledger)
    written = log.getvalue()
    marks = ("the log is open", "listener failed", '"error": "ValueError"', "the Home was not taken")
    assert [mark for mark in marks if mark not in written] == []
    assert [word for word in (*CANARIES, *secrets) if word in written] == []
    lines = [json.loads(line) for line in written.splitlines()]
    assert all({"at", "level", "logger", "message"} <= line.keys() for line in lines)
    assert {"asyncio", "slack_sdk.web", "bot.bolt", "bot.services"} <= {line["logger"] for line in lines}
