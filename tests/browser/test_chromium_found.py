"""A Chromium is found where it is, installed only where that is allowed, and told of when it is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import find, flags, install, is_needed, may_install
from tests.browser.skipped import missing
from tests.processes import ROOT, environment

DEBIAN = 'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n'
UBUNTU = "NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n"


def there(*names: str) -> object:
    return lambda name: f"/usr/bin/{Path(name).name}" if name in names else None


@pytest.mark.parametrize(
    ("given", "names", "found"),
    [
        ({}, ("chromium", "google-chrome"), "/usr/bin/chromium"),
        ({}, ("google-chrome-stable",), "/usr/bin/google-chrome-stable"),
        ({"KITH_TEST_CHROMIUM": "my-chrome"}, ("chromium", "my-chrome"), "/usr/bin/my-chrome"),
        ({"KITH_TEST_CHROMIUM": "not-there"}, ("chromium",), None),
        ({}, (), None),
    ],
)
def test_what_is_named_comes_before_what_is_known(given: dict, names: tuple, found: str | None) -> None:
    assert find(given, there(*names), ()) == (Path(found) if found else None)


def test_an_application_of_a_mac_is_found(tmp_path: Path) -> None:
    chrome = tmp_path / chromium.MAC_APPLICATIONS[0]
    chrome.parent.mkdir(parents=True)
    chrome.touch()
    assert find({}, there(), (tmp_path / "empty", tmp_path)) == chrome


@pytest.mark.parametrize(
    ("user_id", "release", "names", "may"),
    [
        (0, DEBIAN, ("apt-get",), True),
        (1000, DEBIAN, ("apt-get",), False),
        (0, UBUNTU, ("apt-get",), False),
        (0, "", ("apt-get",), False),
        (0, DEBIAN, (), False),
    ],
)
def test_only_root_on_a_debian_installs(user_id: int, release: str, names: tuple, may: bool) -> None:
    assert may_install(user_id, release, there(*names)) == may


def test_an_installation_that_fails_tells_what_was_said() -> None:
    said = install(((sys.executable, "-c", "print('no such package'); raise SystemExit(3)"),))
    assert said.endswith("failed:\nno such package")
    assert install(((sys.executable, "-c", "print('done')"),)) == ""


def test_only_root_goes_without_the_sandbox() -> None:
    assert set(flags(0)) - set(flags(1000)) == {"--no-sandbox"}


@pytest.mark.parametrize(("value", "needed"), [("1", True), ("0", False), ("", False)])
def test_a_browser_is_needed_when_the_environment_says_so(value: str, needed: bool) -> None:
    assert is_needed({"KITH_TEST_NEEDS_BROWSER": value}) == needed


def run(*args: str, **variables: str) -> subprocess.CompletedProcess[str]:
    # No variable of this run gets in, only what is named.
    env = environment(**variables)
    return subprocess.run([sys.executable, *args], env=env, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(("needed", "status"), [("", 0), ("1", 1)])
def test_a_missing_browser_stops_only_where_one_is_needed(needed: str, status: int) -> None:
    done = run(
        "-m", "tests.browser.chromium", KITH_TEST_CHROMIUM="/not/there", KITH_TEST_NEEDS_BROWSER=needed
    )
    assert (done.returncode, done.stdout) == (status, "")
    assert "the tests in a browser cannot run: install one" in done.stderr


@pytest.mark.parametrize(("needed", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_a_test_without_a_browser_fails_only_where_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, needed: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("KITH_TEST_NEEDS_BROWSER", needed)
    with pytest.raises(outcome, match="no Chromium"):
        missing("no Chromium")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_that_skipped_says_so_at_its_end(tmp_path: Path, workers: str) -> None:
    folder = tmp_path / "tests" / "browser"
    folder.mkdir(parents=True)
    (folder / "test_one.py").write_text("import pytest\ndef test_one(): pytest.skip('no browser')\n")
    done = run(
        *("-m", "pytest", "-p", "tests.browser.skipped", "-p", "no:cacheprovider", "-n", workers),
        *("-c", os.devnull, f"--rootdir={tmp_path}", str(folder)),
    )
    assert "1 tests in a browser were SKIPPED, no Chromium was found: install one" in done.stdout
    assert done.returncode == 0
