"""Looking at what people see and at what is kept, for the tests of the listeners."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from storage import schedule
from storage.tables import metadata
from tests.world import World

NOUNS = ("contacts", "promises", "thank_yous", "touches", "notes")
TODAY = date(2026, 11, 23)


def newest(person: Any) -> dict[str, Any]:
    """The newest thing that Kith said to a person, the welcome aside."""
    shown = [one for one in person.messages if one.get("user") != person.id and "Welcome" not in one["text"]]
    return dict(shown[-1])


def words(shown: Any) -> str:
    """Everything that one reads in a message or view, as one text."""
    if isinstance(shown, dict):
        if shown.get("type") in ("mrkdwn", "plain_text", "text") and isinstance(shown.get("text"), str):
            return str(shown["text"])
        return "\n".join(found for value in shown.values() if (found := words(value)))
    return "\n".join(found for one in shown if (found := words(one))) if isinstance(shown, list) else ""


def read_by(person: Any) -> str:
    """Everything that one reads in the newest message."""
    return words(newest(person).get("blocks", []))


def labels(shown: dict[str, Any]) -> list[str]:
    """What can be clicked in a message, by its words."""
    elements = [one for block in shown["blocks"] for one in block.get("elements", [])]
    return [
        one.get("text", one.get("placeholder", {})).get("text", "") for one in elements if "action_id" in one
    ]


def rows(world: World, table_name: str, person: Any = None) -> list[dict[str, Any]]:
    """The rows of a table, of one person or of all, oldest first."""
    table = metadata.tables[table_name]

    def read(conn: Connection) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in conn.execute(select(table).order_by(*table.primary_key))]

    found: list[dict[str, Any]] = world.run(read)
    return [row for row in found if person is None or row["member_id"] == person.id]


def kept(world: World, person: Any = None) -> dict[str, int]:
    """How many rows of each noun are kept, where there are any."""
    counts = {noun: len(rows(world, noun, person)) for noun in NOUNS}
    return {noun: count for noun, count in counts.items() if count}


def one(world: World, table_name: str) -> dict[str, Any]:
    """The only row of a table."""
    (row,) = rows(world, table_name)
    return row


def reminders(world: World, person: Any) -> list[str]:
    """When reminders of promises are due, in UTC."""
    due = world.run(schedule.of_member, world.owner(person))
    return [f"{row.due_at:%d %b %H:%M}" for row in due if row.kind == "reminder"]


def click(world: World, person: Any, label: str) -> None:
    """A click on the newest thing that has it, and all that comes of it."""
    person.click(label)
    world.settle()


def say(world: World, person: Any, line: str) -> str:
    """A line in the direct message; what is answered."""
    person.say(line)
    world.settle()
    return read_by(person)


class Watch:
    """Everything that Slack accepted or was asked since this was made, as one text."""

    def __init__(self, world: World) -> None:
        self.slack = world.slack._target
        self.seen = len(self.slack.ledger), len(self.slack.calls)

    def __str__(self) -> str:
        accepted, called = self.seen
        happened = [vars_of(entry) for entry in (*self.slack.ledger[accepted:], *self.slack.calls[called:])]
        return json.dumps(happened, default=str, ensure_ascii=False)


def vars_of(entry: Any) -> dict[str, Any]:
    """The fields of a record of the local Slack's."""
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}


class Again:
    """Keeps the clicks and forms that people send from now on, to be sent again: by Slack, or from another
    device."""

    def __init__(self, world: World) -> None:
        self.world, self.deliveries = world, world.slack._target.deliveries
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._send = self.deliveries.send
        self.deliveries.send = self._kept

    async def _kept(self, kind: str, payload: dict[str, Any], *retry: Any) -> Any:
        if kind == "interactive":
            self.sent.append((kind, payload))
        return await self._send(kind, payload, *retry)

    def times(self, count: int, **changed: Any) -> list[Any]:
        """The last request `count` times at once, with some fields changed; the answers."""
        kind, payload = self.sent[-1]

        async def all_at_once() -> list[Any]:
            return await asyncio.gather(*(self._send(kind, {**payload, **changed}) for _ in range(count)))

        answers: list[Any] = self.world.wait(all_at_once())
        self.world.settle()
        return answers
