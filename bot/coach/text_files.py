"""What a dropped file is, and its text, in any of the usual encodings."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any, Literal

FileKind = Literal["csv", "vcard", "spreadsheet", "clip"]
_ENDINGS: dict[str, FileKind] = {
    **dict.fromkeys(("csv", "tsv", "tab"), "csv"),
    **dict.fromkeys(("vcf", "vcard"), "vcard"),
    **dict.fromkeys(("xls", "xlsx", "ods", "numbers"), "spreadsheet"),
}
_TYPES: dict[str, FileKind] = {
    **dict.fromkeys(("csv", "comma-separated-values", "tab-separated-values"), "csv"),
    **dict.fromkeys(("vcard", "directory"), "vcard"),
}
# Slack's own recordings; their mimetype may be audio/mp4, audio/webm, even video/mp4.
RECORDED = ("slack_audio", "slack_video")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


# Within the size that is allowed, a file of so many lines is made of empty ones.
MAX_LINES = 400_000


class NotText(ValueError):
    """The file holds no text."""


class TooManyLines(ValueError):
    """The file has more lines than any address book of the allowed size."""


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, UTF-16 without a mark, or Windows' cp1252.

    Line ends become newlines. Raises NotText for pictures, spreadsheets and the like, and TooManyLines.
    """
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if "\0" in text:
        raise NotText
    if text.count("\n") > MAX_LINES:
        raise TooManyLines
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data[:4096]:
        return _without_mark(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; a file in another old encoding keeps its other letters.
        return data.decode("cp1252", errors="replace")


def _without_mark(data: bytes) -> str:
    """UTF-16 shows itself by the zeros of its ASCII letters: behind them (little end first) or before."""
    head = data[:4096]
    behind, before = head[1::2].count(0), head[0::2].count(0)
    return data.decode("utf-16-le" if behind >= before else "utf-16-be", errors="replace")


def kind_of(file: Mapping[str, Any]) -> FileKind | None:
    """What a file object of Slack's is to Kith: a clip is what somebody speaks in. None: nothing of ours."""
    if file.get("subtype") in RECORDED:
        return "clip"
    return kind_of_file(str(file.get("name") or ""), str(file.get("mimetype") or ""))


def kind_of_file(name: str, mimetype: str) -> FileKind | None:
    """What a dropped file is to Kith; None when it is nothing of ours. A name counts before a type."""
    _, dot, ending = name.casefold().rpartition(".")
    if dot and ending in _ENDINGS:
        return _ENDINGS[ending]
    main, _, rest = mimetype.casefold().partition("/")
    if main == "audio":
        return "clip"
    return _TYPES.get(rest.removeprefix("x-")) if main == "text" else None
