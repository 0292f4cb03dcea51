"""The page in a real Chromium, served by `kith demo`: first paint, a click's answer, scrolling, a year."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from statistics import median

from playwright.sync_api import Browser, sync_playwright
from slack_sdk import WebClient

from bot.local_slack.server import BOT_TOKEN
from tests.bench import processes
from tests.bench.report import Row
from tests.browser.browser_thread import PATIENCE_MS
from tests.browser.chromium import find, flags
from tests.browser.pages import Tab

DEMO = ("-m", "bot", "demo", "--no-browser", "--port", "0")
PAINTS, CLICKS, MESSAGES = 9, 24, 2000
MOST_PAINT_MS, MOST_CLICK_MS, MOST_FRAME_MS, MOST_YEAR_SECONDS = 300, 100, 34, 60
LINE = "met Dana Lee from Acme at the fair, promised her the deck by Friday, Omar introduced us"
YEAR_MS = 5 * 60 * 1000
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# From the click until the changed message stands in the page, by the clock of the page itself.
CLICK = """([name, text]) => new Promise(done => {
  const messages = document.getElementById('messages');
  const button = [...messages.querySelectorAll('.message:last-of-type button')]
    .find(it => it.textContent.trim() === name);
  let began = 0;
  const watch = new MutationObserver(() => {
    if (messages.lastElementChild.textContent.includes(text)) {
      watch.disconnect();
      requestAnimationFrame(() => done(performance.now() - began));
    }
  });
  watch.observe(messages, {childList: true, subtree: true, characterData: true});
  began = performance.now();
  button.click();
})"""
# Up through everything in steps of most of a screen, one a frame; the length of each frame.
SCROLL = """() => new Promise(done => {
  const messages = document.getElementById('messages');
  const frames = [];
  let last = performance.now();
  messages.scrollTop = messages.scrollHeight;
  requestAnimationFrame(function step(now) {
    frames.push(now - last);
    last = now;
    messages.scrollTop -= messages.clientHeight * 0.8;
    if (messages.scrollTop > 0) requestAnimationFrame(step);
    else done(frames.slice(2));
  });
})"""


def rows() -> list[Row]:
    """All of them; none where there is no Chromium."""
    if (executable := find()) is None:
        return [Row("The page in a browser: no Chromium here", 0, "")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags(os.getuid()))
        with demo() as address:
            made = [paint_row(browser, address), click_row(browser, address), *scroll_rows(browser, address)]
        with demo() as address:  # a new one: the year is that of five members, not of 2,000 messages
            made.append(year_row(browser, address))
        browser.close()
    return made


@contextmanager
def demo() -> Iterator[str]:
    """`kith demo`, answering; its address."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    with processes.process(DEMO, env) as started:
        assert started.stdout
        line = next(line for line in started.stdout if "http://" in line)
        yield next(word for word in line.split() if word.startswith("http://")).rstrip("/")


def opened(browser: Browser, address: str) -> Tab:
    """Alice's conversation in a browser that has seen nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    return Tab(context, address).visit()


def paint_row(browser: Browser, address: str) -> Row:
    """From the start of the navigation until there is something to read."""
    taken: list[float] = []
    for _ in range(PAINTS):
        tab = opened(browser, address)
        tab.page.wait_for_function(FIRST_PAINT)
        taken.append(float(tab.measure(FIRST_PAINT)))
        tab.page.context.close()
    how = f"nothing in the browser's cache; {min(taken):.0f} to {max(taken):.0f}, {PAINTS} loads"
    return Row("First paint of the page", median(taken), "ms", MOST_PAINT_MS, how)


def click_row(browser: Browser, address: str) -> Row:
    """Save and Undo by turns, through all of Kith."""
    tab = opened(browser, address)
    tab.say(LINE)
    tab.message("Here is what I read").wait_for()
    turns = (("Save", "New contact"), ("Undo", "Here is what I read"))
    taken = [float(tab.page.evaluate(CLICK, list(turns[number % 2]))) for number in range(CLICKS)]
    tab.page.context.close()
    how = f"from the click until the changed message is drawn; {min(taken):.0f} to {max(taken):.0f}, {CLICKS}"
    return Row("A click on Save or Undo until its answer", median(taken), "ms", MOST_CLICK_MS, how)


def scroll_rows(browser: Browser, address: str) -> list[Row]:
    """Up through everything that is in the conversation."""
    client, tama = WebClient(BOT_TOKEN, base_url=f"{address}/api/"), ""
    tama = next(one["id"] for one in client.users_list()["members"] if one["name"] == "tama")
    for number in range(MESSAGES):
        client.chat_postMessage(
            channel=tama, text=f"Message {number}. " + "A little more to read. " * (number % 9)
        )
    tab = Tab(browser.new_context(viewport={"width": 1280, "height": 800}), address, "tama").visit()
    load_seconds = loaded(tab)
    frames: list[float] = tab.measure(SCROLL)
    tab.page.context.close()
    how = f"{len(frames)} frames, a screen each; the longest {max(frames):.0f} ms; no graphics card"
    return [
        Row(f"Scrolling through {MESSAGES:,} messages, a frame", median(frames), "ms", MOST_FRAME_MS, how),
        Row(f"Loading {MESSAGES:,} messages by scrolling up", load_seconds, "s"),
    ]


def loaded(tab: Tab) -> float:
    """Scroll up until everything is there; the seconds that takes."""
    began = time.monotonic()
    while (count := tab.messages.count()) < MESSAGES:
        tab.page.evaluate("() => { document.getElementById('messages').scrollTop = 0 }")
        tab.page.wait_for_function(
            f"() => document.querySelectorAll('#messages > .message').length > {count}"
        )
    return time.monotonic() - began


def year_row(browser: Browser, address: str) -> Row:
    """Everybody has sample people; then the clock goes to the same day of next year."""
    tab = opened(browser, address)
    tab.click("Start with sample people", tab.guide)
    tab.guide.get_by_role("button", name="Remove the sample people").wait_for()
    today = datetime.fromisoformat(str(tab.clock.locator("time").get_attribute("datetime")))
    before, began = tab.clock_epoch(), time.monotonic()
    tab.clock.get_by_role("textbox").fill(f"{today.replace(year=today.year + 1):%Y-%m-%d} 09:00")
    tab.clock.get_by_role("button", name="Go").click()
    tab.clock.get_by_role("button", name="Stop").wait_for()
    tab.clock.get_by_role("button", name="+1 hour").wait_for(timeout=YEAR_MS)
    seconds = time.monotonic() - began
    assert float(tab.clock_epoch()) - float(before) > 360 * 86400
    tab.page.context.close()
    how = "five members with sample people; a page is open and draws all that comes"
    return Row("A year by the time machine", seconds, "s", MOST_YEAR_SECONDS, how)
