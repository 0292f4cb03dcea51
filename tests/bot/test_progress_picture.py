"""The picture of attempts: a PNG, made in a process of its own that may fail without any harm."""

from __future__ import annotations

import asyncio
import struct
from datetime import date
from typing import Any

import pytest

from bot import progress_picture
from bot.coach.progress import Chart
from bot.progress_picture import PictureError, draw, drawn

CHART = Chart(
    rows=(("ask", ("absent", "unsure", "present")), ("proof", ("present",) * 3)),
    lengths=(40, 150, 139),
    target=(126, 154),
    days=(date(2026, 11, 20),) * 3,
)
NAMES = {name: name for name in ("ask", "proof", "present", "unsure", "absent", "attempt", "aim")}
PNG = b"\x89PNG\r\n\x1a\n"


def order(**changes: Any) -> dict[str, Any]:
    return {"rows": CHART.rows, "lengths": CHART.lengths, "target": CHART.target, "names": NAMES, **changes}


def test_a_process_of_its_own_draws_it() -> None:
    picture = asyncio.run(drawn(CHART, {**NAMES, "ask": "質問 🎉 \u0639"}))
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(PNG) and len(picture) < 100_000
    assert 400 < width < 2000 and 200 < height < 2000


def test_equal_charts_are_equal_files_and_others_are_not() -> None:
    assert draw(order()) == draw(order())
    assert draw(order()) != draw(order(lengths=(41, 150, 139)))
    marked = (("ask", ("absent", "unsure", "absent")), CHART.rows[1])
    assert draw(order()) != draw(order(rows=marked))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("count", [2, 12])
@pytest.mark.parametrize("lengths", [0, 1, 5000])
def test_any_counts_can_be_drawn(count: int, lengths: int) -> None:
    rows = (("ask", ("present",) * count),) * 9
    assert draw(order(rows=rows, lengths=(lengths,) * count)).startswith(PNG)


@pytest.mark.parametrize("interpreter", ["/bin/false", "/bin/true"], ids=["fails", "writes nothing"])
def test_a_drawing_that_fails_is_told_as_that(interpreter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_picture.sys, "executable", interpreter)
    with pytest.raises(PictureError):
        asyncio.run(drawn(CHART, NAMES))


def test_a_drawing_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_picture, "SECONDS", 0.2)
    monkeypatch.setattr(progress_picture, "COMMAND", ("-c", "import time; time.sleep(60)"))
    with pytest.raises(PictureError, match="too long"):
        asyncio.run(drawn(CHART, NAMES))
