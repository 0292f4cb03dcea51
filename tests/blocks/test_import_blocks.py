"""An import as messages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.blocks import imports
from bot.coach.address_books import Fault
from bot.local_slack.block_rules import block_findings
from storage.records import ContactDraft

DANA = ContactDraft("Dana Lee", company="Acme")
FAULT = Fault(3, "there is no name")


def words(payload: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in payload["blocks"] if block["type"] == "section")


def labels(payload: dict[str, Any]) -> list[str]:
    rows = [block["elements"] for block in payload["blocks"] if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def test_a_preview_shows_the_first_people_and_faults_and_counts_the_rest() -> None:
    message = imports.preview_message(imports.Preview("a.csv", [DANA] * 12, 0, [FAULT] * 7), 4)
    read = words(message)
    assert (read.count("Dana Lee (Acme)"), read.count("Line 3: there is no name.")) == (10, 5)
    assert "and 2 more" in read and "and 2 more lines like these" in read
    assert labels(message) == ["Import 12 people", "Don't import"]


@pytest.mark.parametrize(
    ("known", "told"), [(0, "found nobody in it"), (1, "left as it is"), (2, "left as they are")]
)
def test_a_preview_of_nobody_new_asks_nothing(known: int, told: str) -> None:
    message = imports.preview_message(imports.Preview("a.csv", [], known), None)
    assert told in words(message)
    assert labels(message) == []


def test_what_a_file_says_cannot_ping_or_format() -> None:
    draft = ContactDraft("<!channel> *now*", company="<@U1>")
    message = imports.preview_message(imports.Preview("<!here>.csv", [draft], 0, [FAULT]), 4)
    assert "<" not in words(message)


@pytest.mark.parametrize(
    "message",
    [
        imports.how_message(),
        imports.reading_message(["a.csv"] * 10),
        imports.preview_message(
            imports.Preview(
                "x" * 300, [ContactDraft("n" * 200, company="c" * 500)] * 20_000, 9, [FAULT] * 99
            ),
            4,
        ),
        imports.done_message(4, 5, 20_000, 3),
        imports.done_message(4, 5, 0, 3),
        imports.unknown_message(),
        imports.spreadsheet_message("a.xlsx"),
        imports.importing_message(20_000),
        imports.refused_message("a.csv"),
        *(imports.unread_message(why, "a.csv") for why in ("too_big", "too_long", "not_text", "not_fetched")),
    ],
)
def test_slack_takes_every_message(message: dict[str, Any]) -> None:
    assert block_findings(message["blocks"], "message") == []
    assert message["text"].strip()


def test_what_was_kept_can_be_undone_as_a_whole() -> None:
    message = imports.done_message(4, 5, 2, 0)
    assert message["blocks"][1]["elements"][0]["action_id"] == "undo:5-import-4"
    assert labels(imports.done_message(4, 5, 0, 1)) == []


@pytest.mark.parametrize(("state", "told"), [("saved", "brought in already"), ("discarded", "left out")])
def test_a_second_click_is_told_what_became_of_it(state: str, told: str) -> None:
    assert told in imports.settled_sentence(state)
