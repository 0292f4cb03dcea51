"""vCards 2.1, 3.0 and 4.0: reading them, and writing 3.0, which every address book takes.

Source: RFC 2426 (3.0), RFC 6350 (4.0), and versit's vCard 2.1.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.coach.address_books import AddressBook, Fault, Row, row_of

NO_CARD = "there is no card: a vCard begins with BEGIN:VCARD"
NO_END = "the card that begins here has no end"
LINE_BYTES = 75
LONGEST = 100_000  # longer properties are photos
_PROPERTY = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^:;"]|"[^"]*")*)*):(.*)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNESCAPED = {"n": "\n", "N": "\n"}
_FIELDS = {
    "FN": "name",
    "ORG": "company",
    "TITLE": "role",
    "EMAIL": "email",
    "TEL": "phone",
    "URL": "url",
    "BDAY": "birthday",
}
_OURS = ("met_at", "via", "network", "cadence_days", "looking_for", "can_offer")
_FIELDS |= {f"X-KITH-{key.upper().replace('_', '-')}": key for key in _OURS}
_NAME_PARTS = ("last", "first", "middle", "prefix", "suffix")


class Property(NamedTuple):
    """One property of a card: its name in capitals, its parameters in capitals, its value as written."""

    name: str
    parameters: tuple[str, ...]
    value: str


def read(text: str) -> AddressBook:
    """The people of a vCard text; a card without an end, or without a name, is a fault."""
    book = AddressBook([], [])
    begun: int | None = None
    card: list[Property] = []
    for line, prop in _properties(text):
        if book.is_too_long:
            break
        mark = (prop.name, prop.value.strip().upper())
        if mark == ("BEGIN", "VCARD"):
            if begun is not None:
                book.faults.append(Fault(begun, NO_END))
            begun, card = line, []
        elif mark == ("END", "VCARD") and begun is not None:
            book.take(_row(begun, card))
            begun = None
        elif begun is not None:
            card.append(prop)
    if begun is not None:
        book.faults.append(Fault(begun, NO_END))
    return book if book.rows or book.faults else AddressBook([], [Fault(1, NO_CARD)])


def _properties(text: str) -> Iterator[tuple[int, Property]]:
    for line, content in _unfolded(text):
        matched = _PROPERTY.fullmatch(content) if len(content) <= LONGEST else None
        if matched:
            parameters = tuple(part.upper() for part in matched[2].split(";") if part)
            yield line, Property(matched[1].upper(), parameters, matched[3])


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Whole content lines with the number (from 1) of their first: a line that begins with a blank goes on
    with the one before, and so does the one behind a quoted-printable line that ends in "="."""
    begun, parts = 1, [""]
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
        elif parts[-1].endswith("=") and "QUOTED-PRINTABLE" in parts[0].upper():
            parts.append(f"\n{line}")
        else:
            yield begun, "".join(parts)
            begun, parts = number, [line]
    yield begun, "".join(parts)


def _row(line: int, card: Sequence[Property]) -> Row | Fault:
    fields: dict[str, str] = {}
    notes = []
    for prop in card:
        if prop.name == "N":
            parts = [_unescaped(part) for part in _parts(_decoded(prop))]
            fields.update(zip(_NAME_PARTS, parts, strict=False))
        elif prop.name == "NOTE":
            notes.append(_unescaped(_decoded(prop)))
        elif prop.name in _FIELDS:
            value = _decoded(prop)
            value = _parts(value)[0] if prop.name == "ORG" else value
            fields.setdefault(_FIELDS[prop.name], _unescaped(value))
    return row_of(line, fields, notes)


def _decoded(prop: Property) -> str:
    """The value as text; 2.1 writes what is not ASCII in quoted-printable, in a charset that it names."""
    if not {"ENCODING=QUOTED-PRINTABLE", "QUOTED-PRINTABLE"} & set(prop.parameters):
        return prop.value
    charset = next((each[8:] for each in prop.parameters if each.startswith("CHARSET=")), "UTF-8")
    try:
        codecs.lookup(charset)
        return quopri.decodestring(prop.value.encode()).decode(charset, errors="replace")
    except (LookupError, ValueError, binascii.Error):
        return prop.value


def _parts(value: str) -> list[str]:
    """The components of N or ORG, parted by semicolons that are not escaped."""
    return [part.replace("\0", "\\;") for part in value.replace("\\;", "\0").split(";")]


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: _UNESCAPED.get(found[1], found[1]), value)


def write(rows: Sequence[Row]) -> bytes:
    """The people as one file of vCards 3.0. What vCard has no word for stands in X-KITH- properties."""
    lines = [line for row in rows for line in _card(row)]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _card(row: Row) -> Iterator[str]:
    first, _, last = row.draft.name.rpartition(" ")
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"FN:{_escaped(row.draft.name)}")
    yield f"N:{_escaped(last)};{_escaped(first)};;;"
    named = {"ORG": row.draft.company, "TITLE": row.draft.role}
    for name, key in ((f"X-KITH-{key.upper().replace('_', '-')}", key) for key in _OURS):
        named[name] = getattr(row.draft, key)
    yield from (f"{name}:{_escaped(str(value))}" for name, value in named.items() if value)
    yield from (f"NOTE:{_escaped(note)}" for note in row.notes)
    yield "END:VCARD"


def _escaped(text: str) -> str:
    text = re.sub(r"([\\;,])", r"\\\1", text)
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes; no letter is cut."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE_BYTES:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces)
