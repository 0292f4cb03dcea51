"""Draws the attempts at a prompt as a picture: `python -m bot.progress_picture` in a process of its own.

What matplotlib takes (60 MB, a second) is gone with that process, and nobody else waits for it. It reads the
chart as JSON from standard input and writes a PNG to standard output.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.coach.progress import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

log = logging.getLogger(__name__)

# The first drawing on a machine looks through its fonts, which takes some seconds.
SECONDS = 30
INK, FAINT, BAND, PAPER = "#1f2933", "#9aa5b1", "#dbe9f6", "#ffffff"
MARK_SIZE = 130
LEAST_WIDTH = 5.0  # inches: what the three states are called has to fit above two attempts
COMMAND = ("-m", "bot.progress_picture")
DOTS_PER_INCH = 144
# State -> how its mark is drawn: by its shape, so that nothing hangs on a colour.
MARKS: Mapping[str, Mapping[str, Any]] = {
    "present": {"marker": "o", "facecolors": INK, "edgecolors": INK},
    "unsure": {"marker": "o", "facecolors": PAPER, "edgecolors": INK},
    "absent": {"marker": "_", "color": FAINT},
}


class PictureError(Exception):
    """The picture could not be drawn. Its text is for the log, and holds no word of an answer."""


async def drawn(chart: Chart, names: Mapping[str, str]) -> bytes:
    """The picture as a PNG. Raises PictureError.

    `names`: how each element and each state is called, the "attempt" and the "aim". It takes a second or two,
    in a process of its own; the loop is not held.
    """
    order = json.dumps({**asdict(chart), "names": dict(names)}, default=str).encode()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(SECONDS):
            picture, _ = await process.communicate(order)
    except TimeoutError as error:
        raise PictureError("the drawing took too long") from error
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode or not picture:
        log.warning("a picture was not drawn", extra={"error": str(process.returncode)})
        raise PictureError(f"the drawing ended with status {process.returncode}")
    return picture


def draw(order: Mapping[str, Any]) -> bytes:
    """The PNG of a chart that came as JSON: elements above, words below, attempts from left to right."""
    from matplotlib.figure import Figure

    rows, count = order["rows"], len(order["lengths"])
    size = (max(2.6 + 0.55 * count, LEAST_WIDTH), 1.6 + 0.36 * len(rows))
    figure = Figure(figsize=size, dpi=DOTS_PER_INCH, facecolor=PAPER)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[0.36 * len(rows), 1.1])
    _draw_elements(above, rows, order["names"])
    _draw_lengths(below, order["lengths"], order["target"], order["names"]["aim"])
    labels = [f"{place}" for place in range(1, count + 1)]
    below.set_xticks(range(count), labels)
    below.set_xlabel(order["names"]["attempt"], color=INK)
    figure.tight_layout()
    out = BytesIO()
    # Without the time and the version of the program equal charts are equal files.
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _draw_elements(axes: Axes, rows: Sequence[Any], names: Mapping[str, str]) -> None:
    for state, look in MARKS.items():
        places = [
            (x, -y) for y, (_, states) in enumerate(rows) for x, one in enumerate(states) if one == state
        ]
        axes.scatter([x for x, _ in places], [y for _, y in places], s=MARK_SIZE, label=names[state], **look)
    axes.set_yticks([-y for y in range(len(rows))], [names[name] for name, _ in rows])
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    axes.margins(x=0.12)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=8, markerscale=0.6)
    _bare(axes, left=False)


def _draw_lengths(axes: Axes, lengths: Sequence[int], target: Sequence[int], aim: str) -> None:
    least, most = target
    axes.axhspan(least, most, color=BAND, lw=0)
    axes.plot(range(len(lengths)), lengths, color=INK, marker="o", markersize=5)
    for place, words in enumerate(lengths):
        axes.annotate(str(words), (place, words), (0, 6), textcoords="offset points", ha="center", fontsize=8)
    top = max(*lengths, most)
    axes.set_ylim(0, top * 1.3)
    axes.set_yticks([(least + most) / 2], [aim])
    _bare(axes, left=True)


def _bare(axes: Axes, *, left: bool) -> None:
    axes.tick_params(length=0, labelsize=9, labelcolor=INK)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom" or (left and name == "left"))
        spine.set_color(FAINT)


def main() -> None:
    """What the process of its own does."""
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
