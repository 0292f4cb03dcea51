"""Real `kith` processes for a test, against a local Slack on loopback; every one of them is ended."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from tests.world import MANIFEST

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 60.0
# Nothing else of the surroundings gets in: no token, no proxy, no setting of whoever runs the tests.
KEPT = ("PATH", "HOME", "TMPDIR", "VIRTUAL_ENV")
TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
direct = build_opener(ProxyHandler({}))


def environment(slack: Any = None, database_url: str = "", **variables: str) -> dict[str, str]:
    """What a process that serves the local Slack needs by signed HTTP; more, or less ("" unsets), by name."""
    made = {name: os.environ[name] for name in KEPT if name in os.environ}
    made |= {"PYTHONPATH": str(ROOT), "KITH_DATABASE_URL": database_url or "sqlite:///not-there/kith.db"}
    if slack is not None:
        made |= {"SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": slack.bot_token}
        made |= {"SLACK_SIGNING_SECRET": slack.signing_secret}
    return {name: value for name, value in (made | variables).items() if value}


def kith(*args: str, env: Mapping[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    """One command to its end, in a folder that has nothing to do with the project."""
    return subprocess.run(
        command(*args),
        env=dict(env),
        cwd=tempfile.gettempdir(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )


def command(*args: str) -> list[str]:
    """`kith` with these arguments, by the Python of the tests."""
    return [sys.executable, "-m", "bot", *args]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def until(is_true: Callable[[], Any], what: str) -> Any:
    """Wait for it, in a loop of short looks; fails with `what` when it never comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := is_true()):
        assert time.monotonic() < deadline, f"it never came: {what}"
        time.sleep(0.01)
    return found


class Started:
    """`kith ...` as a process; `output` is what it wrote so far. Killed at the end of the block."""

    def __init__(self, env: Mapping[str, str], *args: str) -> None:
        self.env = dict(env)
        self._output = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.process = subprocess.Popen(
            command(*args),
            env=self.env,
            cwd=tempfile.gettempdir(),
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._output.close()

    @property
    def output(self) -> str:
        self._output.seek(0)
        return self._output.read()

    def is_ready(self) -> bool:
        """Whether it says that it can do its work."""
        raise NotImplementedError

    def until_ready(self) -> Self:
        """Until it is; fails when it ends before."""
        until(lambda: self.is_ready() or self.process.poll() is not None, "the process is ready")
        assert self.process.poll() is None, self.output
        return self

    def kill(self) -> None:
        """No chance to tidy up."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE_SECONDS)

    def status(self) -> int:
        """The exit status, as soon as it has ended. Nothing of its group is left by then."""
        status = self.process.wait(PATIENCE_SECONDS)
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return status
        raise AssertionError("a child is left behind")


class Running(Started):
    """`kith run`; `log` is what it wrote so far."""

    def __init__(self, env: Mapping[str, str]) -> None:
        super().__init__(env, "run")

    @property
    def log(self) -> str:
        return self.output

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.env['PORT']}"

    def is_ready(self) -> bool:
        """/readyz answers with 200 or, in Socket Mode, the log says that it is connected."""
        if "SLACK_APP_TOKEN" in self.env:
            return "ready: Socket Mode" in self.log
        try:
            return bool(direct.open(f"{self.address}/readyz", timeout=PATIENCE_SECONDS).status == 200)
        except URLError:
            return False

    def ask_to_end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send the signal."""
        self.process.send_signal(how)


@contextmanager
def served(
    slack: Any, database_url: str, *, is_socket_mode: bool = False, **variables: str
) -> Iterator[Running]:
    """A ready `kith run` that the local Slack knows the way to."""
    port = {} if is_socket_mode else {"PORT": str(free_port())}
    app_token = {"SLACK_APP_TOKEN": slack.app_token} if is_socket_mode else {}
    with Running(environment(slack, database_url, **port, **app_token, **variables)) as process:
        slack.request_url = None if is_socket_mode else f"{process.address}/slack/events"
        yield process.until_ready()


class Terminal:
    """A process with a terminal of its own, typed into as a person would; killed at the end of the block."""

    def __init__(self, args: list[str], env: Mapping[str, str], columns: int) -> None:
        self._ours, self._theirs = pty.openpty()
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self._before = termios.tcgetattr(self._theirs)
        self.seen, self._looked = "", 0
        self.process = subprocess.Popen(
            # Ctrl-C reaches whom the terminal belongs to: so the process has to take it as its own.
            [sys.executable, "-c", TAKE_TERMINAL, *args],
            env=dict(env),
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            start_new_session=True,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE_SECONDS)
        os.close(self._ours)
        os.close(self._theirs)

    def type(self, text: str, *after: str) -> None:
        """Type, as soon as each of these has newly come to stand on the screen, one after the other.

        A prompt should be the last: what is typed before it is read in another mode, without Ctrl-D.
        """
        for mark in after:
            until(lambda mark=mark: self._look(mark), f"{mark!r} after {self.seen!r}")
        os.write(self._ours, text.encode())

    def _look(self, after: str) -> bool:
        is_over = self.process.poll() is not None
        self._read()
        place = self.seen.find(after, self._looked)
        assert place >= 0 or not is_over, f"it ended before {after!r}: {self.seen}"
        if place >= 0:
            self._looked = place + len(after)
        return place >= 0

    def _read(self) -> None:
        while select.select([self._ours], [], [], 0)[0]:
            self.seen += os.read(self._ours, 65536).decode(errors="replace")

    def status(self) -> int:
        """The exit status, once it has ended."""
        until(lambda: (self._read(), self.process.poll() is not None)[1], "the end of the process")
        self._read()
        return int(self.process.returncode)

    @property
    def is_as_it_was(self) -> bool:
        """Whether the terminal echoes and edits as before."""
        return termios.tcgetattr(self._theirs) == self._before


__all__ = [
    "MANIFEST",
    "Running",
    "Started",
    "Terminal",
    "command",
    "environment",
    "free_port",
    "kith",
    "served",
    "until",
]
