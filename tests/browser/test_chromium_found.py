"""A Chromium is found where it is, installed only where that is allowed, and told of when it is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import find, flags, install, is_needed, may_install
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


@pytest.mark.parametrize(
    ("workers", "needed", "said"),
    [
        ("1", "", "1 tests in a browser were SKIPPED, no Chromium was found: install one"),
        ("0", "1", "1 error"),
    ],
)
def test_a_run_without_a_browser_says_so_at_its_end(workers: str, needed: str, said: str) -> None:
    one = "tests/browser/test_browser_watched.py::test_a_page_without_barriers_is_clean"
    done = run(
        *("-m", "pytest", "-p", "no:cacheprovider", "-n", workers, one),
        KITH_TEST_CHROMIUM="/not/there",
        KITH_TEST_NEEDS_BROWSER=needed,
    )
    assert said in done.stdout
    assert done.returncode == (1 if needed else 0)
