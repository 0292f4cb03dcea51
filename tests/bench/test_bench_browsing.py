"""Where there is no browser the benchmarks go on without it, and say so."""

from __future__ import annotations

import pytest

from tests.bench import browsing
from tests.bench.report import table


def test_without_a_browser_the_page_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "find", lambda: None)
    assert "The page in a browser: no Chromium here" in table(browsing.rows())


def test_the_demo_tells_where_it_answers() -> None:
    with browsing.demo() as address:
        assert address.startswith("http://127.0.0.1:")
        assert not address.endswith("/")
