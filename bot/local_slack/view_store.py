"""Open modals (a stack for each person) and published Home views."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

MOST_STACKED = 3


@dataclass
class OpenView:
    """A modal or Home that one person has before them; `values` is what they entered, by block and action.

    `errors` (by block_id) and `notice` say why the last submit did not go through.
    """

    id: str
    user_id: str
    view: dict[str, Any]
    root_id: str
    previous_id: str | None = None
    hash: str = ""
    version: int = 0
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str = ""

    def put(self, view: dict[str, Any], now_seconds: float) -> None:
        """Replaces the content; the hash changes each time, so that stale updates can be refused."""
        self.view, self.version = view, self.version + 1
        self.errors, self.notice = {}, ""
        digest = hashlib.sha256(
            json.dumps([self.id, self.version, view], sort_keys=True).encode()
        ).hexdigest()
        self.hash = f"{int(now_seconds)}.{digest[:8]}"


class ViewStore:
    def __init__(self) -> None:
        self.stacks: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}

    def stack(self, user_id: str) -> list[OpenView]:
        return self.stacks.setdefault(user_id, [])

    def top(self, user_id: str) -> OpenView | None:
        stack = self.stack(user_id)
        return stack[-1] if stack else None

    def every(self) -> list[OpenView]:
        return [*self.homes.values(), *(v for stack in self.stacks.values() for v in stack)]

    def by_id(self, view_id: str) -> OpenView | None:
        return next((v for v in self.every() if v.id == view_id), None)

    def by_external_id(self, external_id: str) -> OpenView | None:
        return next((v for v in self.every() if v.view.get("external_id") == external_id), None)
