"""The live stream: what changed comes to the pages that show it, once, and to nobody else's."""

from __future__ import annotations

import re

import pytest

from bot.local_slack.conversations import Post
from bot.local_slack.methods_chat import change_post
from bot.local_slack.page.fields import message_id
from bot.local_slack.page.hub import Notice
from bot.local_slack.page.live import event, gather
from tests.local_slack.page.page_at_work import PageAtWork, Stream, page_at_work


def told(page: PageAtWork, **notice: str) -> None:
    page.page.stage.hub.tell(Notice(**notice))


def id_of(post: Post) -> str:
    return message_id(post.channel_id, post.ts)


async def test_a_new_message_comes_at_the_end_and_a_changed_one_in_its_place() -> None:
    async with page_at_work() as page, page.stream("alice") as stream:
        post = page.app_says("alice", "first words")
        came = (await stream.next()).data
        assert '<div id="messages" hx-swap-oob="beforeend">' in came and "first words" in came
        change_post(page.slack.workspace, post, {"text": "other words"})
        changed = (await stream.next()).data
        assert f'id="{id_of(post)}" hx-swap-oob="morph"' in changed and "other words" in changed
        assert "beforeend" not in changed and "(edited)" in changed


async def test_many_changes_in_one_moment_are_drawn_once() -> None:
    async with page_at_work() as page, page.stream("alice") as stream:
        post = page.app_says("alice", "first words")
        for number in range(50):
            change_post(page.slack.workspace, post, {"text": f"words {number}"})
        came = (await stream.next()).data
    assert "words 49" in came and came.count("<article") == 1 and "beforeend" in came


async def test_a_deleted_message_goes() -> None:
    async with page_at_work() as page, page.stream("alice") as stream:
        post = page.app_says("alice", "soon gone")
        await stream.next()
        page.slack.workspace.remove(post)
        assert f'<div id="{id_of(post)}" hx-swap-oob="delete"></div>' in (await stream.next()).data


async def test_nobody_hears_that_something_of_others_went() -> None:
    async with page_at_work() as page, page.stream("bob") as stream:
        post = page.app_says("alice", "soon gone")
        page.slack.workspace.remove(post)
        page.app_says("bob", "for bob")
        while "for bob" not in (came := (await stream.next()).data):
            assert post.ts.replace(".", "-") not in came
        assert post.ts.replace(".", "-") not in came


async def test_a_message_that_cannot_be_drawn_hides_no_other() -> None:
    async with page_at_work() as page, page.stream("alice") as stream:
        page.app_says("alice", "broken", attachments=5)
        assert "Not supported here" in (await stream.next()).data
        page.app_says("alice", "whole")
        assert "whole" in (await stream.next()).data
        html = await page.get("/p/alice/dm")
    assert "Not supported here" in html and "whole" in html


async def test_bob_hears_that_something_came_for_alice_but_not_what() -> None:
    async with page_at_work() as page, page.stream("bob") as stream:
        page.app_says("alice", "canary-of-alice")
        page.app_says("bob", "for bob")
        came = (await stream.next()).data
    assert "canary-of-alice" not in came and "for bob" in came


async def test_elsewhere_the_number_of_new_messages_is_shown() -> None:
    async with page_at_work() as page, page.stream("alice", "c/growth") as stream:
        page.app_says("alice", "one")
        page.app_says("alice", "two")
        came = (await stream.next()).data
    assert "<article" not in came
    assert re.search(r'class="place-link unread" href="/p/alice/dm".*?<span class="count">2', came, re.DOTALL)


async def test_what_stands_before_somebody_is_not_new_to_them() -> None:
    async with page_at_work() as page, page.stream("alice") as stream:
        page.app_says("alice", "read at once")
        came = (await stream.next()).data
        assert 'class="count"' not in came
    async with page_at_work() as page:
        page.app_says("alice", "one")
        assert 'class="count"' in await page.get("/p/alice/c/growth")
        await page.get("/p/alice/dm")
        assert 'class="count"' not in await page.get("/p/alice/c/growth")


async def test_a_reply_comes_into_its_thread_and_is_counted_above() -> None:
    async with page_at_work() as page:
        alice = page.slack.person("alice")
        first = await alice.say("the question")
        async with page.stream("alice", thread=first["ts"]) as stream:
            await alice.say("the reply", thread_ts=first["ts"])
            came = (await stream.next()).data
    assert '<div id="thread-messages" hx-swap-oob="beforeend">' in came and "the reply" in came
    assert "1 reply" in came and '<div id="messages"' not in came


async def test_a_browser_that_comes_back_gets_what_it_missed() -> None:
    async with page_at_work() as page:
        page.app_says("alice", "seen")
        async with page.stream("alice") as stream:
            page.app_says("alice", "missed")
            number = (await stream.next()).id
        page.app_says("alice", "later")
        headers = {"Last-Event-ID": number}
        async with page.session.get("/p/alice/live?place=dm", headers=headers) as response:
            came = (await Stream(response).next()).data
    assert "later" in came and "missed" not in came and "seen" not in came


@pytest.mark.parametrize("since", ["", "0", "99999", "00000000-1", "9" * 5000, "-", "soon"])
async def test_a_page_of_an_earlier_start_is_told_to_load_anew(since: str) -> None:
    async with page_at_work() as page, page.stream("alice", since=since) as stream:
        assert (await stream.next("reload")).data == "now"


async def test_a_toast_reaches_its_person_alone() -> None:
    async with page_at_work() as page, page.stream("alice") as hers, page.stream("bob") as his:
        told(page, kind="toast", user_id=page.slack.person("alice").id, text="Stopped.\nAt nine.")
        told(page, kind="toast", user_id=page.slack.person("bob").id, text="For bob")
        assert (await hers.next("toast")).data == "Stopped.\nAt nine."
        assert (await his.next("toast")).data == "For bob"


async def test_modals_and_home_are_drawn_for_their_person() -> None:
    async with page_at_work() as page, page.stream("alice", "home") as stream:
        told(page, kind="home", user_id=page.slack.person("bob").id)
        told(page, kind="home", user_id=page.slack.person("alice").id)
        assert '<div id="home" hx-swap-oob="morph"' in (await stream.next()).data
        told(page, kind="view", user_id=page.slack.person("alice").id)
        assert 'id="modal-place" hx-swap-oob="morph"' in (await stream.next()).data


async def test_the_drawer_is_told_that_there_is_more_and_not_what() -> None:
    async with page_at_work() as page, page.stream("alice", hood="1") as stream:
        told(page, kind="hood")
        assert (await stream.next("hood")).data == "more"


def test_a_line_end_of_any_kind_does_not_break_an_event() -> None:
    assert event("page", "a\r\nb\rc\nd\u2028e", "ab-7") == (
        "event: page\nid: ab-7\ndata: a\ndata: b\ndata: c\ndata: d\u2028e\n\n"
    )


def test_a_message_that_came_and_went_is_only_gone() -> None:
    notices = [
        Notice("post", channel_id="D1", ts="1.0", is_new=True),
        Notice("gone", channel_id="D1", ts="1.0"),
    ]
    found = gather(notices, "U1")
    assert found.posts == {} and found.gone == [("D1", "1.0")]


async def test_every_stream_ends_with_the_page() -> None:
    async with page_at_work() as page, page.stream("alice") as hers, page.stream("bob") as his:
        page.app_says("alice", "hello")
        await hers.next()
        await page.page.close()
        assert await hers.rest() == b"" and b"hello" not in await his.rest()


async def test_a_browser_that_went_away_leaves_no_stream_behind() -> None:
    async with page_at_work() as page:
        async with page.stream("alice"):
            pass
        for _ in range(3):  # what is written first after the end of a connection may still be taken
            page.app_says("alice", "hello")
            await page.slack.settled()
        await page.slack.until(lambda: page.app_says("alice", "again") and not page.page._live._streams)
