"""Messages to be posted later (chat.scheduleMessage)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ScheduledMessage:
    id: str
    channel_id: str
    post_at: int
    draft: dict[str, Any]


class ScheduledMessages:
    def __init__(self) -> None:
        self._waiting: dict[str, ScheduledMessage] = {}

    def add(self, message: ScheduledMessage) -> None:
        self._waiting[message.id] = message

    def remove(self, scheduled_message_id: str, channel_id: str) -> bool:
        found = self._waiting.get(scheduled_message_id)
        if found is None or found.channel_id != channel_id:
            return False
        del self._waiting[scheduled_message_id]
        return True

    def take_due(self, now_seconds: float) -> list[ScheduledMessage]:
        """Removes and returns what is due, the earliest first."""
        due = sorted((m for m in self._waiting.values() if m.post_at <= now_seconds), key=lambda m: m.post_at)
        for message in due:
            del self._waiting[message.id]
        return due

    def waiting(self) -> list[ScheduledMessage]:
        return sorted(self._waiting.values(), key=lambda m: m.post_at)
