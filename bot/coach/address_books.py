"""What an address book says of one person, whatever its format, and what of it is not understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, get_args

from storage.records import ContactDraft, Network

MAX_ROWS = 20_000
MAX_BYTES = 10 * 1024 * 1024
# Longer is a mistake of the file (a shifted column, a missing quotation mark), not a fact about a person.
NAME_LENGTH = 200
FIELD_LENGTH = 500
NETWORKS: tuple[str, ...] = get_args(Network)
_DETAILS = ("company", "role", "met_at", "via", "looking_for", "can_offer")
# What has no place of its own on a contact is kept as a note: nothing that was in the file is lost.
_NOTED = {
    "email": "Email",
    "phone": "Phone",
    "url": "Web",
    "birthday": "Birthday",
    "connected_on": "Connected on",
    "network": "Network",
    "cadence_days": "Cadence",
}


class Fault(NamedTuple):
    """A line (counted from 1) that was not taken, and the reason: a sentence without its full stop."""

    line: int
    reason: str


class Row(NamedTuple):
    """One person of a file: the line where they begin, the contact, and notes on them."""

    line: int
    draft: ContactDraft
    notes: tuple[str, ...] = ()


class AddressBook(NamedTuple):
    """What was read: the good rows, and the faults in the order of the lines."""

    rows: list[Row]
    faults: list[Fault]

    def take(self, made: Row | Fault | None) -> None:
        """Put a row or a fault where it belongs; nothing stays nothing."""
        if isinstance(made, Row):
            self.rows.append(made)
        elif made is not None:
            self.faults.append(made)

    @property
    def is_too_long(self) -> bool:
        """More than one import takes; then reading stopped there."""
        return len(self.rows) + len(self.faults) > MAX_ROWS


def row_of(line: int, fields: Mapping[str, str], notes: Iterable[str] = ()) -> Row | Fault:
    """A row from fields by their names; a fault when it cannot be a contact.

    Names: name (or prefix, first, middle, last, suffix), the fields of ContactDraft, and email, phone, url,
    birthday, connected_on, which become notes.
    """
    given = {key: " ".join(value.split()) for key, value in fields.items() if value.strip()}
    name = given.get("name") or _joined_name(given)
    if not name:
        return Fault(line, "there is no name")
    if len(name) > NAME_LENGTH:
        return Fault(line, f"the name is longer than {NAME_LENGTH} letters")
    for key in _DETAILS:
        if len(given.get(key, "")) > FIELD_LENGTH:
            return Fault(line, f"the {key.replace('_', ' ')} is longer than {FIELD_LENGTH} letters")
    return Row(line, _draft(name, given), tuple(_notes(given, notes)))


def _joined_name(given: Mapping[str, str]) -> str:
    parts = (given.get(key, "") for key in ("prefix", "first", "middle", "last", "suffix"))
    return " ".join(part for part in parts if part)


def _draft(name: str, given: Mapping[str, str]) -> ContactDraft:
    details: dict[str, Any] = {key: given.get(key) for key in _DETAILS}
    return ContactDraft(name, network=_network(given), cadence_days=_cadence(given), **details)


def _network(given: Mapping[str, str]) -> Any:
    word = given.get("network", "").lower()
    return word if word in NETWORKS else None


def _cadence(given: Mapping[str, str]) -> int | None:
    days = given.get("cadence_days", "")
    return int(days) if days.isdecimal() and len(days) < 5 and 0 < int(days) <= 3650 else None


def _notes(given: Mapping[str, str], notes: Iterable[str]) -> list[str]:
    made = [note.strip() for note in notes if note.strip()]
    placed = {"network": _network(given), "cadence_days": _cadence(given)}
    details = [
        f"{label}: {given[key]}" for key, label in _NOTED.items() if given.get(key) and not placed.get(key)
    ]
    return [*made, ", ".join(details)] if details else made


def to_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as they wait in the database: only what is known of each."""
    return [
        {"line": row.line, "notes": list(row.notes)}
        | {"draft": {key: value for key in ContactDraft.__slots__ if (value := getattr(row.draft, key))}}
        for row in rows
    ]


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows that `to_json` made."""
    return [Row(one["line"], ContactDraft(**one["draft"]), tuple(one["notes"])) for one in kept]
