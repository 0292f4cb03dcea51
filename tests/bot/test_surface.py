"""Where an answer goes, and how one item of a message is replaced."""

from __future__ import annotations

from typing import Any

import pytest

from bot.surface import surface_of, with_item


def block(block_id: str) -> dict[str, Any]:
    """A block of an id."""
    return {"type": "section", "block_id": block_id}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"command": "/kith", "response_url": "u"}, "beside"),
        ({"type": "shortcut"}, "beside"),
        ({"type": "message_action", "channel": {"id": "C1"}, "response_url": "u"}, "beside"),
        ({"type": "block_actions", "view": {"type": "home"}}, "home"),
        ({"type": "block_actions", "view": {"type": "modal"}}, "modal"),
        ({"type": "block_actions", "container": {"is_ephemeral": True, "channel_id": "C1"}}, "ephemeral"),
        ({"type": "block_actions", "container": {"channel_id": "C1", "message_ts": "1.0"}}, "message"),
    ],
)
def test_a_place_is_known_by_what_slack_tells(body: dict[str, Any], kind: str) -> None:
    assert surface_of(body).kind == kind


SHOWN = [
    block("title"),
    block("promise:1"),
    block("promise:1.about"),
    block("promise:1.do"),
    block("promise:11"),
]


def test_an_item_is_replaced_with_all_its_blocks() -> None:
    made = with_item(SHOWN, "promise:1", [block("new")])
    assert [each["block_id"] for each in made] == ["title", "new", "promise:11"]


@pytest.mark.parametrize("key", ["promise:2", "promise", "promise:1.about.x", ""])
def test_an_item_that_is_not_there_changes_nothing(key: str) -> None:
    assert with_item(SHOWN, key, [block("new")]) == SHOWN


def test_an_item_may_go_altogether() -> None:
    assert with_item(SHOWN, "promise:11", []) == SHOWN[:-1]
