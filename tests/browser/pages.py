"""The page as a person has it before them: places, messages, forms, clock; found by the words on it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Locator, Page, expect

from bot.local_slack.page.fields import field_name

# How focus is told: whatever a screen reader would say first about the element that has it.
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return '';
  const by = (it.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean)
    .map(id => document.getElementById(id)?.textContent || '').join(' ');
  const label = it.labels && it.labels.length ? it.labels[0].textContent : '';
  return (it.getAttribute('aria-label') || by || label || it.textContent || '').replace(/\\s+/g, ' ').trim();
}"""
MOST_TABS = 400
# A hand is slower than a robot: by then htmx knows every element that it has to listen to.
HEARD = (
    """() => [...document.querySelectorAll('[hx-post], [hx-get]')].every(it => 'htmx-internal-data' in it)"""
)


class Tab:
    """A tab of a browser that shows the page of one person."""

    def __init__(self, context: BrowserContext, address: str, who: str = "alice") -> None:
        self.page: Page = context.new_page()
        self.address, self.who = address, who

    def visit(self, place: str = "dm", **query: str) -> Tab:
        """A place of this person ("dm", "home", "c/growth"), loaded and listening for what happens."""
        asked = f"?{urlencode(query)}" if query else ""
        self.page.goto(f"{self.address}/p/{self.who}/{place}{asked}")
        return self

    def open(self, place: str) -> None:
        """A place, unless it is there already."""
        if not self.page.url.endswith(f"/p/{self.who}/{place}"):
            self.visit(place)

    # ---- What is on the page

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("combobox", name=re.compile("^Message "))

    @property
    def messages(self) -> Locator:
        return self.page.locator("#messages > .message")

    @property
    def newest(self) -> Locator:
        return self.messages.last

    def message(self, text: str) -> Locator:
        """The newest message that holds a text."""
        return self.messages.filter(has_text=text).last

    @property
    def home(self) -> Locator:
        return self.page.locator("#home")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog#modal")

    @property
    def toasts(self) -> Locator:
        return self.page.locator("#toasts")

    @property
    def clock(self) -> Locator:
        return self.page.locator("#clock")

    @property
    def guide(self) -> Locator:
        return self.page.locator("#guide")

    @property
    def hood(self) -> Locator:
        return self.page.locator("#hood")

    def field(self, block_id: str, action_id: str, within: Locator | None = None) -> Locator:
        """The controls that carry the value of an element, in the modal or wherever else."""
        return (within or self.modal).locator(f'[name="{field_name(block_id, action_id)}"]')

    def ready(self) -> None:
        """Until what has come last listens to clicks."""
        self.page.wait_for_function(HEARD)

    # ---- What a person does with a mouse

    def say(self, text: str) -> None:
        """Type a line, and press Send."""
        self.ready()
        self.composer.fill(text)
        self.page.get_by_role("button", name="Send", exact=True).first.click()

    def click(self, name: str, within: Locator | None = None) -> None:
        """A button by its words; in the newest message unless said otherwise."""
        self.ready()
        (within or self.newest).get_by_role("button", name=name, exact=True).first.click()

    def move(self, name: str, within: Locator | None = None) -> None:
        """Press a button that moves the clock, and wait until the journey is over."""
        before = self.clock_epoch()
        self.ready()
        (within or self.clock).get_by_role("button", name=name, exact=True).click()
        self.until_moved(before)

    def clock_epoch(self) -> str:
        """The instant that the clock was drawn with."""
        return self.clock.locator("time").get_attribute("data-epoch") or ""

    def until_moved(self, before: str) -> None:
        """Until the clock was drawn anew, and no journey is under way."""
        expect(self.clock.locator("time")).not_to_have_attribute("data-epoch", before)
        expect(self.clock.get_by_role("button", name="+1 hour", exact=True)).to_be_visible()

    def become(self, name: str) -> None:
        """Choose another person, as one would in the header."""
        people = self.page.get_by_role("navigation", name="Who you are")
        people.locator("summary").click()
        people.get_by_role("link", name=name).click()

    # ---- What a person does with the keyboard alone

    def reach(self, name: str, back: bool = False) -> None:
        """Press Tab (or Shift+Tab) until what has the focus is called so."""
        seen: list[str] = []
        self.ready()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            seen.append(self.focused())
            if seen[-1].startswith(name):
                return
        raise AssertionError(f"Tab never reached {name!r}; it went over {list(dict.fromkeys(seen))}")

    def focused(self) -> str:
        """What has the focus, by its name."""
        return str(self.page.evaluate(FOCUSED))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.type(text)

    # ---- What the page is like

    def measure(self, script: str) -> Any:
        """What a script says of the page."""
        return self.page.evaluate(script)

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.measure("() => document.documentElement.scrollWidth - innerWidth"))
