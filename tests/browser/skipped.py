"""Tests in a browser where there is none: skipped, and told at the end of the run; or failed, as in CI."""

from __future__ import annotations

from typing import NoReturn

import pytest

from tests.browser.chromium import REMEDY, is_needed

FOLDER = "tests/browser/"


def missing(why: str) -> NoReturn:
    """No browser: a failure where one is needed, else a skipped test."""
    if is_needed():
        pytest.fail(why)
    pytest.skip(why)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line, in the colour of a warning, whatever the number of workers."""
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if FOLDER in each.nodeid]
    if skipped:
        terminalreporter.write_sep("!", "no browser", yellow=True, bold=True)
        terminalreporter.write_line(line(len(skipped)), yellow=True, bold=True)


def line(count: int) -> str:
    """What is missing, and what to do."""
    return f"{count} tests in a browser were SKIPPED, no Chromium was found: {REMEDY}."
