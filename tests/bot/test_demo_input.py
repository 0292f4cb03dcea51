"""What stands on the screen while somebody types, and lines that come through a pipe."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot import demo_input
from bot.demo_input import cleared, fitted, paper, piped_lines

TEXT = "Kith -> @alice (direct message)\n  One thing today: send the deck to Dana, whom you met at the fair\n"


@pytest.mark.parametrize(
    ("typed", "columns", "up"),
    [
        ("", 80, 0),
        ("alice> hi", 80, 0),
        ("x" * 80, 80, 0),
        ("x" * 81, 80, 1),
        ("x" * 200, 80, 2),
        ("x", 0, 0),
    ],
)
def test_a_line_is_removed_over_all_the_rows_that_it_takes(typed: str, columns: int, up: int) -> None:
    assert cleared(typed, columns) == "\r" + (f"\x1b[{up}A" if up else "") + "\x1b[J"


def test_on_a_wide_terminal_nothing_is_folded() -> None:
    assert fitted(TEXT, 100) == TEXT


@pytest.mark.parametrize("columns", [20, 33, 40, 60])
def test_on_a_narrow_terminal_no_line_is_longer_and_each_keeps_its_indentation(columns: int) -> None:
    lines = fitted(TEXT, columns).split("\n")
    assert max(map(len, lines)) <= columns
    assert " ".join(" ".join(lines).split()) == " ".join(TEXT.split())
    assert all(
        line.startswith("  ") for line in lines if line and "Kith" not in line and "message" not in line
    )


def test_a_terminal_of_no_width_to_speak_of_gets_the_lines_as_they_are() -> None:
    assert fitted(TEXT, 0) == TEXT


@pytest.mark.parametrize(
    ("is_plain", "before", "after"),
    [(False, "\r\x1b[J", "\nalice> "), (True, "\n", "\nalice> ")],
)
def test_a_message_comes_above_the_prompt(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_plain: bool,
    before: str,
    after: str,
) -> None:
    monkeypatch.setattr(demo_input._Prompt, "shown", "alice> ")
    paper(is_plain)("Good morning")
    assert capsys.readouterr().out == f"{before}Good morning{after}"


def test_where_no_prompt_stands_nothing_is_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    paper(True)("Good morning")
    assert capsys.readouterr().out == "Good morning\n"


def read(source: Path | None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of a file as the demo reads them from its input; None: the input is closed."""

    async def collect() -> list[str]:
        return [line async for line in piped_lines()]

    with Path(source or os.devnull).open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream if source else None)
        return asyncio.run(collect())


def test_a_closed_or_empty_input_has_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(None, monkeypatch) == []
    assert read(Path(os.devnull), monkeypatch) == []


def test_lines_of_any_kind_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes("/kith help\r\n\nmet Zoë\n".encode() + b"\xff\xfe\nthe last")
    assert read(tmp_path / "lines", monkeypatch) == ["/kith help", "", "met Zoë", "\ufffd\ufffd", "the last"]


def test_a_line_is_there_as_soon_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()

    async def talk() -> list[str]:
        lines = piped_lines()
        heard = []
        for text in (b"one\n", b"two\n"):
            os.write(writing, text)
            heard.append(await anext(lines))
        os.close(writing)
        return [*heard, *[line async for line in lines]]

    with os.fdopen(reading, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert asyncio.run(talk()) == ["one", "two"]
