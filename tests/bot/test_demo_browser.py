"""`kith demo` opens the page in a browser where there is one, and goes on where there is none."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from tests.bot.demo_process import Demo, surroundings
from tests.processes import until

ARGS = ("--port", "0")
OPEN_IT = "Open that address in a browser."


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """Where the fake browser writes what it was called with, and what it got there."""
    return tmp_path / "heard"


def with_browser(tmp_path: Path, script: str, **variables: str) -> dict[str, str]:
    """An environment with a screen and this browser."""
    program = tmp_path / "fake-browser"
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "tmp").mkdir()
    screen = {"DISPLAY": ":0", "BROWSER": str(program), "PATH": str(tmp_path)}
    return surroundings(tmp_path / "tmp", **(screen | variables))


FETCH = "import sys, urllib.request as r; print(r.urlopen(sys.argv[1]).url, end='')"


def test_a_browser_is_opened_at_a_page_that_answers(tmp_path: Path, heard: Path) -> None:
    script = f'{sys.executable} -c "{FETCH}" "$1" > {heard}.new; mv {heard}.new {heard}'
    with Demo(with_browser(tmp_path, script), *ARGS) as demo:
        demo.until_ready()
        until(heard.exists, "the browser")
        assert heard.read_text() == f"{demo.address}/p/alice/dm" and OPEN_IT not in demo.output


@pytest.mark.parametrize(
    ("args", "variables"),
    [(("--no-browser",), {}), ((), {"DISPLAY": ""}), ((), {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"})],
    ids=["not wanted", "no screen", "from afar"],
)
def test_where_none_is_to_be_opened_the_address_is_enough(
    tmp_path: Path, heard: Path, args: tuple[str, ...], variables: dict[str, str]
) -> None:
    with Demo(with_browser(tmp_path, f"touch {heard}", **variables), *ARGS, *args) as demo:
        assert OPEN_IT in demo.until_ready().output
        demo.ask_to_end()
        assert demo.status() == 0 and not heard.exists()


def test_one_that_fails_is_told_in_a_line_and_the_page_stays(tmp_path: Path) -> None:
    with Demo(with_browser(tmp_path, "echo broken; exit 1"), *ARGS) as demo:
        demo.until_ready()
        until(lambda: "No browser could be opened: open http://" in demo.output, "the line")
        assert "broken" not in demo.output and "Message Kith" in demo.get("/p/alice/dm")


def test_one_that_stays_open_does_not_keep_the_demo(tmp_path: Path, heard: Path) -> None:
    # The browser is the person's own: it may stay, but nothing of ours waits for it.
    with Demo(with_browser(tmp_path, f"touch {heard}; exec sleep 20"), *ARGS) as demo:
        demo.until_ready()
        until(heard.exists, "the browser")
        demo.ask_to_end()
        assert demo.status() == 0 and list((tmp_path / "tmp").iterdir()) == []
