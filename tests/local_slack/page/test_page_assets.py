"""Style sheets and scripts: served from memory, under an address that changes with their content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.local_slack.page.assets import SHEETS, STATIC, Assets
from tests.local_slack.page.page_at_work import page_at_work


def folder_with(folder: Path, **contents: str) -> Path:
    """A folder with all the sheets; `contents` by name without ending."""
    for name in SHEETS:
        (folder / f"{name}.css").write_text(contents.get(name, f".{name} {{}}"))
    return folder


def test_the_version_changes_with_any_content(tmp_path: Path) -> None:
    first = Assets(folder_with(tmp_path)).version
    assert Assets(tmp_path).version == first
    (tmp_path / "base.css").write_text(".other {}")
    assert Assets(tmp_path).version != first


async def test_one_sheet_holds_them_all_in_order() -> None:
    async with page_at_work() as page:
        (address,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', await page.get("/p/alice/dm"))
        joined = await page.get(address)
    places = [joined.index((STATIC / f"{name}.css").read_text()) for name in SHEETS]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.css", "text/css"),
        ("page.js", "text/javascript"),
        ("vendor/htmx.min.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
    ],
)
async def test_a_file_has_its_type_and_is_kept_by_the_browser(name: str, kind: str) -> None:
    async with page_at_work() as page, page.session.get(f"{Assets().base}/{name}") as response:
        assert (response.status, response.content_type) == (200, kind)
        assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["nothing.css", "../page.py", "..%2Fpage.py", "vendor", "", "/etc/hostname"])
async def test_nothing_else_is_served(name: str) -> None:
    async with page_at_work() as page:
        assert await page.status(f"{Assets().base}/{name}") == 404


async def test_a_file_of_another_version_is_not_there_but_the_icon_always_is() -> None:
    async with page_at_work() as page:
        assert await page.status("/static/0123456789ab/page.css") == 404
        assert await page.status("/favicon.ico") == 200
