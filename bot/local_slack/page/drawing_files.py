"""Files of a message: what they are, how to open them, and what was said in an audio clip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.local_slack.files import StoredFile, file_payload
from bot.local_slack.page.drawing_pictures import SHOWN, file_page
from bot.local_slack.page.drawing_reader import Reader
from bot.local_slack.page.drawing_text import clean

SIZES = ((1_000_000, "MB"), (1000, "KB"))


@dataclass(frozen=True)
class FileCard:
    """One file as it stands under a message; `page` is "" for a file that is no longer there."""

    id: str
    name: str
    kind: str
    size: str
    page: str = ""
    is_picture: bool = False
    is_sound: bool = False
    is_awaited: bool = False
    transcript: str | None = None
    has_more: bool = False


def file_cards(reader: Reader, body: dict[str, Any]) -> list[FileCard]:
    """The files of a message, as they are by now."""
    given = body.get("files") or ()
    return [_card(reader, file) for file in given if isinstance(file, dict)]


def _card(reader: Reader, given: dict[str, Any]) -> FileCard:
    file = reader.workspace.files.find(str(given.get("id", "")))
    if file is None:
        name = clean(str(given.get("title") or given.get("name") or "A file"))
        return FileCard(str(given.get("id", "")), name, "", "")
    payload = file_payload(file, reader.workspace.base_url, reader.workspace.team_id)
    said = payload.get("transcription") or {}
    preview = said.get("preview") or {}
    return FileCard(
        file.id,
        clean(file.title or file.name) or "A file",
        str(payload["pretty_type"]),
        size_words(len(file.content)),
        file_page(reader, file),
        is_picture=file.mimetype in SHOWN,
        is_sound=is_sound(file),
        is_awaited=said.get("status") == "processing",
        transcript=clean(preview["content"]) if preview else None,
        has_more=bool(preview.get("has_more")),
    )


def is_sound(file: StoredFile) -> bool:
    """An audio clip comes as audio/mp4, audio/webm or even video/mp4; what tells it is that it is a clip."""
    return file.transcript is not None or file.mimetype.startswith("audio/")


def size_words(count: int) -> str:
    """A size in bytes for people."""
    for unit, name in SIZES:
        if count >= unit:
            return f"{count / unit:.1f} {name}".replace(".0 ", " ")
    return f"{count} bytes" if count != 1 else "1 byte"
