"""People from a file that was dropped into the direct message."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from bot.listeners import imports
from bot.local_slack import Fault
from storage import captures, contacts, notes
from storage.records import ContactDraft, Owner
from tests.listeners import stale_clicks
from tests.world import START, World

CSV = b"Name,Company,Notes\nDana Lee,Acme,Plays chess\nOmar Haddad,Bolt,\n,Nobody Ltd,\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ines Falcao\r\nORG:Acme\r\nEND:VCARD\r\n"


def drop(world: World, content: bytes, name: str = "people.csv", mimetype: str = "text/csv") -> None:
    """Alice drops a file."""
    world.alice.upload(name, content, mimetype)
    world.settle()


def words(person: Any) -> str:
    """Everything that stands in the direct message."""
    read = []
    for message in person.messages:
        blocks = message.get("blocks", [])
        read += [message["text"], *(block["text"]["text"] for block in blocks if block["type"] == "section")]
    return "\n".join(read)


def question(world: World) -> dict[str, Any]:
    """The preview in alice's direct message."""
    (found,) = [message for message in world.alice.messages if "import.yes" in str(message)]
    return dict(found)


def people(world: World, person: Any) -> list[str]:
    return [name for _, name in world.run(contacts.names, world.owner(person))]


def add(conn: Connection, owner: Owner, name: str, company: str | None = None) -> None:
    contacts.add(conn, owner, ContactDraft(name, company=company), START)


def test_import_tells_what_to_drop(world: World) -> None:
    answer = world.alice.command("/kith", "import")
    assert "Name,Company,Role" in answer.body["blocks"][1]["text"]["text"]


def test_a_file_is_shown_before_anybody_is_kept(world: World) -> None:
    drop(world, CSV)
    read = words(world.alice)
    assert "2 new people" in read and "Dana Lee (Acme), Omar Haddad (Bolt)" in read
    assert "Line 4: there is no name." in read
    assert people(world, world.alice) == []


def test_a_file_that_takes_long_is_told_to_be_under_way(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "PATIENCE_SECONDS", 0)
    world.slack.faults.add(Fault("events_api", "duplicate"))
    drop(world, CSV)
    assert sum(message["text"].startswith("Reading people.csv") for message in world.alice.messages) == 1
    assert "2 new people" in words(world.alice)


def test_of_several_files_each_is_shown(world: World) -> None:
    files = [
        world.alice.upload(name, content, "", say=None)
        for name, content in (("a.csv", CSV), ("b.vcf", CARD), ("c.csv", b""))
    ]
    world.alice.say("", files=files)
    world.settle()
    read = words(world.alice)
    assert [f"I read {name}" in read for name in ("a.csv", "b.vcf", "c.csv")] == [True] * 3


def test_yes_keeps_them_with_their_notes_and_undo_takes_all_back(world: World) -> None:
    drop(world, CSV)
    world.alice.click("Import 2 people")
    world.settle()
    assert people(world, world.alice) == ["Dana Lee", "Omar Haddad"]
    assert [note.text for note in world.run(notes.for_contact, world.owner(world.alice), 1)] == [
        "Plays chess"
    ]
    world.alice.click("Undo")
    world.settle()
    assert people(world, world.alice) == []
    assert "Import" not in str(world.alice.messages[-1]["blocks"])


def test_no_keeps_nobody_and_not_the_rows_either(world: World) -> None:
    drop(world, CSV)
    world.alice.click("Don't import")
    world.settle()
    capture = world.run(captures.find, world.owner(world.alice), 1)
    assert (people(world, world.alice), capture.state, capture.reading) == ([], "discarded", {"import": []})
    assert "nothing of people.csv was kept" in words(world.alice)


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("import.yes:1", "import.no:1", "brought in already"),
        ("import.no:1", "import.yes:1", "left out. Drop"),
    ],
)
def test_a_click_on_another_device_is_told_what_became_of_it(
    world: World, first: str, then: str, told: str
) -> None:
    drop(world, CSV)
    stale = question(world)
    stale_clicks.click(world, world.alice, stale, first)
    count = len(people(world, world.alice))
    stale_clicks.click(world, world.alice, stale, then)
    assert told in words(world.alice)
    assert len(people(world, world.alice)) == count


def test_those_who_are_known_already_are_left_as_they_are(world: World) -> None:
    world.run(add, world.owner(world.alice), "DÁNA  lee", "acme")
    drop(world, CSV + b"Omar Haddad,Bolt,again\nOmar Haddad,Other,\n")
    assert "2 new people" in words(world.alice) and "2 already there" in words(world.alice)


def test_who_became_known_since_the_preview_is_not_kept_twice(world: World) -> None:
    drop(world, CSV)
    world.run(add, world.owner(world.alice), "Dana Lee", "Acme")
    world.alice.click("Import 2 people")
    world.settle()
    assert people(world, world.alice) == ["Dana Lee", "Omar Haddad"]
    assert "1 person brought in, 1 was there already" in words(world.alice)


def test_a_file_with_nobody_new_asks_nothing(world: World) -> None:
    world.run(add, world.owner(world.alice), "Ines Falcao", "Acme")
    drop(world, CARD, "ines.vcf", "text/x-vcard")
    assert "Nobody new is in it" in words(world.alice)
    assert world.run(captures.find, world.owner(world.alice), 1) is None


def test_a_vcard_is_read(world: World) -> None:
    drop(world, CARD, "ines.vcf", "text/x-vcard")
    world.alice.click("Import 1 person")
    world.settle()
    assert people(world, world.alice) == ["Ines Falcao"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"Dana Lee,Acme\n", "no line names the columns"),
        ("a.csv", b"PK\x03\x04\x00\x00\x00\x00", "holds no text that I can read"),
        ("a.csv", b"Name\n" + b"Dana\n" * 20_001, "more than 20,000 lines"),
        ("a.csv", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        ("a.vcf", b"", "there is no card"),
        ("a.xlsx", b"PK", "Save it as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(world: World, name: str, content: bytes, told: str) -> None:
    drop(world, content, name, "application/octet-stream")
    assert told in words(world.alice)


def test_another_file_is_answered_with_what_can_be_read(world: World) -> None:
    drop(world, b"\x89PNG", "me.png", "image/png")
    assert "I can't read that file" in words(world.alice)


def test_the_line_beside_a_picture_is_read_like_any_other(world: World) -> None:
    world.alice.upload("card.png", b"\x89PNG", "image/png", say="met Dana Lee from Acme")
    world.settle()
    assert "Here is what I read" in words(world.alice)


def test_a_file_that_slack_does_not_hand_out_is_told(world: World) -> None:
    world.slack.api.token_state = "token_revoked"
    world.alice.upload("people.csv", CSV, "text/csv")
    world.wait(world.kith.services.later.settle())
    world.slack.api.token_state = ""
    world.settle()
    assert "couldn't fetch people.csv" in words(world.alice)


def test_a_file_delivered_again_is_shown_once(world: World) -> None:
    world.slack.faults.add(Fault("events_api", "duplicate"))
    drop(world, CSV)
    assert sum("Import 2 people" in str(message) for message in world.alice.messages) == 1


def test_many_people_come_in_behind_a_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "AT_ONCE", 1)
    drop(world, CSV)
    world.alice.click("Import 2 people")
    world.settle()
    assert "Bringing in 2 people" in words(world.alice) and "2 people brought in." in words(world.alice)
    assert people(world, world.alice) == ["Dana Lee", "Omar Haddad"]


def test_bob_and_charlie_get_nothing_of_alices_import(world: World) -> None:
    drop(world, CSV)
    for person in (world.bob, world.charlie):
        stale_clicks.click(world, person, question(world), "import.yes:1")
        stale_clicks.click(world, person, question(world), "import.no:1")
    assert [people(world, each) for each in (world.alice, world.bob, world.charlie)] == [[], [], []]
    assert world.run(captures.find, world.owner(world.alice), 1).state == "pending"
    assert "Haddad" not in words(world.bob) + words(world.charlie)
