"""The log of what goes between Slack and the app: what it keeps, what it hides, what it forgets."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.local_slack import Fault, LocalSlack
from bot.local_slack.exchange_titles import title_of
from bot.local_slack.exchanges import LARGEST, Exchange, Exchanges, as_json, pretty
from tests.local_slack.sample_app import (
    actions,
    answering,
    button,
    client_of,
    home,
    modal,
    refused,
    section,
    typed,
)

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
TOKENS = [
    {"token": "local-verification-token", "text": "x"},
    {"nested": {"token": 'a "quoted" one: local-verification-token'}},
    {"text": "my token is xoxb-1234-canary"},
    {"xoxp-canary": [["xapp-1-canary"]]},
    {"url": "ws://127.0.0.1/link/?ticket=0001-canary&app_id=A1"},
    {"blocks": '[{"token": "canary"}]'},
    "xoxe-canary",
]
TITLES = [
    ("slash_commands", {"command": "/promise", "text": "x"}, "/promise"),
    ("interactive", {"type": "block_actions", "actions": [{"action_id": "kept:3"}]}, "block_actions kept:3"),
    ("interactive", {"type": "view_submission", "view": {"callback_id": "add"}}, "view_submission add"),
    ("interactive", {"type": "block_suggestion", "action_id": "whom"}, "block_suggestion whom"),
    ("interactive", {"type": "shortcut", "callback_id": "capture"}, "shortcut capture"),
    ("interactive", {"type": "view_closed"}, "view_closed"),
    ("events_api", {"type": "event_callback", "event": {"type": "team_join"}}, "event team_join"),
    ("events_api", {"event": {"type": "message", "channel_type": "im"}}, "event message.im"),
    ("events_api", {"event": {"type": "message", "subtype": "file_share"}}, "event message file_share"),
    ("events_api", {"type": "url_verification", "challenge": "x"}, "url_verification"),
]


def log(**options: int) -> Exchanges:
    return Exchanges(lambda: MONDAY, **options)


def one(exchanges: Exchanges, payload: Any = None, **options: Any) -> Exchange:
    made = exchanges.add("to_app", "slash_commands", "/promise", payload or {})
    exchanges.finish(made, **options)
    return made


def newest(slack: LocalSlack, kind: str) -> Exchange:
    return next(e for e in slack.workspace.exchanges.newest(99) if e.kind == kind)


def test_an_exchange_is_there_while_it_is_waited_for() -> None:
    exchanges = log()
    made = exchanges.add("to_app", "slash_commands", "/promise", {"text": "x"})
    assert exchanges.newest(9) == [made] and exchanges.is_waiting()
    assert made.verdict.startswith("waiting 0.") and made.at == MONDAY
    exchanges.finish(made, {"text": "done"})
    assert made.verdict == "accepted" and not exchanges.is_waiting()
    assert made.answer == b'{"text": "done"}'


@pytest.mark.parametrize(
    ("ending", "verdict"),
    [
        ({}, "accepted"),
        ({"error": "channel_not_found"}, "channel_not_found"),
        ({"error": "invalid_blocks", "remarks": ["too long", "empty"]}, "invalid_blocks: too long; empty"),
        ({"remarks": ["bad answer: no_text"]}, "bad answer: no_text"),
        ({"error": "operation_timeout", "is_answered": False}, "no answer (operation_timeout)"),
    ],
)
def test_the_verdict_says_in_words_what_slack_made_of_it(ending: dict[str, Any], verdict: str) -> None:
    assert one(log(), **ending).verdict == verdict


def test_only_the_last_ones_are_kept() -> None:
    exchanges = log(most=3)
    for _ in range(5):
        one(exchanges)
    assert [e.number for e in exchanges.newest(9)] == [5, 4, 3]
    assert [exchanges.find(n) is None for n in (0, 2, 3, 5, 6)] == [True, True, False, False, True]
    assert exchanges.count == 5 and len(exchanges) == 3


def test_large_ones_push_the_older_out() -> None:
    exchanges = log(most_bytes=1000)
    for _ in range(5):
        one(exchanges, {"text": "x" * 150}, answer="y" * 150)
    assert [e.number for e in exchanges.newest(9)] == [5, 4, 3]
    one(exchanges, {"text": "x" * 5000})
    assert [e.number for e in exchanges.newest(9)] == [6]


def test_an_answer_to_one_that_is_no_longer_kept_changes_no_count() -> None:
    exchanges = log(most=1, most_bytes=100)
    gone = exchanges.add("to_app", "events_api", "event", {})
    kept = one(exchanges)
    exchanges.finish(gone, "z" * 500)
    assert exchanges.newest(9) == [kept]


def test_later_changes_do_not_reach_what_was_written_down() -> None:
    payload = {"text": "as it was"}
    made = one(log(), payload)
    payload["text"] = "changed"
    assert made.sent == b'{"text": "as it was"}'


@pytest.mark.parametrize("payload", TOKENS)
def test_no_token_is_written_down(payload: Any) -> None:
    kept = as_json(payload).decode()
    assert "canary" not in kept and "local-verification-token" not in kept
    assert "(hidden)" in kept and "(hidden)" in pretty(kept.encode())


def test_a_forms_lists_are_shown_as_lists() -> None:
    assert pretty(as_json({"blocks": '[{"type": "divider"}]', "text": "[not a list"})) == (
        '{\n  "blocks": [\n    {\n      "type": "divider"\n    }\n  ],\n  "text": "[not a list"\n}'
    )


def test_what_no_browser_can_show_is_kept_readable() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert pretty(as_json({"deep": deep})) == '"(nested too deeply to be kept)"'
    assert pretty(as_json({"half": "\ud800"})) == '{\n  "half": "\\ud800"\n}'
    assert pretty(as_json("x" * (LARGEST + 1))).endswith("(cut: longer than 200,000 characters)")


def test_a_remark_that_comes_after_finds_its_payload() -> None:
    exchanges, payload = log(), {"text": "x"}
    first, again, other = one(exchanges, payload), one(exchanges, payload), one(exchanges)
    exchanges.remark(payload, "late")
    exchanges.remark({"text": "x"}, "of nobody")
    assert [e.remarks for e in (first, again, other)] == [[], ["late"], []]


def test_every_change_is_told() -> None:
    exchanges, heard = log(), list[str]()
    exchanges.on_exchange.append(lambda e: heard.append("waiting" if e.is_waiting else e.verdict))
    payload = {"text": "x"}
    one(exchanges, payload)
    exchanges.remark(payload, "bad answer")
    assert heard == ["waiting", "accepted", "bad answer"]


def test_times_to_ack_are_those_of_the_last_fifty() -> None:
    exchanges = log()
    assert exchanges.ack_times() is None
    one(exchanges, seconds=9.0)
    for number in range(50):
        one(exchanges, seconds=0.010 if number else 0.5)
    one(exchanges, seconds=7.0, error="dispatch_failed", is_answered=False)
    exchanges.finish(exchanges.add("from_app", "web_api", "chat.postMessage", {}), seconds=8.0)
    times = exchanges.ack_times()
    assert times is not None and (times.count, times.median, times.slowest) == (50, 0.010, 0.5)


def test_an_answer_that_slack_saw_late_on_order_counts_as_fast_as_it_was() -> None:
    exchanges = log()
    made = exchanges.add("to_app", "interactive", "block_actions", {}, fault="late_ack")
    exchanges.finish(made, error="operation_timeout", is_answered=False, seconds=0.02)
    times = exchanges.ack_times()
    assert times is not None and (times.count, times.slowest) == (1, 0.02)


@pytest.mark.parametrize(("kind", "payload", "title"), TITLES)
def test_an_exchange_has_a_title(kind: str, payload: dict[str, Any], title: str) -> None:
    assert title_of(kind, payload) == title


async def test_both_directions_are_written_down(slack: LocalSlack) -> None:
    def register(app: AsyncApp) -> None:
        @app.command("/promise")
        async def promise(ack: Any, client: Any, body: Any) -> None:
            await client.chat_postMessage(channel=body["user_id"], text="posted")
            await ack("answered")

    async with answering(slack, register):
        alice = slack.person("alice")
        await alice.command("/promise", "x")
    command, post = newest(slack, "slash_commands"), slack.workspace.exchanges.newest(1)[0]
    post = next(e for e in slack.workspace.exchanges.newest(9) if e.title == "chat.postMessage")
    assert (command.direction, command.title, command.user_id) == ("to_app", "/promise", alice.id)
    assert b"answered" in command.answer and command.seconds is not None
    assert (post.direction, post.kind, post.user_id) == ("from_app", "web_api", alice.id)
    assert b'"ok": true' in post.answer and post.verdict == "accepted"


async def test_what_a_strict_slack_said_stands_with_the_call(slack: LocalSlack) -> None:
    blocks = [section("x" * 3001)]
    await refused(
        client_of(slack).chat_postMessage(channel=slack.person("alice").id, text="x", blocks=blocks)
    )
    assert newest(slack, "web_api").verdict.startswith("invalid_blocks: [ERROR]")
    await refused(client_of(slack).chat_postMessage(channel=slack.person("alice").id, text="<!channel>"))
    assert any("broadcast mention" in remark for remark in newest(slack, "web_api").remarks)


async def test_a_bad_answer_stands_with_the_command(slack: LocalSlack) -> None:
    def register(app: AsyncApp) -> None:
        @app.command("/promise")
        async def promise(ack: Any) -> None:
            await ack({"text": "x", "colour": "red"})

    async with answering(slack, register):
        await slack.person("alice").command("/promise")
    assert newest(slack, "slash_commands").verdict == "bad answer: /promise: unknown field colour"


async def test_tokens_of_calls_and_of_payloads_stay_out(slack: LocalSlack) -> None:
    def register(app: AsyncApp) -> None:
        @app.event("message")
        async def message(client: Any) -> None:
            await client.auth_test()

    async with answering(slack, register):
        await slack.person("alice").say("xoxb-canary-1")
        async with aiohttp.ClientSession() as session:
            await session.post(f"{slack.api_url}auth.test", data={"token": slack.bot_token})
    kept = b"".join(e.sent + e.answer for e in slack.workspace.exchanges.newest(99))
    assert b"auth.test" not in kept and b"message" in kept
    assert not [secret for secret in (b"xoxb-", b"xapp-", b"verification-token") if secret in kept]


async def test_a_repeated_and_a_dropped_event_are_both_told(slack: LocalSlack) -> None:
    slack.request_url = "http://127.0.0.1:9/slack/events"
    slack.faults.add(Fault("events_api", "duplicate"))
    await slack.person("alice").say("twice")
    found = [e for e in slack.workspace.exchanges.newest(9) if e.kind == "events_api" and not e.retry]
    assert [e.fault for e in found] == ["duplicate", "duplicate"]
    slack.faults.add(Fault("events_api", "drop"))
    await slack.person("alice").say("dropped")
    dropped = next(e for e in slack.workspace.exchanges.newest(9) if e.fault == "drop")
    assert dropped.verdict == "no answer (dropped on order)"


async def test_a_new_try_is_numbered(slack: LocalSlack) -> None:
    slack.request_url = "http://127.0.0.1:9/slack/events"
    await slack.person("alice").say("hello")
    await slack.until(lambda: newest(slack, "events_api").retry == 1)
    await slack.until(lambda: newest(slack, "events_api").remarks)
    assert newest(slack, "events_api").verdict == "no answer (dispatch_failed)"
    assert newest(slack, "events_api").user_id == slack.person("alice").id


@pytest.mark.parametrize("kind", ["refuse", "reset_before", "reset_after"])
async def test_a_cut_call_says_what_was_played(slack: LocalSlack, kind: str) -> None:
    slack.faults.add(Fault("chat.postMessage", kind))
    with pytest.raises((aiohttp.ClientConnectionError, ConnectionResetError)):
        await client_of(slack).chat_postMessage(channel=slack.person("alice").id, text="x")
    cut = newest(slack, "web_api")
    assert (cut.fault, cut.verdict) == (kind, "no answer (connection cut)")


async def test_a_call_that_hangs_is_seen_while_it_hangs(slack: LocalSlack) -> None:
    slack.faults.add(Fault("auth.test", "hang_after", seconds=0.2))
    call = asyncio.ensure_future(client_of(slack).auth_test())
    await slack.until(lambda: slack.workspace.exchanges.is_waiting())
    assert newest(slack, "web_api").verdict.startswith("waiting")
    await call
    assert newest(slack, "web_api").verdict == "accepted"


async def test_views_are_those_of_the_person_who_sees_them(slack: LocalSlack) -> None:
    alice = slack.person("alice")

    def register(app: AsyncApp) -> None:
        @app.command("/promise")
        async def promise(ack: Any, client: Any, body: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(typed()))

    async with answering(slack, register):
        await client_of(slack).views_publish(user_id=alice.id, view=home(section()))
        await alice.command("/promise")
        await slack.until(lambda: alice.modal)
    found = {e.title: e.user_id for e in slack.workspace.exchanges.newest(9)}
    assert (found["views.open"], found["views.publish"]) == (alice.id, alice.id)


async def test_answers_to_response_addresses_and_files_are_written_down(slack: LocalSlack) -> None:
    answers: list[int] = []

    def register(app: AsyncApp) -> None:
        @app.action("done")
        async def done(ack: Any, respond: Any) -> None:
            await ack()
            answers.append((await respond("thanks")).status_code)
            answers.append((await respond({"text": ""})).status_code)

    async with answering(slack, register):
        alice = slack.person("alice")
        await client_of(slack).chat_postMessage(channel=alice.id, text="x", blocks=[actions(button())])
        await alice.click("Done")
        await slack.until(lambda: len(answers) == 2)
    bad, good = (e for e in slack.workspace.exchanges.newest(9) if e.kind == "response_url")
    assert (good.verdict, good.user_id, good.answer) == ("accepted", alice.id, b'"ok"')
    assert (bad.error, b'"text": ""' in bad.sent) == ("no_text", True)
    assert answers == [200, 404] and bad.remarks


async def test_uploads_and_downloads_are_written_down(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    file = await alice.upload("notes.txt", b"words", "text/plain")
    async with aiohttp.ClientSession() as session:
        address = f"{slack.base_url}/files-pri/{slack.team_id}-{file.id}/notes.txt"
        await session.get(address)
        await session.get(address, headers={"Authorization": f"Bearer {slack.bot_token}"})
        await session.post(f"{slack.base_url}/upload/v1/F404", data=b"words")
    upload, good, bad = slack.workspace.exchanges.newest(3)
    assert (upload.kind, upload.verdict) == ("upload", "file_not_found") and b'"bytes": 5' in upload.sent
    assert (good.title, good.verdict, good.user_id) == ("download notes.txt", "accepted", alice.id)
    assert bad.verdict == "a login page in place of the file"
