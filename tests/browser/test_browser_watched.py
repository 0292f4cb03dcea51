"""The guards of the tests in a browser can fail: each fault of a page is noted, and each barrier found."""

from __future__ import annotations

import asyncio

import pytest

from tests.browser.barriers import violations
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.watching import leaves_loopback

POLICY = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""


@pytest.mark.parametrize(
    ("address", "leaves"),
    [
        ("http://127.0.0.1:5484/p/alice/dm", False),
        ("http://localhost/x", False),
        ("http://[::1]:80/", False),
        ("data:image/png;base64,AA", False),
        ("blob:http://127.0.0.1/1", False),
        ("https://example.com/", True),
        ("http://127.0.0.1.example.com/", True),
        ("http://user@10.0.0.1/", True),
        ("wss://example.com/live", True),
    ],
)
def test_loopback_is_told_from_everything_else(address: str, leaves: bool) -> None:
    assert leaves_loopback(address) == leaves


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ('<img src="http://elsewhere.invalid/x.png">', "left loopback: http://elsewhere.invalid/x.png"),
        ("<script>new WebSocket('ws://elsewhere.invalid/')</script>", "left loopback: ws://elsewhere"),
        ("<script>fetch('http://10.255.255.1/').catch(() => 0)</script>", "loopback: http://10.255.255.1"),
    ],
)
def test_a_request_to_another_machine_is_noted(opened: Contexts, html: str, part: str) -> None:
    page = opened().new_page()
    opened.allow("elsewhere.invalid", "10.255.255.1")
    page.set_content(html)
    opened.wait_for(page, part)


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ("<script>console.error('an error')</script>", "console: an error"),
        ("<script>throw new Error('thrown')</script>", "script: Error: thrown"),
        (f"{POLICY}<p onclick=''>x</p><script>1</script>", "Content Security Policy"),
    ],
)
def test_a_fault_of_a_script_is_noted(opened: Contexts, html: str, part: str) -> None:
    page = opened().new_page()
    opened.allow(part)
    page.set_content(html)
    opened.wait_for(page, part)


def test_a_barrier_is_found(opened: Contexts) -> None:
    page = opened().new_page()
    page.set_content("<html lang=en><title>A</title><main><h1>A</h1><input></main>")
    (found,) = violations(page)
    assert found.startswith("critical label: Form elements must have labels\n    <input>")


def test_a_page_without_barriers_is_clean(opened: Contexts) -> None:
    page = opened().new_page()
    page.set_content("<html lang=en><title>A</title><main><h1>A</h1><label>B <input></label></main>")
    assert violations(page) == []


def test_the_browser_leaves_other_tests_their_loop(request: pytest.FixtureRequest) -> None:
    thread: BrowserThread = request.getfixturevalue("browser_thread")
    assert thread.call(thread.browser).is_connected()
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
