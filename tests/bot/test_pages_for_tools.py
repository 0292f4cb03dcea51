"""The pages for operators' tools: beside Slack's address, and on a port of their own in Socket Mode."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import aiohttp
import pytest

from bot.app import open_kith
from bot.life_signs import LifeSigns
from bot.local_slack import Fault, LocalSlack, LocalSlackThread, VirtualClock
from bot.running import BothDoors, HttpDoor, door_of, heartbeat, working
from bot.settings import SettingsError
from bot.socket_mode import SocketMode
from tests.databases import SqliteFiles
from tests.processes import MANIFEST, direct, free_port, served, until
from tests.world import World, settings_for

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = timedelta(days=1)
# Each waits for the next beat of a real process.
JUMPS = (DAY, -2 * DAY, DAY) if os.environ.get("KITH_TEST_NIGHTLY") else (-DAY,)


@pytest.fixture
def url(sqlite_files: SqliteFiles) -> Iterator[str]:
    with sqlite_files.fresh() as url:
        yield url


def get(address: str) -> tuple[int, str]:
    """The status and the text of a page."""
    try:
        with direct.open(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def figure(page: str, name: str) -> float:
    """The value of one series."""
    (value,) = [line.rpartition(" ")[2] for line in page.splitlines() if line.startswith(f"{name} ")]
    return float(value)


@pytest.mark.parametrize("is_for_slack", [True, False])
def test_health_readiness_and_figures_are_told(url: str, is_for_slack: bool) -> None:
    async def scene() -> dict[str, tuple[int, str]]:
        slack = LocalSlack(MANIFEST)
        await slack.start()
        kith = await open_kith(settings_for(slack, url, is_socket_mode=False))
        beat = heartbeat(kith)
        door = HttpDoor(kith, LifeSigns(kith, beat), is_for_slack=is_for_slack)
        async with working(kith, beat, door), aiohttp.ClientSession() as client:
            await slack.until(lambda: door.server.started and beat.last_sweep_at)
            port = door.server.servers[0].sockets[0].getsockname()[1]
            pages = {}
            for page in ("healthz", "readyz", "metrics", "slack/events"):
                async with client.get(f"http://127.0.0.1:{port}/{page}") as answer:
                    pages[page] = (answer.status, await answer.text())
        await slack.stop()
        return pages

    pages = asyncio.run(scene())
    assert pages["healthz"] == (200, "ok\n")
    assert pages["readyz"] == (200, '{"ready":true,"why":null}')
    assert pages["slack/events"][0] == (405 if is_for_slack else 404)
    assert figure(pages["metrics"][1], 'kith_sweeps_total{result="ok"}') >= 1


def test_requests_and_messages_are_counted(world: World) -> None:
    world.alice.command("/kith", "today")
    world.alice.open_home()
    world.settle()
    page = world.kith.metrics.page(None).decode()
    assert figure(page, 'kith_ack_seconds_count{kind="command"}') == 1
    assert figure(page, 'kith_ack_seconds_count{kind="event"}') >= 1
    assert figure(page, 'kith_sends_total{result="sent"}') == 1  # the welcome


@pytest.mark.parametrize(
    ("is_socket_mode", "port", "door"),
    [(False, None, HttpDoor), (True, None, SocketMode), (True, 0, BothDoors)],
)
def test_the_door_is_as_the_settings_say(
    url: str, is_socket_mode: bool, port: int | None, door: type[object]
) -> None:
    async def scene() -> None:
        slack = LocalSlack(MANIFEST)
        await slack.start()
        settings = replace(settings_for(slack, url, is_socket_mode=is_socket_mode), port=port)
        kith = await open_kith(settings)
        made = door_of(kith, LifeSigns(kith, heartbeat(kith)))
        assert type(made) is door
        if isinstance(made, BothDoors):
            await made.socket.close()
        elif isinstance(made, SocketMode):
            await made.close()
        await kith.close()
        await slack.stop()

    asyncio.run(scene())


def test_when_slack_refuses_the_socket_the_port_is_let_go_too(url: str) -> None:
    async def scene() -> None:
        slack = LocalSlack(MANIFEST)
        await slack.start()
        port = free_port()
        settings = replace(settings_for(slack, url, is_socket_mode=True), port=port)
        kith = await open_kith(settings)
        slack.faults.add(Fault("apps.connections.open", "error", code="invalid_auth"))
        with pytest.raises(SettingsError):
            await BothDoors(kith, LifeSigns(kith, heartbeat(kith))).open()
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.1", port)
        await kith.close()
        await slack.stop()

    asyncio.run(scene())


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Any]:
    """A strict Slack whose clock is shared with the processes."""
    clock = VirtualClock(tmp_path / "clock", start=START)
    with LocalSlackThread(MANIFEST, clock=clock, ack_seconds=20) as slack:
        yield slack


def test_a_clock_that_jumps_a_day_either_way_stops_neither_the_sweep_nor_the_pages(
    slack: Any, url: str
) -> None:
    offset = str(slack.clock.offset_file)
    with served(slack, url, is_socket_mode=True, PORT=str(free_port()), KITH_CLOCK_FILE=offset) as process:
        until(lambda: is_ready(process.address), "the first sweep")
        for jump in JUMPS:
            before = sweeps(process.address)
            slack.clock.set_to(slack.clock.now() + jump)
            until(lambda before=before: sweeps(process.address) > before, "a sweep after the jump")
            assert is_ready(process.address)
        process.ask_to_end()
        assert process.status() == 0, process.log
        lines = [json.loads(line) for line in process.log.splitlines()]
    assert {"at", "level", "logger", "message"} <= set.intersection(*map(set, lines))
    assert any(line["message"].startswith("pages: HTTP on 127.0.0.1:") for line in lines)


def is_ready(address: str) -> bool:
    return get(f"{address}/readyz")[0] == 200


def sweeps(address: str) -> float:
    return figure(get(f"{address}/metrics")[1], 'kith_sweeps_total{result="ok"}')
