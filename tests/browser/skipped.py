"""Tells at the end of a run, whatever the number of workers, how many tests in a browser were skipped."""

from __future__ import annotations

import pytest

from tests.browser.chromium import REMEDY

FOLDER = "tests/browser/"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line, in the colour of a warning."""
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if FOLDER in each.nodeid]
    if skipped:
        terminalreporter.write_sep("!", "no browser", yellow=True, bold=True)
        terminalreporter.write_line(line(len(skipped)), yellow=True, bold=True)


def line(count: int) -> str:
    """What is missing, and what to do."""
    return f"{count} tests in a browser were SKIPPED, no Chromium was found: {REMEDY}."
