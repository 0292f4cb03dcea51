"""Small checks that are put together into Block Kit's rules; each yields findings with a JSON pointer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One fault: where (a JSON pointer such as /blocks/0/text) and what, in Slack's words."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str], Iterator[Finding]]


def string(longest: int | None = None, shortest: int = 1, pattern: str = "") -> Check:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, str):
            yield Finding(pointer, "must be a string")
        elif len(value) < shortest:
            yield Finding(pointer, f"must be more than {shortest - 1} characters")
        elif longest is not None and len(value) > longest:
            yield Finding(pointer, f"must be less than {longest + 1} characters")
        elif pattern and not re.fullmatch(pattern, value):
            yield Finding(pointer, f"must match pattern {pattern}")

    return check


def boolean(value: Any, pointer: str) -> Iterator[Finding]:
    if not isinstance(value, bool):
        yield Finding(pointer, "must be a boolean")


def integer(lowest: int | None = None, highest: int | None = None) -> Check:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Finding(pointer, "must be an integer")
        elif lowest is not None and value < lowest:
            yield Finding(pointer, f"must be greater than {lowest - 1}")
        elif highest is not None and value > highest:
            yield Finding(pointer, f"must be less than {highest + 1}")

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if value not in allowed:
            yield Finding(pointer, f"must be one of: {', '.join(allowed)}")

    return check


def array(item: Check, shortest: int = 1, longest: int | None = None) -> Check:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, list):
            yield Finding(pointer, "must be an array")
            return
        if len(value) < shortest:
            yield Finding(pointer, f"no fewer than {shortest} items allowed")
        if longest is not None and len(value) > longest:
            yield Finding(pointer, f"no more than {longest} items allowed")
        for number, entry in enumerate(value):
            yield from item(entry, f"{pointer}/{number}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check], *also: Check) -> Check:
    """An object with these fields and no others; `also` looks at it as a whole when the fields are right."""

    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield Finding(pointer, "must be an object")
            return
        found = list(_field_findings(value, pointer, required, optional))
        yield from found
        if not found:
            for rule in also:
                yield from rule(value, pointer)

    return check


def _field_findings(
    value: dict[str, Any], pointer: str, required: Mapping[str, Check], optional: Mapping[str, Check]
) -> Iterator[Finding]:
    for name in required:
        if value.get(name) is None:
            yield Finding(pointer, f"missing required field: {name}")
    for name, field in value.items():
        rule = required.get(name) or optional.get(name)
        if rule is None:
            yield Finding(pointer, f"invalid additional property: {name}")
        elif field is not None:
            yield from rule(field, f"{pointer}/{name}")


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses the check."""

    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield Finding(pointer, "must be an object")
        elif value.get("type") is None:
            yield Finding(pointer, "missing required field: type")
        elif (rule := kinds.get(str(value["type"]))) is None:
            yield Finding(f"{pointer}/type", f"unsupported type: {value['type']}")
        else:
            yield from rule(value, pointer)

    return check


def anything(value: Any, pointer: str) -> Iterator[Finding]:
    yield from ()


def only_one(*names: str) -> Check:
    """Exactly one of these fields."""

    def check(value: Any, pointer: str) -> Iterator[Finding]:
        given = [name for name in names if value.get(name) is not None]
        if len(given) != 1:
            yield Finding(pointer, f"exactly one of these is required: {', '.join(names)}")

    return check


def at_least_one(*names: str) -> Check:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not any(value.get(name) for name in names):
            yield Finding(pointer, f"at least one of these is required: {', '.join(names)}")

    return check
