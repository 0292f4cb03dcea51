"""The composition root: parts are put together, replaced, let go; and what it says when it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.app import Kith, open_kith, table_of_contents
from bot.local_slack import Fault, LocalSlack
from bot.settings import Settings, SettingsError
from storage import migrations
from storage.database import DatabaseError, open_database
from tests.databases import SqliteFiles
from tests.processes import MANIFEST
from tests.world import settings_for

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
Scene = Callable[[LocalSlack, Settings], Awaitable[Any]]


def play(url: str, scene: Scene) -> Any:
    """Run a scene with a Slack in the same loop."""

    async def run() -> Any:
        slack = LocalSlack(MANIFEST)
        await slack.start()
        try:
            return await scene(slack, settings_for(slack, url, is_socket_mode=False))
        finally:
            await slack.stop()

    return asyncio.run(run())


async def opened(settings: Settings, **parts: Any) -> Kith:
    """The bot, opened and closed again."""
    kith = await open_kith(settings, **parts)
    await kith.close()
    return kith


def test_it_knows_whom_it_serves_and_brings_the_database_up_to_date(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kith.db'}"

    async def scene(slack: LocalSlack, settings: Settings) -> Kith:
        kith = await opened(settings)
        assert (kith.services.team_id, kith.services.bot_user_id) == (slack.team_id, slack.bot_user_id)
        return kith

    assert play(url, scene).session.closed
    assert migrations.upgrade(url) is False


def test_the_clock_and_the_database_can_be_replaced(sqlite_files: SqliteFiles) -> None:
    async def scene(_slack: LocalSlack, settings: Settings) -> None:
        with sqlite_files.fresh() as url:
            db = open_database(url)
            kith = await opened(
                replace(settings, database_url="sqlite:////nowhere/x.db"), db=db, now=lambda: NOW
            )
            assert kith.db is db and kith.services.now() == NOW

    play("sqlite://", scene)


BROKEN = [
    (
        Fault("auth.test", "error", code="invalid_auth"),
        r"refuses SLACK_BOT_TOKEN \(invalid_auth\): copy it anew",
    ),
    (Fault("auth.test", "error", code="account_inactive"), r"\(account_inactive\)"),
    (Fault("auth.test", "ratelimited"), r"\(ratelimited\)"),
    (Fault("auth.test", "refuse"), "Slack does not answer at http://127.0.0.1:.*: check SLACK_API_URL"),
    (Fault("auth.test", "reset_after"), "Slack does not answer"),
]


@pytest.mark.parametrize(("fault", "said"), BROKEN, ids=[fault.code + fault.kind for fault, _ in BROKEN])
def test_without_slack_it_does_not_start_and_says_why(
    sqlite_files: SqliteFiles, fault: Fault, said: str
) -> None:
    async def scene(slack: LocalSlack, settings: Settings) -> None:
        slack.faults.add(replace(fault))
        with pytest.raises(SettingsError, match=said) as caught:
            await opened(settings)
        assert slack.bot_token not in str(caught.value) and "\n" not in str(caught.value)

    with sqlite_files.fresh() as url:
        play(url, scene)


def test_without_its_database_it_does_not_ask_slack(tmp_path: Path) -> None:
    async def scene(slack: LocalSlack, settings: Settings) -> None:
        with pytest.raises(DatabaseError, match="does not exist"):
            await opened(settings)
        assert slack.calls == []

    play(f"sqlite:///{tmp_path / 'none' / 'kith.db'}", scene)


def test_closing_waits_for_what_is_being_drawn(sqlite_files: SqliteFiles) -> None:
    drawn = []

    async def draw() -> None:
        await asyncio.sleep(0.05)
        drawn.append("home")

    async def scene(_slack: LocalSlack, settings: Settings) -> None:
        kith = await open_kith(settings)
        kith.services.later(draw())
        await kith.close()

    with sqlite_files.fresh() as url:
        play(url, scene)
    assert drawn == ["home"]


def test_the_table_of_contents_holds_what_its_features_answer_to() -> None:
    async def listen(_it: Any) -> None:
        return None

    feature: Any = SimpleNamespace(COMMANDS={"/x": listen}, WORDS={"today": listen})
    routes = table_of_contents((feature,))
    assert set(routes.commands) == {"/x"} and set(routes.words) == {"today"}


def test_every_feature_is_in_the_table_of_contents() -> None:
    folder = Path(__file__).parents[2] / "bot" / "listeners"
    from bot.listeners import FEATURES

    there = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {feature.__name__.rsplit(".", 1)[1] for feature in FEATURES} == there
