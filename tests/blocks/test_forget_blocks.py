"""Forgetting and exporting as messages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.blocks import exports, forget
from bot.local_slack.block_rules import block_findings
from storage.columns import owned_tables

EVERYTHING = dict.fromkeys(forget.NOUNS, 2) | {"teams": 1}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "nothing but your settings"),
        ({"contacts": 1, "outbox": 9}, "This deletes 1 person, and your"),
        ({"contacts": 2, "notes": 1}, "This deletes 2 people and 1 note, and your"),
        (EVERYTHING, "The weekly summary that you lead stops."),
    ],
)
def test_the_question_counts_what_the_member_wrote(counts: dict[str, int], told: str) -> None:
    assert told in forget.ask_message(counts, 5)["text"]


def test_the_question_asks_twice_and_remembers_when() -> None:
    yes = forget.ask_message({}, 1234)["blocks"][1]["elements"][0]
    assert (yes["action_id"], yes["style"], "confirm" in yes) == ("forget.yes:1234", "danger", True)


@pytest.mark.parametrize(
    ("gone", "told"),
    [({"contacts": 1}, "forgotten everything"), ({"members": 1, "outbox": 1}, "Nothing of yours is kept")],
)
def test_the_answer_tells_whether_there_was_anything(gone: dict[str, int], told: str) -> None:
    assert told in forget.done_message(gone)["text"]


def test_only_tables_that_are_there_are_counted() -> None:
    assert forget.NOUNS.keys() <= {table.name for table in owned_tables()}


@pytest.mark.parametrize(
    "message",
    [
        forget.ask_message(EVERYTHING, 1),
        forget.done_message({}),
        forget.kept_message(),
        exports.on_its_way_message(),
        exports.failed_message(),
    ],
)
def test_slack_takes_every_one_of_these_messages(message: dict[str, Any]) -> None:
    assert block_findings(message["blocks"], "message") == []


def test_the_empty_home_is_a_home() -> None:
    assert block_findings(forget.empty_home()["blocks"], "home") == []


def test_the_labels_of_an_export_carry_its_day() -> None:
    labels = exports.labels(date(2026, 11, 23))
    assert labels.filename == "kith-2026-11-23.zip"
    assert all("2026-11-23" in label for label in labels)
