"""What happens in the workspace is told once, in its own words, and not when nothing has changed."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType

from bot.local_slack import LocalSlack, LocalSlackThread
from bot.local_slack.typed_text import as_sent
from tests.local_slack.sample_app import client_of
from tests.local_slack.test_deliveries import raw_connection, wired


async def test_an_app_is_invited_and_sent_away_only_once(slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        for _ in range(2):
            await slack.invite_app("#growth")
        for _ in range(2):
            await slack.remove_app("#growth")
        types = [json.loads(body)["event"]["type"] for _, body in wire.requests]
    assert types == ["member_joined_channel", "member_left_channel"]


async def test_where_the_app_is_not_nothing_is_told(manifest: dict[str, Any], slack: LocalSlack) -> None:
    async with wired(slack) as wire:
        await slack.person("alice").say("among ourselves", channel="#growth")
        await slack.settled()
        assert wire.requests == []


async def test_a_connection_that_breaks_as_it_is_used_is_a_failed_dispatch(slack: LocalSlack) -> None:
    class Broken:
        async def send_json(self, envelope: Any) -> None:
            raise ConnectionResetError("Cannot write to closing transport")

    slack.socket.connections.append(Broken())  # type: ignore[arg-type]
    ack = await slack.person("alice").command("/promise")
    slack.socket.connections.clear()
    assert (ack.status, ack.error) == (None, "dispatch_failed")


async def test_a_slack_that_stops_hangs_up_on_the_app(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await raw_connection(slack, session)
        await slack.stop()
        kinds = {(await socket.receive()).type for _ in range(2)}
        assert kinds & {WSMsgType.CLOSE, WSMsgType.CLOSED} and not slack.socket.connections


async def test_a_slack_that_never_started_can_be_stopped(slack: LocalSlack) -> None:
    await slack.stop()
    await slack.stop()
    assert slack.socket.connections == []


async def test_bytes_over_the_socket_are_no_ack(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await raw_connection(slack, session)
        await socket.send_bytes(b'{"envelope_id": "1"}')
        await socket.send_json({"envelope_id": "2"})
        await slack.until(lambda: slack.socket.late_acks)
        assert slack.socket.late_acks == ["2"]


TYPED = [
    ("ask @zed", "ask @zed"),
    ("see #nowhere", "see #nowhere"),
    ("see #growth", "see <#{growth}|growth>"),
    ("ask @bob", "ask <@{bob}>"),
]


@pytest.mark.parametrize(("text", "sent"), TYPED)
async def test_only_names_that_exist_become_references(slack: LocalSlack, text: str, sent: str) -> None:
    ids = {"growth": slack.conversation("#growth").id, "bob": slack.person("bob").id}
    assert as_sent(slack.workspace, text) == sent.format(**ids)


async def test_who_is_asked_about_by_id_is_found_once(slack: LocalSlack) -> None:
    bob = slack.person("bob")
    assert slack.person(bob.id) is bob
    assert slack.conversation("bob").id == slack.conversation(bob.dm.id).id == bob.dm.id
    answer = await client_of(slack).users_info(user=bob.id)
    assert answer["user"]["profile"]["first_name"] == "Bob"


def test_the_face_without_await_shows_whose_it_is(manifest: dict[str, Any]) -> None:
    with LocalSlackThread(manifest) as slack:
        assert repr(slack.person("alice")) == "Person(alice)"
