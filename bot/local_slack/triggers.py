"""Trigger ids: each opens one view, within three seconds of real time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.local_slack.refusals import Refusal

LIFETIME_SECONDS = 3.0


@dataclass
class Trigger:
    user_id: str
    from_modal: bool
    born: float
    is_used: bool = False


class Triggers:
    """Made when a person acts, used up when the app opens a view. The clock is monotonic, never virtual."""

    def __init__(self, lifetime: float = LIFETIME_SECONDS) -> None:
        self.lifetime, self.count = lifetime, 0
        self._known: dict[str, Trigger] = {}

    def issue(self, user_id: str, from_modal: bool = False) -> str:
        self.count += 1
        number = self.count
        trigger_id = f"{1_000_000_000_000 + number}.{900_000_000_000 + number}.{number:032x}"
        self._known[trigger_id] = Trigger(user_id, from_modal, time.monotonic())
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Uses a trigger up; raises the refusal that Slack gives for a wrong, old or used one."""
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.is_used:
            raise Refusal("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self.lifetime:
            raise Refusal("expired_trigger_id")
        trigger.is_used = True
        return trigger
