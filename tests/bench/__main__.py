"""`make bench`: speed and memory, measured side by side, as a table and as docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.local_slack import LocalSlackThread
from bot.manifest import manifest
from tests.bench import browsing, reading, requests, starting, sweeping
from tests.bench.report import Row, document, table

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def main() -> int:
    """Measure everything. Status 1 when a budget is exceeded."""
    load_before = os.getloadavg()[0]
    rows = measured()
    where = f"{machine()}, load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after"
    print(table(rows), where, sep="\n\n")
    DOCUMENT.write_text(document(rows, where, datetime.now(UTC).date()), encoding="utf-8")
    return 1 if any(row.is_over for row in rows) else 0


def measured() -> list[Row]:
    """Every row. The readings first, while nothing else runs."""
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        rows = [*reading.rows(), *sweeping.rows(Path(folder))]
        with LocalSlackThread(manifest()) as slack:
            rows = [*requests.rows(slack, Path(folder)), *starting.rows(slack), *rows]
    return [*rows, *browsing.rows()]


def machine() -> str:
    """Where it was measured, in general terms."""
    system = "macOS" if sys.platform == "darwin" else platform.system()
    return f"{os.cpu_count()} cores, {system} ({platform.machine()}), Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
