"""`kith demo --terminal` as a process: played without a terminal, talked to in one, gone without a trace."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import PATIENCE_SECONDS, Terminal, command, environment, kith

# Ends the process at once when it looks for anything but this machine.
WATCHED = """
import ipaddress, os, sys
def watch(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        place = args[1]
    elif event == "socket.getaddrinfo":
        place = args
    else:
        return
    host = place[0] if isinstance(place, tuple) else "127.0.0.1"
    if host not in ("localhost", "") and not ipaddress.ip_address(host).is_loopback:
        os.write(2, f"{event} {place}".encode())
        os._exit(99)
sys.addaudithook(watch)
from bot.__main__ import main
sys.exit(main(["demo", "--terminal"]))
"""
PROXIES = {"HTTP_PROXY": "http://192.0.2.1:8080", "HTTPS_PROXY": "http://192.0.2.1:8080"}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Nothing of the surroundings but a temporary folder of its own."""
    return environment(TMPDIR=str(tmp_path), KITH_DATABASE_URL="")


def test_without_a_terminal_it_plays_a_day_on_this_machine_alone(env: dict[str, str], tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED],
        env=env | PROXIES,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    marks = (
        "This is Kith",
        "alice> met Dana Lee",
        "alice> :click Save\n",
        "Saved",
        "It is now Tue",
        "Your week",
        "alice> :quit",
    )
    places = [ended.stdout.find(mark) for mark in marks]
    assert -1 not in places and places == sorted(places)
    assert "\x1b" not in ended.stdout and "Traceback" not in ended.stdout
    assert list(tmp_path.iterdir()) == []


def test_piped_lines_are_played_instead(env: dict[str, str], tmp_path: Path) -> None:
    ended = kith("demo", "--terminal", env=env, stdin="as bob\n/promise call Dana tomorrow\n:nonsense\n")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "bob> /promise call Dana tomorrow" in ended.stdout and "✓ Saved" in ended.stdout
    assert "There is no :nonsense." in ended.stdout
    assert "Your week" not in ended.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "columns", "term"), [("\x03", 100, "xterm"), ("\x15\x04", 40, "dumb")], ids=["ctrl-c", "ctrl-d"]
)
def test_in_a_terminal_it_answers_and_speaks_up_by_itself(
    env: dict[str, str], tmp_path: Path, key: str, columns: int, term: str
) -> None:
    with Terminal(command("demo", "--terminal"), env | {"TERM": term}, columns) as terminal:
        terminal.type("/promise call Dana tomorrow\n", "alice> ")
        terminal.type(":clock tomorrow 09:00\n", "Saved", "alice> ")
        terminal.type("half a line", "It is now Tue", "alice> ")
        terminal.type(key, "half a line")
        assert terminal.status() == 0
        assert terminal.is_as_it_was
    seen = terminal.seen
    assert seen.index("One thing today") < seen.index("It is now Tue")
    assert ("\x1b[1m" in seen) == (term == "xterm")
    assert "Traceback" not in seen
    if term == "dumb":
        assert "\x1b" not in seen and max(map(len, seen.splitlines())) <= columns
    assert list(tmp_path.iterdir()) == []


def test_when_it_is_ended_from_outside_it_leaves_nothing_behind(env: dict[str, str], tmp_path: Path) -> None:
    started = subprocess.Popen(
        command("demo", "--terminal"),
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert started.stdout is not None
        assert any(b":quit to end" in line for line in started.stdout), "it ended before it had begun"
        assert len(list(tmp_path.iterdir())) == 1
        started.send_signal(signal.SIGTERM)
        output, _ = started.communicate(timeout=PATIENCE_SECONDS)
    finally:
        started.kill()
    assert started.returncode == 143 and b"Traceback" not in output
    assert list(tmp_path.iterdir()) == []
