"""What holds on every view: no barrier, no sideways scrolling, text that may be enlarged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.barriers import violations
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.served import kith_served
from tests.databases import SqliteFiles
from tests.world import World

LINE = "met Dana Lee from Acme at the fair, promised her the deck by tomorrow, Omar introduced us"
WIDTHS = (360, 768, 1280, 1600)


def conversation(tab: Tab) -> None:
    tab.visit()
    expect(tab.newest).to_contain_text("Thank Omar")


def home(tab: Tab) -> None:
    tab.visit("home")
    expect(tab.home).to_contain_text("Your desk")


def channel(tab: Tab) -> None:
    tab.visit("c/growth")


def hood(tab: Tab) -> None:
    tab.visit("dm", hood="1")
    expect(tab.hood.get_by_role("row").nth(2)).to_be_visible()


def form(tab: Tab) -> None:
    tab.visit()
    tab.say("/contact add")
    expect(tab.modal).to_be_visible()
    tab.click("Save", tab.modal)
    expect(tab.modal.get_by_role("alert").first).to_be_visible()


VIEWS: dict[str, Callable[[Tab], None]] = {
    "conversation": conversation,
    "home": home,
    "channel": channel,
    "hood": hood,
    "form": form,
}


@pytest.fixture(scope="module")
def lived_in(sqlite_files: SqliteFiles, browser_thread: BrowserThread) -> Iterator[World]:
    """Alice on a morning with a brief, a card to save and a desk."""
    with sqlite_files.fresh() as url, kith_served(url) as world:
        world.alice.open_home()
        world.settle()
        world.alice.click("Start", within="home")
        world.alice.say(LINE)
        world.settle()
        world.alice.click("Save")
        world.alice.say(LINE.replace("Dana Lee", "Rui Santos"))
        world.go_to_local("Europe/Lisbon", 2026, 11, 24, 9)
        yield world


def show(world: World, tab: Tab, view: str) -> None:
    """A view; what another test left open is closed."""
    world.slack._target.workspace.views.stack(world.alice.id).clear()
    VIEWS[view](tab)


def context_of(opened: Contexts, scheme: str, width: int) -> BrowserContext:
    return opened(color_scheme=scheme, viewport={"width": width, "height": 800})


@pytest.mark.parametrize(("view", "scheme"), list(product(VIEWS, ("light", "dark"))))
def test_there_is_no_barrier(lived_in: World, opened: Contexts, view: str, scheme: str) -> None:
    tab = Tab(context_of(opened, scheme, 1280), lived_in.slack.base_url)
    show(lived_in, tab, view)
    assert violations(tab.page) == []
    tab.page.set_viewport_size({"width": 360, "height": 740})
    assert violations(tab.page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_scrolls_sideways(lived_in: World, opened: Contexts, view: str) -> None:
    tab = opened.tab(lived_in.slack.base_url)
    show(lived_in, tab, view)
    for width in WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 800})
        assert (width, max(tab.overflow(), 0)) == (width, 0)


CUT = """() => [...document.querySelectorAll('button, summary, a, label, h1, h2, time')]
  .filter(it => it.checkVisibility() && it.clientWidth && it.scrollWidth > it.clientWidth + 1
    && getComputedStyle(it).overflowX !== 'visible' && !it.closest('.visually-hidden'))
  .map(it => it.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("view", VIEWS)
def test_text_of_twice_the_size_is_not_cut(lived_in: World, opened: Contexts, view: str) -> None:
    tab = Tab(context_of(opened, "light", 1280), lived_in.slack.base_url)
    show(lived_in, tab, view)
    tab.measure("() => { document.documentElement.style.fontSize = '200%' }")
    assert tab.overflow() <= 0
    assert tab.measure(CUT) == []


def test_the_composer_and_the_newest_message_are_in_sight_on_a_small_screen(
    lived_in: World, opened: Contexts
) -> None:
    tab = Tab(context_of(opened, "light", 360), lived_in.slack.base_url)
    show(lived_in, tab, "conversation")
    expect(tab.composer).to_be_in_viewport()
    expect(tab.newest).to_be_in_viewport()


def test_dark_and_light_are_switched_and_remembered(lived_in: World, opened: Contexts) -> None:
    tab = Tab(context_of(opened, "light", 1280), lived_in.slack.base_url)
    show(lived_in, tab, "conversation")
    light = tab.measure(BACKGROUND)
    tab.page.get_by_role("button", name="Dark").click()
    dark = tab.measure(BACKGROUND)
    assert dark != light
    tab.visit("home")
    assert tab.measure(BACKGROUND) == dark
    tab.page.get_by_role("button", name="Light").click()
    assert tab.measure(BACKGROUND) == light


BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
