"""Everything of a member, as one zip in the direct message."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, time
from typing import Any

from sqlalchemy import Connection

from bot.coach import tabular, vcards
from bot.coach.text_files import decode
from bot.local_slack import Fault
from storage import contacts, notes, promises, thanks
from storage.records import ContactDraft, Owner
from tests.world import START, World

DANA = ContactDraft("Dana =Lee", company="Acme", network="strategic", cadence_days=30, via="Omar")


def keep_something(conn: Connection, owner: Owner, draft: ContactDraft = DANA) -> None:
    contact = contacts.add(conn, owner, draft, START)
    promises.add(conn, owner, "mine", "=the deck", contact.id, date(2026, 11, 27), time(9, 30), START)
    thanks.add(conn, owner, contact.id, "the introduction", START)
    notes.add(conn, owner, contact.id, "Plays chess", START)


def file_message(person: Any) -> dict[str, Any]:
    """The one message that carries a file."""
    (message,) = [message for message in person.messages if message.get("files")]
    return dict(message)


def exported(world: World, person: Any) -> zipfile.ZipFile:
    """The file that the person finds in the direct message."""
    person.command("/kith", "export")
    world.settle()
    (shared,) = file_message(person)["files"]
    stored = world.slack.workspace.files.find(shared["id"])
    return zipfile.ZipFile(io.BytesIO(stored.content))


def sheet(packed: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline="")))


def test_the_answer_comes_at_once_and_the_file_in_the_direct_message(world: World) -> None:
    answer = world.alice.command("/kith", "export")
    assert "on its way to our direct message" in answer.body["text"]
    world.settle()
    message = file_message(world.alice)
    assert message["files"][0]["name"] == "kith-2026-11-23.zip"
    assert "Only you can see this" in message["text"]


def test_the_file_has_words_for_those_who_do_not_see_it(world: World) -> None:
    exported(world, world.alice)
    asked = [call.args for call in world.slack.calls if call.method == "files.getUploadURLExternal"]
    assert [args["alt_txt"] for args in asked] == [
        "A zip file with everything that Kith keeps of you, as of 2026-11-23"
    ]


def test_every_file_of_the_zip_is_told_of_in_its_readme(world: World) -> None:
    packed = exported(world, world.alice)
    readme = packed.read("README.txt").decode()
    assert "2026-11-23" in readme
    assert [name for name in packed.namelist() if name not in readme] == ["README.txt"]


def test_the_sheets_hold_what_was_kept_with_names_and_without_formulas(world: World) -> None:
    world.run(keep_something, world.owner(world.alice))
    packed = exported(world, world.alice)
    (promise,) = sheet(packed, "promises.csv")
    assert [promise[key] for key in ("What", "Contact", "Due on", "Due time")] == [
        "'=the deck",
        "Dana =Lee",
        "2026-11-27",
        "09:30",
    ]
    assert sheet(packed, "thank_yous.csv")[0]["Reason"] == "the introduction"
    assert sheet(packed, "contacts.csv")[0]["Notes"] == "Plays chess"


def test_the_json_holds_every_table(world: World) -> None:
    world.run(keep_something, world.owner(world.alice))
    kept = json.loads(exported(world, world.alice).read("kith.json"))
    assert (kept["contacts"][0]["name"], kept["members"][0]["tz"]) == ("Dana =Lee", "Europe/Lisbon")
    assert {"promises", "thank_yous", "touches", "notes", "captures", "schedule", "outbox"} <= kept.keys()


def test_the_exported_people_are_read_back_the_same(world: World) -> None:
    world.run(keep_something, world.owner(world.alice))
    packed = exported(world, world.alice)
    for book in (
        tabular.read(decode(packed.read("contacts.csv"))),
        vcards.read(decode(packed.read("contacts.vcf"))),
    ):
        assert [(row.draft, row.notes) for row in book.rows] == [(DANA, ("Plays chess",))]


def test_bob_and_charlie_export_nothing_of_alices(world: World) -> None:
    world.run(keep_something, world.owner(world.alice), ContactDraft("CANARY", company="CANARY"))
    packed = exported(world, world.bob)
    assert not [name for name in packed.namelist() if b"CANARY" in packed.read(name)]
    assert (
        "for the members of the team"
        in world.charlie.command("/kith", "export", channel="partners").body["text"]
    )
    world.settle()
    assert not [message for message in world.charlie.messages if message.get("files")]


def test_a_file_that_slack_does_not_take_is_told(world: World) -> None:
    world.alice.command("/kith", "today")
    world.settle()
    world.slack.faults.add(Fault("files.getUploadURLExternal", "error", code="internal_error"))
    world.alice.command("/kith", "export")
    world.settle()
    assert "couldn't hand your export to Slack" in world.alice.messages[-1]["text"]
