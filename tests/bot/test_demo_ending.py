"""The demo ends when it is asked to, whatever is going on, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.demo_process import Demo, names, surroundings
from tests.processes import PATIENCE_SECONDS, until

HOST = b"Host: 127.0.0.1\r\n"
# A browser that keeps a connection, one that sends slowly, and one that hears news for ever.
CONNECTIONS = {
    "none": [],
    "silent": [(b"", b"")],
    "half sent": [(b"POST /api/api.test HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n\r\nabc", b"")],
    "answered": [(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n", b"HTTP/1.1 302")],
    "news": [(b"GET /p/alice/live?place=dm&since=0 HTTP/1.1\r\n" + HOST + b"\r\n", b"retry: 500")] * 3,
}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return surroundings(tmp_path)


@pytest.fixture
def demo(env: dict[str, str]) -> Iterator[Demo]:
    """One that answers, at any port, without a browser."""
    with Demo(env, "--port", "0", "--no-browser") as started:
        yield started.until_ready()


@pytest.mark.parametrize("name", CONNECTIONS)
def test_ctrl_c_ends_it_whoever_holds_a_connection(demo: Demo, tmp_path: Path, name: str) -> None:
    with contextlib.ExitStack() as open_ones:
        for sent, heard in CONNECTIONS[name]:
            open_ones.enter_context(demo.call(sent, heard))
        assert [each.startswith("kith-demo-") for each in names(tmp_path)] == [True]
        demo.ask_to_end()
        assert demo.status() == 0, demo.output
    assert names(tmp_path) == [] and "Traceback" not in demo.output


@pytest.mark.parametrize(("how", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_other_signals_end_it_as_well(demo: Demo, tmp_path: Path, how: signal.Signals, status: int) -> None:
    demo.ask_to_end(how)
    assert (demo.status(), names(tmp_path)) == (status, []), demo.output


def test_ctrl_c_pressed_again_and_again_is_no_trouble(demo: Demo, tmp_path: Path) -> None:
    while demo.process.poll() is None:
        demo.ask_to_end()
    assert (demo.status(), names(tmp_path)) == (0, []) and "Traceback" not in demo.output


def test_ctrl_c_while_it_is_still_starting_leaves_nothing(env: dict[str, str], tmp_path: Path) -> None:
    with Demo(env, "--port", "0", "--no-browser") as demo:
        until(lambda: names(tmp_path), "the temporary folder")
        demo.ask_to_end()
        assert (demo.status(), names(tmp_path)) == (0, []) and "Traceback" not in demo.output


def test_ctrl_c_ends_it_while_a_year_passes(demo: Demo, tmp_path: Path) -> None:
    demo.post("/start", who="alice", **{"with": "samples"})
    demo.post("/clock", who="alice", to="+52 weeks")
    until(lambda: demo.get("/p/alice/dm").count("<article") > 5, "the first mornings")
    demo.ask_to_end()
    assert (demo.status(), names(tmp_path)) == (0, []) and "Traceback" not in demo.output


@pytest.mark.parametrize("trouble", ["429", "lost-reply", "slow-ack"])
def test_ctrl_c_ends_it_in_the_middle_of_trouble(demo: Demo, tmp_path: Path, trouble: str) -> None:
    demo.say("hello")
    demo.post(f"/trouble/{trouble}", on="1")
    command = b"place=dm&text=%2Fkith+today"
    head = b"POST /p/alice/say HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n" % len(command)
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with demo.call(head + kind + command):
        demo.say("met Dana Lee")
        demo.ask_to_end()
        assert (demo.status(), names(tmp_path)) == (0, []) and "Traceback" not in demo.output


HANGING = """
import signal, sys, time
from pathlib import Path
from bot.demo_ending import Ending
signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as `nohup` does
Ending(lambda: Path(sys.argv[1]).touch(), longest=0.1).listen()
print("ready", flush=True)
while True:
    time.sleep(600)
"""


@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_an_end_that_hangs_is_cut_short_and_still_tidy(
    env: dict[str, str], tmp_path: Path, how: signal.Signals, status: int
) -> None:
    command = [sys.executable, "-c", HANGING, str(tmp_path / "tidied")]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as hanging:
        assert hanging.stdout is not None and hanging.stdout.readline() == "ready\n"
        hanging.send_signal(signal.SIGHUP)  # nothing comes of it
        hanging.send_signal(how)
        assert hanging.wait(PATIENCE_SECONDS) == status and names(tmp_path) == ["tidied"]
