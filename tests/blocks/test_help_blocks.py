"""Help: for everything, and for one command."""

from __future__ import annotations

import pytest

from bot.blocks.help import OWN, help_message
from bot.local_slack.block_rules import block_findings


def told(command: str) -> str:
    """The paragraphs of the help."""
    return "\n".join(block["text"]["text"] for block in help_message(command)["blocks"] if "text" in block)


@pytest.mark.parametrize("command", ["/kith", *OWN])
def test_each_help_is_a_valid_message(command: str) -> None:
    assert block_findings(help_message(command)["blocks"], "message") == []


@pytest.mark.parametrize("command", OWN)
def test_a_command_has_help_of_its_own_with_an_example(command: str) -> None:
    assert f"`{command}" in told(command)
    assert "`/kith lesson`" not in told(command)


def test_the_whole_help_fits_on_a_screen_and_names_each_command() -> None:
    assert len(told("/kith").splitlines()) <= 12
    assert [command for command in OWN if f"`{command}" not in told("/kith")] == []


def test_an_unknown_command_gets_the_whole_help() -> None:
    assert help_message("/nonsense") == help_message("/kith")


def test_help_says_where_to_write_to() -> None:
    footer = help_message("/kith")["blocks"][-1]["elements"][0]["text"]
    assert "whoever installed Kith" in footer
    assert "project's page" in footer


def test_help_given_out_can_be_changed_without_harm() -> None:
    help_message("/kith").pop("blocks")
    assert help_message("/kith")["blocks"]


@pytest.mark.parametrize(("command", "is_told"), [("/kith", True), ("/pitch", True), ("/thanks", False)])
def test_where_a_copy_of_what_is_practised_goes_is_told_where_it_is_one(command: str, is_told: bool) -> None:
    blocks = help_message(command, "llm.example.com")["blocks"]
    assert ("llm.example.com" in str(blocks)) is is_told and block_findings(blocks, "message") == []
    assert "llm.example.com" not in str(help_message(command))
