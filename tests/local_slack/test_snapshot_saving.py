"""When a workspace is written: after each kind of change, in one step, at the end, and never to its harm."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local_slack import LocalSlack, SamplePerson
from bot.local_slack import snapshot as module
from bot.local_slack.methods_chat import change_post
from bot.local_slack.methods_views import new_view, record_view
from bot.local_slack.posting import bot_post
from bot.local_slack.snapshot import Changes, Snapshot, SnapshotError
from tests.local_slack.kept_workspace import HOME, again, fresh, lived_in, seen
from tests.local_slack.sample_app import MANIFEST


async def change(slack: LocalSlack) -> None:
    post = bot_post(slack.workspace, slack.person("alice").dm, {"text": "a"})
    change_post(slack.workspace, post, {"text": "b"})


async def publish(slack: LocalSlack) -> None:
    ws, alice = slack.workspace, slack.person("alice")
    ws.views.homes[alice.id] = new_view(ws, alice.id, HOME)
    record_view(ws, "views.publish", ws.views.homes[alice.id])


async def advance(slack: LocalSlack) -> None:
    slack.clock.advance(timedelta(hours=1))


CHANGES: dict[str, Callable[[LocalSlack], Awaitable[object]]] = {
    "a post": lambda slack: slack.person("alice").say("hello"),
    "a changed post": change,
    "a view": publish,
    "the clock": advance,
    "a zone": lambda slack: slack.move("bob", "Asia/Tokyo"),
    "a newcomer": lambda slack: slack.add_person(SamplePerson("zoe", "Zoe (sample)", "UTC")),
    "who left": lambda slack: slack.deactivate("bob"),
    "the app in a channel": lambda slack: slack.invite_app("growth"),
    "an archived channel": lambda slack: slack.archive("growth"),
    "a file": lambda slack: slack.person("bob").upload("a.txt", b"a", "text/plain", say=None),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_each_kind_of_change_is_noticed_once(what: str) -> None:
    slack = LocalSlack(MANIFEST)
    changes = Changes(slack.workspace)
    assert changes.are_there() and not changes.are_there()
    await CHANGES[what](slack)
    assert changes.are_there() and not changes.are_there()


async def test_a_late_transcript_is_noticed() -> None:
    slack = LocalSlack(MANIFEST)
    clip = await slack.person("alice").upload("a.webm", b"a", "audio/webm", "words", 9, True, say=None)
    changes = Changes(slack.workspace)
    changes.are_there()
    clip.is_transcribed = True
    assert changes.are_there()


async def test_what_happens_is_in_the_file_a_moment_later(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    await snapshot.begin()
    await lived_in(slack)
    await slack.until(lambda: seen(again(tmp_path)) == seen(slack))
    await snapshot.end()


async def test_what_happened_last_is_in_the_file_at_the_end(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    await snapshot.begin()
    await lived_in(slack)
    await snapshot.end()
    assert seen(again(tmp_path)) == seen(slack)
    assert names(tmp_path) == ["clock", "contents", "workspace.json"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_an_end_without_a_beginning_writes_nothing(tmp_path: Path) -> None:
    _slack, snapshot = fresh(tmp_path)
    await snapshot.end()
    assert not snapshot.path.exists()


async def test_talk_goes_on_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLICE_SECONDS", 0.0)
    slack, snapshot = fresh(tmp_path)
    for number in range(50):
        await slack.person("alice").say(f"message {number}")
    saving = asyncio.create_task(snapshot.save())
    await asyncio.sleep(0)
    slack.workspace.remove(slack.person("alice").dm.posts[0])
    await slack.person("alice").say("one more")
    await saving
    words = [post["text"] for post in again(tmp_path).messages("alice")]
    assert words == [f"message {number}" for number in range(50)]


async def test_contents_are_written_once(tmp_path: Path) -> None:
    slack, snapshot = fresh(tmp_path)
    await lived_in(slack)
    await snapshot.save()
    (content,) = snapshot.contents.iterdir()
    content.write_bytes(b"xyz")
    await snapshot.save()
    assert content.read_bytes() == b"xyz"


async def test_a_disk_that_takes_nothing_is_told_once_and_the_talk_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    slack, snapshot = fresh(tmp_path)
    await snapshot.begin()

    def full(_path: Path, _parts: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_write_in_one_step", full)
    for _ in range(2):
        await slack.person("alice").say("hello")
        await snapshot._save_or_tell()
    await snapshot.end()
    assert caplog.text.count("No space left on device") == 1


DAMAGED = {
    "empty": "",
    "half": '{"kind": "kith local workspace", "ver',
    "no object": "[]",
    "nothing of ours": '{"name": "package", "version": 1}',
    "deep": "[" * 100_000,
    "no text": "\ud800",
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_file_that_is_not_ours_or_not_whole_is_refused_by_its_name(tmp_path: Path, what: str) -> None:
    _slack, snapshot = fresh(tmp_path)
    snapshot.path.write_bytes(DAMAGED[what].encode("utf-8", "surrogatepass"))
    with pytest.raises(SnapshotError, match=r"workspace\.json"):
        snapshot.load()


def spoiled(snapshot: Snapshot, name: str, value: object) -> None:
    state = json.loads(snapshot.path.read_text())
    snapshot.path.write_text(json.dumps({**state, name: value}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", 2),
        ("app_id", "A0"),
        ("users", None),
        ("posts", [{"body": {}, "channel_id": "C0"}]),
        ("posts", ["word"]),
        ("conversations", [{"id": "C1"}]),
        ("saved_at", "yesterday"),
        ("saved_at", "2031-03-03T09:00:00"),
        ("highest", "many"),
        ("highest", 1.5),
        ("users", [{"id": "U1", "tz": "Mars/X"}]),
        ("users", [{"id": "U1", "tz": None}]),
        ("conversations", [{"id": "C1", "members": None}]),
        ("posts", [{"body": {"ts": "1.0", "files": 5}, "channel_id": "C0"}]),
        ("homes", [{"id": "V1"}]),
    ],
)
async def test_a_file_with_a_wrong_entry_is_refused(tmp_path: Path, name: str, value: object) -> None:
    _slack, snapshot = fresh(tmp_path)
    await snapshot.begin()
    await snapshot.end()
    spoiled(snapshot, name, value)
    with pytest.raises(SnapshotError, match=r"workspace\.json"):
        fresh(tmp_path)[1].load()


@pytest.mark.parametrize("content", [None, b"another length"])
async def test_contents_that_are_missing_or_others_are_refused(tmp_path: Path, content: bytes | None) -> None:
    slack, snapshot = fresh(tmp_path)
    await lived_in(slack)
    await snapshot.save()
    (file,) = snapshot.contents.iterdir()
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(SnapshotError):
        fresh(tmp_path)[1].load()
