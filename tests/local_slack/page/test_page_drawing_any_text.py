"""Whatever stands in a text, and whatever a block is made of: no tag but ours, and the text as typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.local_slack.block_elements import ELEMENTS
from bot.local_slack.conversations import Post
from bot.local_slack.page.drawing_text import clean
from tests.local_slack.page.drawing_samples import (
    BLOCKS,
    ELEMENT_SAMPLES,
    canvas,
    drawn,
    drawn_modal,
    drawn_text,
    part,
    rich,
)
from tests.local_slack.page.markup_reader import Node, tree
from tests.local_slack.sample_app import actions, asking, plain

CANVAS = canvas()
TAGS = set(
    re.findall(
        r"\w+",
        "a audio bdi blockquote br button caption code details dialog div em fieldset figcaption figure "
        "h2 h3 h4 h5 h6 hr img input label legend li mark ol optgroup option p pre s select span strong "
        "summary table tbody td textarea th thead time tr u ul",
    )
)
FOLLOWED = ("https://", "http://", "mailto:", "tel:", "/p/alice/")
HOSTILE = [
    '<script>alert("1")</script>',
    "<img src=x onerror=alert(1)>",
    '"><b onmouseover=x',
    "' onfocus='x' autofocus",
    "<!channel> <!-- <![CDATA[ <?php",
    "&lt;b&gt; &amp;amp; &#60; &nbsp;",
    "</p></div></textarea></select></title><plaintext>",
    "{{ 7*7 }} {% raw %}",
    "\u202eevil\u202c \u2066x",
    "a\x00b\x07c\x1b[31m",
    "\ud800 lone \udfff",
    "* _a *b_ ~ ``` ` `` >",
    "```<b>```<u|v><https://a.example|<b>",
    "a\r\nb\rc\u2028d",
]
TEXTS = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(HOSTILE)
fast = settings(max_examples=60, deadline=None)


def check(page: Node) -> None:
    """No tag that the templates do not know, no script or style, no id twice, only addresses to follow."""
    ids = [node.attrs["id"] for node in page.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    for node in page.walk():
        assert node.tag in TAGS or node.tag == "#root", node.tag
        for name, value in node.attrs.items():
            assert not name.startswith("on") and name != "style", name
            if name in ("href", "src"):
                assert value.lower().startswith(FOLLOWED), value
    everything = page.text + "".join(value for node in page.walk() for value in node.attrs.values())
    assert not re.search("[\x00\ud800-\udfff]", everything)


def visible(text: str) -> str:
    """What is to be read of a text: what no page can hold is replaced."""
    return clean(text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_hostile_text_in_a_block_stays_text(kind: str, text: str) -> None:
    page = drawn_modal(_with_text(BLOCKS[kind][0], text), on=CANVAS)
    check(page)
    assert not page.all(class_="unsupported")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_hostile_text_in_an_element_stays_text(kind: str, text: str) -> None:
    sample = {"type": kind, "action_id": text, **_with_text(ELEMENT_SAMPLES[kind][0], text)}
    check(drawn(actions(sample, block_id=text), on=CANVAS))
    check(drawn_modal(asking(text, sample, text, hint=plain(text)), on=CANVAS, errors={text: text}))


def _with_text(value: Any, text: str) -> Any:
    """The same with this text in the place of every text that the app writes."""
    if isinstance(value, list):
        return [_with_text(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    worded = {"text", "caption", "alt_text", "external_id", "call_id", "value", "name", "description"}
    return {
        name: text if name in worded and isinstance(item, str) else _with_text(item, text)
        for name, item in value.items()
    }


@fast
@given(TEXTS)
def test_plain_text_is_shown_as_typed(text: str) -> None:
    page = drawn({"type": "header", "text": {**plain(text), "emoji": False}}, on=CANVAS)
    check(page)
    assert page.one(class_="block-header").text == visible(text)


@fast
@given(TEXTS)
def test_what_a_person_typed_is_shown_as_typed(text: str) -> None:
    page = drawn(rich(part("section", text), part("preformatted", text), part("quote", text)), on=CANVAS)
    check(page)
    shown = [page.one(tag).text for tag in ("pre", "blockquote")] + [p.text for p in page.all("p")]
    assert shown == [visible(text)] * (3 if text else 2)


@fast
@given(TEXTS)
def test_a_value_stands_in_its_field_as_typed(text: str) -> None:
    field = {"type": "plain_text_input", "action_id": "a", "multiline": True, "initial_value": text}
    page = drawn_modal(asking("L", field, "b"), asking("L", {**field, "multiline": False}, "c"), on=CANVAS)
    check(page)
    assert page.one("textarea").text == visible(text)
    assert page.one("input", type="text").attrs["value"] == visible(text)


@fast
@given(TEXTS | st.from_regex(r"[*_~`<>@#!|&;: a-c\n]{0,40}", fullmatch=True))
def test_mrkdwn_and_markdown_make_no_tags_but_their_own(text: str) -> None:
    check(drawn_text(text, on=CANVAS))
    check(drawn({"type": "markdown", "text": text}, on=CANVAS))
    check(drawn(actions({"type": "checkboxes", "options": [_option(text)]}), on=CANVAS))


def _option(text: str) -> dict[str, Any]:
    return {"text": {"type": "mrkdwn", "text": text}, "value": text, "description": plain(text)}


@fast
@given(st.text(st.characters(codec=None, exclude_characters="*_~`<>&:"), max_size=60))
def test_mrkdwn_without_signs_is_shown_as_typed(text: str) -> None:
    shown = [node.text for node in drawn_text(text, on=CANVAS).all("p")]
    assert shown == ([visible(text)] if text else [])


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "value", "options"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BLOCKS)), st.data())
def test_a_block_with_anything_in_a_field_is_drawn_or_a_box(kind: str, data: st.DataObject) -> None:
    block = dict(BLOCKS[kind][0])
    name = data.draw(st.sampled_from(sorted({*block, "block_id", "elements"})))
    body = {"ts": "1.2", "blocks": [{**block, name: data.draw(ANYTHING)}]}
    check(tree(CANVAS.message(Post(body, "C1"))))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ELEMENTS)), st.data())
def test_an_element_with_anything_in_a_field_is_drawn_or_a_box(kind: str, data: st.DataObject) -> None:
    sample = {"type": kind, "action_id": "a", **ELEMENT_SAMPLES[kind][0]}
    fields = [
        "action_id",
        "placeholder",
        "confirm",
        "url",
        "initial_value",
        "initial_options",
        "initial_date_time",
    ]
    name = data.draw(st.sampled_from(sorted({*sample, *fields} - {"type"})))
    body = {"ts": "1.2", "blocks": [actions({**sample, name: data.draw(ANYTHING)})]}
    check(tree(CANVAS.message(Post(body, "C1"))))


LONG = [
    "x",
    "*",
    "_a ",
    "`",
    "```",
    "<",
    ">",
    "&gt;",
    "~*_",
    "<x|",
    ":a",
    ":tada:",
    "https://a.b ",
    "> x\n",
    "[",
    "\n",
]


@pytest.mark.parametrize("unit", LONG)
def test_forty_thousand_characters_are_shown_to_the_last(unit: str) -> None:
    page = drawn_text((unit * 40_000)[:40_000] + " THE END", on=CANVAS)
    check(page)
    assert page.text.rstrip().endswith("THE END")
