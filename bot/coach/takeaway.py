"""What a member takes along: everything as one zip, for programs (JSON), spreadsheets and address books."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.coach import tabular, vcards
from bot.coach.address_books import Row
from storage.records import ContactDraft

Rows = Sequence[Mapping[str, Any]]
Everything = Mapping[str, Rows]

# Sheet -> the column's title and the key of the row. "contact" is the name behind contact_id.
SHEETS: dict[str, dict[str, str]] = {
    "contacts": {
        "Name": "name",
        "Company": "company",
        "Role": "role",
        "Met at": "met_at",
        "Via": "via",
        "Network": "network",
        "Cadence days": "cadence_days",
        "Looking for": "looking_for",
        "Can offer": "can_offer",
        "Last touch on": "last_touch_on",
        "Notes": "notes",
    },
    "promises": {
        "Direction": "direction",
        "What": "what",
        "Contact": "contact",
        "Due on": "due_on",
        "Due time": "due_time",
        "State": "state",
        "Snoozed until": "snoozed_until",
        "Renegotiated": "renegotiated",
        "Made at": "created_at",
        "Closed at": "closed_at",
    },
    "thank_yous": {
        "Contact": "contact",
        "Reason": "reason",
        "State": "state",
        "Snoozed until": "snoozed_until",
        "Noted at": "created_at",
        "Closed at": "closed_at",
    },
    "touches": {"Contact": "contact", "Kind": "kind", "On": "on"},
    "notes": {"Contact": "contact", "Text": "text", "Written at": "created_at"},
    "answers": {
        "Kind": "kind",
        "Prompt": "prompt_id",
        "Text": "text",
        "Words": "words",
        "Seconds": "seconds",
        "Answered at": "created_at",
    },
    "versions": {
        "Name": "name",
        "Listener": "listener",
        "Goal": "goal",
        "Text": "text",
        "Words": "words",
        "Seconds": "seconds",
        "Kept at": "created_at",
        "Dropped at": "dropped_at",
    },
    "stories": {
        "Title": "title",
        "Point": "point",
        "Text": "text",
        "Words": "words",
        "Kept at": "created_at",
        "Dropped at": "dropped_at",
    },
    "occasions": {
        "What": "what",
        "On": "on",
        "At": "at",
        "Listener": "listener",
        "Goal": "goal",
        "Dropped at": "dropped_at",
    },
    "tellings": {
        "Story": "story",
        "Contact": "contact",
        "Occasion": "occasion",
        "On": "on",
        "Dropped at": "dropped_at",
    },
}


def archive(everything: Everything, readme: str, at: datetime) -> bytes:
    """The zip: README.txt, kith.json with every row, a CSV file a kind, and the contacts as vCards.

    `everything` is what storage.export gives: table -> rows. `at` is written on the files.
    """
    named = _named(everything)
    files = {
        "README.txt": readme.encode(),
        "kith.json": json.dumps(everything, ensure_ascii=False, indent=1).encode(),
        **{f"{sheet}.csv": _csv(sheet, named[sheet]) for sheet in SHEETS},
        "contacts.vcf": vcards.write([_card(row) for row in named["contacts"]]),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            packed.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _named(everything: Everything) -> dict[str, list[dict[str, Any]]]:
    """The rows of the sheets, each with the name of its contact, a contact with its notes."""
    names = {row["id"]: row["name"] for row in everything.get("contacts", ())}
    notes: dict[int | None, list[str]] = defaultdict(list)
    for note in everything.get("notes", ()):
        notes[note["contact_id"]].append(note["text"])
    made = {
        sheet: [
            {
                **row,
                "contact": names.get(row.get("contact_id")),
                "due_time": _clock(row.get("due_minute")),
                "at": _clock(row.get("minute")),
            }
            for row in everything.get(sheet, ())
        ]
        for sheet in SHEETS
    }
    for row in made["contacts"]:
        row["notes"] = notes[row["id"]]
    titles = {row["id"]: row["title"] for row in made["stories"]}
    for row in made["tellings"]:
        row["story"] = titles.get(row["story_id"])
    return made


def _clock(minute: int | None) -> str | None:
    return None if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"


def _csv(sheet: str, rows: Rows) -> bytes:
    columns = SHEETS[sheet]
    return tabular.write(list(columns), [[_cell(row[key]) for key in columns.values()] for row in rows])


def _cell(value: object) -> object:
    return "\n".join(value) if isinstance(value, list) else value


def _card(row: Mapping[str, Any]) -> Row:
    draft = ContactDraft(**{key: row[key] for key in ContactDraft.__slots__})
    return Row(0, draft, tuple(row["notes"]))
