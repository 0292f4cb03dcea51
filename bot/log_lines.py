"""Log lines as JSON: ids and counts in fields, never a member's text, a token or the text of an exception."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# What Slack's libraries might still say in an error: tokens, and the ticket of a Socket Mode address.
SECRETS = re.compile(r"\b(xox[a-z.]+-|xapp-)[\w-]+|\b(ticket=)[\w-]+")
# Where a library's message goes over from its own words to what it was handed.
HANDED = re.compile(r"[:=(\[{<\"'`\n%]")
MOST_LETTERS = 200
MOST_PLACES = 12
# What every record has: anything else was given by `extra`.
_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def hidden(text: str) -> str:
    """The text with every token cut out, wherever it stands: the last line of defence."""
    return SECRETS.sub(lambda found: f"{found[1] or found[2]}(hidden)", text)


def told(error: BaseException) -> dict[str, Any]:
    """An exception as fields of a line: its kind, and the places it came through, the innermost last.

    Never its text: an error of the database quotes values, which are a member's words.
    """
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "places": places}


class JsonLines(logging.Formatter):
    """One JSON object a record: at, level, logger, message, and the fields that came with it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without a line break in it. What is odd becomes a word; a log never fails."""
        line = {
            "at": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z",
            "level": record.levelname,
            "logger": record.name,
            **_said(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= told(record.exc_info[1])
        return hidden(json.dumps(line, ensure_ascii=False, default=_kind))


def _said(record: logging.LogRecord) -> Mapping[str, Any]:
    if _is_ours(record.name):
        fields = {name: value for name, value in vars(record).items() if name not in _ORDINARY}
        return {"message": record.getMessage(), **fields}
    return {"message": _own_words(record), "place": f"{Path(record.pathname).name}:{record.lineno}"}


def _is_ours(name: str) -> bool:
    """Bolt and the SDK write by a logger that we hand them."""
    return name.partition(".")[0] in ("bot", "storage", "tests") and name != "bot.bolt"


def _own_words(record: logging.LogRecord) -> str:
    """How a library's message begins. What follows may be anything: a request, an answer, an error's text."""
    return HANDED.split(str(record.msg).strip(), maxsplit=1)[0].strip()[:MOST_LETTERS]


def _kind(value: object) -> str:
    return type(value).__name__
