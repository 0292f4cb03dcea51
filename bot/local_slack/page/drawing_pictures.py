"""Pictures: those of the local Slack are shown; those of another host are named and never loaded."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from bot.local_slack.files import StoredFile
from bot.local_slack.page.drawing_links import link_or_text
from bot.local_slack.page.drawing_reader import Reader
from bot.local_slack.page.drawing_text import clean

SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif")
PICTURE = Markup('<img class="{}" src="{}" alt="{}" loading="lazy">')
ELSEWHERE = Markup('<span class="elsewhere"><bdi class="elsewhere-alt">{}</bdi> <span>{}</span></span>')
# A private address (/files-pri/T1-F1/x.png) or a page of a file (/files/U1/F1/x.png).
OWN_FILE = re.compile(r"/files-pri/[^/-]*-(\w+)/|/files/\w+/(\w+)/")


def picture(reader: Reader, image: dict[str, Any], name: str = "picture") -> Markup:
    """An image block or element; raises ValueError without an address or without its alt text."""
    alt = image.get("alt_text")
    if not isinstance(alt, str):
        raise ValueError("a picture needs its alt_text")
    source = image.get("slack_file") or {}
    address = clean(image.get("image_url") or source.get("url") or "")
    file = own_file(reader, address, source.get("id"))
    if file is not None and file.mimetype in SHOWN:
        return PICTURE.format(name, file_page(reader, file), clean(alt))
    if not address and not source.get("id"):
        raise ValueError("a picture needs an address")
    return elsewhere(clean(alt), address or str(source["id"]))


def elsewhere(alt: str, address: str) -> Markup:
    """The box for what is not loaded: what it shows, and where it is."""
    return ELSEWHERE.format(alt, link_or_text(address))


def own_file(reader: Reader, address: str, file_id: object = None) -> StoredFile | None:
    """The file of the local Slack that an id or an address means."""
    base = reader.workspace.base_url
    if isinstance(file_id, str):
        return reader.workspace.files.find(file_id)
    found = OWN_FILE.match(address.removeprefix(base)) if base and address.startswith(base) else None
    return reader.workspace.files.find(found.group(1) or found.group(2)) if found else None


def file_page(reader: Reader, file: StoredFile) -> str:
    """Where this person's page shows the file."""
    return reader.page("files", file.id, clean(file.name) or "file")
