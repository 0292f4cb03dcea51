"""The search field of an external select: the app is asked, and what it offers can be chosen."""

from __future__ import annotations

from typing import Any

from bot.local_slack.page.fields import Surface, use_value
from tests.local_slack.page.acting_world import Browser, browsing, message_surface, value
from tests.local_slack.sample_app import actions, asking, option, plain
from tests.local_slack.test_people_act import opened, posted

DANA, DAN = option("Dana Lee", "7"), option("Dan Roe", "8")
SEARCH = {"type": "external_select", "action_id": "a"}


async def found(browser: Browser, typed: str, surface: Surface | None = None) -> tuple[int, str]:
    """The status and the fragment that a search gives."""
    data = {"surface": str(surface or browser.modal), "use": use_value("b", "a"), "typed": typed}
    address = f"{browser.slack.base_url}/p/alice/modal/options"
    async with browser.session.post(address, data=data) as answer:
        return answer.status, await answer.text()


async def opened_with(browser: Browser, **more: Any) -> None:
    await opened(browser.slack, asking("Who", {**SEARCH, **more}, "b"))


async def test_what_the_app_offers_is_listed_and_can_be_chosen() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        browser.box.bodies.append({"options": [DANA, DAN]})
        status, html = await found(browser, "dan")
        assert status == 200 and "Dana Lee" in html and 'value="8"' in html
        assert (browser.box.last["type"], browser.box.last["value"]) == ("block_suggestion", "dan")
        await browser.submit(value("b", "a", "8"))
        state = browser.box.last["view"]["state"]["values"]
        assert state["b"]["a"] == {"type": "external_select", "selected_option": DAN}


async def test_groups_keep_their_labels() -> None:
    async with browsing() as browser:
        await opened_with(browser, type="multi_external_select")
        browser.box.bodies.append({"option_groups": [{"label": plain("Friends"), "options": [DANA]}]})
        _, html = await found(browser, "dan")
        assert "Friends" in html and "Dana Lee" in html
        await browser.submit(value("b", "a", "7"))
        assert browser.box.last["view"]["state"]["values"]["b"]["a"]["selected_options"] == [DANA]


async def test_what_is_chosen_stays_beside_what_is_found() -> None:
    async with browsing() as browser:
        await opened_with(browser, type="multi_external_select", initial_options=[DANA])
        browser.box.bodies.append({"options": [DAN]})
        _, html = await found(browser, "roe")
        assert html.index("Dana Lee") < html.index("Dan Roe")


async def test_too_short_a_word_is_not_asked_about() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        assert await found(browser, "da") == (204, "") and browser.box.got == []
        await opened_with(browser, min_query_length=0)
        browser.box.bodies.append({"options": [DANA]})
        assert (await found(browser, ""))[0] == 200


async def test_an_app_that_offers_nonsense_offers_nothing() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        browser.box.bodies.append("oops")
        assert "Nothing found" in (await found(browser, "dan"))[1]


async def test_a_message_can_be_searched_from_too() -> None:
    async with browsing() as browser:
        surface = message_surface(browser.slack, await posted(browser.slack, actions(SEARCH, block_id="b")))
        browser.box.bodies.append({"options": [DANA]})
        assert "Dana Lee" in (await found(browser, "dan", surface))[1]
        assert await browser.act(surface, ("b", "a"), value("b", "a", "7")) == ""
        assert browser.box.last["actions"][0]["selected_option"] == DANA
