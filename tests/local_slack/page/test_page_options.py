"""What can be chosen: options, groups, people, conversations, and what a search finds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.local_slack.page.fields import Surface
from bot.local_slack.page.options import options_list
from tests.local_slack.page.drawing_samples import canvas, drawn, drawn_modal, element, new_workspace
from tests.local_slack.page.markup_reader import Node, tree
from tests.local_slack.sample_app import actions, asking, mrkdwn, option, plain

A, B, C = option("A", "1"), option("B", "2"), option("C", "3")
GROUPS = [{"label": plain("First :tada:"), "options": [A]}, {"label": plain("Then"), "options": [B, C]}]


def choosing(kind: str, on: Any = None, **fields: Any) -> Node:
    return drawn_modal(asking("Field", {"type": kind, "action_id": "act", **fields}, "b"), on=on)


def chosen(page: Node) -> list[str]:
    return [n.attrs["value"] for n in page.walk() if "selected" in n.attrs or "checked" in n.attrs]


def test_a_select_begins_with_its_placeholder() -> None:
    page = choosing("static_select", options=[A, B], placeholder=plain("Snooze"))
    assert [(o.attrs["value"], o.text) for o in page.all("option")] == [
        ("", "Snooze"),
        ("1", "A"),
        ("2", "B"),
    ]
    assert chosen(page) == []


def test_groups_have_their_labels() -> None:
    page = choosing("static_select", option_groups=GROUPS)
    assert [(g.attrs["label"], g.words) for g in page.all("optgroup")] == [("First 🎉", "A"), ("Then", "B C")]
    many = choosing("multi_static_select", option_groups=GROUPS)
    assert [g.attrs["aria-label"] for g in many.all(role="group")] == ["First 🎉", "Then"]


INITIAL = [
    ("static_select", {"options": [A, B], "initial_option": B}, ["2"]),
    ("radio_buttons", {"options": [A, B], "initial_option": B}, ["2"]),
    ("checkboxes", {"options": [A, B, C], "initial_options": [A, C]}, ["1", "3"]),
    ("multi_static_select", {"options": [A, B, C], "initial_options": [C, B]}, ["2", "3"]),
    ("external_select", {"initial_option": A}, ["1"]),
    ("multi_external_select", {"initial_options": [A, B]}, ["1", "2"]),
    ("users_select", {"initial_user": "U0GONE"}, ["U0GONE"]),
    ("multi_channels_select", {"initial_channels": ["C0GONE"]}, ["C0GONE"]),
]


@pytest.mark.parametrize(("kind", "fields", "values"), INITIAL)
def test_what_is_chosen_at_first_is_marked(kind: str, fields: dict[str, Any], values: list[str]) -> None:
    assert chosen(choosing(kind, **fields)) == values


def test_what_was_chosen_since_counts_more() -> None:
    block = asking("Field", element("checkboxes", initial_options=[option("A", "1")]), "b")
    values = {"b": {"act": {"type": "checkboxes", "selected_options": [option("B", "2")]}}}
    assert chosen(drawn_modal(block, values=values)) == ["2"]


def test_boxes_have_formatted_texts_and_descriptions() -> None:
    rich = {"text": mrkdwn("*Bold*"), "value": "1", "description": mrkdwn("_more_")}
    page = choosing("checkboxes", options=[rich])
    assert page.one("label").words == "Bold more"
    assert page.one("strong").text == "Bold" and page.one("em").text == "more"


def test_a_select_tells_descriptions_too_and_cuts_nothing() -> None:
    long = {**option("x" * 75, "1"), "description": plain("y" * 75)}
    assert choosing("static_select", options=[long]).all("option")[1].text == f"{'x' * 75} – {'y' * 75}"


def test_the_value_of_an_option_comes_back_as_it_is() -> None:
    page = choosing("checkboxes", options=[option("A", "1\x1f\t2 é"), option("B", "\ud800\x00")])
    assert [box.attrs["value"] for box in page.all("input")] == ["1\x1f\t2 é", "\ufffd\ufffd"]


def test_people_are_listed_by_name_without_apps_strangers_and_those_who_left() -> None:
    workspace = new_workspace()
    workspace.user_by_handle("bob").deleted = True
    page = choosing("users_select", canvas(workspace))
    names = [o.text.split()[0] for o in page.all("option")[1:]]
    assert names == ["Alice", "Ines", "Priya", "Tama"]


FILTERS = [
    (None, ["#general", "#growth", "#partners", "@Sample"]),
    ({"include": ["public"]}, ["#general", "#growth", "#partners"]),
    ({"include": ["im"]}, ["@Sample"]),
    ({"include": ["private"]}, []),
    ({"exclude_bot_users": True}, ["#general", "#growth", "#partners"]),
    ({"include": ["public"], "exclude_external_shared_channels": True}, ["#general", "#growth"]),
]


@pytest.mark.parametrize(("wanted", "names"), FILTERS)
def test_conversations_pass_their_filter(wanted: dict[str, Any] | None, names: list[str]) -> None:
    workspace = new_workspace()
    for who in ("alice", "bob"):
        workspace.dm_with(workspace.user_by_handle(who).id)
    page = choosing("conversations_select", canvas(workspace), **({"filter": wanted} if wanted else {}))
    assert [o.text for o in page.all("option")[1:]] == names


def test_a_private_channel_is_listed_for_its_members_alone_and_an_archived_one_for_nobody() -> None:
    workspace = new_workspace()
    growth = workspace.channel_by_name("growth")
    growth.kind, growth.members = "group", [workspace.user_by_handle("bob").id]
    workspace.channel_by_name("partners").archived = True
    alice, bob = (choosing("conversations_select", canvas(workspace, who)) for who in ("alice", "bob"))
    assert [o.text for o in alice.all("option")[1:]] == ["#general"]
    assert [o.text for o in bob.all("option")[1:]] == ["#general", "#growth"]
    forced = choosing("conversations_select", canvas(workspace), initial_conversation=growth.id)
    assert "growth" not in forced.words


def test_a_search_asks_as_one_types_and_sends_nothing_else() -> None:
    page = drawn(actions(element("external_select"), block_id="b"))
    field = page.one("input", name="typed").attrs
    assert field["hx-post"] == "/p/alice/modal/options" and field["hx-trigger"] == "input changed delay:200ms"
    assert json.loads(field["hx-vals"]) == {"surface": "m.C1.1.2", "use": "b.act"}
    assert field["hx-params"] == "surface,use,typed" and field["form"] == ""
    assert field["hx-target"] == "next .options"


def test_a_search_that_needs_no_letters_asks_at_once() -> None:
    page = choosing("external_select", min_query_length=0)
    assert page.one("input", name="typed").attrs["hx-trigger"].startswith("focus once, ")


def found(kind: str, options: list[Any], kept: Any, surface: Any = "m.C1.1.2", **block: Any) -> Node:
    given = {"type": "actions", "block_id": "b", **block}
    return tree(options_list(canvas(), element(kind), given, surface, options, kept)).one(class_="options")


def test_what_is_found_stands_below_what_is_chosen() -> None:
    single = found("external_select", [A, B], B)
    assert [n.attrs["value"] for n in single.all("input", type="radio")] == ["2", "1"]
    assert chosen(single) == ["2"]
    many = found("multi_external_select", GROUPS, [C])
    assert [n.attrs["value"] for n in many.all("input", type="checkbox", name="v.b.act")] == ["3", "1", "2"]
    assert many.words == "C First 🎉 A Then B"


def test_a_search_that_finds_nothing_says_so() -> None:
    assert found("external_select", [], None).words == "Nothing found."
    assert found("external_select", [], A).words == "A"


def test_what_is_found_takes_the_place_of_the_list_and_acts_as_it() -> None:
    on = canvas()
    before = drawn(actions(element("external_select"), block_id="b"), on=on).one(class_="options")
    after = found("external_select", [A], None)
    assert before.attrs == after.attrs and after.attrs["hx-post"] == "/p/alice/act"
    in_form = found("external_select", [A], None, Surface("v", view_id="V1"), type="input")
    assert "hx-post" not in in_form.attrs and in_form.attrs["id"] == "c-v-V1-b-act-options"
