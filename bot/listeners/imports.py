"""Import: a CSV or vCard file dropped into the direct message becomes contacts, after a look at it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal

from sqlalchemy import Connection

from bot import doors, download, envelope
from bot.blocks import errors
from bot.blocks import imports as blocks
from bot.blocks.kit import Payload
from bot.coach import tabular, vcards
from bot.coach.address_books import MAX_BYTES, AddressBook, Row, from_json, to_json
from bot.coach.text_files import NotText, TooManyLines, decode, kind_of
from bot.interaction import CoachError, Interaction, once
from bot.routes import OTHERWISE
from storage import acts, captures, contacts, inbox, notes, outbox
from storage.names import name_key
from storage.records import Capture, Message, Owner

Unread = Literal["too_big", "too_long", "not_text", "not_fetched"]
File = Mapping[str, Any]
Reading = asyncio.Future[list[AddressBook | Unread]]
# Slack waits three seconds for the answer to an event. What is read by then needs no word before it.
PATIENCE_SECONDS = 1.5
# More than this takes longer than Slack waits for the answer to a click.
AT_ONCE = 300


async def how(it: Interaction) -> Payload:
    """`/kith import`: what to drop where."""
    return blocks.how_message()


async def received(it: Interaction) -> None:
    """Files with people in them, in the direct message."""
    if it.body["event"].get("channel_type") == "im":
        files = envelope.files(it.body["event"])
        await _read_and_show(it, [file for file in files if kind_of(file) in ("csv", "vcard")])


async def others(it: Interaction) -> None:
    """Files that are not for us. A line beside them is read like any other line."""
    if it.body["event"].get("channel_type") == "im":
        await it.run(once, it, _reply, it, _refusal(envelope.files(it.body["event"])))


async def _read_and_show(it: Interaction, files: Sequence[File]) -> None:
    """Show what is in the files; when that takes longer, a wait that can be seen comes first."""
    reading = asyncio.ensure_future(asyncio.gather(*(_read(it, file) for file in files)))
    await asyncio.wait({reading}, timeout=PATIENCE_SECONDS)
    if reading.done():
        await _show_all(it, files, reading)
    else:
        await it.run(once, it, _reply, it, blocks.reading_message([_name(file) for file in files]))
        it.services.later(_show_all(it, files, reading))


async def _show_all(it: Interaction, files: Sequence[File], reading: Reading) -> None:
    for file, found in zip(files, await reading, strict=True):
        await it.run(_show, it, file, found)
    it.services.wake()


def _reply(conn: Connection, it: Interaction, answer: Payload | None) -> None:
    if answer is None and it.text.strip():
        answer = doors.confirm(conn, it, it.text, doors.read_line(conn, it, it.text))
    outbox.add(conn, it.reply(answer or blocks.unknown_message()), it.now)


def _refusal(files: Sequence[File]) -> Payload | None:
    """The answer to files that are nearly what could be read."""
    sheets = [_name(file) for file in files if kind_of(file) == "spreadsheet"]
    return blocks.spreadsheet_message(sheets[0]) if sheets else None


def _name(file: File) -> str:
    return str(file.get("name") or file.get("title") or "the file")


async def _read(it: Interaction, file: File) -> AddressBook | Unread:
    try:
        data = await download.fetch(it.services.client, file, MAX_BYTES)
        book = await asyncio.to_thread(parse, data, is_vcard=kind_of(file) == "vcard")
    except download.DownloadError as error:
        return "too_big" if error.is_too_big else "not_fetched"
    except NotText:
        return "not_text"
    except TooManyLines:
        return "too_long"
    return "too_long" if book.is_too_long else book


def parse(data: bytes, *, is_vcard: bool) -> AddressBook:
    """The people in the bytes of a file. Raises NotText or TooManyLines."""
    text = decode(data)
    return vcards.read(text) if is_vcard else tabular.read(text)


def _show(conn: Connection, it: Interaction, file: File, found: AddressBook | Unread) -> None:
    """Keep what was read until the member says what becomes of it, and show it; once an event and file."""
    ref = f"{it.body['event_id']}-{file['id']}"[:64]
    if not inbox.take(conn, it.owner.workspace_id, ref, it.now):
        return
    if isinstance(found, str):
        payload = blocks.unread_message(found, _name(file))
    else:
        payload = preview(conn, it, _name(file), found)
    outbox.add(conn, Message(it.owner, "reply", it.today, payload, ref=ref), it.services.now())


def preview(conn: Connection, it: Interaction, name: str, book: AddressBook) -> Payload:
    """What would be kept; the rows that are new wait as a capture."""
    new = unknown(conn, it.owner, book.rows)
    shown = blocks.Preview(name, [row.draft for row in new], len(book.rows) - len(new), book.faults)
    if not new:
        return blocks.preview_message(shown, None)
    capture = captures.add(conn, it.owner, name, {"import": to_json(new)}, it.now)
    return blocks.preview_message(shown, capture.id)


def unknown(conn: Connection, owner: Owner, rows: Sequence[Row]) -> list[Row]:
    """The rows that are no known contact, by name and company, nor one of the rows before."""
    everybody = contacts.recent(conn, owner, limit=contacts.count(conn, owner))
    seen = {(name_key(one.name), name_key(one.company or "")) for one in everybody}
    new = []
    for row in rows:
        who = (name_key(row.draft.name), name_key(row.draft.company or ""))
        if who not in seen:
            seen.add(who)
            new.append(row)
    return new


async def yes(it: Interaction) -> Payload:
    """The rows that wait are kept: at once, or behind a wait that can be seen when they are many."""
    _capture, rows = await it.run(waiting, it, it.number)
    if len(rows) <= AT_ONCE:
        return await it.run(keep, it, it.number)
    it.services.later(_keep_and_tell(it, it.number))
    return blocks.importing_message(len(rows))


async def _keep_and_tell(it: Interaction, capture_id: int) -> None:
    # A click on another device was first: that one tells.
    with suppress(CoachError):
        await it.run(_keep_and_reply, it, capture_id)
        it.services.wake()


def _keep_and_reply(conn: Connection, it: Interaction, capture_id: int) -> None:
    payload = keep(conn, it, capture_id)
    ref = f"import-{capture_id}"
    outbox.add(conn, Message(it.owner, "reply", it.today, payload, ref=ref), it.services.now())


def waiting(conn: Connection, it: Interaction, capture_id: int) -> tuple[Capture, list[Row]]:
    """The import that waits. CoachError when there is none of this member's, or it is settled."""
    capture = captures.find(conn, it.owner, capture_id)
    if capture is None or "import" not in capture.reading:
        raise CoachError(errors.gone())
    if capture.state != "pending":
        raise CoachError(blocks.settled_sentence(capture.state))
    return capture, from_json(capture.reading["import"])


def keep(conn: Connection, it: Interaction, capture_id: int) -> Payload:
    """Keep the rows of a waiting import in one act; those that became known meanwhile are left out."""
    capture, rows = _settle(conn, it, capture_id)
    new = unknown(conn, it.owner, rows)
    act_id = acts.begin(conn, it.owner, "import", it.now)
    _keep_rows(conn, it, act_id, new)
    captures.mark(conn, it.owner, capture.id, "saved", act_id)
    return blocks.done_message(capture.id, act_id, len(new), len(rows) - len(new))


def _settle(conn: Connection, it: Interaction, capture_id: int) -> tuple[Capture, list[Row]]:
    """Take the rows out of the capture: who gets them is the first, and they need not lie there twice."""
    capture, rows = waiting(conn, it, capture_id)
    if not captures.reread(conn, it.owner, capture_id, {"import": []}):
        raise CoachError(blocks.settled_sentence("saved"))
    return capture, rows


def _keep_rows(conn: Connection, it: Interaction, act_id: int, rows: list[Row]) -> None:
    numbers = contacts.add_many(conn, it.owner, [row.draft for row in rows], it.now)
    acts.made_many(conn, act_id, "contacts", numbers)
    texts = [(number, text) for number, row in zip(numbers, rows, strict=True) for text in row.notes]
    acts.made_many(conn, act_id, "notes", notes.add_many(conn, it.owner, texts, it.now))


async def no(it: Interaction) -> Payload:
    """The rows that wait are forgotten."""
    return await it.run(refuse, it, it.number)


def refuse(conn: Connection, it: Interaction, capture_id: int) -> Payload:
    """Keep nothing of a waiting import."""
    capture, _rows = _settle(conn, it, capture_id)
    captures.mark(conn, it.owner, capture.id, "discarded")
    return blocks.refused_message(capture.text)


WORDS = {"import": how}
ACTIONS = {"import.yes": yes, "import.no": no}
FILES = {"csv": received, "vcard": received, OTHERWISE: others}
