"""Where a browser is opened, and that it can neither hold us up nor write on our terminal."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.local_slack import LocalSlack, browser
from bot.local_slack.browser import Browser, has_windows, without_terminal

ADDRESS = "http://127.0.0.1:5484/"
SCREEN = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("environ", "platform", "is_wsl", "has"),
    [
        ({}, "linux", False, False),
        ({"DISPLAY": ":0"}, "linux", False, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False, True),
        ({"DISPLAY": "", "TERM": "xterm"}, "linux", False, False),
        ({"DISPLAY": "localhost:10.0", "SSH_CONNECTION": "a b"}, "linux", False, False),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "linux", False, False),
        ({}, "linux", True, True),
        ({}, "darwin", False, True),
        ({"SSH_CONNECTION": "a b"}, "darwin", False, False),
        ({}, "win32", False, True),
    ],
)
def test_there_are_windows_where_somebody_sits_before_a_screen(
    environ: dict[str, str], platform: str, is_wsl: bool, has: bool
) -> None:
    assert has_windows(environ, platform, is_wsl) is has


def test_a_text_browser_is_not_offered() -> None:
    assert without_terminal({"TERM": "xterm", "DISPLAY": ":0"}) == {"DISPLAY": ":0"}


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """What the fake browser was called with."""
    return tmp_path / "heard"


def words(heard: Path) -> str:
    return heard.read_text() if heard.exists() else ""


def install(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A browser of our own, and a screen for it."""
    program = folder / "fake-browser"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BROWSER", str(program))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", str(folder))
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)


async def opened() -> tuple[bool, bool]:
    """Whether it was begun, and whether it failed."""
    one = Browser(ADDRESS, os.environ)
    has_begun = await one.open()
    has_failed = await one.has_failed()
    await one.close()
    return has_begun, has_failed


async def test_the_browser_gets_the_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, heard: Path
) -> None:
    install(monkeypatch, tmp_path, f'echo "$@" > {heard}')
    assert await opened() == (True, False)
    assert words(heard) == f"{ADDRESS}\n"


async def test_what_it_writes_is_not_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, tmp_path, "echo out; echo err >&2; echo tty > /dev/tty")
    await opened()
    assert capfd.readouterr() == ("", "")


async def test_one_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, tmp_path, "exit 1")
    assert await opened() == (True, True)


async def test_without_a_screen_none_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, heard: Path
) -> None:
    install(monkeypatch, tmp_path, f"touch {heard}")
    monkeypatch.setattr(browser, "WINDOWS_SUBSYSTEM", tmp_path / "not-there")
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(browser.sys, "platform", "linux")
    assert await opened() == (False, False) and words(heard) == ""


async def test_a_machine_that_begins_no_process_has_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.sys, "executable", "/nowhere/python")
    assert not await Browser(ADDRESS, SCREEN).open()


async def test_one_that_never_returns_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, slack: LocalSlack, heard: Path
) -> None:
    monkeypatch.setattr(
        browser, "OPEN", f"open({str(heard)!r}, 'w').write('1'); import time; time.sleep(600)"
    )
    one = Browser(ADDRESS, SCREEN)
    assert await one.open()
    await slack.until(lambda: words(heard))
    await one.close()
    assert one._opener is not None and one._opener.returncode == -9
    with pytest.raises(ProcessLookupError):
        os.kill(one._opener.pid, 0)
