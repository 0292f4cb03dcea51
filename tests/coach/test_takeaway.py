"""The zip that a member takes along."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

from bot.coach.takeaway import SHEETS, archive

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
CONTACT: dict[str, Any] = dict.fromkeys(SHEETS["contacts"].values()) | {"id": 7, "name": "Zoë"}
PROMISE: dict[str, Any] = dict.fromkeys(SHEETS["promises"].values()) | {"due_minute": 570, "what": "the deck"}
NOTES = [
    {"contact_id": 7, "text": "One", "created_at": "x"},
    {"contact_id": None, "text": "Two", "created_at": "x"},
]


def packed(**tables: list[dict[str, Any]]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive(tables, "Read me", AT)))


def lines(zipped: zipfile.ZipFile, name: str) -> list[str]:
    return zipped.read(name).decode("utf-8-sig").splitlines()


def test_somebody_without_anything_gets_every_file_with_its_header() -> None:
    zipped = packed()
    assert zipped.namelist() == [
        "README.txt",
        "kith.json",
        *(f"{sheet}.csv" for sheet in SHEETS),
        "contacts.vcf",
    ]
    assert [len(lines(zipped, f"{sheet}.csv")) for sheet in SHEETS] == [1] * len(SHEETS)


def test_the_files_carry_the_day_of_the_export() -> None:
    assert {info.date_time for info in packed().infolist()} == {(2026, 11, 23, 10, 30, 0)}


def test_a_promise_is_told_with_the_name_and_the_hour() -> None:
    zipped = packed(
        contacts=[CONTACT], promises=[{**PROMISE, "contact_id": 7}, {**PROMISE, "contact_id": None}]
    )
    assert [line.split(",")[1:5] for line in lines(zipped, "promises.csv")[1:]] == [
        ["the deck", "Zoë", "", "09:30"],
        ["the deck", "", "", "09:30"],
    ]


def test_notes_stand_beside_their_person_and_on_their_own() -> None:
    zipped = packed(contacts=[CONTACT], notes=NOTES)
    assert lines(zipped, "contacts.csv")[1].endswith(",One")
    assert lines(zipped, "notes.csv")[1:] == ["Zoë,One,x", ",Two,x"]
    assert "NOTE:One" in lines(zipped, "contacts.vcf")


def test_a_telling_is_told_with_its_story_and_its_contact() -> None:
    story = dict.fromkeys(SHEETS["stories"].values()) | {"id": 3, "title": "The lift"}
    telling = {"story_id": 3, "contact_id": 7, "occasion": "the fair", "on": "2026-03-03", "dropped_at": None}
    zipped = packed(contacts=[CONTACT], stories=[story], tellings=[telling, {**telling, "contact_id": None}])
    assert lines(zipped, "tellings.csv")[1:] == [
        "The lift,Zoë,the fair,2026-03-03,",
        "The lift,,the fair,2026-03-03,",
    ]
    assert lines(zipped, "stories.csv")[1].startswith("The lift,")


def test_the_json_is_what_was_given_in_every_script() -> None:
    raw = packed(contacts=[CONTACT], outbox=[{"id": "a"}]).read("kith.json")
    assert json.loads(raw) == {"contacts": [CONTACT], "outbox": [{"id": "a"}]}
    assert "Zoë" in raw.decode()


def test_an_event_stands_with_its_hour() -> None:
    fair = dict.fromkeys(SHEETS["occasions"].values()) | {
        "what": "the fair",
        "on": "2026-11-27",
        "minute": 570,
    }
    rows = lines(packed(occasions=[fair, {**fair, "minute": None}]), "occasions.csv")[1:]
    assert [row.split(",")[:3] for row in rows] == [["the fair", "2026-11-27", at] for at in ("09:30", "")]
