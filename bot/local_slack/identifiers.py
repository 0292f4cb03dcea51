"""Ids that look like Slack's and come out the same in every run."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LENGTH = 11
# What is handed out between two savings of the workspace is far less than this.
GAP = 1_000_000


def slack_id(prefix: str, name: str) -> str:
    """An id such as U0K3J5L1Q2A: the prefix tells the kind, the rest follows from the name alone."""
    number = int.from_bytes(hashlib.sha256(f"{prefix}:{name}".encode()).digest()[:10])
    digits: list[str] = []
    while len(digits) < LENGTH - len(prefix) - 1:
        number, rest = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[rest])
    return f"{prefix}0{''.join(digits)}"


class Numbering:
    """Hands out ids in order, a series for each kind, and timestamps that are unique in a channel.

    `given` is how many of all kinds it has handed out: it grows with everything that happens.
    """

    def __init__(self) -> None:
        self.given = 0
        self._first = 0
        self._counts: Counter[str] = Counter()
        self._taken: set[tuple[str, str]] = set()

    def next_id(self, prefix: str) -> str:
        return slack_id(prefix, str(self.next_count(prefix)))

    def next_count(self, kind: str) -> int:
        self.given += 1
        self._counts[kind] += 1
        return self._first + self._counts[kind]

    def next_ts(self, channel_id: str, now: datetime) -> str:
        """Seconds and six digits, as Slack writes them; a taken one moves on by a microsecond."""
        self.given += 1
        micros = int(now.timestamp()) * 1_000_000 + now.microsecond
        while (channel_id, ts := f"{micros // 1_000_000}.{micros % 1_000_000:06d}") in self._taken:
            micros += 1
        self._taken.add((channel_id, ts))
        return ts

    def highest(self) -> int:
        """The highest number in any of the series."""
        return self._first + max(self._counts.values(), default=0)

    def go_on_after(self, highest: int) -> None:
        """Begins every series far behind `highest`: nothing that was handed out around it comes again."""
        self._first = (highest // GAP + 1) * GAP
        self._counts.clear()

    def take(self, channel_id: str, ts: str) -> None:
        """This timestamp is there already."""
        self._taken.add((channel_id, ts))
