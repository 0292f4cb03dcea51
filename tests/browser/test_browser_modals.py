"""Forms in a real browser: each field carries its value, nothing typed is lost, errors stand by the field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.local_slack import Fault
from bot.local_slack.block_elements import IN_INPUT
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.recording_app import RecordingApp
from tests.browser.served import sample_served
from tests.local_slack.sample_app import actions, asking, button, modal, option, plain, section, typed

RYE, OAT = option("Rye"), option("Oat")
BOTH = {"options": [RYE, OAT]}
Fill = Callable[[Tab], Any]


@pytest.fixture(scope="module")
def app() -> RecordingApp:
    made = RecordingApp()
    made.offered = [RYE, OAT]
    return made


@pytest.fixture(scope="module")
def slack(app: RecordingApp, browser_thread: BrowserThread) -> Iterator[Any]:
    with sample_served(app.register) as slack:
        yield slack


@pytest.fixture(scope="module")
def tab(slack: Any, opened_once: Contexts) -> Tab:
    """The page of all tests of this file, opened by the first that asks for a form."""
    return opened_once.tab(slack.base_url)


@pytest.fixture
def form(slack: Any, app: RecordingApp, tab: Tab) -> Iterator[Callable[..., Tab]]:
    """`form(view)` opens it for alice; at the end nothing is left open."""

    def open_form(view: dict[str, Any]) -> Tab:
        app.opens, app.answer = view, {}
        app.views.clear()
        app.actions.clear()
        tab.visit()
        tab.say("/promise")
        expect(tab.modal).to_be_visible()
        tab.ready()
        return tab

    yield open_form
    slack._target.workspace.views.stack(slack.person("alice").id).clear()


def ask(element: dict[str, Any]) -> dict[str, Any]:
    return asking("The field", {**element, "action_id": "a"}, "b")


def fill(text: str) -> Fill:
    return lambda tab: tab.field("b", "a").fill(text)


def choose(label: str) -> Fill:
    return lambda tab: tab.field("b", "a").select_option(label=label)


def tick(label: str) -> Fill:
    return lambda tab: tab.modal.get_by_label(label).check()


def search(tab: Tab) -> None:
    tab.modal.locator("input[type=text], input[type=search]").first.press_sequentially("o")
    tab.modal.get_by_label("Oat").check()


def attach(tab: Tab) -> None:
    tab.field("b", "a").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"name\n"})


# Each element that may stand in a form: how a person fills it, and a part of the state that the app gets.
FIELDS: dict[str, tuple[dict[str, Any], Fill, str]] = {
    "plain_text_input": ({}, fill("A <b> word"), "'value': 'A <b> word'"),
    "email_text_input": ({}, fill("dana@example.com"), "'value': 'dana@example.com'"),
    "url_text_input": ({}, fill("https://a.invalid/"), "'value': 'https://a.invalid/'"),
    "number_input": ({"is_decimal_allowed": True}, fill("2.5"), "'value': '2.5'"),
    "rich_text_input": ({}, fill("some words"), "'text': 'some words'"),
    "file_input": ({}, attach, "'name': 'a.csv'"),
    "datepicker": ({}, fill("2026-12-24"), "'selected_date': '2026-12-24'"),
    "timepicker": ({}, fill("17:30"), "'selected_time': '17:30'"),
    "datetimepicker": ({}, fill("2026-12-24T17:30"), "'selected_date_time': 1798133400"),
    "static_select": (BOTH, choose("Oat"), "'value': 'oat'"),
    "multi_static_select": (BOTH, tick("Oat"), "'value': 'oat'"),
    "external_select": ({"min_query_length": 1}, search, "'value': 'oat'"),
    "multi_external_select": ({"min_query_length": 1}, search, "'value': 'oat'"),
    "users_select": ({}, choose("Bob Castellan (sample)"), "'selected_user': '@bob'"),
    "multi_users_select": ({}, tick("Bob Castellan (sample)"), "'selected_users': ['@bob']"),
    "channels_select": ({}, choose("#growth"), "'selected_channel': '#growth'"),
    "multi_channels_select": ({}, tick("#growth"), "'selected_channels': ['#growth']"),
    "conversations_select": ({}, choose("#growth"), "'selected_conversation': '#growth'"),
    "multi_conversations_select": ({}, tick("#growth"), "'selected_conversations': ['#growth']"),
    "radio_buttons": (BOTH, tick("Oat"), "'value': 'oat'"),
    "checkboxes": (BOTH, tick("Oat"), "'value': 'oat'"),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_field_carries_what_was_entered(slack: Any, app: RecordingApp, form: Any, kind: str) -> None:
    more, enter, part = FIELDS[kind]
    tab = form(modal(ask({"type": kind, **more})))
    enter(tab)
    tab.click("Save", tab.modal)
    expect(tab.modal).to_have_count(0)
    (view,) = app.views
    state = str(view["view"]["state"]["values"]["b"]["a"])
    state = state.replace(slack.person("bob").id, "@bob").replace(slack.conversation("growth").id, "#growth")
    assert part in state


def test_no_field_is_left_out() -> None:
    assert {*FIELDS} == {*IN_INPUT}


def test_a_missing_word_is_told_beside_its_field(app: RecordingApp, form: Any) -> None:
    tab = form(modal(typed("What"), typed("Why", "why")))
    tab.modal.get_by_label("Why").fill("because")
    tab.click("Save", tab.modal)
    what = tab.modal.get_by_label("What")
    expect(what).to_have_attribute("aria-invalid", "true")
    expect(what).to_have_accessible_description("Please complete this required field.")
    expect(tab.modal.get_by_label("Why")).to_have_value("because")
    assert app.views == []


def test_what_the_app_says_of_a_field_stands_beside_it(app: RecordingApp, form: Any) -> None:
    tab = form(modal(typed("What"), typed("When", "when")))
    app.answer = {"response_action": "errors", "errors": {"when": "That day is over."}}
    tab.modal.get_by_label("What").fill("<b>the deck</b>")
    tab.modal.get_by_label("When").fill("yesterday")
    tab.click("Save", tab.modal)
    expect(tab.modal.get_by_label("When")).to_have_accessible_description("That day is over.")
    expect(tab.modal.get_by_label("What")).to_have_value("<b>the deck</b>")


def test_what_is_half_typed_survives_a_reload(slack: Any, form: Any) -> None:
    tab = form(modal(typed("What"), ask({"type": "checkboxes", **BOTH})))
    with tab.page.expect_response("**/modal/draft"):
        tab.modal.get_by_label("What").fill("half a sent")
    with tab.page.expect_response("**/modal/draft"):
        tab.modal.get_by_label("Oat").check()
    tab.page.reload()
    expect(tab.modal).to_be_visible()
    expect(tab.modal.get_by_label("What")).to_have_value("half a sent")
    expect(tab.modal.get_by_label("Oat")).to_be_checked()


def test_what_is_half_typed_survives_a_change_of_the_form(slack: Any, app: RecordingApp, form: Any) -> None:
    view = modal(typed("What"), actions(button("More", "more")))
    tab = form(view)
    tab.modal.get_by_label("What").press_sequentially("half")
    tab.click("More", tab.modal)
    slack.until(lambda: app.actions)
    update(slack, app.actions[0]["view"]["id"], modal(*view["blocks"], section("There is more now")))
    expect(tab.modal).to_contain_text("There is more now")
    expect(tab.modal.get_by_label("What")).to_have_value("half")


def update(slack: Any, view_id: str, view: dict[str, Any]) -> None:
    WebClient(slack.bot_token, base_url=slack.api_url).views_update(view_id=view_id, view=view)


def test_forms_are_stacked_and_closing_leads_back(app: RecordingApp, form: Any) -> None:
    tab = form(modal(typed("What"), close=plain("Leave")))
    app.answer = {"response_action": "push", "view": modal(typed("Why"), title=plain("The second"))}
    tab.modal.get_by_label("What").fill("first words")
    tab.click("Save", tab.modal)
    expect(tab.page.get_by_role("dialog", name="The second")).to_be_visible()
    tab.press("Escape")
    expect(tab.page.get_by_role("dialog", name="A form")).to_be_visible()
    expect(tab.modal.get_by_label("What")).to_have_value("first words")
    tab.click("Leave", tab.modal)
    expect(tab.modal).to_have_count(0)


def test_behind_a_form_nothing_can_be_reached(form: Any) -> None:
    tab = form(modal(typed("What")))
    for _ in range(8):
        tab.press("Tab")
        assert tab.measure(
            "() => !document.activeElement || document.activeElement === document.body"
            " || !!document.activeElement.closest('#modal')"
        )


def test_enter_in_a_field_sends_the_form(app: RecordingApp, form: Any) -> None:
    tab = form(modal(typed("What")))
    tab.modal.get_by_label("What").fill("the deck")
    tab.press("Enter")
    expect(tab.modal).to_have_count(0)
    assert len(app.views) == 1


def test_a_form_that_the_app_fails_to_take_stays_with_all_that_was_typed(slack: Any, form: Any) -> None:
    tab = form(modal(typed("What")))
    slack.faults.add(Fault("interactive", "late_ack", seconds=0.1))
    tab.modal.get_by_label("What").fill("kept")
    tab.click("Save", tab.modal)
    expect(tab.modal.get_by_role("alert")).to_be_visible()
    expect(tab.modal.get_by_label("What")).to_have_value("kept")
