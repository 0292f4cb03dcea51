"""The heartbeat: beats at once, outlives a failing job, and a wall clock that was put back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot import scheduler
from bot.jobs.delivery import Deliverer
from bot.scheduler import Heartbeat
from storage import pace, schedule
from storage.database import Database
from tests.jobs.stage import NOW, Stage, play


def heart(stage: Stage) -> Heartbeat:
    services: Any = SimpleNamespace(now=lambda: NOW, team_id=stage.slack.team_id)
    return Heartbeat(stage.db, stage.messenger, Deliverer(stage.db, stage.messenger, lambda: NOW), services)


def test_the_first_beat_comes_at_once_and_sweeps_repairs_and_wakes(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        tama = stage.member("tama")
        stage.db.run_sync(schedule.put, tama, "brief", 0, NOW)
        beat = heart(stage)
        beat.start()
        await stage.slack.until(lambda: beat.last_sweep_at == NOW and stage.counts())
        await stage.slack.until(lambda: any(call.method == "users.list" for call in stage.slack.calls))
        await beat.stop()
        assert stage.counts() == {"silent": 1}

    play(database, scenario)


def test_clips_are_asked_about_with_the_first_beat() -> None:
    async def scenario() -> None:
        asked, parts = asyncio.Event(), SimpleNamespace()

        async def attend() -> None:
            asked.set()

        beat = Heartbeat(*[cast(Any, parts)] * 4, attend=attend)
        beat.start()
        await asked.wait()
        await beat.stop()

    asyncio.run(scenario())


@pytest.mark.parametrize(("works", "left"), [(True, 0), (False, 1)])
def test_what_was_paused_goes_on_once_the_token_works(database: Database, works: bool, left: int) -> None:
    async def scenario(stage: Stage) -> None:
        stage.db.run_sync(pace.pause, stage.slack.team_id, "token_revoked", NOW)
        if not works:
            stage.fault("error", "auth.test", code="token_revoked")
        await heart(stage).repair()
        assert len(stage.db.run_sync(pace.paused)) == left

    play(database, scenario)


def test_a_job_that_fails_is_only_logged(database: Database, caplog: Any) -> None:
    async def scenario(stage: Stage) -> None:
        beat = heart(stage)

        async def broken() -> None:
            raise ValueError("canary: a member's words")

        await beat._guarded(broken)()
        stage.fault("error", "users.list", code="missing_scope")
        await beat._guarded(beat.repair)()

    play(database, scenario)
    fields = [(one.beat, getattr(one, "error", None), getattr(one, "code", None)) for one in caplog.records]
    assert fields == [("broken", "ValueError", None), ("repair", None, "missing_scope")]
    assert "canary" not in caplog.text


def test_a_sweep_that_fails_is_counted_and_the_next_one_succeeds(database: Database) -> None:
    seen: list[Any] = []

    async def scenario(stage: Stage) -> None:
        beat = heart(stage)
        beat.swept = seen.append
        real, beat.db = beat.db, SimpleNamespace(run=broken)  # type: ignore[assignment]
        await beat._guarded(beat.sweep)()
        assert (seen, beat.since_sweep(), beat.last_sweep_at) == ([None], None, None)
        beat.db = real
        await beat._guarded(beat.sweep)()
        since = beat.since_sweep()
        assert seen[1].due == 0 and since is not None and since < timedelta(minutes=1)

    async def broken(*_args: Any, **_named: Any) -> None:
        raise OSError("canary")

    play(database, scenario)


def test_the_watch_outlives_a_failure_of_its_own(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(scheduler, "WATCH_SECONDS", 0.01)

    async def scenario(stage: Stage) -> None:
        beat = heart(stage)
        beat.start()
        answers = iter([LookupError("canary"), ["sweep"]])

        def revive() -> list[str]:
            answer = next(answers, [])
            if isinstance(answer, Exception):
                raise answer
            return answer

        beat.revive = revive  # type: ignore[method-assign]
        await stage.slack.until(lambda: "beats planned anew" in caplog.text)
        await beat.stop()

    play(database, scenario)
    assert "could not be planned anew" in caplog.text and "canary" not in caplog.text


def test_a_beat_that_stopped_coming_is_planned_anew(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        beat = heart(stage)
        beat.start()
        await stage.slack.until(lambda: beat.last_sweep_at)
        assert beat.revive() == []
        job = beat._scheduler.get_job("sweep")
        job.modify(next_run_time=job.next_run_time + timedelta(days=1))
        beat._beaten["sweep"] -= 100
        before = job.next_run_time
        assert beat.revive() == ["sweep"]
        assert beat._scheduler.get_job("sweep").next_run_time < before - timedelta(hours=23)
        await beat.stop()

    play(database, scenario)


def test_a_beat_that_takes_long_is_not_taken_for_one_that_stopped_coming(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        beat, begun, end = heart(stage), asyncio.Event(), asyncio.Event()

        async def sweep() -> None:
            begun.set()
            await end.wait()

        beat._beaten["sweep"] = asyncio.get_running_loop().time() - 100
        under_way = asyncio.ensure_future(beat._guarded(sweep)())
        await begun.wait()
        assert beat.revive() == []
        end.set()
        await under_way
        assert beat.revive() == []

    play(database, scenario)
