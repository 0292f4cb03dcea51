"""Faults on order: what goes wrong, in which method, how often and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

CALL_KINDS = (
    "refuse",
    "reset_before",
    "reset_after",
    "hang",
    "hang_after",
    "ratelimited",
    "server_error",
    "html",
    "error",
)
DELIVERY_KINDS = ("duplicate", "delay", "drop", "late_ack")
DELIVERIES = ("events_api", "interactive", "slash_commands")


@dataclass
class Fault:
    """One ordered fault.

    `method` is a Web API method ("*" for any) or a kind of delivery ("events_api", "interactive",
    "slash_commands"). Kinds for methods: refuse (connection cut before the body is read), reset_before
    (cut, nothing done), reset_after (done, then cut), hang (nothing for `seconds`, then done if the caller
    still waits), hang_after (done at once, answered after `seconds`), ratelimited (429 with `retry_after`),
    server_error (`status`), html (`status` with HTML), error (`code` as an `ok: false` answer).
    Kinds for deliveries: duplicate, delay (`seconds`), drop, late_ack (the app has it at once, but Slack sees
    the answer only after `seconds`, and so counts it as operation_timeout).
    `when` looks at the arguments (or the payload) and chooses; `times` counts down, None means always.
    `by` tells who ordered it, for those who take their own orders back; `struck` counts how often it came.
    """

    method: str
    kind: str
    times: int | None = 1
    when: Callable[[dict[str, Any]], bool] | None = None
    seconds: float = 0.0
    retry_after: int = 1
    status: int = 500
    code: str = "fatal_error"
    by: str = ""
    struck: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        allowed = DELIVERY_KINDS if self.method in DELIVERIES else CALL_KINDS
        if self.kind not in allowed:
            raise ValueError(f"no fault {self.kind!r} for {self.method}; there is {', '.join(allowed)}")


class Faults:
    """The faults that are still to come, in the order they were added."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self._ordered.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Takes back this very order; nothing happens when it is used up already."""
        self._ordered = [ordered for ordered in self._ordered if ordered is not fault]

    def clear(self) -> None:
        self._ordered.clear()

    def pending(self) -> list[Fault]:
        return list(self._ordered)

    def take(self, method: str, content: dict[str, Any], needs_content: bool = True) -> Fault | None:
        """The fault for this call, counted as used; before the body is read only some can be told."""
        for fault in self._ordered:
            is_early = fault.kind == "refuse" and fault.when is None
            if fault.method not in (method, "*") or is_early == needs_content:
                continue
            if fault.when is None or fault.when(content):
                self._count_down(fault)
                return fault
        return None

    def _count_down(self, fault: Fault) -> None:
        fault.struck += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.remove(fault)
