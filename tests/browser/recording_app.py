"""A small Bolt app that answers everything and keeps what it got: the other end of what a person does."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp

ANYTHING = re.compile(".*", re.DOTALL)


class RecordingApp:
    """`actions`, `views` and `asked` are the payloads so far; `answer` is what a submitted view gets back."""

    def __init__(self) -> None:
        self.actions: list[dict[str, Any]] = []
        self.views: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.others: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {}
        self.offered: list[dict[str, Any]] = []
        self.opens: dict[str, Any] | None = None

    def register(self, app: AsyncApp) -> None:
        """Listen to everything."""
        app.action(ANYTHING)(self._action)
        app.view(ANYTHING)(self._view)
        app.view_closed(ANYTHING)(self._other)
        app.options(ANYTHING)(self._options)
        app.command(ANYTHING)(self._command)
        app.shortcut(ANYTHING)(self._other)
        app.event(ANYTHING)(self._other)

    async def _action(self, ack: Any, body: dict[str, Any]) -> None:
        self.actions.append(body)
        await ack()

    async def _view(self, ack: Any, body: dict[str, Any]) -> None:
        self.views.append(body)
        await ack(**self.answer)

    async def _options(self, ack: Any, body: dict[str, Any]) -> None:
        self.asked.append(body)
        await ack(options=self.offered)

    async def _command(self, ack: Any, body: dict[str, Any], client: Any) -> None:
        self.others.append(body)
        if self.opens:
            await client.views_open(trigger_id=body["trigger_id"], view=self.opens)
        await ack()

    async def _other(self, ack: Any, body: dict[str, Any]) -> None:
        self.others.append(body)
        await ack()
