"""Fixtures of the tests in a browser. Such a test asks for `opened`, and runs in the browser's thread."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error

from tests.browser import chromium
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.served import kith_served
from tests.browser.skipped import missing
from tests.databases import SqliteFiles
from tests.world import World


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    thread = pyfuncitem.funcargs.get("browser_thread")
    if thread is None:
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    thread.call(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names})
    return True


@pytest.fixture(scope="session")
def browser_thread() -> Iterator[BrowserThread]:
    """One Chromium for this worker. Without one the test is skipped, or fails where one is needed."""
    if (executable := chromium.find()) is None:
        missing(f"no Chromium was found: {chromium.REMEDY}")
    thread = BrowserThread(executable)
    try:
        thread.call(thread.browser)
    except Error as error:
        thread.close()
        missing(f"{executable} does not start: {error.message.splitlines()[0]}; {chromium.REMEDY}")
    yield thread
    thread.close()


@pytest.fixture(scope="module")
def opened_once(browser_thread: BrowserThread) -> Iterator[Contexts]:
    """As `opened`, for what the tests of a file share; what went wrong is told after the last of them."""
    contexts = Contexts(browser_thread)
    yield contexts
    assert browser_thread.call(contexts.close) == []


@pytest.fixture
def opened(browser_thread: BrowserThread) -> Iterator[Contexts]:
    """`opened()` gives a browser context, watched: whatever leaves loopback or fails there fails the test."""
    contexts = Contexts(browser_thread)
    yield contexts
    assert browser_thread.call(contexts.close) == []


@pytest.fixture
def kith(sqlite_files: SqliteFiles, browser_thread: BrowserThread) -> Iterator[World]:
    """Kith on a local Slack with its page; at the end nothing may have offended Slack."""
    with sqlite_files.fresh() as url, kith_served(url) as world:
        yield world
        assert world.slack.violations == []
