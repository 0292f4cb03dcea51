"""Two sizes of the same test by one switch, and the figures that a nightly run leaves behind."""

from __future__ import annotations

import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

SWITCH = "KITH_TEST_NIGHTLY"
PAGE = Path(__file__).parent.parent.parent / "docs" / "nightly.md"
HEAD = """# The clockwork in full size

`make nightly` runs the tests of the clockwork at these sizes and writes this page; `make test` runs the same
tests with less of each. A line is from the last run in which that test passed. Every process is a real one,
and every kill a real SIGKILL.

"""
COLUMNS = ("what", "size", "result", "took", "on")
TITLE = "| " + " | ".join(COLUMNS) + " |"


class Figure(NamedTuple):
    """One line of the page."""

    what: str
    size: str
    result: str
    took: str
    on: str

    def __str__(self) -> str:
        return "| " + " | ".join(self) + " |"


def is_nightly() -> bool:
    """Whether the full size was asked for."""
    return bool(os.environ.get(SWITCH))


def size(small: int, nightly: int) -> int:
    """How many: of `make test`, or of `make nightly`."""
    return nightly if is_nightly() else small


def figure(what: str, of_size: str, result: str, seconds: float) -> Figure:
    """The line for a test that has just passed."""
    on = f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} ({platform.machine()})"
    return Figure(what, of_size, result, f"{seconds:.0f} s", f"{on}, load {_load()}")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def parsed(page: str) -> dict[str, Figure]:
    """The lines of a page by what they are about."""
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    figures = [Figure(*(cell.strip() for cell in row)) for row in rows if len(row) == len(COLUMNS)]
    return {one.what: one for one in figures if one.what != COLUMNS[0]}


def written(page: str, new: list[Figure]) -> str:
    """The page with these lines, each in the place of the one that it renews."""
    figures = parsed(page) | {one.what: one for one in new}
    rows = [TITLE, "|" + "---|" * len(COLUMNS), *(str(one) for one in figures.values())]
    return HEAD + "\n".join(rows) + "\n"


class Figures:
    """What the tests of this run told, in their order."""

    def __init__(self) -> None:
        self.told: list[Figure] = []
        self.began = time.monotonic()

    def tell(self, what: str, of_size: str, result: str) -> None:
        """Keep the figures of the test that ends here."""
        self.told.append(figure(what, of_size, result, time.monotonic() - self.began))

    def keep(self, path: Path = PAGE) -> None:
        """Write them into the page, when it is the full size that ran."""
        if self.told and is_nightly():
            path.write_text(written(path.read_text() if path.exists() else "", self.told))
