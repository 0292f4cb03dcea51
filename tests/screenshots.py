"""`make screenshots`: pictures of the page for the README, of the unmodified bot at a fixed hour.

Each picture is made by doing what a person would do; nothing in it is painted by hand.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, expect

from bot.local_slack import VirtualClock
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
# Dates as Europe writes them; every pixel drawn alike each time.
FLAGS = (
    *("--lang=en-GB", "--force-color-profile=srgb", "--disable-partial-raster"),
    *("--disable-skia-runtime-opts", "--num-raster-threads=1"),
)
WIDE, NARROW = (1280, 800), (360, 740)
# Nothing that moves: no caret, no transition, no ticking clock.
STILL = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const time = document.querySelector('#clock time');
  const box = document.querySelector('#messages');
  document.activeElement?.blur();
  time.removeAttribute('data-epoch');
  time.textContent = time.textContent.replace(/:\\d\\d$/, ':00');
  for (let height = -1; box && height !== box.scrollHeight; await frame(), await frame()) {
    height = box.scrollHeight;
    box.scrollTop = height;
  }
  document.getAnimations().forEach(it => it.finish());
}"""


class StillClock(VirtualClock):
    """Goes on when it is moved, never by itself: so a picture is the same each time."""

    def __init__(self, start: datetime) -> None:
        self._at = start
        super().__init__(start=start)

    def now(self) -> datetime:
        return self._at

    def set_to(self, instant: datetime) -> None:
        self._at = instant.astimezone(UTC)
        self._move(timedelta())

    def advance(self, by: timedelta) -> None:
        self.set_to(self._at + by)


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


# The card to save is what comes first; then the morning after.
ON_MONDAY = (Picture("page-capture", card),)
ON_TUESDAY = (
    Picture("page-brief", brief),
    Picture("page-dark", brief, scheme="dark"),
    Picture("page-narrow", brief, NARROW),
    Picture("page-home", home),
    Picture("page-form", form),
)


def main() -> int:
    """Make them all. Status 1 when there is no browser, or a picture is too large for a README."""
    if (executable := chromium.find()) is None:
        print(f"No Chromium here: {chromium.REMEDY}.", file=sys.stderr)
        return 1
    thread = BrowserThread(executable, *FLAGS)
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
    with SqliteFiles(folder).fresh() as url, kith_served(url, StillClock(START)) as world:
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
    page.mouse.move(0, 0)
    page.evaluate(STILL)
    return len(page.screenshot(path=path, animations="disabled", caret="hide"))


if __name__ == "__main__":
    sys.exit(main())
