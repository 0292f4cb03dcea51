"""What was measured, as rows of one table: for the terminal, and for docs/benchmarks.md."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Row(NamedTuple):
    """One measurement. `most` or `least` is the budget, in the unit of `value`; None: for information."""

    what: str
    value: float
    unit: str
    most: float | None = None
    how: str = ""
    least: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the budget is missed."""
        too_much = self.most is not None and self.value > self.most
        return too_much or (self.least is not None and self.value < self.least)

    def cells(self) -> tuple[str, str, str, str]:
        """What, how much, the budget, and the details."""
        bounds = (("at most", self.most), ("at least", self.least))
        budget = ", ".join(
            f"{word} {quantity(bound, self.unit)}" for word, bound in bounds if bound is not None
        )
        return self.what, quantity(self.value, self.unit), f"{budget}{' MISSED' * self.is_missed}", self.how


def quantity(value: float, unit: str) -> str:
    """A number of the unit; a ratio is written `1.07 x`."""
    digits = 0 if value >= 100 else 1 if value >= 20 else 2
    return f"{value:.{digits}f} {unit}"


HEADINGS = ("what", "measured", "budget", "details")


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table, its columns aligned."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADINGS))]
    lines.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2], "-" * widths[3]))
    padded = (
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )
    return "\n".join(f"| {line} |" for line in padded)


PAGE = """\
# Benchmarks

`make bench` measures this anew and writes this page. Last measured on {on}: {machine}.

{table}

- A ratio is taken side by side in one run: the two sides in short alternating turns, each turn's CPU time
  (of deliveries: the time that passed) divided by its neighbour's, and the median of these. So it holds on
  other machines and on busy ones; the times do not.
- "÷ bare" and "÷ raw" with "at least" are throughputs: 0.90 x means nine where the other side does ten. With
  "at most" they are costs.
- The raw driver's side of a sweep makes the same decisions with the same rules, and leaves the same rows:
  that is asserted. A promise that is open is a row beside those that are due; SQLite counts its VM steps.
- Beside other tools the smaller of two ratios counts, time that passed and the CPU time of all processes,
  PostgreSQL's included. The peers come from PyPI at pinned versions, each used as it says itself is fastest.
- The bare client posts the same bytes, as many at once, over one shared session, to the same small server.
- The command with one read and one insert has a listener of its own in both servers: those of Kith do more.
- CPU time is the server's alone, from the operating system, in a process of its own; requests are signed as
  Slack signs them and come over one kept connection on loopback.
- The bare app is Bolt's `AsyncApp` with one listener and `process_before_response`, behind Starlette and
  uvicorn (uvloop, httptools). Bolt verifies the signature; no database. It answers with the bytes of Kith.
- Wall time and memory are those of `python -m bot run`, unmodified, against the local Slack. A start is some
  0.9 s of CPU time, nearly all of it imports: with a load above the number of cores it takes a multiple.
- The page is measured in a headless Chromium without a graphics card, on the same cores as `kith demo`, which
  serves it in a process of its own. A click is timed by the page's own clock, from the click until the frame
  after the changed message stands in the document: it goes through the local Slack, Kith, its database, back
  by `chat.update`, and over the live stream.
- No test holds these budgets: a timing that fails on a busy machine teaches people to ignore it. `make bench`
  ends with status 1 when one is exceeded.
"""


def document(rows: list[Row], machine: str, on: date) -> str:
    """The page that is kept in the repository."""
    return PAGE.format(on=on.isoformat(), machine=machine, table=table(rows))
