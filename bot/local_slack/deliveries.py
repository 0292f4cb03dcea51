"""Brings commands, interactions and events to the app, over HTTP or Socket Mode, and again when need be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.local_slack.acks import Ack
from bot.local_slack.exchange_titles import person_of, subscription_name, title_of
from bot.local_slack.exchanges import Exchange
from bot.local_slack.faults import Fault, Faults
from bot.local_slack.http_delivery import HttpDelivery
from bot.local_slack.payloads import event_callback
from bot.local_slack.socket_mode import SocketMode
from bot.local_slack.workspace import Workspace

ACK_SECONDS = 3.0
DROPPED = "dropped on order"
# So many can be delivered again on order; a year in the demo has many thousands.
MOST_EVENTS = 1000
RETRY_WAITS = (0.0, 60.0, 300.0)
RETRY_REASONS = {"operation_timeout": "http_timeout", "dispatch_failed": "connection_failed"}
# Which try this is, and why: (1, "http_timeout"). None for the first.
Retry = tuple[int, str] | None


class Deliveries:
    """`retry_waits` are the seconds before each new try of an event that was not answered in time."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        http: HttpDelivery,
        socket: SocketMode,
        ack_seconds: float = ACK_SECONDS,
        retry_waits: tuple[float, ...] = RETRY_WAITS,
    ) -> None:
        self.workspace, self.faults, self.http, self.socket = workspace, faults, http, socket
        self.ack_seconds, self.retry_waits = ack_seconds, retry_waits
        self.events: dict[str, dict[str, Any]] = {}
        self.in_flight: set[asyncio.Task[Any]] = set()
        self._waits: set[asyncio.Task[Any]] = set()

    @property
    def has_app(self) -> bool:
        """Whether an app is, or ever was, there to be reached."""
        return bool(self.http.request_url) or self.socket.was_connected

    async def send(self, kind: str, payload: dict[str, Any], retry: Retry = None) -> Ack:
        """One delivery and its answer, with the ordered faults of this kind of delivery."""
        fault = self.faults.take(kind, payload)
        if fault is not None and fault.kind == "duplicate":
            again = self._written_down(kind, payload, retry, fault)
            self.start(self._carry(again, kind, payload, retry, fault))
        exchange = self._written_down(kind, payload, retry, fault)
        if fault is not None and fault.kind == "drop":
            self.workspace.exchanges.finish(exchange, error=DROPPED, is_answered=False)
            return Ack(None, None, 0.0, DROPPED)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        return await self._carry(exchange, kind, payload, retry, fault)

    def _written_down(
        self, kind: str, payload: dict[str, Any], retry: Retry, fault: Fault | None
    ) -> Exchange:
        title, user_id = title_of(kind, payload), person_of(self.workspace, payload)
        played, number = fault.kind if fault else "", retry[0] if retry else 0
        return self.workspace.exchanges.add("to_app", kind, title, payload, user_id, played, number)

    async def _carry(
        self, exchange: Exchange, kind: str, payload: dict[str, Any], retry: Retry, fault: Fault | None
    ) -> Ack:
        carrier: HttpDelivery | SocketMode = self.http if self.http.request_url else self.socket
        log = self.workspace.exchanges
        try:
            ack = await carrier.send(kind, payload, self.ack_seconds, retry)
            seen = await _seen_late(ack, fault.seconds) if fault and fault.kind == "late_ack" else ack
            log.finish(exchange, ack.body, seen.error or "", seen.status is not None, ack.seconds)
            return seen
        finally:
            log.break_off(exchange)

    async def ask(self, kind: str, payload: dict[str, Any], judge: Callable[[Any], list[str]]) -> Ack:
        """Sends what a person did; whatever is wrong with the answer becomes a violation."""
        name = str(payload.get("command") or payload.get("type"))
        ack = await self.send(kind, payload)
        if ack.error:
            self._violate(payload, ack.error, f"{name} after {ack.seconds:.1f} s", payload)
            return ack
        if faults := judge(ack.body):
            self._violate(payload, "bad answer", f"{name}: {'; '.join(faults)}", {"answer": ack.body})
            return Ack(ack.status, ack.body, ack.seconds, "invalid_answer")
        return ack

    def raise_event(self, event: dict[str, Any], is_ext_shared: bool = False) -> str | None:
        """Starts the delivery of an event that the manifest subscribes to, if an app was ever there."""
        if not self.workspace.installed or subscription_name(event) not in self.workspace.manifest.bot_events:
            return None
        body = event_callback(self.workspace, event, is_ext_shared)
        self.events[body["event_id"]] = body
        if len(self.events) > MOST_EVENTS:
            del self.events[next(iter(self.events))]
        if self.has_app:
            self.start(self._deliver_event(body))
        return str(body["event_id"])

    async def redeliver(self, event_id: str) -> Ack:
        """The same event once more, as Slack does when it did not see the answer."""
        return await self.send("events_api", self.events[event_id], (1, "http_timeout"))

    async def _deliver_event(self, body: dict[str, Any]) -> None:
        ack = await self.send("events_api", body)
        if ack.error:
            self._report(body, ack)
            # New tries wait in the background, so that nobody has to wait for them.
            waiting = asyncio.create_task(self._deliver_again(body, ack))
            self._waits.add(waiting)
            waiting.add_done_callback(self._waits.discard)

    async def _deliver_again(self, body: dict[str, Any], ack: Ack) -> None:
        for number, seconds in enumerate(self.retry_waits, start=1):
            await asyncio.sleep(seconds)
            reason = RETRY_REASONS.get(ack.error or "", "http_error")
            ack = await self.send("events_api", body, (number, reason))
            if not ack.error:
                return
            self._report(body, ack)

    def _report(self, body: dict[str, Any], ack: Ack) -> None:
        if ack.error == DROPPED:
            return
        what = f"event {body['event']['type']} {body['event_id']}"
        self._violate(body, ack.error or "", f"{what} after {ack.seconds:.1f} s", body)

    def _violate(self, sent: dict[str, Any], what: str, detail: str, evidence: dict[str, Any]) -> None:
        self.workspace.violate(what, detail, evidence)
        self.workspace.exchanges.remark(sent, str(self.workspace.violations[-1]))

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.in_flight.add(task)
        task.add_done_callback(self.in_flight.discard)

    async def settled(self) -> None:
        """Waits until every event that was raised has had its first answer."""
        while self.in_flight:
            await asyncio.wait(set(self.in_flight))

    async def close(self) -> None:
        tasks = [*self.in_flight, *self._waits]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _seen_late(ack: Ack, seconds: float) -> Ack:
    """The app has answered; Slack sees it when it has stopped waiting, and so knows nothing of it."""
    if ack.error:
        return ack
    await asyncio.sleep(max(seconds - ack.seconds, 0.0))
    return Ack(None, None, max(seconds, ack.seconds), "operation_timeout")
