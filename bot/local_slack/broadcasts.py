"""A strict extra: Kith never pings a whole channel, so no text of its own may hold such a mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BROADCAST = re.compile(r"<!(channel|here|everyone|subteam\^\w+|group)(\|[^>]*)?>")


def broadcasts_in(text: str, blocks: Any) -> list[str]:
    """The mentions found in the fallback text and in everything of the blocks that Slack would format."""
    texts = [text, *_formatted_texts(blocks)]
    found = [match.group(0) for entry in texts for match in BROADCAST.finditer(entry)]
    return [*found, *_rich_broadcasts(blocks)]


def _formatted_texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for entry in part:
            yield from _formatted_texts(entry)
    elif isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "markdown") and isinstance(part.get("text"), str):
            yield part["text"]
        for entry in part.values():
            yield from _formatted_texts(entry)


def _rich_broadcasts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for entry in part:
            yield from _rich_broadcasts(entry)
    elif isinstance(part, dict):
        if part.get("type") in ("broadcast", "usergroup"):
            yield f"rich text {part['type']}"
        for entry in part.values():
            yield from _rich_broadcasts(entry)
