"""`make bench`: speed and memory, measured side by side, as a table and as docs/benchmarks.md.

`python -m tests.bench SECTION...` measures some of it, and writes no page.
"""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.local_slack import LocalSlackThread
from bot.manifest import manifest
from tests.bench import (
    browsing,
    commands,
    delivering,
    practice_judging,
    practice_quality,
    reading,
    requests,
    starting,
    sweeping,
    sweeping_flat,
    zones,
)
from tests.bench.report import Row, document, table

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


Section = Callable[[Path], list[Row]]


def served(folder: Path) -> list[Row]:
    """What needs a local Slack in this process."""
    with LocalSlackThread(manifest()) as slack:
        return [*requests.rows(slack, folder), *starting.rows(slack)]


def browsed(_folder: Path) -> list[Row]:
    """The page."""
    return browsing.rows()


def beside_peers(folder: Path) -> list[Row]:
    """Kith beside other tools. Imported here: the tools come with an extra, and the rest needs none of it."""
    from tests.bench import peers

    return peers.rows(folder)


# In this order. The readings first, while nothing else runs.
SECTIONS: dict[str, Section] = {
    "reading": reading.rows,
    "practice_judging": practice_judging.rows,
    "practice_quality": practice_quality.rows,
    "zones": zones.rows,
    "sweeping": sweeping.rows,
    "sweeping_flat": sweeping_flat.rows,
    "delivering": delivering.rows,
    "requests": served,
    "commands": commands.rows,
    "browsing": browsed,
    "peers": beside_peers,
}


def main(names: list[str]) -> int:
    """Measure everything and write the page, or only these sections. Status 1 when a budget is missed."""
    if unknown := set(names) - set(SECTIONS):
        print(f"There is no section {', '.join(sorted(unknown))}: name some of {', '.join(SECTIONS)}.")
        return 2
    load_before = os.getloadavg()[0]
    rows = measured(names or list(SECTIONS))
    where = f"{machine()}, load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after"
    print(table(rows), where, sep="\n\n")
    if not names:
        DOCUMENT.write_text(document(rows, where, datetime.now(UTC).date()), encoding="utf-8")
    return 1 if any(row.is_missed for row in rows) else 0


def measured(names: list[str]) -> list[Row]:
    """The rows of these sections, each with a folder of its own."""
    rows: list[Row] = []
    for name in names:
        began = time.monotonic()
        with TemporaryDirectory(prefix=f"kith-bench-{name}-") as folder:
            rows += section(name, Path(folder))
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows


def section(name: str, folder: Path) -> list[Row]:
    """Its rows. One that breaks is a row that says so: the others are measured all the same."""
    try:
        return SECTIONS[name](folder)
    except Exception:
        traceback.print_exc()
        return [Row(f"The section {name} broke", 0, "", least=1)]


def machine() -> str:
    """Where it was measured, in general terms."""
    system = "macOS" if sys.platform == "darwin" else platform.system()
    return f"{os.cpu_count()} cores, {system} ({platform.machine()}), Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
