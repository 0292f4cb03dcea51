"""The body of `kith capture evaluate`: labelled lines in, what Kith reads in them out, one JSON a line."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.coach.capture import Reading, ReadPromise, read


class EvaluateError(ValueError):
    """A line of the file cannot be used. The text names the line and says what is wrong."""


def evaluate_capture(lines: Iterable[str]) -> Iterator[str]:
    """Read each record {"id", "text", "today", "known"}; whatever else it holds, such as `gold`, is ignored.

    Yields {"id", "people", "promises", "thank_yous", "touches", "facts"} for each. Raises EvaluateError.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(_evaluated(number, line), ensure_ascii=False)


def _evaluated(number: int, line: str) -> dict[str, Any]:
    record = _record(number, line)
    try:
        today = date.fromisoformat(record["today"])
    except (TypeError, ValueError):
        raise EvaluateError(f'Line {number}: "today" must be a date such as "2026-11-23".') from None
    return {"id": record.get("id"), **as_slots(read(record["text"], today, record.get("known") or ()))}


def _record(number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise EvaluateError(f"Line {number} is not JSON. Each line must be one JSON object.") from None
    if not isinstance(record, dict):
        raise EvaluateError(f"Line {number} is JSON, but not an object with id, text and today.")
    for key in ("text", "today"):
        if not isinstance(record.get(key), str):
            raise EvaluateError(f'Line {number} has no "{key}". It needs text and today, both strings.')
    known = record.get("known") or []
    if not isinstance(known, list) or not all(isinstance(name, str) for name in known):
        raise EvaluateError(f'Line {number}: "known" must be a list of names.')
    return record


def as_slots(reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """A reading in the form of the records: ISO dates, hours as HH:MM, a reason under "for"."""
    return {
        "people": [
            {"name": p.name, "company": p.company, "met_at": p.met_at, "via": p.via} for p in reading.people
        ],
        "promises": [_promise(p) for p in reading.promises],
        "thank_yous": [{"person": t.person, "for": t.reason, "state": t.state} for t in reading.thank_yous],
        "touches": [{"person": t.person, "on": t.on.isoformat(), "kind": t.kind} for t in reading.touches],
        "facts": [{"person": f.person, "fact": f.fact} for f in reading.facts],
    }


def _promise(promise: ReadPromise) -> dict[str, Any]:
    return {
        "direction": promise.direction,
        "person": promise.person,
        "what": promise.what,
        "due_on": promise.due_on.isoformat() if promise.due_on else None,
        "due_time": promise.due_time.strftime("%H:%M") if promise.due_time else None,
    }
