"""Figures become lines of a page, and a line of the same name takes the place of the old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clockwork.sizes import PAGE, SWITCH, Figures, figure, is_nightly, parsed, size, written


@pytest.mark.parametrize(("switch", "expected"), [("", 1), ("1", 1000)])
def test_the_switch_chooses_the_size(monkeypatch: pytest.MonkeyPatch, switch: str, expected: int) -> None:
    monkeypatch.setenv(SWITCH, switch)
    assert size(1, 1000) == expected and is_nightly() == bool(switch)


def test_a_new_figure_takes_the_place_of_the_old_one_and_leaves_the_others() -> None:
    page = written("", [figure("kills", "9 kills", "0 lost", 3.4), figure("storms", "4 events", "4", 1)])
    page = written(page, [figure("kills", "1,000 kills", "0 lost", 60)])
    assert [(one.what, one.size, one.took) for one in parsed(page).values()] == [
        ("kills", "1,000 kills", "60 s"),
        ("storms", "4 events", "1 s"),
    ]


def test_only_a_nightly_run_writes_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path, figures = tmp_path / "nightly.md", Figures()
    figures.tell("kills", "9 kills", "0 lost")
    monkeypatch.delenv(SWITCH, raising=False)
    figures.keep(path)
    assert not path.exists()
    monkeypatch.setenv(SWITCH, "1")
    figures.keep(path)
    assert "| kills | 9 kills | 0 lost |" in path.read_text()


def test_the_page_is_one_that_can_be_read_again() -> None:
    assert not PAGE.exists() or written(PAGE.read_text(), []) == PAGE.read_text()
