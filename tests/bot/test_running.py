"""How a process opens its door, works, and ends: in order, and within its time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot import running, socket_mode
from bot.app import Kith, open_kith
from bot.life_signs import LifeSigns
from bot.local_slack import Fault, LocalSlack
from bot.running import HttpDoor, heartbeat, listening_socket, working
from bot.settings import SettingsError, load
from bot.socket_mode import SocketMode
from tests.databases import SqliteFiles
from tests.processes import MANIFEST
from tests.world import settings_for

Scene = Callable[[Kith, LocalSlack], Awaitable[None]]


@asynccontextmanager
async def opened(files: SqliteFiles) -> AsyncIterator[tuple[Kith, LocalSlack]]:
    """The bot and a Slack in one loop; whoever opens a door closes the bot."""
    slack = LocalSlack(MANIFEST)
    await slack.start()
    with files.fresh() as url:
        try:
            yield await open_kith(settings_for(slack, url, is_socket_mode=True)), slack
        finally:
            await slack.stop()


def play(files: SqliteFiles, scene: Scene) -> None:
    async def run() -> None:
        async with opened(files) as (kith, slack):
            await scene(kith, slack)

    asyncio.run(run())


def test_a_command_that_is_under_way_is_answered_before_the_socket_is_closed(
    sqlite_files: SqliteFiles,
) -> None:
    async def scene(kith: Kith, slack: LocalSlack) -> None:
        async with working(kith, heartbeat(kith), SocketMode(kith)):
            await slack.until_connected()
            slack.faults.add(Fault("users.info", "hang", seconds=0.5))  # the first use asks for the zone
            asking = asyncio.create_task(slack.person("alice").command("/kith", "today"))
            await slack.until(lambda: not slack.faults.pending())
        assert (await asking).error is None
        assert slack.violations == []

    play(sqlite_files, scene)


def test_a_request_that_is_under_way_is_answered_before_the_port_is_closed(sqlite_files: SqliteFiles) -> None:
    async def scene(kith: Kith, slack: LocalSlack) -> None:
        beat = heartbeat(kith)
        door = HttpDoor(kith, LifeSigns(kith, beat))
        async with working(kith, beat, door):
            await slack.until(lambda: door.server.started)
            slack.request_url = f"http://127.0.0.1:{port_of(door)}/slack/events"
            slack.faults.add(Fault("users.info", "hang", seconds=0.5))
            asking = asyncio.create_task(slack.person("alice").command("/kith", "today"))
            await slack.until(lambda: not slack.faults.pending())
        assert (await asking).error is None
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.1", int(slack.request_url.split(":")[2].split("/")[0]))

    play(sqlite_files, scene)


def port_of(door: HttpDoor) -> int:
    return int(door.server.servers[0].sockets[0].getsockname()[1])


def test_when_slack_never_answers_the_end_comes_all_the_same(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(running, "END_SECONDS", 0.2)

    async def scene(kith: Kith, slack: LocalSlack) -> None:
        slack.faults.add(Fault("views.publish", "hang", seconds=60))
        async with working(kith, heartbeat(kith), SocketMode(kith)):
            kith.services.later(kith.client.views_publish(user_id="U1", view={"type": "home", "blocks": []}))
            await slack.until(lambda: not slack.faults.pending())
        assert kith.session.closed

    with caplog.at_level(logging.WARNING, "bot"):
        play(sqlite_files, scene)
    assert "ended before Slack had answered everything" in caplog.text


def test_once_it_ends_nothing_more_is_claimed(sqlite_files: SqliteFiles) -> None:
    async def scene(kith: Kith, slack: LocalSlack) -> None:
        async with working(kith, heartbeat(kith), SocketMode(kith)):
            await slack.until_connected()
        before = len(slack.calls)
        assert (await kith.deliverer.round()).claimed == 0
        assert len(slack.calls) == before

    play(sqlite_files, scene)


def test_a_door_that_cannot_be_opened_leaves_nothing_open(sqlite_files: SqliteFiles) -> None:
    async def scene(kith: Kith, slack: LocalSlack) -> None:
        kith.settings = replace(kith.settings, app_token="xapp-of-nobody")
        with pytest.raises(SettingsError, match=r"SLACK_APP_TOKEN \(invalid_auth\).*connections:write"):
            async with working(kith, heartbeat(kith), SocketMode(kith)):
                raise AssertionError("nothing may begin")
        assert kith.session.closed
        assert [call.method for call in slack.calls] == ["auth.test", "apps.connections.open"]

    play(sqlite_files, scene)


def test_when_slack_asks_to_wait_with_connecting_it_waits(sqlite_files: SqliteFiles) -> None:
    async def scene(kith: Kith, slack: LocalSlack) -> None:
        slack.faults.add(Fault("apps.connections.open", "ratelimited", times=2))
        async with working(kith, heartbeat(kith), SocketMode(kith)):
            assert await slack.until_connected()

    play(sqlite_files, scene)


def test_an_address_that_is_no_longer_good_is_not_tried_for_ever(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stale(client: Any, _app_token: str) -> str:
        return str(client.base_url).replace("/api/", "/link/?ticket=stale").replace("http", "ws")

    monkeypatch.setattr(socket_mode, "address", stale)
    monkeypatch.setattr(socket_mode, "RENEW_SECONDS", 0.05)

    async def scene(kith: Kith, slack: LocalSlack) -> None:
        door = SocketMode(kith)
        door.client.ping_interval = 0.1
        async with working(kith, heartbeat(kith), door):
            assert await slack.until_connected()

    play(sqlite_files, scene)


def test_nobody_at_the_address_is_no_way_in(sqlite_files: SqliteFiles) -> None:
    async def scene(kith: Kith, slack: LocalSlack) -> None:
        slack.faults.add(Fault("apps.connections.open", "refuse"))
        with pytest.raises(SettingsError, match="Slack does not answer"):
            async with working(kith, heartbeat(kith), SocketMode(kith)):
                raise AssertionError("nothing may begin")

    play(sqlite_files, scene)


@pytest.mark.parametrize("host", ["192.0.2.1", "x" * 300, "1:2:3"])
def test_an_address_that_cannot_be_listened_on_is_told(host: str) -> None:
    with pytest.raises(SettingsError, match=r"Cannot listen on .*change KITH_HOST or PORT"):
        listening_socket(host, 0)


def test_any_free_port_is_taken_for_0() -> None:
    with listening_socket("localhost", 0) as listening:
        assert listening.getsockname()[1] > 0


@pytest.mark.parametrize(
    ("error", "ends_with"),
    [(SettingsError("PORT is not a port number."), SettingsError), (ValueError("canarybird"), SystemExit)],
)
def test_a_fault_of_our_own_ends_it_with_a_line_that_quotes_nothing(
    sqlite_files: SqliteFiles,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    ends_with: type[BaseException],
) -> None:
    async def fail(_settings: Any) -> None:
        raise error

    monkeypatch.setattr(running, "open_kith", fail)
    with sqlite_files.fresh() as url, pytest.raises(ends_with):
        asyncio.run(running.run(load({"KITH_DATABASE_URL": url})))
    assert ("ended by a fault" in caplog.text) == (ends_with is SystemExit) and "canary" not in caplog.text
