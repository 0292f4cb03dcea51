"""What goes between Slack and the app, both ways, as it happens: the last five hundred exchanges in full."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from statistics import median
from typing import Any, Literal

from bot.local_slack.faults import DELIVERIES

Direction = Literal["to_app", "from_app"]
MOST = 500
# Ordinary traffic stays far below; a flood of full modals must not fill the memory either.
MOST_BYTES = 16_000_000
LARGEST = 200_000
TIMED = 50
BROKEN_OFF = "broken off"
HIDDEN = "(hidden)"
_TOKEN_FIELD = re.compile(r'"token": ?"(?:[^"\\]|\\.)*"')
_TOKEN = re.compile(r"\b(?:xox[a-z]|xapp)-[\w-]+")
_TICKET = re.compile(r"\bticket=[\w-]+")


@dataclass
class Exchange:
    """One payload and what became of it.

    `kind` is "events_api", "interactive", "slash_commands", "socket_mode" to the app; "web_api",
    "response_url", "upload", "download" from it. `at` is the virtual instant, `seconds` real time until the
    answer, None while it is waited for. `sent` and `answer` are JSON (UTF-8). `fault` is what was played on
    order, `remarks` what Slack said of it beside `error`; `source` is the identity of the payload.
    """

    number: int
    direction: Direction
    kind: str
    title: str
    at: datetime
    user_id: str | None = None
    retry: int = 0
    fault: str = ""
    sent: bytes = b""
    answer: bytes = b""
    seconds: float | None = None
    error: str = ""
    is_answered: bool = False
    remarks: list[str] = field(default_factory=list)
    source: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def is_waiting(self) -> bool:
        return self.seconds is None

    @property
    def verdict(self) -> str:
        """What came of it in a few words: "accepted", "invalid_blocks: ...", "no answer (...)"."""
        if self.seconds is None:
            return f"waiting {time.monotonic() - self.began:.1f} s"
        if not self.is_answered:
            return f"no answer ({self.error})"
        words = "; ".join(self.remarks)
        if self.error:
            return f"{self.error}: {words}" if words else self.error
        return words or "accepted"

    @property
    def size(self) -> int:
        return len(self.sent) + len(self.answer)


@dataclass(frozen=True)
class AckTimes:
    """How long the app took for its last `count` answers, in seconds of real time."""

    count: int
    median: float
    slowest: float


class Exchanges:
    """The log, written in the loop of the local Slack only; each change is told to `on_exchange`."""

    def __init__(self, now: Callable[[], datetime], most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self.on_exchange: list[Callable[[Exchange], None]] = []
        self.count = 0
        self._now, self._most, self._most_bytes = now, most, most_bytes
        self._kept: deque[Exchange] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def add(
        self,
        direction: Direction,
        kind: str,
        title: str,
        payload: Any,
        user_id: str | None = None,
        fault: str = "",
        retry: int = 0,
    ) -> Exchange:
        """Writes down what was sent; the answer is waited for from now on."""
        self.count += 1
        made = Exchange(self.count, direction, kind, _readable(title[:200]), self._now(), user_id, retry)
        made.fault, made.sent, made.source = fault, as_json(payload), id(payload)
        self._kept.append(made)
        self._bytes += made.size
        self._drop_oldest()
        self._tell(made)
        return made

    def finish(
        self,
        exchange: Exchange,
        answer: Any = None,
        error: str = "",
        is_answered: bool = True,
        seconds: float | None = None,
        remarks: Iterable[str] = (),
    ) -> None:
        """Writes down how it ended. `seconds` is for what was measured nearer to the wire."""
        exchange.seconds = time.monotonic() - exchange.began if seconds is None else seconds
        exchange.error, exchange.is_answered = error, is_answered
        exchange.remarks += [_readable(remark) for remark in remarks]
        if answer is not None:
            exchange.answer = as_json(answer)
            if self._kept and exchange.number >= self._kept[0].number:
                self._bytes += len(exchange.answer)
                self._drop_oldest()
        self._tell(exchange)

    def break_off(self, exchange: Exchange) -> None:
        """For the way out of whoever answers: nothing waits for ever in the log."""
        if exchange.is_waiting:
            self.finish(exchange, error=BROKEN_OFF, is_answered=False)

    def remark(self, payload: Any, text: str) -> None:
        """What Slack says of a payload after its answer. Found by the very object, newest first."""
        for exchange in reversed(self._kept):
            if exchange.source == id(payload):
                exchange.remarks.append(_readable(text))
                self._tell(exchange)
                return

    def find(self, number: int) -> Exchange | None:
        """By number; None when it never was, or is no longer kept."""
        if not self._kept or not self._kept[0].number <= number <= self.count:
            return None
        return self._kept[number - self._kept[0].number]

    def newest(self, most: int, after: int = 0, user_id: str | None = None) -> list[Exchange]:
        """Newest first; those of one person when it is named, and only those numbered above `after`."""
        found = (e for e in reversed(self._kept) if user_id in (None, e.user_id) and e.number > after)
        return list(islice(found, most))

    def is_waiting(self) -> bool:
        return any(exchange.is_waiting for exchange in self._kept)

    def ack_times(self) -> AckTimes | None:
        """Of the app's last answers, failed ones and those that Slack saw late too; None before the first."""
        answered = (e.seconds for e in reversed(self._kept) if e.kind in DELIVERIES and _has_ack(e))
        times = [seconds for seconds in islice(answered, TIMED) if seconds is not None]
        return AckTimes(len(times), median(times), max(times)) if times else None

    def _drop_oldest(self) -> None:
        while len(self._kept) > self._most or (self._bytes > self._most_bytes and len(self._kept) > 1):
            self._bytes -= self._kept.popleft().size

    def _tell(self, exchange: Exchange) -> None:
        for hear in list(self.on_exchange):
            hear(exchange)


def _has_ack(exchange: Exchange) -> bool:
    return exchange.is_answered or (exchange.fault == "late_ack" and exchange.error == "operation_timeout")


def as_json(payload: Any) -> bytes:
    """A copy that later changes do not reach, without tokens, cut when it is very large."""
    try:
        text = json.dumps(_opened(payload), ensure_ascii=False, default=str)
    except (RecursionError, ValueError):
        text = '"(nested too deeply to be kept)"'
    return _masked(text)[:LARGEST].encode("utf-8", "backslashreplace")


def _masked(text: str) -> str:
    # Looking for a plain word is many times faster than a pattern, and most texts hold none of them.
    if '"token"' in text:
        text = _TOKEN_FIELD.sub(f'"token": "{HIDDEN}"', text)
    if "ticket=" in text:
        text = _TICKET.sub(f"ticket={HIDDEN}", text)
    if "xox" in text or "xapp-" in text:
        text = _TOKEN.sub(HIDDEN, text)
    return text


def _opened(payload: Any) -> Any:
    """A form carries lists and objects as JSON text; they are easier to read as what they are."""
    if not isinstance(payload, dict):
        return _parsed(payload)
    return {name: _parsed(value) for name, value in payload.items()}


def _parsed(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def pretty(kept: bytes) -> str:
    """The JSON of an exchange with one field a line; what was cut is shown as it is."""
    text = kept.decode("utf-8", "replace")
    try:
        return _readable(json.dumps(json.loads(text), ensure_ascii=False, indent=2))
    except (ValueError, RecursionError):
        return f"{text}\n(cut: longer than {LARGEST:,} characters)"


def _readable(text: str) -> str:
    """Half a surrogate pair cannot be sent to a browser; it is shown by its number."""
    return _masked(text).encode("utf-8", "backslashreplace").decode()
