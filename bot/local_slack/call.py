"""One call of the Web API: its arguments, read the way Slack reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.local_slack.refusals import Refusal, refusal_with_messages


@dataclass(frozen=True)
class Call:
    """`args` as they came (form: all strings); the readers below accept both spellings."""

    method: str
    args: dict[str, Any]

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, *names: str) -> tuple[str, ...]:
        """The values of arguments that must be there; raises invalid_arguments."""
        if missing := [name for name in names if self.args.get(name) in (None, "")]:
            raise refusal_with_messages(
                "invalid_arguments", [f"missing required field: {name}" for name in missing]
            )
        return tuple(str(self.args[name]) for name in names)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        if value is None or value == "":
            return default
        return value is True or str(value).lower() in ("1", "true")

    def integer(self, name: str, default: int = 0) -> int:
        value = self.args.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError as error:
            raise refusal_with_messages(
                "invalid_arguments", [f"must be an integer [json-pointer:/{name}]"]
            ) from error

    def structured(self, name: str) -> Any:
        """A list or an object, whether it came as JSON text or not; None when it was not given."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise refusal_with_messages(code, [f"invalid JSON [json-pointer:/{name}]"]) from error


def page(
    items: list[Any], call: Call, most: int = 1000, usual: int = 100
) -> tuple[list[Any], dict[str, Any]]:
    """A page of items and the response_metadata that leads to the next; raises invalid_cursor."""
    limit = call.integer("limit", usual)
    if not 0 < limit <= most:
        raise Refusal("invalid_limit")
    cursor = call.text("cursor")
    start = 0
    if cursor:
        if not cursor.startswith("next:") or not cursor[5:].rstrip("=").isdigit():
            raise Refusal("invalid_cursor")
        start = int(cursor[5:].rstrip("="))
    end = start + limit
    return items[start:end], {"next_cursor": f"next:{end}=" if end < len(items) else ""}
