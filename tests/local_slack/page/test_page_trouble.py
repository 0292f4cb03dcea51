"""The switches for trouble: what each plays, how often it struck, and that only its own is taken back."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.local_slack import Fault
from bot.local_slack.faults import Faults
from bot.local_slack.page import trouble
from bot.local_slack.page.trouble import BY_SLUG, DISCONNECT, SWITCHES, states, switch_off, switch_on
from tests.local_slack.page.drawer_page import Drawer, drawer
from tests.local_slack.sample_app import answering, client_of, home, section

ORDERS = {
    "429": [
        ("chat.postMessage", "ratelimited"),
        ("chat.update", "ratelimited"),
        ("views.publish", "ratelimited"),
    ],
    "lost-reply": [("chat.postMessage", "reset_after")],
    "repeated-event": [("events_api", "duplicate")],
    "slow-ack": [(kind, "late_ack") for kind in ("events_api", "interactive", "slash_commands")],
}


def pending(faults: Faults) -> list[tuple[str, str]]:
    return [(fault.method, fault.kind) for fault in faults.pending()]


async def drawn(page: Drawer, slug: str) -> tuple[str, str]:
    """The state of a switch and the words that say so, as they are drawn."""
    html = await page.get("/hood")
    state = re.search(rf'id="trouble-{slug}" aria-checked="(\w+)"', html)
    count = re.search(rf'id="trouble-{slug}-count">([^<]*)<', html)
    assert state
    return state[1], count[1] if count else ""


@pytest.mark.parametrize("slug", ORDERS)
def test_a_switch_orders_its_faults_until_it_is_off(slug: str) -> None:
    faults = Faults()
    switch_on(faults, BY_SLUG[slug])
    switch_on(faults, BY_SLUG[slug])
    assert pending(faults) == ORDERS[slug]
    assert all(fault.times is None for fault in faults.pending())
    switch_off(faults, BY_SLUG[slug])
    assert pending(faults) == []


def test_only_the_pages_own_faults_are_taken_back() -> None:
    faults = Faults()
    faults.add(Fault("chat.postMessage", "reset_after", times=None))
    for switch in SWITCHES:
        switch_on(faults, switch)
    switch_off(faults, BY_SLUG["lost-reply"])
    assert pending(faults) == [
        ("chat.postMessage", "reset_after"),
        *ORDERS["429"],
        *ORDERS["repeated-event"],
        *ORDERS["slow-ack"],
    ]
    switch_off(faults, *SWITCHES)
    assert pending(faults) == [("chat.postMessage", "reset_after")]


def test_the_count_is_that_since_it_was_switched_on() -> None:
    faults, switch = Faults(), BY_SLUG["429"]
    for strikes in (3, 1):
        switch_on(faults, switch)
        for method in ("chat.update", "views.publish", "chat.update")[:strikes]:
            faults.take(method, {})
        assert [s.struck for s in states(faults) if s.switch is switch] == [strikes]
        switch_off(faults, switch)
    assert [s.is_on for s in states(faults)] == [False] * len(SWITCHES)


def test_every_switch_says_what_it_does_and_what_to_watch() -> None:
    assert [switch.name for switch in SWITCHES] == [
        "429",
        "Lost reply",
        "Disconnect",
        "Repeated event",
        "Slow ack",
    ]
    for switch in SWITCHES:
        assert (
            switch.what.endswith(".") and "{app}" in switch.watch and "\n" not in switch.what + switch.watch
        )


@pytest.mark.parametrize("slug", ORDERS)
async def test_a_switch_is_drawn_as_it_stands(slug: str) -> None:
    async with drawer() as page:
        assert await drawn(page, slug) == ("false", "")
        assert await page.post(f"/trouble/{slug}", on="1") == (204, "")
        assert page.notices() == 1
        assert await drawn(page, slug) == ("true", "on, struck 0 times")
        await page.post(f"/trouble/{slug}", on="0")
        assert await drawn(page, slug) == ("false", "") and page.notices() == 2


async def test_429_is_answered_until_it_is_off() -> None:
    async with drawer() as page:
        await page.post("/trouble/429", on="1")
        alice = page.slack.person("alice")
        with pytest.raises(SlackApiError) as caught:
            await client_of(page.slack).views_publish(user_id=alice.id, view=home(section()))
        assert caught.value.response.headers["Retry-After"] == "10"
        assert await drawn(page, "429") == ("true", "on, struck 1 time")
        await page.post("/trouble/off")
        assert (await client_of(page.slack).chat_postMessage(channel=alice.id, text="x"))["ok"]


async def test_a_lost_reply_is_a_message_that_stands() -> None:
    async with drawer() as page:
        await page.post("/trouble/lost-reply", on="1")
        with pytest.raises((aiohttp.ClientConnectionError, ConnectionResetError)):
            await client_of(page.slack).chat_postMessage(channel=page.slack.person("alice").id, text="x")
        assert [message["text"] for message in page.slack.messages("alice")] == ["x"]
        assert "on order: reset_after" in await page.get("/hood?after=0")


async def test_a_repeated_event_comes_twice() -> None:
    heard: list[str] = []

    def register(app: AsyncApp) -> None:
        @app.event("message")
        async def message(event: Any) -> None:
            heard.append(event["text"])

    async with drawer() as page, answering(page.slack, register):
        await page.post("/trouble/repeated-event", on="1")
        await page.slack.person("alice").say("hello")
        await page.slack.until(lambda: heard == ["hello", "hello"])


async def test_a_slow_ack_is_told_to_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = tuple(Fault(f.method, f.kind, times=None, seconds=0.01) for f in BY_SLUG["slow-ack"].orders)
    monkeypatch.setitem(
        trouble.BY_SLUG, "slow-ack", trouble.Switch("Slow ack", "It is slow.", "{app}.", quick)
    )

    def register(app: AsyncApp) -> None:
        @app.command("/promise")
        async def promise(ack: Any) -> None:
            await ack("here")

    async with drawer() as page, answering(page.slack, register):
        await page.post("/trouble/slow-ack", on="1")
        assert (await page.slack.person("alice").command("/promise")).error == "operation_timeout"
        assert await drawn(page, "slow-ack") == ("true", "on, struck 1 time")
        await page.post("/trouble/slow-ack", on="0")
        assert (await page.slack.person("alice").command("/promise")).body == {"text": "here"}


async def test_after_a_disconnect_the_app_comes_back() -> None:
    async with drawer() as page, answering(page.slack, lambda app: None):
        status, toast = await page.post("/trouble/disconnect")
        assert status == 204 and "ended the connection" in toast
        await page.slack.until(lambda: page.slack.socket.connections)
        methods = [call.method for call in page.slack.calls]
        assert methods.count("apps.connections.open") >= 2
        assert ">disconnect</a>" in await page.get("/hood")


async def test_without_a_connection_there_is_nothing_to_end() -> None:
    async with drawer() as page:
        status, toast = await page.post("/trouble/disconnect")
    assert status == 204 and "no Socket Mode connection" in toast
    assert BY_SLUG["disconnect"] is DISCONNECT


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/trouble/429", {}, 400),
        ("/trouble/429", {"on": "yes"}, 400),
        ("/trouble/fire", {"on": "1"}, 404),
    ],
)
async def test_what_is_no_switch_or_no_state_is_refused(
    path: str, fields: dict[str, str], status: int
) -> None:
    async with drawer() as page:
        assert (await page.post(path, **fields))[0] == status
        assert page.slack.faults.pending() == []
