"""rich_text and markdown blocks as HTML."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.page.rich_text import rich_text_words
from tests.local_slack.page.drawing_samples import canvas, drawn, new_workspace, part, rich
from tests.local_slack.page.markup_reader import Node


def shown(*elements: Any) -> Node:
    return drawn(rich(part("section", *elements))).one(class_="block-rich-text")


STYLES = [
    ("bold", "strong"),
    ("italic", "em"),
    ("strike", "s"),
    ("code", "code"),
    ("underline", "u"),
    ("highlight", "mark"),
    ("client_highlight", "mark"),
]


@pytest.mark.parametrize(("style", "tag"), STYLES)
def test_each_style_is_shown(style: str, tag: str) -> None:
    assert shown({"type": "text", "text": "x", "style": {style: True}}).one(tag).text == "x"
    assert not shown({"type": "text", "text": "x", "style": {style: False}}).all(tag)


def test_what_people_typed_is_shown_letter_by_letter() -> None:
    typed = "*a* <b> &amp; :wave:\n  https://example.com\n<@U1>"
    assert shown(typed).one(class_="text").text == typed
    assert [node.tag for node in shown(typed).walk()] == ["div", "p", "br", "br"]


def test_inline_elements_are_named() -> None:
    workspace = new_workspace()
    bob, growth = workspace.user_by_handle("bob"), workspace.channel_by_name("growth")
    elements: list[dict[str, Any]] = [
        {"type": "user", "user_id": bob.id},
        {"type": "channel", "channel_id": growth.id},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "team", "team_id": workspace.team_id},
        {"type": "broadcast", "range": "here"},
    ]
    page = drawn(rich(part("section", *elements)), on=canvas(workspace))
    names = [node.text for node in page.all("bdi", class_="mention")]
    assert names == ["@Bob Castellan (sample)", "#growth", "@S1", "@Kith samples", "@here"]


EMOJI = [
    ({"name": "wave"}, "👋"),
    ({"name": "+1", "skin_tone": 3}, "👍🏼"),
    ({"name": "party-kith", "unicode": "1f468-200d-1f4bb"}, "👨‍💻"),
    ({"name": "custom"}, ":custom:"),
]


@pytest.mark.parametrize(("fields", "sign"), EMOJI)
def test_emoji_come_with_their_sign_or_by_name(fields: dict[str, Any], sign: str) -> None:
    assert shown({"type": "emoji", **fields}).text == sign


def test_links_are_followed_only_where_they_may_be() -> None:
    page = shown({"type": "link", "url": "https://example.com", "text": "here", "style": {"bold": True}})
    assert page.one("strong").one("a").attrs["href"] == "https://example.com"
    harmful = shown({"type": "link", "url": "javascript:alert(1)", "text": "here"})
    assert not harmful.all("a") and harmful.words == "here javascript:alert(1)"


def test_a_colour_is_named() -> None:
    assert shown({"type": "color", "value": "#ff0000"}).one(class_="color").text == "#ff0000"


def bullets(*texts: str, **more: Any) -> dict[str, Any]:
    style = more.pop("style", "bullet")
    items = [part("section", text) for text in texts]
    return {"type": "rich_text_list", "style": style, "elements": items, **more}


def outline(node: Node) -> list[Any]:
    """A list as nested lists of its own words."""
    return [
        [" ".join(c for c in item.children if isinstance(c, str)), *map(outline, _lists(item))]
        for item in node.children
        if isinstance(item, Node)
    ]


def _lists(item: Node) -> list[Node]:
    return [child for child in item.children if isinstance(child, Node) and child.tag in ("ul", "ol")]


def test_lists_are_nested_by_their_indent() -> None:
    page = drawn(rich(bullets("a", "b"), bullets("b1", indent=1), bullets("b1x", indent=2), bullets("c")))
    found = [outline(node) for node in _lists(page.one(class_="block-rich-text"))]
    assert found == [[["a"], ["b", [["b1", [["b1x"]]]]]], [["c"]]]
    assert {node.attrs["class"] for node in page.all("ul")} == {"list"}


def test_a_list_that_begins_indented_is_so() -> None:
    page = drawn(rich(bullets("a", indent=2), bullets("b", indent=1)))
    assert [node.attrs["class"] for node in page.all("ul")] == ["list indent-2", "list indent-1"]


def test_numbers_go_on_where_they_are_told_to() -> None:
    page = drawn(rich(bullets("a", style="ordered"), bullets("b", style="ordered", offset=4)))
    assert [node.attrs["start"] for node in page.all("ol")] == ["1", "5"]


def test_borders_stand_around_what_asks_for_them() -> None:
    code = part("preformatted", "x", border=1)
    page = drawn(rich(bullets("a", border=1), part("quote", "b", border=0), code))
    assert [node.words for node in page.all(class_="bordered")] == ["a", "x"]


def test_quotes_and_code_keep_their_lines() -> None:
    page = drawn(rich(part("quote", "a\nb"), part("preformatted", "\n x\n  y")))
    assert page.one("blockquote").text == "a\nb"
    assert page.one("pre").text == "\n x\n  y" and not page.one("pre").all("br")


def test_what_was_typed_into_a_field_can_be_typed_on() -> None:
    link = {"type": "link", "url": "https://example.com"}
    block = rich(part("section", "a\n", link, {"type": "emoji", "name": "wave"}), bullets("b", "c"))
    assert rich_text_words(block) == "a\nhttps://example.com:wave:\nb\nc"


def markdown(text: str) -> Node:
    return drawn({"type": "markdown", "text": text}).one(class_="block-markdown")


MARKDOWN = [
    ("**b** *i* ~~s~~ `c`", ["p", "strong", "em", "s", "code"]),
    ("- a\n- b", ["ul", "li", "li"]),
    ("1. a", ["ol", "li"]),
    ("> q", ["blockquote", "p"]),
    ("```\nx\n```", ["pre", "code"]),
    ("---", ["hr"]),
    ("a\nb", ["p", "br"]),
    ("|a|\n|-|\n|1|", ["table", "thead", "tr", "th", "tbody", "tr", "td"]),
]


@pytest.mark.parametrize(("text", "tags"), MARKDOWN)
def test_markdown_is_formatted(text: str, tags: list[str]) -> None:
    assert [node.tag for node in markdown(text).walk()][1:] == tags


def test_html_in_markdown_is_text() -> None:
    text = '<b onclick="x">a</b> <!-- c --> <script>alert(1)</script>'
    assert markdown(text).words == text
    assert [node.tag for node in markdown(text).walk()] == ["div", "p"]


def test_links_in_markdown_are_followed_only_where_they_may_be() -> None:
    text = "[a](https://example.com) [b](javascript:x) <https://c.example> https://d.example."
    links = markdown(text).all("a")
    assert [link.text for link in links] == ["a", "https://c.example", "https://d.example"]
    assert all(link.attrs["rel"] == "noopener noreferrer" for link in links)
    assert "[b](javascript:x)" in markdown(text).text


def test_a_link_holds_no_second_link() -> None:
    assert len(markdown("[see https://example.org](https://example.com)").all("a")) == 1


def test_columns_are_aligned_without_styles() -> None:
    cells = markdown("|a|b|\n|:-:|-:|\n|1|2|").all("td")
    assert [cell.attrs["class"] for cell in cells] == ["align-center", "align-right"]
    assert not [node for node in markdown("|a|\n|-:|\n|1|").walk() if "style" in node.attrs]


def test_markdown_knows_emoji_but_not_in_code() -> None:
    assert markdown(":tada: `:tada:`").text.strip() == "🎉 :tada:"
