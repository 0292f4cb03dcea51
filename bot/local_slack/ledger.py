"""What was accepted, what was called, and what Slack would have complained about: three append-only lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class LedgerEntry:
    """One thing that people can now see: a message, an answer, a modal, a home view.

    `method` is the Web API method, or "ack" or "response_url"; `user` the one who alone sees it, or None;
    `at` the virtual instant, aware and UTC.
    """

    number: int
    method: str
    at: datetime
    channel: str | None = None
    user: str | None = None
    ts: str | None = None
    text: str = ""
    blocks: tuple[dict[str, Any], ...] = ()
    view: dict[str, Any] | None = None
    metadata: dict[str, Any] | None = None


@dataclass(frozen=True)
class CallRecord:
    """One call of the Web API as it came in; `answer` is None when the connection was cut."""

    method: str
    args: dict[str, Any]
    answer: dict[str, Any] | None
    at: datetime
    fault: str | None = None


@dataclass(frozen=True)
class Violation:
    """Something the app did that Slack would show as a failure, or that Kith must never do."""

    what: str
    detail: str
    at: datetime
    payload: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.what}: {self.detail}"
