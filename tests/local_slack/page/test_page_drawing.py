"""Every block and every element of Block Kit is drawn, and what cannot be drawn is a box that says so."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.block_elements import ELEMENTS
from bot.local_slack.block_kinds import SURFACES
from bot.local_slack.conversations import Post
from bot.local_slack.view_store import OpenView
from tests.local_slack.page.drawing_samples import (
    BLOCKS,
    CARD,
    CELLS,
    ELEMENT_SAMPLES,
    PICTURE,
    SECTION,
    canvas,
    drawn,
    drawn_modal,
    drawn_text,
    element,
)
from tests.local_slack.page.markup_reader import tree
from tests.local_slack.sample_app import actions, asking, button, mrkdwn, plain, section

KINDS = sorted({kind for surface in SURFACES.values() for kind in surface})


@pytest.mark.parametrize("kind", KINDS)
def test_every_block_shows_its_words(kind: str) -> None:
    block, words = BLOCKS[kind]
    page = drawn(block)
    assert page.words == words.strip()
    assert not page.all(class_="unsupported")
    assert page.all(class_=f"block-{kind.replace('_', '-')}")


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_every_element_shows_its_words(kind: str) -> None:
    page = drawn(actions(element(kind)))
    assert page.words == ELEMENT_SAMPLES[kind][1]
    assert not page.all(class_="unsupported")


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_every_element_can_stand_in_a_form(kind: str) -> None:
    page = drawn_modal(asking("Field", element(kind), "b"))
    assert not page.all(class_="unsupported")


def test_each_kind_has_a_macro_of_its_own() -> None:
    made = canvas()
    assert all(callable(getattr(made.sheet, f"block_{kind}")) for kind in KINDS)
    assert all(callable(getattr(made.elements, f"element_{kind}")) for kind in ELEMENTS)


def test_a_message_stands_in_its_surface() -> None:
    page = drawn(SECTION)
    surface = page.one(class_="surface")
    assert surface.attrs["data-surface"] == "m.C1.1.2"
    assert surface.one("input", name="surface").attrs == {
        "type": "hidden",
        "name": "surface",
        "value": "m.C1.1.2",
    }


def test_home_stands_in_a_surface_and_a_modal_in_none() -> None:
    home = OpenView("V2", "U1", {"type": "home", "blocks": [SECTION]}, "V2")
    assert tree(canvas().view(home)).one(class_="surface").attrs["data-surface"] == "h.V2"
    assert not drawn_modal(SECTION).all(class_="surface")


UNKNOWN = [
    {"type": "sparkles"},
    {"type": None},
    {},
    {"type": "section"},
    {"type": "section", "text": "bare"},
    {"type": "section", "text": {"type": "mrkdwn", "text": 5}},
    {"type": "section", "text": {"type": "html", "text": "<b>"}},
    {"type": "header"},
    {"type": "actions"},
    {"type": "actions", "elements": 5},
    {"type": "context", "elements": [None]},
    {"type": "image", "alt_text": "no address"},
    {"type": "input", "label": plain("L")},
    {"type": "table", "rows": [[{"type": "raw_video"}]]},
    {"type": "table", "rows": []},
    {"type": "card"},
    {"type": "rich_text", "elements": [{"type": "rich_text_dance", "elements": []}]},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "user"}]}]},
    {"type": "markdown", "text": None},
    {"type": "video"},
    {"type": "__class__"},
]


@pytest.mark.parametrize("block", UNKNOWN, ids=str)
def test_what_cannot_be_drawn_is_a_box_and_all_else_is_seen(block: dict[str, Any]) -> None:
    body = {"ts": "1.2", "blocks": [section("before"), block, section("after")]}
    page = tree(canvas().message(Post(body, "C1")))
    assert page.words.startswith("before Not supported here: ")
    assert page.words.endswith("after")
    assert page.one(class_="unsupported").attrs["role"] == "note"


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_an_element_without_its_fields_is_a_box_or_empty_beside_the_others(kind: str) -> None:
    page = tree(
        canvas().message(Post({"ts": "1.2", "blocks": [actions({"type": kind}, button("Next"))]}, "C1"))
    )
    assert page.words.endswith("Next")
    needs = [name for name in ELEMENT_SAMPLES[kind][0] if name in ("text", "options", "alt_text", "icon")]
    assert bool(page.all(class_="unsupported")) == bool(needs or kind in ("feedback_buttons", "number_input"))


@pytest.mark.parametrize("blocks", [5, "words", {"type": "section"}, [5], ["words"]])
def test_blocks_of_no_shape_are_a_box(blocks: Any) -> None:
    page = tree(canvas().message(Post({"ts": "1.2", "blocks": blocks}, "C1")))
    assert page.one(class_="unsupported")


def test_a_block_that_holds_itself_too_deep_is_a_box() -> None:
    block: dict[str, Any] = section("innermost")
    for _ in range(400):
        block = {"type": "container", "title": plain("Box"), "child_blocks": [block]}
    page = tree(canvas().message(Post({"ts": "1.2", "blocks": [block, section("after")]}, "C1")))
    assert "Not supported here: container" in page.words and page.words.endswith("after")


def test_a_message_without_blocks_shows_its_text() -> None:
    assert drawn_text("*Hello* you").words == "Hello you"
    assert drawn_text("*Hello* you", mrkdwn=False).words == "*Hello* you"
    assert drawn_text("", blocks=[]).words == ""


def test_headings_stand_below_those_of_the_page() -> None:
    tags = [
        drawn({"type": "header", "text": plain("H"), "level": n}).one(class_="block-header").tag
        for n in (1, 4)
    ]
    assert tags == ["h3", "h6"]
    assert drawn({"type": "markdown", "text": "# A\n###### B"}).one("h3").text == "A"


def test_a_container_folds_when_it_may() -> None:
    box = {"type": "container", "title": plain("Box"), "is_collapsible": True, "child_blocks": [SECTION]}
    assert "open" in drawn(box).one("details").attrs
    folded = drawn({**box, "default_collapsed": True}).one("details")
    assert "open" not in folded.attrs
    assert folded.one("summary").words == "Box"


def test_a_table_has_a_head_and_columns_as_asked() -> None:
    settings = [{"align": "center", "is_wrapped": True}, None]
    page = drawn({"type": "table", "rows": CELLS, "column_settings": settings})
    assert [cell.text for cell in page.all("th", scope="col")] == ["Name", "Won"]
    assert [cell.attrs["class"] for cell in page.all("td")] == [
        "align-center wrapped",
        "align-left unwrapped",
    ]


def test_a_data_table_names_its_rows_and_shows_them_all() -> None:
    rows = [
        CELLS[0],
        *([{"type": "raw_text", "text": f"n{n}"}, {"type": "raw_number", "value": n}] for n in range(200)),
    ]
    page = drawn({"type": "data_table", "caption": "Wins", "rows": rows, "page_size": 5})
    assert page.one("caption").text == "Wins"
    assert [cell.text for cell in page.all("th", scope="row")] == [f"n{n}" for n in range(200)]
    assert page.all("td")[3].attrs["class"] == "align-right unwrapped"


def test_cards_may_repeat_an_action_and_no_id_stands_twice() -> None:
    page = drawn(
        {"type": "carousel", "block_id": "all", "elements": [{**CARD, "block_id": "one"}, CARD, CARD]}
    )
    ids = [node.attrs["id"] for node in page.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids)) == 3
    assert [each.attrs["value"] for each in page.all("button")] == ["one.done", "all.done", "all.done"]


def test_attachments_show_their_texts_and_act_no_more() -> None:
    old = {
        "pretext": "*Look*",
        "title": "T",
        "title_link": "https://example.com",
        "text": "_body_",
        "footer": "f",
    }
    fields = [{"title": "Who", "value": "Dana"}]
    page = drawn(
        SECTION, body={"attachments": [{**old, "fields": fields}, {"blocks": [actions(button())]}, 5]}
    )
    assert page.words == "Dana waits Look T body Who Dana f Done Not supported here: attachment"
    assert "disabled" in page.one("button").attrs and "hx-post" not in page.one("button").attrs


def test_pictures_from_elsewhere_are_named_and_not_loaded() -> None:
    page = drawn(
        PICTURE, section(accessory=PICTURE), {"type": "markdown", "text": "![x](https://example.com/i.png)"}
    )
    assert not page.all("img")
    assert [box.words for box in page.all(class_="elsewhere")] == [
        "a chart https://example.com/a.png",
        "a chart https://example.com/a.png",
        "x https://example.com/i.png",
    ]


def test_only_a_small_part_of_the_words_is_mrkdwn() -> None:
    page = drawn(
        {"type": "header", "text": plain("*no* <b>")}, {"type": "section", "fields": [mrkdwn("*yes*")]}
    )
    assert page.words == "*no* <b> yes"
    assert page.one("strong").text == "yes"
