"""Rich text, mentions and values in the terminal: no id, no mark and no control character is left."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.terminal_drawing import draw_message, draw_view
from bot.local_slack.terminal_text import Ink, mrkdwn, rich_text, text_object
from tests.local_slack.sample_app import asking, home, plain

INK = Ink()
COLOUR = Ink(has_colour=True)

REFERENCES = [
    ("<!here>", "@here"),
    ("<!subteam^S1|@crew>", "@subteam"),
    ("<https://a.example|https://a.example>", "https://a.example"),
    ("<mailto:dana@example.com|Dana>", "Dana (dana@example.com)"),
    ("<@U1|bob>", "bob"),
    (">quoted without a space", "| quoted without a space"),
    ("a > b", "a > b"),
    ("`<b>`", "b"),
]


@pytest.mark.parametrize(("text", "shown"), REFERENCES)
def test_a_reference_reads_as_words(text: str, shown: str) -> None:
    assert mrkdwn(text, INK) == shown


def rich(kind: str, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements), **more}]}


def words(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, "style": style}


ITEM = {"type": "rich_text_section", "elements": [words("one")]}
RICH = [
    (rich("rich_text_section", {"type": "link", "url": "https://a.example"}), "https://a.example"),
    (rich("rich_text_section", {"type": "broadcast", "range": "here"}), "here"),
    (rich("rich_text_section", {"type": "color", "value": "#fff"}), "#fff"),
    (rich("rich_text_section", {"type": "date", "fallback": "1 Dec", "range": "x"}), "1 Dec"),
    (rich("rich_text_section", {"type": "spark"}), ""),
    (rich("rich_text_section", {"type": "channel", "channel_id": "C1"}), "C1"),
    (rich("rich_text_list", ITEM, ITEM, style="bullet", indent=1), "  - one\n  - one"),
    (rich("rich_text_list", ITEM, ITEM, style="ordered", offset=2), "3. one\n4. one"),
    (rich("rich_text_quote", words("a\nb")), "| a\n| b"),
    (rich("rich_text_section", words("a\x1b[31mb")), "a[31mb"),
]


@pytest.mark.parametrize(("block", "shown"), RICH)
def test_rich_text_reads_as_plain_lines(block: dict[str, Any], shown: str) -> None:
    assert rich_text(block, INK) == shown


@pytest.mark.parametrize(("style", "code"), [("bold", "1"), ("italic", "3"), ("strike", "9")])
def test_styled_words_are_styled_where_there_is_colour(style: str, code: str) -> None:
    block = rich("rich_text_section", words("a", **{style: True}))
    assert rich_text(block, COLOUR) == f"\x1b[{code}ma\x1b[0m"
    assert rich_text(block, INK) == "a"


def test_plain_text_keeps_its_stars_and_no_text_is_nothing() -> None:
    assert text_object(plain("*a*"), INK) == "*a*"
    assert text_object({"type": "mrkdwn", "text": "*a*"}, INK) == "a"
    assert text_object(None, INK) == ""


def test_a_rich_value_is_drawn_as_its_words() -> None:
    element = {
        "type": "rich_text_input",
        "action_id": "a",
        "initial_value": rich("rich_text_section", ITEM["elements"][0]),
    }
    assert draw_view(home(asking("Note", element, "b")), INK) == ["Note: one"]


def test_a_table_lines_up_whatever_its_cells_are() -> None:
    rows = [
        [{"type": "raw_text", "text": "who"}, {"type": "raw_text", "text": "n"}],
        [rich("rich_text_section", ITEM["elements"][0])],
    ]
    assert draw_message({"blocks": [{"type": "table", "rows": rows}]}, INK) == ["who  n", "one"]


def test_a_card_shows_only_what_it_has() -> None:
    card = {"type": "card", "title": plain("Dana"), "actions": [{"type": "button", "text": plain("Done")}]}
    assert draw_message({"blocks": [card]}, INK) == ["Dana", "[Done]"]
