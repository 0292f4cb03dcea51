"""Tables: their cells, which of them are headings, and how each column stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.local_slack.page.drawing_reader import Reader
from bot.local_slack.page.drawing_text import clean, with_breaks
from bot.local_slack.page.rich_text import rich_text

ALIGNED = ("left", "center", "right")


@dataclass(frozen=True)
class Cell:
    """`scope`: "col" or "row" for a heading, "" for any other; `names` are its classes."""

    html: Markup
    names: str
    scope: str = ""


def table_rows(reader: Reader, block: dict[str, Any]) -> list[list[Cell]]:
    """The rows of a table: the first one is its head when more follow, as Slack shows it."""
    columns = block.get("column_settings") or []
    if not block["rows"]:
        raise ValueError("a table has at least one row")
    last = len(block["rows"]) - 1
    return [
        [
            _cell(reader, cell, _names(cell, columns, n), "col" if last and not number else "")
            for n, cell in row
        ]
        for number, row in enumerate(map(list, map(enumerate, block["rows"])))
    ]


def data_table_rows(reader: Reader, block: dict[str, Any]) -> list[list[Cell]]:
    """The same, with the column that names each row as a heading of it."""
    naming = block.get("row_header_column_index") or 0
    rows = table_rows(reader, {"rows": block["rows"]})
    return [rows[0], *([_naming(cell, n == naming) for n, cell in enumerate(row)] for row in rows[1:])]


def _naming(cell: Cell, is_heading: bool) -> Cell:
    return Cell(cell.html, cell.names, "row") if is_heading else cell


def _cell(reader: Reader, cell: dict[str, Any], names: str, scope: str) -> Cell:
    return Cell(_content(reader, cell), names, scope)


def _content(reader: Reader, cell: dict[str, Any]) -> Markup:
    if cell["type"] == "rich_text":
        return rich_text(reader, cell)
    if cell["type"] == "raw_number":
        return with_breaks(str(cell.get("text") or cell["value"]))
    if cell["type"] != "raw_text":
        raise ValueError(f"{cell['type']!r} is no cell")
    return with_breaks(clean(cell["text"]))


def _names(cell: dict[str, Any], columns: list[Any], number: int) -> str:
    """Numbers stand to the right unless their column says otherwise."""
    column = (columns[number] if number < len(columns) else None) or {}
    align = column.get("align") or ("right" if cell["type"] == "raw_number" else "left")
    wrap = "wrapped" if column.get("is_wrapped") else "unwrapped"
    return f"align-{align if align in ALIGNED else 'left'} {wrap}"
