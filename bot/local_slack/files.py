"""Files: uploaded by people or by the app, some of them audio clips with a transcript that may come late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PREVIEW_CHARACTERS = 200


@dataclass
class StoredFile:
    """`transcript` is None for what is no clip; `is_transcribed`: it has come, or Slack has given it up.

    `outcome`: what comes of the transcript: complete, failed or none; `vtt`: its file, where that is odd.
    """

    id: str
    name: str
    title: str
    content: bytes
    mimetype: str
    user_id: str
    created: int
    transcript: str | None = None
    duration_ms: int | None = None
    is_transcribed: bool = True
    is_complete: bool = True
    expected_length: int | None = None
    is_film: bool = False
    is_deleted: bool = False
    outcome: str = "complete"
    vtt: str | None = None


class FileStore:
    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}

    def add(self, file: StoredFile) -> StoredFile:
        self.by_id[file.id] = file
        return file

    def find(self, file_id: str) -> StoredFile | None:
        file = self.by_id.get(file_id)
        return file if file is not None and file.is_complete and not file.is_deleted else None


def file_path(file: StoredFile, team_id: str, kind: str = "") -> str:
    """The path of the private address; `kind`: "" to show, "download/" to fetch, "vtt/" for the text."""
    name = "file.vtt" if kind == "vtt/" else file.name.replace(" ", "_").lower()
    return f"/files-pri/{team_id}-{file.id}/{'download/' if kind == 'download/' else ''}{name}"


def file_payload(file: StoredFile, base_url: str, team_id: str) -> dict[str, Any]:
    """The file object, as it stands in messages and in files.info."""
    suffix = file.name.rsplit(".", 1)[-1].lower() if "." in file.name else ""
    payload: dict[str, Any] = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": suffix or "binary",
        "pretty_type": suffix.upper() or "Binary",
        "user": file.user_id,
        "user_team": team_id,
        "editable": False,
        "size": len(file.content),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": base_url + file_path(file, team_id),
        "url_private_download": base_url + file_path(file, team_id, "download/"),
        "permalink": f"{base_url}/files/{file.user_id}/{file.id}/{file.name}",
        "has_rich_preview": False,
        "file_access": "visible",
    }
    if file.transcript is not None:
        payload |= _clip_fields(file, base_url, team_id)
    return payload


def _clip_fields(file: StoredFile, base_url: str, team_id: str) -> dict[str, Any]:
    kind = "video" if file.is_film else "audio"
    fields: dict[str, Any] = {
        "subtype": f"slack_{kind}",
        "media_display_type": kind,
        "duration_ms": file.duration_ms or 0,
        "transcription": {"status": "processing"},
    }
    if file.is_transcribed and file.outcome != "complete":
        fields["transcription"] = {"status": file.outcome}
    elif file.is_transcribed:
        text = file.transcript or ""
        preview = {"content": text[:PREVIEW_CHARACTERS], "has_more": len(text) > PREVIEW_CHARACTERS}
        fields["transcription"] = {"status": "complete", "locale": "en-US", "preview": preview}
        fields["vtt"] = base_url + file_path(file, team_id, "vtt/")
    return fields


def vtt_text(file: StoredFile) -> str:
    """The transcript as WebVTT, one cue over the whole length; or the odd file that was given."""
    if file.vtt is not None:
        return file.vtt
    seconds = (file.duration_ms or 0) / 1000
    end = f"{int(seconds // 3600):02d}:{int(seconds // 60) % 60:02d}:{seconds % 60:06.3f}"
    return f"WEBVTT\n\n1\n00:00:00.000 --> {end}\n- {file.transcript or ''}\n"
