"""A conversation in a real browser: whatever is typed is text, old messages load, threads, files, toasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.local_slack import Fault
from tests.browser.browser_thread import BrowserThread
from tests.browser.contexts import Contexts
from tests.browser.pages import Tab
from tests.browser.recording_app import RecordingApp
from tests.browser.served import fill_conversation, sample_served

HOSTILE = (
    "<script>document.title = 'taken'</script>",
    "<img src=x onerror=\"document.title='taken'\">",
    "<!channel> <@U0000000001> <#C0000000001>",
    "&lt;b&gt; &amp;amp; \"quotes\" 'single'",
    "</div></article><h1>out of the box</h1>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "\u202eright to left\u202c שלום עולם",
    "javascript:alert(1) <javascript:alert(1)|a link>",
    "*not bold* _not italic_ `code`",
    "two\n\nlines   and spaces",
)


@pytest.fixture(scope="module")
def app() -> RecordingApp:
    return RecordingApp()


@pytest.fixture
def slack(app: RecordingApp, browser_thread: BrowserThread) -> Iterator[Any]:
    with sample_served(app.register) as slack:
        yield slack


def reply(slack: Any, text: str, **more: Any) -> Any:
    """A message of the app to alice."""
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    return client.chat_postMessage(channel=slack.person("alice").dm.id, text=text, **more)


def test_whatever_is_typed_is_shown_as_text(slack: Any, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    title = tab.page.title()
    for count, text in enumerate(HOSTILE, 1):
        tab.say(text)
        expect(tab.messages).to_have_count(count)
        assert tab.newest.locator(".message-content").inner_text().strip() == text
    assert tab.page.title() == title
    assert tab.page.locator("h1").count() == 1
    tab.visit()
    assert [each.strip() for each in tab.page.locator(".message-content").all_inner_texts()] == [*HOSTILE]


def test_forty_thousand_characters_are_shown_whole(slack: Any, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    text = "bread " * 6666 + "end."
    tab.say(text)
    expect(tab.newest).to_contain_text("end.")
    assert tab.newest.locator(".message-content").inner_text().strip() == text
    assert tab.overflow() <= 0


def test_a_word_without_end_does_not_widen_the_page(slack: Any, opened: Contexts) -> None:
    tab = Tab(opened(viewport={"width": 360, "height": 700}), slack.base_url).visit()
    tab.say("w" * 3000)
    expect(tab.newest).to_contain_text("www")
    assert tab.overflow() <= 0


def test_two_thousand_messages_load_as_one_scrolls_up_and_the_place_is_kept(
    slack: Any, opened: Contexts
) -> None:
    fill_conversation(slack, 2000)
    tab = opened.tab(slack.base_url).visit()
    expect(tab.newest).to_contain_text("Message 2000")
    expect(tab.newest).to_be_in_viewport()
    loaded = tab.messages.count()
    assert loaded < 200
    first = tab.page.locator(f"#{tab.messages.first.get_attribute('id')}")
    tab.page.locator("#messages").evaluate("it => it.scrollTop = 0")
    tab.page.wait_for_function(f"() => document.querySelectorAll('#messages > .message').length > {loaded}")
    # What one was reading has not jumped away.
    expect(first).to_be_in_viewport()
    expect(tab.messages.filter(has_text="Message 2000")).not_to_be_in_viewport()


def test_the_newest_message_is_in_sight_when_it_comes(slack: Any, opened: Contexts) -> None:
    fill_conversation(slack, 50)
    tab = opened.tab(slack.base_url).visit()
    expect(tab.newest).to_be_in_viewport()
    reply(slack, "A new one")
    expect(tab.newest).to_contain_text("A new one")
    expect(tab.newest).to_be_in_viewport()


def test_who_reads_above_is_not_pulled_down(slack: Any, opened: Contexts) -> None:
    fill_conversation(slack, 50)
    tab = opened.tab(slack.base_url).visit()
    expect(tab.newest).to_be_in_viewport()
    tab.page.locator("#messages").hover()
    tab.page.mouse.wheel(0, -100_000)
    expect(tab.messages.first).to_be_in_viewport()
    reply(slack, "A new one")
    expect(tab.newest).to_contain_text("A new one")
    expect(tab.messages.first).to_be_in_viewport()


def test_what_is_for_one_alone_says_so(slack: Any, opened: Contexts) -> None:
    slack.invite_app("growth")
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    growth, alice = slack.conversation("growth").id, slack.person("alice").id
    hers, his = (opened.tab(slack.base_url, who).visit("c/growth") for who in ("alice", "bob"))
    client.chat_postEphemeral(channel=growth, user=alice, text="A word in private")
    client.chat_postMessage(channel=growth, text="A word to all")
    expect(hers.message("A word in private")).to_contain_text("Only visible to you")
    expect(his.newest).to_contain_text("A word to all")
    assert "A word in private" not in his.page.content()


def test_a_thread_opens_beside_the_conversation(slack: Any, opened: Contexts) -> None:
    first = reply(slack, "A question")
    tab = opened.tab(slack.base_url).visit()
    reply(slack, "An answer to it", thread_ts=first["ts"])
    tab.newest.get_by_role("link", name="1 reply").click()
    thread = tab.page.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("An answer to it")
    thread.get_by_role("textbox", name="Reply in the thread").fill("Thank you")
    thread.get_by_role("button", name="Send").click()
    expect(thread).to_contain_text("Thank you")
    expect(tab.newest).to_contain_text("2 replies")
    thread.get_by_role("link", name="Close").click()
    expect(thread).to_have_count(0)


def test_commands_are_offered_as_one_types_a_slash(slack: Any, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    tab.composer.press_sequentially("/th")
    offered = tab.page.get_by_role("option")
    expect(offered.filter(visible=True)).to_have_count(1)
    expect(offered.filter(visible=True)).to_contain_text("/thanks")
    tab.press("ArrowDown", "Enter")
    expect(tab.composer).to_have_value(re.compile("^/thanks ?$"))


def test_a_command_that_nobody_knows_is_told(slack: Any, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    opened.allow("422")  # the browser notes every refusal
    tab.say("/nonsense")
    expect(tab.toasts).to_contain_text("/nonsense is not a valid command")
    expect(tab.composer).to_have_value("/nonsense")


def test_a_shortcut_on_a_message_reaches_the_app(slack: Any, app: RecordingApp, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    tab.say("Remember this")
    expect(tab.newest).to_contain_text("Remember this")
    app.others.clear()
    tab.newest.hover()
    tab.newest.locator("summary", has_text=re.compile(".")).last.click()
    tab.newest.get_by_role("button", name="Track a promise").click()
    got = slack.until(lambda: [one for one in app.others if one.get("callback_id") == "track"])
    assert got[0]["message"]["text"] == "Remember this"


def test_a_shortcut_from_anywhere_reaches_the_app(slack: Any, app: RecordingApp, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    app.others.clear()
    tab.page.get_by_text("Shortcuts", exact=True).click()
    tab.page.get_by_role("button", name="Capture").click()
    slack.until(lambda: [one for one in app.others if one.get("callback_id") == "capture"])


def test_a_file_is_attached_and_can_be_had_again(slack: Any, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    tab.page.get_by_text("Attach a file", exact=True).click()
    sent = {"name": "people <b>.csv", "mimeType": "text/csv", "buffer": b"name\nDana Lee\n"}
    tab.page.get_by_label("File", exact=True).set_input_files(sent)
    tab.page.get_by_role("button", name="Upload").click()
    link = tab.newest.get_by_role("link", name="people <b>.csv")
    with tab.page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes() == sent["buffer"]


def test_a_clip_gets_its_transcript_later(slack: Any, app: RecordingApp, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    tab.page.get_by_text("Attach a file", exact=True).click()
    sent = {"name": "pitch.m4a", "mimeType": "audio/mp4", "buffer": b"\0" * 64}
    tab.page.get_by_label("File", exact=True).set_input_files(sent)
    tab.page.get_by_label("It is an audio clip").check()
    tab.page.get_by_label("What is said in it").fill("I am Alice, a baker.")
    tab.page.get_by_label("The transcript comes later").check()
    tab.page.get_by_role("button", name="Upload").click()
    expect(tab.newest).to_contain_text("The transcript is on its way")
    opened.allow("pitch.m4a")  # what is in it is no sound, and the browser says so
    tab.click("Let the transcript arrive")
    expect(tab.newest).to_contain_text("I am Alice, a baker.")
    slack.until(lambda: [one for one in app.others if one.get("event", {}).get("type") == "file_change"])


def test_slack_says_when_the_app_did_not_answer(slack: Any, opened: Contexts) -> None:
    tab = opened.tab(slack.base_url).visit()
    slack.faults.add(Fault("slash_commands", "late_ack", seconds=0.1))
    tab.say("/promise")
    expect(tab.toasts.or_(tab.newest).filter(has_text="did not respond in time").first).to_be_visible()


def test_two_tabs_of_one_person_show_the_same(slack: Any, opened: Contexts) -> None:
    context = opened()
    one, other = Tab(context, slack.base_url).visit(), Tab(context, slack.base_url).visit()
    one.say("Said in one")
    expect(other.newest).to_contain_text("Said in one")
    expect(other.messages).to_have_count(1)


def test_a_page_that_was_away_catches_up(slack: Any, opened: Contexts) -> None:
    context = opened()
    tab = Tab(context, slack.base_url).visit()
    opened.allow("Failed to load resource", "net::ERR", "[object Event]")
    context.set_offline(True)
    reply(slack, "While you were away")
    context.set_offline(False)
    expect(tab.newest).to_contain_text("While you were away")
    reply(slack, "And now")
    expect(tab.newest).to_contain_text("And now")
    expect(tab.messages).to_have_count(2)
