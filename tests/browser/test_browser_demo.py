"""`kith demo` itself, as a process of its own, in a real browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.bench.browsing import demo
from tests.browser.contexts import Contexts

LINE = "met Dana Lee from Acme at the fair, promised her the deck by Friday"


def test_a_newcomer_opens_the_address_and_is_answered(opened: Contexts) -> None:
    with demo() as address:
        tab = opened.tab(address)
        tab.page.goto(address)
        expect(tab.page).to_have_url(f"{address}/p/alice/dm")
        expect(tab.guide).to_contain_text("0 of 5")
        tab.say(LINE)
        expect(tab.newest).to_contain_text("Here is what I read. Save it?")
        tab.click("Save")
        expect(tab.guide).to_contain_text("1 of 5")
        tab.page.context.close()


def test_nobody_elsewhere_can_drive_the_page(opened: Contexts) -> None:
    """A page of another origin, in the same browser, sends a form to it: nothing comes of it."""
    with demo() as address:
        tab = opened.tab(address).visit()
        stranger = tab.page.context.new_page()
        opened.allow("403", "favicon.ico")
        field = '<input name="text" value="from elsewhere">'
        stranger.set_content(f'<form method="post" action="{address}/p/alice/say">{field}</form>')
        with stranger.expect_navigation() as answered:
            stranger.evaluate("() => document.forms[0].submit()")
        assert answered.value is not None and answered.value.status == 403
        tab.visit()
        expect(tab.messages.filter(has_text="from elsewhere")).to_have_count(0)
        tab.page.context.close()
