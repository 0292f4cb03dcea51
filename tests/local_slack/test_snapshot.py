"""A workspace that was kept is the same again, goes on in time, and hands out no id twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.local_slack import LocalSlack, SamplePerson
from bot.local_slack.snapshot_state import renew_addresses
from tests.local_slack.kept_workspace import again, fresh, lived_in, seen

MORNING = datetime(2031, 3, 3, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def test_everything_is_the_same_again(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    await lived_in(slack)
    await snapshot.save()
    assert seen(again(tmp_path)) == seen(slack)


async def test_without_a_file_there_is_nothing_to_load(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    before = seen(slack)
    assert not snapshot.load() and seen(slack) == before


async def test_open_modals_are_not_kept(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    await lived_in(slack)
    alice = slack.person("alice")
    slack.workspace.views.stacks[alice.id] = [slack.workspace.views.homes[alice.id]]
    await snapshot.save()
    assert again(tmp_path).person("alice").modal is None


async def test_somebody_who_came_later_is_still_there(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    await slack.add_person(SamplePerson("zoe", "Zoe Blum (sample)", "Europe/Paris"))
    await slack.deactivate("bob")
    await snapshot.save()
    users = again(tmp_path).workspace
    assert users.user_by_handle("zoe").tz == "Europe/Paris" and users.user_by_handle("bob").deleted


def ids(slack: LocalSlack) -> set[str]:
    """A few of each kind of id that is handed out."""
    ws, alice = slack.workspace, slack.person("alice")
    numbered = {ws.numbering.next_id(kind) for kind in ("Ev", "V", "F", "Q") for _ in range(50)}
    counted = {f"block {ws.numbering.next_count('block')}" for _ in range(50)}
    triggers = {ws.triggers.issue(alice.id) for _ in range(50)}
    addresses = {ws.response_urls.issue(alice.id, "C1", ws.clock.now()) for _ in range(50)}
    return numbered | counted | triggers | addresses


@pytest.mark.parametrize("is_saved", [True, False], ids=["saved", "killed"])
async def test_no_id_comes_twice_however_it_ended(tmp_path: Path, is_saved: bool) -> None:
    known: set[str] = set()
    for _start in range(4):
        slack, snapshot = fresh(tmp_path)
        snapshot.load()
        await snapshot.save()  # as at each start
        given = ids(slack)
        assert len(given) == 350 and not given & known
        known |= given
        if is_saved:
            await snapshot.save()


async def test_a_trigger_of_a_later_start_opens_one_view(tmp_path: Path) -> None:
    _slack, snapshot = fresh(tmp_path)
    await snapshot.save()
    later = again(tmp_path).workspace
    trigger_id = later.triggers.issue("U1")
    assert later.triggers.exchange(trigger_id).user_id == "U1"
    path = later.response_urls.issue("U1", "C1", later.clock.now(), "1.000001")
    assert later.response_urls.use(path, later.clock.now()).source_ts == "1.000001"


@pytest.mark.parametrize("minutes", [0, 60, 60 * 24 * 30], ids=["at once", "an hour", "a month"])
async def test_after_an_orderly_end_the_clock_goes_on_from_where_it_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    slack, snapshot = fresh(tmp_path)
    slack.clock.set_to(MORNING)
    await snapshot.begin()
    await snapshot.end()
    age(snapshot.path, minutes)
    (tmp_path / "clock").write_text(str((MORNING - datetime.now(UTC)).total_seconds() - 60 * minutes))
    assert MORNING <= again(tmp_path).clock.now() < MORNING + MINUTE


def age(path: Path, minutes: int) -> None:
    """As if it had been written so long ago."""
    at = datetime.now(UTC).timestamp() - 60 * minutes
    os.utime(path, (at, at))


async def test_killed_after_a_move_of_the_clock_it_does_not_go_back(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    slack.clock.set_to(MORNING)
    await snapshot.save()
    slack.clock.set_to(MORNING + timedelta(days=7))
    assert again(tmp_path).clock.now() > slack.clock.now()


async def test_killed_it_goes_on_from_its_last_sign_of_life(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    slack.clock.set_to(MORNING)
    await snapshot.save()
    age(snapshot.path, 0)
    seen_at = slack.clock.now()
    assert seen_at < again(tmp_path).clock.now() < seen_at + MINUTE


CLOCKS: list[Callable[[Path], object]] = [
    lambda file: file.unlink(),
    lambda file: file.write_text(""),
]


@pytest.mark.parametrize("spoil", CLOCKS, ids=["gone", "empty"])
async def test_without_the_file_of_the_clock_it_goes_on_from_the_saved_time(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    slack, snapshot = fresh(tmp_path)
    slack.clock.set_to(MORNING)
    await snapshot.begin()
    await snapshot.end()
    spoil(tmp_path / "clock")
    assert MORNING <= again(tmp_path).clock.now() < MORNING + MINUTE


async def test_no_message_is_older_than_one_that_is_there(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    slack.clock.set_to(MORNING + timedelta(days=1))
    said = await slack.person("alice").say("from tomorrow")
    slack.clock.set_to(MORNING)
    await snapshot.begin()
    await snapshot.end()
    later = again(tmp_path)
    assert (await later.person("alice").say("after that"))["ts"] > said["ts"]


async def test_files_are_fetched_from_where_the_server_is_now(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    slack.workspace.base_url = "http://127.0.0.1:1"
    await lived_in(slack)
    await snapshot.save()
    later = again(tmp_path)
    later.workspace.base_url = "http://127.0.0.1:2"
    renew_addresses(later.workspace)
    (file,) = [one for said in later.messages("alice") for one in said.get("files", [])]
    assert file["url_private"].startswith("http://127.0.0.1:2/") and file["transcription"]["preview"]
