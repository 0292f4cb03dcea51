"""The modal as it is drawn: its head, its form, its reasons and its buttons."""

from __future__ import annotations

import re
from typing import Any

from bot.local_slack.page.modal import modal_html
from tests.local_slack.page.acting_world import Browser, browsing, failing, value
from tests.local_slack.sample_app import asking, modal, plain, section, typed
from tests.local_slack.test_people_act import opened

WORDS = value("what", "text", "call <Dana>")


def drawn(browser: Browser, handle: str = "alice") -> str:
    return modal_html(browser.stage, browser.slack.person(handle).user)


def words(html: str) -> str:
    """What a person reads."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def tag(html: str, element_id: str) -> str:
    """The opening tag of an element, by its id."""
    found = re.search(rf'<[a-z]+ [^>]*id="{element_id}"[^>]*>', html)
    assert found is not None
    return found.group()


async def test_without_a_modal_its_place_is_empty() -> None:
    async with browsing() as browser:
        assert words(drawn(browser)) == "" and 'id="modal-place"' in drawn(browser)
        await opened(browser.slack, typed())
        assert "<dialog" in drawn(browser) and "<dialog" not in drawn(browser, "bob")


async def test_a_form_has_its_title_its_fields_and_its_buttons() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed("What to promise"), close=plain("Not now"))
        html = drawn(browser)
        assert words(html) == "S A form Sample What to promise Sending… Not now Save"
        assert tag(html, "modal") == (
            f'<dialog id="modal" class="modal" aria-labelledby="modal-title" data-view="{browser.top.id}">'
        )
        assert 'type="submit"' in tag(html, "modal-submit")
        assert f'name="surface" value="{browser.modal}"' in html


async def test_a_title_may_hold_emoji() -> None:
    async with browsing() as browser:
        await opened(browser.slack, section(), title=plain("Well done :tada:"))
        assert "Well done 🎉" in words(drawn(browser))


async def test_each_part_of_the_form_posts_where_it_should() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        html = drawn(browser)
        assert 'hx-post="/p/alice/modal/submit"' in tag(html, "modal-form")
        assert 'hx-encoding="multipart/form-data"' in tag(html, "modal-form")
        assert 'hx-post="/p/alice/modal/draft"' in tag(html, "modal-body")
        assert 'hx-post="/p/alice/modal/close"' in tag(html, "modal-close")


async def test_the_button_that_closes_is_called_as_slack_calls_it() -> None:
    async with browsing() as browser:
        for more, label in (({}, "Cancel Save"), ({"submit": None}, "Close")):
            await opened(browser.slack, section(), **more)
            assert words(drawn(browser)).endswith(label)


async def test_the_app_may_write_nothing_but_text() -> None:
    async with browsing() as browser:
        title = plain('<b>Bold</b> & "so"')
        await opened(
            browser.slack, section("<script>"), title=title, close=plain("<i>"), submit=plain("'\">")
        )
        html = drawn(browser)
        assert "<script" not in html and "<i>" not in html and "<b>" not in html
        assert "&lt;b&gt;Bold&lt;/b&gt; &amp; " in html and "&#39;&#34;&gt;</button>" in html


async def test_what_was_typed_and_why_it_was_refused_stand_in_the_form() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        browser.box.bodies.append({"response_action": "errors", "errors": {"what": "Too short."}})
        await browser.submit(WORDS)
        html = drawn(browser)
        assert "One field needs another look." in words(html) and "Too short." in words(html)
        assert "call &lt;Dana&gt;" in html


async def test_several_reasons_are_counted() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed(), asking("Also", {"type": "datepicker", "action_id": "a"}, "b"))
        await browser.submit()
        assert "Not sent yet. 2 fields need another look." in words(drawn(browser))


async def test_an_app_that_failed_leaves_a_banner_in_the_form() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        failing(browser, "operation_timeout")
        await browser.submit(WORDS)
        assert "We had some trouble connecting. Try again?" in words(drawn(browser))
        assert "call &lt;Dana&gt;" in drawn(browser)


async def pushed(browser: Browser, **more: Any) -> str:
    """The form drawn after the app has laid a second one on top."""
    await opened(browser.slack, typed(), title=plain("First"))
    second = modal(section(), title=plain("Second"), **more)
    browser.box.bodies.append({"response_action": "push", "view": second})
    await browser.submit(WORDS)
    return drawn(browser)


async def test_a_form_on_top_of_another_says_where_closing_leads() -> None:
    async with browsing() as browser:
        assert "Second Sample 2 of 2. Cancel leads back to First" in words(await pushed(browser))
        assert "leads back" not in words(await pushed(browser, clear_on_close=True))


async def test_nothing_in_the_page_is_inline_script_or_style() -> None:
    async with browsing() as browser:
        await opened(browser.slack, typed())
        assert not re.search(r"\s(style|on\w+)=|<script|<style", drawn(browser))
