"""Which workspaces can be read: asked when a process first sends there, and remembered for a while.

Until it is known that a lost message would be found again, messages go one at a time: a kill then leaves at
most one of which nobody can tell whether it arrived.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.jobs.sending import Ending
from bot.messenger import Answer, Messenger

# How long an answer holds. A limit passes sooner than a permission comes.
SEEN_SECONDS = 3600.0
BLIND: dict[Answer, timedelta] = {"cannot look": timedelta(hours=4), "limited": timedelta(hours=1)}


class Sight:
    """What one process knows of workspaces' conversations."""

    def __init__(self) -> None:
        self._asked: dict[str, tuple[bool, float]] = {}

    @property
    def readable(self) -> set[str]:
        """The workspaces that could be read within the last hour."""
        now = asyncio.get_running_loop().time()
        return {one for one, (can_read, until) in self._asked.items() if can_read and now < until}

    async def ask(self, messenger: Messenger, endings: Sequence[Ending]) -> dict[str, timedelta]:
        """Ask Slack about workspaces that were sent something and are not known; how long they are blind."""
        found = {}
        # Once each: a Slack that does not answer would keep us for every message of the batch.
        channels = {
            ending.posting.owner.workspace_id: ending.sent.channel_id
            for ending in endings
            if ending.sent.channel_id and not ending.posting.is_to_channel
        }
        for workspace_id, channel_id in channels.items():
            if not self._is_known(workspace_id):
                look = await messenger.peek(workspace_id, channel_id)
                self._learn(workspace_id, look.answer)
                if look.answer in BLIND:
                    found[workspace_id] = BLIND[look.answer]
        return found

    def learn(self, endings: Sequence[Ending]) -> dict[str, timedelta]:
        """Take in what looking for messages told; the workspaces that are blind, and for how long."""
        found: dict[str, timedelta] = {}
        for ending in endings:
            if ending.look and not ending.posting.is_to_channel:
                workspace_id = ending.posting.owner.workspace_id
                self._learn(workspace_id, ending.look)
                if ending.look in BLIND:
                    found[workspace_id] = max(BLIND[ending.look], found.get(workspace_id, timedelta()))
        return found

    def _learn(self, workspace_id: str, answer: Answer) -> None:
        now = asyncio.get_running_loop().time()
        if answer in BLIND:
            self._asked[workspace_id] = (False, now + BLIND[answer].total_seconds())
        elif answer in ("found", "not found") and not self._is_known(workspace_id):
            self._asked[workspace_id] = (True, now + SEEN_SECONDS)

    def _is_known(self, workspace_id: str) -> bool:
        return (
            workspace_id in self._asked and asyncio.get_running_loop().time() < self._asked[workspace_id][1]
        )
