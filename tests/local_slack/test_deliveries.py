"""How commands, clicks and events reach the app: signatures, envelopes, new tries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.local_slack import Fault, LocalSlack, SamplePerson
from tests.local_slack.sample_app import answering, client_of


class Wire:
    """A bare HTTP endpoint that keeps what it gets and answers from a list of (status, body)."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.answers: list[tuple[int, str]] = []
        self.seconds = 0.0

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.text()))
        await asyncio.sleep(self.seconds)
        status, body = self.answers.pop(0) if self.answers else (200, "")
        kind = "application/json" if body.startswith("{") else "text/plain"
        return web.Response(status=status, text=body, content_type=kind)


@asynccontextmanager
async def wired(slack: LocalSlack) -> AsyncIterator[Wire]:
    wire, app = Wire(), web.Application()
    app.add_routes([web.post("/slack/events", wire.handle)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield wire
    finally:
        await runner.cleanup()


async def test_requests_are_signed_as_the_sdk_checks_them(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        await slack.person("alice").command("/promise", "send ümlauts & more")
        [(headers, body)] = wire.requests
        assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
        assert not SignatureVerifier("wrong").is_valid_request(body, headers)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((500, "oops"), "http_service_error"),
        ((404, ""), "http_client_error"),
        ((200, "{oops"), "http_service_error"),
    ],
)
async def test_a_failing_command_is_shown_to_the_person(
    slack: LocalSlack, answer: tuple[int, str], error: str
) -> None:
    async with wired(slack) as wire:
        wire.answers.append(answer)
        alice = slack.person("alice")
        assert (await alice.command("/promise", "x")).error == error
        assert alice.messages[-1]["text"] == f'/promise failed with the error "{error}"'
        assert slack.violations[-1].what == error


async def test_an_answer_that_comes_too_late_is_a_timeout(slack: LocalSlack) -> None:
    slack.deliveries.ack_seconds = 0.05
    async with wired(slack) as wire:
        wire.seconds = 0.3
        alice = slack.person("alice")
        assert (await alice.command("/promise", "x")).error == "operation_timeout"
        assert 'failed with the error "operation_timeout"' in alice.messages[-1]["text"]
        assert slack.ledger[-1].method == "violation"


async def test_nobody_there_is_a_failed_dispatch(slack: LocalSlack) -> None:
    slack.request_url = "http://127.0.0.1:9/slack/events"
    assert (await slack.person("alice").command("/promise")).error == "dispatch_failed"


async def test_without_a_connection_socket_mode_fails_to_dispatch(slack: LocalSlack) -> None:
    assert (await slack.person("alice").command("/promise")).error == "dispatch_failed"


async def test_an_app_that_went_away_is_waited_for(slack: LocalSlack) -> None:
    slack.deliveries.ack_seconds = 0.05
    async with aiohttp.ClientSession() as session:
        await (await raw_connection(slack, session)).close()
    await slack.until(lambda: not slack.socket.connections)
    assert (await slack.person("alice").command("/promise")).error == "dispatch_failed"
    assert not await slack.until_connected(0.01)


async def test_an_unanswered_event_comes_again_with_its_number(slack: LocalSlack) -> None:
    slack.deliveries.retry_waits = (0.0, 0.0, 0.0)
    async with wired(slack) as wire:
        wire.answers += [(500, ""), (503, "")]
        await slack.person("alice").say("hello")
        await slack.until(lambda: len(wire.requests) == 3)
        retries = [headers.get("X-Slack-Retry-Num") for headers, _ in wire.requests]
        assert retries == [None, "1", "2"]
        assert wire.requests[1][0]["X-Slack-Retry-Reason"] == "http_error"
        assert len({json.loads(body)["event_id"] for _, body in wire.requests}) == 1


@pytest.mark.parametrize(
    ("answer", "is_good"),
    [((200, "local-challenge"), True), ((200, '{"challenge": "local-challenge"}'), True), ((200, ""), False)],
)
async def test_a_request_address_answers_the_challenge(
    slack: LocalSlack, answer: tuple[int, str], is_good: bool
) -> None:
    async with wired(slack) as wire:
        wire.answers.append(answer)
        assert await slack.verify_request_url() is is_good
        assert json.loads(wire.requests[0][1])["type"] == "url_verification"


async def test_an_event_can_be_delivered_again_on_order(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        await slack.person("alice").say("hello")
        await slack.redeliver()
        first, again = (json.loads(body) for _, body in wire.requests)
        assert first == again
        assert wire.requests[1][0]["X-Slack-Retry-Num"] == "1"


async def test_deliveries_can_be_doubled_dropped_and_delayed(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        slack.faults.add(Fault("events_api", "duplicate"))
        await slack.person("alice").say("twice")
        assert len(wire.requests) == 2
        slack.faults.add(Fault("events_api", "drop"))
        await slack.person("alice").say("dropped, then tried again")
        await slack.until(lambda: len(wire.requests) == 3)
        slack.faults.add(Fault("events_api", "delay", seconds=0.01))
        await slack.person("alice").say("later")
        assert len(wire.requests) == 4 and slack.violations == []


async def test_only_events_that_the_manifest_asks_for_are_sent(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        await slack.person("alice").say("to the channel", channel="#partners")
        assert await slack.raise_event({"type": "reaction_added"}) is None
        await slack.person("alice").say("to the app")
        assert [json.loads(body)["event"]["text"] for _, body in wire.requests] == ["to the app"]


async def test_the_apps_own_words_come_back_as_events(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        await client_of(slack).chat_postMessage(channel=slack.person("alice").id, text="hello")
        await slack.settled()
        event = json.loads(wire.requests[0][1])["event"]
        assert (event["text"], event["channel_type"]) == ("hello", "im")
        assert event["bot_id"] == slack.workspace.bot_id


async def raw_connection(slack: LocalSlack, session: aiohttp.ClientSession) -> Any:
    answer = await client_of(slack).apps_connections_open(app_token=slack.app_token)
    socket = await session.ws_connect(answer["url"])
    hello = await socket.receive_json()
    assert hello["type"] == "hello" and hello["connection_info"]["app_id"] == slack.app_id
    return socket


async def test_an_envelope_waits_for_its_own_ack(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await raw_connection(slack, session)
        command = asyncio.ensure_future(slack.person("alice").command("/promise", "x"))
        envelope = await socket.receive_json()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        await socket.send_json({"envelope_id": "another"})
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "done"}})
        assert (await command).body == {"text": "done"}
        assert slack.socket.late_acks == ["another"]


async def test_events_over_the_socket_carry_their_try(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await raw_connection(slack, session)
        slack.deliveries.ack_seconds = 0.05
        await slack.person("alice").say("hello")
        first, again = await socket.receive_json(), await socket.receive_json()
        assert (first["retry_attempt"], first["accepts_response_payload"]) == (0, False)
        assert (again["retry_attempt"], again["retry_reason"]) == (1, "http_timeout")
        assert first["payload"] == again["payload"]
        await socket.close()


async def test_several_connections_get_envelopes_in_turn(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await raw_connection(slack, session) for _ in range(2)]
        got: list[int] = []
        for _ in range(4):
            command = asyncio.ensure_future(slack.person("alice").command("/promise"))
            reads = [asyncio.ensure_future(socket.receive_json()) for socket in sockets]
            done, waiting = await asyncio.wait(reads, return_when=asyncio.FIRST_COMPLETED)
            number = reads.index(done.pop())
            got.append(number)
            await sockets[number].send_json({"envelope_id": reads[number].result()["envelope_id"]})
            await command
            for read in waiting:
                read.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        assert sorted(got) == [0, 0, 1, 1]


async def test_what_is_no_ack_is_passed_over(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await raw_connection(slack, session)
        command = asyncio.ensure_future(slack.person("alice").command("/promise"))
        envelope = await socket.receive_json()
        await socket.send_str("{")
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        assert (await command).error is None


async def test_somebody_new_is_told_of(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        zoe = await slack.add_person(SamplePerson("zoe", "Zoe Quist (sample)", "Asia/Tokyo"))
        event = json.loads(wire.requests[0][1])["event"]
        assert (event["type"], event["user"]["id"]) == ("team_join", zoe.id)


async def test_a_ticket_opens_one_connection(slack: LocalSlack) -> None:
    answer = await client_of(slack).apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(answer["url"]):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(answer["url"])


async def test_the_app_comes_back_after_a_disconnect_frame(slack: LocalSlack) -> None:
    def register(app: AsyncApp) -> None:
        @app.command("/promise")
        async def promise(ack: Any) -> None:
            await ack("here")

    async with answering(slack, register):
        await slack.disconnect("warning")
        await slack.disconnect()
        assert (await slack.person("alice").command("/promise")).body == {"text": "here"}
        opened = [call for call in slack.calls if call.method == "apps.connections.open"]
        assert len(opened) >= 2


async def test_what_happens_to_people_and_channels_is_told(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        await slack.move("alice", "Asia/Tokyo")
        await slack.invite_app("#growth")
        await slack.remove_app("#growth")
        await slack.archive("#general")
        await slack.deactivate("bob")
        await slack.uninstall()
        events = [json.loads(body)["event"] for _, body in wire.requests]
    assert [event["type"] for event in events] == [
        "user_change",
        "member_joined_channel",
        "member_left_channel",
        "channel_archive",
        "user_change",
        "tokens_revoked",
        "app_uninstalled",
    ]
    assert events[0]["user"]["tz"] == "Asia/Tokyo" and events[4]["user"]["deleted"]
    assert events[1]["inviter"] == slack.person("alice").id
    assert events[5]["tokens"]["bot"] == [slack.bot_user_id]
