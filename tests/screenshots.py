"""`make screenshots`: pictures of the page for the README, of the unmodified bot at a fixed hour.

Each picture is made by doing what a person would do; nothing in it is painted by hand.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.served import kith_served
from tests.databases import SqliteFiles
from tests.world import World

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
# A Monday, 10:00 in Lisbon.
START = datetime(2026, 11, 23, 10, tzinfo=UTC)
LINE = "met Dana Lee from Acme at the fair, promised her the deck by tomorrow, Omar introduced us"
MOST_BYTES = 200_000
WIDE, NARROW = (1280, 800), (360, 740)
# Nothing that moves: no caret, no transition, no ticking clock.
STILL = """() => {
  document.activeElement?.blur();
  document.getAnimations().forEach(it => it.finish());
}"""


class Picture(NamedTuple):
    """What is on it, its size in pixels, and light or dark."""

    name: str
    act: Callable[[Tab], None]
    size: tuple[int, int] = WIDE
    scheme: str = "light"


def brief(tab: Tab) -> None:
    tab.visit()
    expect(tab.newest).to_contain_text("send the deck")


def card(tab: Tab) -> None:
    tab.visit()
    tab.message("Here is what I read").scroll_into_view_if_needed()


def form(tab: Tab) -> None:
    tab.visit()
    tab.click("Renegotiate")
    expect(tab.modal).to_be_visible()


def home(tab: Tab) -> None:
    tab.visit("home")
    expect(tab.home).to_contain_text("Your desk")


def hood(tab: Tab) -> None:
    tab.visit("dm", hood="1")
    expect(tab.hood.get_by_role("row").nth(2)).to_be_visible()


# The card to save is what comes first; then the morning after.
ON_MONDAY = (Picture("page-capture", card),)
ON_TUESDAY = (
    Picture("page-brief", brief),
    Picture("page-dark", brief, scheme="dark"),
    Picture("page-narrow", brief, NARROW),
    Picture("page-home", home),
    Picture("page-hood", hood, (1600, 900)),
    Picture("page-form", form),
)


def main() -> int:
    """Make them all. Status 1 when there is no browser, or a picture is too large for a README."""
    if (executable := chromium.find()) is None:
        print(f"No Chromium here: {chromium.REMEDY}.", file=sys.stderr)
        return 1
    thread = BrowserThread(executable)
    try:
        with tempfile.TemporaryDirectory(prefix="kith-pictures-") as folder:
            sizes = made(thread, Path(folder))
    finally:
        thread.close()
    for name, size in sizes.items():
        print(f"docs/pictures/{name}.png  {size / 1000:.0f} kB{'  TOO LARGE' * (size > MOST_BYTES)}")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


def made(thread: BrowserThread, folder: Path) -> dict[str, int]:
    """Every picture and its size in bytes."""
    with SqliteFiles(folder).fresh() as url, kith_served(url, START) as world:
        contexts = Contexts(thread)
        captured(world)
        sizes = {one.name: thread.call(taken, world, contexts, one) for one in ON_MONDAY}
        world.alice.click("Save")
        world.go_to_local("Europe/Lisbon", 2026, 11, 24, 9)
        sizes |= {one.name: thread.call(taken, world, contexts, one) for one in ON_TUESDAY}
        faults = thread.call(contexts.close)
    assert not faults, faults
    return sizes


def captured(world: World) -> None:
    """Alice has begun, and has written one line."""
    world.alice.open_home()
    world.settle()
    world.alice.click("Start", within="home")
    world.alice.say(LINE)
    world.settle()


def taken(world: World, contexts: Contexts, picture: Picture) -> int:
    """One picture, written where the README finds it; its size in bytes."""
    width, height = picture.size
    context = contexts(color_scheme=picture.scheme, viewport={"width": width, "height": height})
    tab = Tab(context, world.slack.base_url)
    picture.act(tab)
    return shot(tab.page, PICTURES / f"{picture.name}.png")


def shot(page: Page, path: Path) -> int:
    """The window as it stands, into a file."""
    page.evaluate(STILL)
    return len(page.screenshot(path=path, animations="disabled", caret="hide"))


if __name__ == "__main__":
    sys.exit(main())
