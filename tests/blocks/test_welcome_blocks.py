"""The welcome: the defaults in plain words, who can see it, a way to change them, a line to try."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.blocks.welcome import welcome_message
from bot.local_slack.block_rules import block_findings
from storage.records import Member, Owner

MEMBER = Member(Owner("T1", "U1"), "Europe/Lisbon", datetime(2026, 11, 20, 9, tzinfo=UTC))


def words(payload: dict) -> str:
    """Everything that one reads in a message."""
    texts = [block["text"]["text"] for block in payload["blocks"] if "text" in block]
    small = [
        piece["text"]
        for block in payload["blocks"]
        if block["type"] == "context"
        for piece in block["elements"]
    ]
    return "\n".join([*texts, *small])


def test_the_welcome_is_a_valid_message() -> None:
    assert block_findings(welcome_message(MEMBER)["blocks"], "message") == []


def test_the_welcome_tells_the_defaults_in_plain_words() -> None:
    told = words(welcome_message(MEMBER))
    for piece in ("09:00", "Europe/Lisbon", "Monday to Friday", "3 things", "Wednesday", "Friday at 16:00"):
        assert piece in told


def test_the_welcome_says_who_can_see_it_and_gives_a_line_to_try() -> None:
    told = words(welcome_message(MEMBER))
    assert "Only you can see this" in told
    assert "`met Dana Lee from Acme" in told


def test_the_welcome_has_the_button_that_changes_the_settings() -> None:
    buttons = [block for block in welcome_message(MEMBER)["blocks"] if block["type"] == "actions"]
    assert [element["action_id"] for element in buttons[0]["elements"]] == ["settings.open"]


def test_a_member_without_practice_days_is_not_promised_any() -> None:
    assert "No practice prompts" in words(welcome_message(replace(MEMBER, practice_days="")))


def test_a_member_without_nudges_is_promised_silence() -> None:
    told = words(welcome_message(replace(MEMBER, nudges_on=False)))
    assert "I write only when you ask" in told
    assert "09:00" not in told
