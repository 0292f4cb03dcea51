"""The log of exchanges as it is written: each payload both ways, with what a strict Slack said of it."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.local_slack import Fault, LocalSlack
from bot.local_slack.exchanges import Exchange
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


def newest(slack: LocalSlack, kind: str) -> Exchange:
    return next(e for e in slack.workspace.exchanges.newest(99) if e.kind == kind)


async def test_both_directions_are_written_down(slack: LocalSlack) -> None:
    def register(app: AsyncApp) -> None:
        @app.command("/promise")
        async def promise(ack: Any, client: Any, body: Any) -> None:
            await client.chat_postMessage(channel=body["user_id"], text="posted")
            await ack("answered")

    async with answering(slack, register):
        alice = slack.person("alice")
        await alice.command("/promise", "x")
    command = newest(slack, "slash_commands")
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
