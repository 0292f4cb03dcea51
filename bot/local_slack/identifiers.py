"""Ids that look like Slack's and come out the same in every run."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LENGTH = 11


def slack_id(prefix: str, name: str) -> str:
    """An id such as U0K3J5L1Q2A: the prefix tells the kind, the rest follows from the name alone."""
    number = int.from_bytes(hashlib.sha256(f"{prefix}:{name}".encode()).digest()[:10])
    digits: list[str] = []
    while len(digits) < LENGTH - len(prefix) - 1:
        number, rest = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[rest])
    return f"{prefix}0{''.join(digits)}"


class Numbering:
    """Hands out ids in order, a series for each kind, and timestamps that are unique in a channel."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._taken: set[tuple[str, str]] = set()

    def next_id(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return slack_id(prefix, str(self._counts[prefix]))

    def next_count(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind]

    def next_ts(self, channel_id: str, now: datetime) -> str:
        """Seconds and six digits, as Slack writes them; a taken one moves on by a microsecond."""
        micros = int(now.timestamp()) * 1_000_000 + now.microsecond
        while (channel_id, ts := f"{micros // 1_000_000}.{micros % 1_000_000:06d}") in self._taken:
            micros += 1
        self._taken.add((channel_id, ts))
        return ts
