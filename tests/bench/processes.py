"""Servers in processes of their own: start, wait until ready, read CPU time and memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.wire import Wire

PATIENCE_SECONDS = 30.0
KITH_RUN = ("-m", "bot", "run")


def environment(slack: Any, folder: Path, *, socket_mode: bool = False) -> dict[str, str]:
    """What a process of Kith needs to serve the local Slack, on a database in the folder and a free port."""
    names = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
    made = {name: os.environ[name] for name in names if name in os.environ}
    made |= {
        "KITH_DATABASE_URL": f"sqlite:///{folder / 'kith.db'}",
        "KITH_LOG": "WARNING",
        "PORT": str(free_port()),
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }
    return made | ({"SLACK_APP_TOKEN": slack.app_token} if socket_mode else {})


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def process(args: tuple[str, ...], env: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Python with these arguments, until the end of the block."""
    started = subprocess.Popen(
        [sys.executable, *args], env=dict(env), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield started
    finally:
        started.terminate()
        started.communicate(timeout=PATIENCE_SECONDS)


def until_answering(server: subprocess.Popen[str], port: int) -> Wire:
    """A connection to the server, as soon as /readyz answers with 200."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            wire = Wire(port)
            if wire.get("/readyz").status == 200:
                return wire
            wire.close()
        except OSError:
            pass
        time.sleep(0.005)
    raise RuntimeError("the server did not get ready")


def cpu_ns(server: subprocess.Popen[str]) -> int:
    """The CPU time that a process of tests.bench.served has used, in nanoseconds."""
    assert server.stdin and server.stdout
    server.stdin.write("\n")
    server.stdin.flush()
    return int(server.stdout.readline())


def resident_mb(pid: int) -> float:
    """The memory that a process holds, in megabytes."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024 / 1e6
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) * 1024 / 1e6
