"""Controls: what they are called, what stands in them, what they tell the app and when."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.local_slack.block_elements import ELEMENTS
from tests.local_slack.page.drawing_samples import CONFIRM, canvas, drawn, drawn_modal, element
from tests.local_slack.page.markup_reader import Node
from tests.local_slack.sample_app import actions, asking, button, plain, section

TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")
SELECTS = ("static_select", "users_select", "conversations_select", "channels_select")
BOXES = ("checkboxes", "radio_buttons", *(f"multi_{name}" for name in SELECTS))
PICKERS = {"datepicker": "date", "timepicker": "time", "datetimepicker": "datetime-local"}
TOLD_BY_NAME = ("button", "icon_button", "feedback_buttons", "overflow")
CONTROLS = sorted(set(ELEMENTS) - {"image", "workflow_button"})


def in_message(kind: str, **more: Any) -> Node:
    return drawn(actions(element(kind, **more), block_id="b"))


def in_form(kind: str, errors: dict[str, str] | None = None, values: Any = None, **more: Any) -> Node:
    fields = {name: more.pop(name) for name in ("optional", "hint", "dispatch_action") if name in more}
    block = asking("Field", element(kind, **more), "b", **fields)
    return drawn_modal(block, errors=errors or {}, values=values or {})


def acting(page: Node) -> list[Node]:
    return [node for node in page.walk() if node.attrs.get("hx-post") == "/p/alice/act"]


@pytest.mark.parametrize("kind", CONTROLS)
def test_in_a_message_every_control_tells_the_app_at_once(kind: str) -> None:
    told = acting(in_message(kind))
    assert told
    for node in told:
        assert node.attrs["hx-include"] == "closest .surface" and node.attrs["hx-swap"] == "none"
        if kind in TOLD_BY_NAME:
            assert node.attrs["name"] == "use" and node.attrs["value"].startswith("b.act")
        else:
            assert json.loads(node.attrs["hx-vals"]) == {"use": "b.act"}
            assert node.attrs["hx-trigger"].startswith("change")


@pytest.mark.parametrize("kind", sorted(set(CONTROLS) - set(TOLD_BY_NAME)))
def test_in_a_form_a_control_tells_the_app_only_when_asked_to(kind: str) -> None:
    assert not acting(in_form(kind))
    assert len(acting(in_form(kind, dispatch_action=True))) == 1


def test_letters_are_told_one_by_one_when_the_app_wants_them() -> None:
    config = {"trigger_actions_on": ["on_character_entered"]}
    [node] = acting(in_form("plain_text_input", dispatch_action=True, dispatch_action_config=config))
    assert node.attrs["hx-trigger"] == "input changed delay:300ms"


@pytest.mark.parametrize("kind", [*TYPED, *SELECTS, *PICKERS, "file_input"])
def test_a_single_control_has_its_label_its_name_and_its_id(kind: str) -> None:
    page = in_form(kind)
    [node] = [n for n in page.walk() if n.tag in ("input", "select", "textarea")]
    assert page.one("label", for_=node.attrs["id"]).text == "Field"
    assert node.attrs["id"] == "c-v-V1-b-act" and node.attrs["name"] == "v.b.act"
    assert node.attrs["aria-required"] == "true"


@pytest.mark.parametrize("kind", [*BOXES, "external_select", "multi_external_select"])
def test_a_group_of_boxes_has_its_label_as_legend(kind: str) -> None:
    group = in_form(kind, optional=True).one("fieldset", id="c-v-V1-b-act")
    assert group.one("legend").words == "Field (optional)"
    assert not [node for node in group.walk() if "aria-required" in node.attrs]


@pytest.mark.parametrize("kind", sorted(set(CONTROLS) - set(TOLD_BY_NAME)))
def test_hint_and_error_stand_beside_the_field(kind: str) -> None:
    page = in_form(kind, errors={"b": "Too <b>late</b>"}, hint=plain("When?"), optional=True)
    error, hint = page.one(class_="error", role="alert"), page.one(id="c-v-V1-b-act-hint")
    field = page.one(aria_invalid="true")
    assert (error.text, hint.text) == ("Too <b>late</b>", "When?")
    assert {error.attrs["id"], hint.attrs["id"]} <= set(field.attrs["aria-describedby"].split())


def test_an_error_of_another_block_is_not_shown_here() -> None:
    page = in_form("plain_text_input", errors={"other": "Wrong"})
    assert not page.all(class_="error") and not page.all(aria_invalid="true")


LIMITS = [
    ("plain_text_input", {"min_length": 3, "max_length": None}, "At least 3 characters."),
    ("plain_text_input", {"min_length": None, "max_length": None}, ""),
    ("plain_text_input", {"min_length": None, "max_length": 3000}, ""),
    ("plain_text_input", {"min_length": 3, "max_length": 3000}, "At least 3 characters."),
    ("number_input", {"min_value": "1.5", "max_value": "9"}, "1.5 to 9."),
    ("number_input", {"min_value": "0", "max_value": "0"}, "0 to 0."),
    ("multi_users_select", {"max_selected_items": 2}, "Choose at most 2."),
    ("file_input", {"max_files": 1}, "One file."),
    ("timepicker", {"timezone": "Asia/Kolkata"}, "Asia/Kolkata time."),
]


@pytest.mark.parametrize(("kind", "fields", "words"), LIMITS)
def test_limits_are_told_and_not_enforced(kind: str, fields: dict[str, Any], words: str) -> None:
    page = in_form(kind, **fields)
    assert [node.text for node in page.all(class_="limits")] == ([words] if words else [])
    barred = {"maxlength", "minlength", "min", "max", "required", "pattern"}
    assert not [node for node in page.walk() if barred & set(node.attrs)]


def test_what_is_typed_so_far_stands_in_the_field() -> None:
    values = {"b": {"act": {"type": "plain_text_input", "value": "typed"}}}
    assert in_form("plain_text_input", initial_value="first").one("input").attrs["value"] == "first"
    assert (
        in_form("plain_text_input", values=values, initial_value="first").one("input").attrs["value"]
        == "typed"
    )
    emptied = {"b": {"act": {"type": "plain_text_input", "value": None}}}
    assert (
        in_form("plain_text_input", values=emptied, initial_value="first").one("input").attrs["value"] == ""
    )


def test_a_value_of_another_kind_of_field_is_left_out() -> None:
    values = {"b": {"act": {"type": "datepicker", "selected_date": "2026-12-01"}}}
    assert in_form("plain_text_input", values=values, initial_value="x").one("input").attrs["value"] == "x"


def test_long_texts_have_lines_and_their_placeholder() -> None:
    field = in_form(
        "plain_text_input", multiline=True, placeholder=plain("Say :wave:"), initial_value="\na\n b"
    )
    assert field.one("textarea").text == "\na\n b"
    assert field.one("textarea").attrs["placeholder"] == "Say 👋"


MODES = [("email_text_input", "email"), ("url_text_input", "url"), ("number_input", "numeric")]


@pytest.mark.parametrize(("kind", "mode"), MODES)
def test_what_is_typed_is_kept_even_where_it_is_wrong(kind: str, mode: str) -> None:
    field = in_form(kind, initial_value="not that").one("input")
    assert (field.attrs["type"], field.attrs["inputmode"], field.attrs["value"]) == ("text", mode, "not that")


@pytest.mark.parametrize(("kind", "type_"), PICKERS.items())
def test_pickers_are_the_browsers_own_with_a_label_that_is_seen(kind: str, type_: str) -> None:
    page = in_message(kind, **({} if kind == "datetimepicker" else {"placeholder": plain("Until")}))
    label = page.one("label", class_="picker")
    assert label.one("input").attrs["type"] == type_
    assert label.words == ("Choose a date and time" if kind == "datetimepicker" else "Until")


NINE = int(datetime(2026, 12, 1, 9, 0, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(("who", "local"), [("alice", "2026-12-01T09:00"), ("tama", "2026-12-01T22:00")])
def test_a_moment_stands_in_the_persons_own_zone(who: str, local: str) -> None:
    block = asking("When", element("datetimepicker", initial_date_time=NINE), "b")
    assert drawn_modal(block, on=canvas(who=who)).one("input").attrs["value"] == local


def test_focus_lies_where_the_app_wants_it() -> None:
    assert "autofocus" in in_form("plain_text_input", focus_on_load=True).one("input").attrs
    assert "autofocus" not in in_form("plain_text_input").one("input").attrs
    boxes = in_form("checkboxes", focus_on_load=True).all("input")
    assert ["autofocus" in box.attrs for box in boxes] == [True, False]


def test_files_may_be_several_and_of_certain_kinds() -> None:
    field = in_form("file_input", filetypes=["csv", "vcf"], max_files=3).one("input").attrs
    assert field["accept"] == ".csv,.vcf" and "multiple" in field
    assert "multiple" not in in_form("file_input", max_files=1).one("input").attrs
    values = {"b": {"act": {"type": "file_input", "files": [{"name": "people.csv"}]}}}
    assert in_form("file_input", values=values).one(class_="chosen-files").words == "people.csv"


@pytest.mark.parametrize(
    ("style", "names"), [("primary", "button-primary"), ("danger", "button-danger"), ("x", "")]
)
def test_buttons_have_their_style(style: str, names: str) -> None:
    classes = in_message("button", style=style).one("button").attrs["class"].split()
    assert [name for name in classes if name.startswith("button-")] == [names] * bool(names)


def test_a_button_with_an_address_opens_it_apart_and_tells_the_app() -> None:
    page = in_message("button", url="https://example.com/x")
    link, told = page.one("a", class_="button"), page.one(class_="opens")
    assert link.attrs["href"] == "https://example.com/x" and link.attrs["target"] == "_blank"
    assert "hx-post" not in link.attrs  # htmx would keep the link from opening
    assert json.loads(told.attrs["hx-vals"]) == {"use": "b.act"} and told.attrs["hx-trigger"] == "click"


def test_a_button_that_asks_first_opens_its_address_with_the_answer() -> None:
    page = in_message("button", url="https://example.com/x", confirm=CONFIRM)
    answer = page.one("dialog").one("a", data_answer="yes")
    assert page.all("a") == [answer] and answer.attrs["href"] == "https://example.com/x"
    assert page.one("button", name="use").attrs["data-confirm"] == page.one("dialog").attrs["id"]


def test_a_button_with_a_harmful_address_only_tells_the_app() -> None:
    page = in_message("button", url="javascript:alert(1)")
    assert not page.all("a") and page.one("button").attrs["value"] == "b.act"


def test_a_button_is_called_what_the_app_calls_it() -> None:
    assert (
        in_message("button", accessibility_label="Mark as done").one("button").attrs["aria-label"]
        == "Mark as done"
    )
    assert "aria-label" not in in_message("button").one("button").attrs


CONFIRMED = [kind for kind in CONTROLS if kind not in (*TYPED, "feedback_buttons", "file_input")]


@pytest.mark.parametrize("kind", [kind for kind in CONFIRMED if not kind.endswith("external_select")])
def test_a_confirmation_stands_beside_its_control(kind: str) -> None:
    page = in_message(kind, confirm={**CONFIRM, "style": "danger"})
    dialog = page.one("dialog", class_="confirm")
    assert {node.attrs["data-confirm"] for node in acting(page)} == {dialog.attrs["id"]}
    assert dialog.words == "Sure? Gone. No Yes"
    assert dialog.one("button", data_answer="yes").attrs["class"] == "button button-danger"
    assert dialog.one("button", data_answer="no").text == "No"


def test_a_menu_tells_which_entry_was_taken() -> None:
    options = [
        {"text": plain("A"), "value": "1", "description": plain("first")},
        {"text": plain("B"), "value": "2"},
    ]
    options.append({"text": plain("C"), "value": "3", "url": "https://example.com"})
    menu = in_message("overflow", options=options).one("details", class_="menu")
    assert menu.one("summary").attrs["aria-label"] == "More options"
    assert [node.attrs["value"] for node in menu.all("button")] == ["b.act.0", "b.act.1"]
    assert [entry.words for entry in menu.all("li")] == ["A first", "B", "C"]
    assert json.loads(menu.one(class_="opens").attrs["hx-vals"]) == {"use": "b.act.2"}


def test_feedback_shows_what_was_pressed() -> None:
    block = {"type": "context_actions", "block_id": "b", "elements": [element("feedback_buttons")]}
    on = canvas()
    state = {on.reader.user.id: {"b": {"act": {"type": "feedback_buttons", "value": "n"}}}}
    for given, pressed in (({}, ["false", "false"]), (state, ["false", "true"])):
        buttons = drawn(block, on=on, state=given).all("button")
        assert [node.attrs["aria-pressed"] for node in buttons] == pressed
        assert [node.attrs["value"] for node in buttons] == ["b.act.0", "b.act.1"]


def test_a_workflow_button_is_drawn_and_does_nothing() -> None:
    node = in_message("workflow_button").one("button")
    assert "disabled" in node.attrs and "hx-post" not in node.attrs


def test_some_buttons_are_for_some_people_only() -> None:
    on = canvas()
    mine, theirs = button("Mine", visible_to_user_ids=[on.reader.user.id]), button("Theirs", "t")
    page = drawn(actions(mine, {**theirs, "visible_to_user_ids": ["U0BOB"]}), on=on)
    assert page.words == "Mine"


def test_an_inner_block_is_addressed_by_its_own_id_and_keeps_its_values_with_the_outer_one() -> None:
    inner = [actions(element("datepicker"), block_id="inner"), actions(button("Go", "go"))]
    box = {"type": "container", "block_id": "outer", "title": plain("Box"), "child_blocks": inner}
    on = canvas()
    values = {"outer": {"act": {"type": "datepicker", "selected_date": "2026-12-01"}}}
    page = drawn(box, on=on, state={on.reader.user.id: values})
    assert page.one("input", type="date").attrs["value"] == "2026-12-01"
    assert page.one("input", type="date").attrs["name"] == "v.inner.act"
    assert page.one("button").attrs["value"] == "outer.go"


def test_a_control_keeps_its_id_when_drawn_again() -> None:
    on, block = canvas(), section(block_id="b", accessory=element("static_select"))
    ids = [[n.attrs["id"] for n in drawn(block, on=on).walk() if "id" in n.attrs] for _ in range(2)]
    assert ids == [["c-m-C1-1-2-b-act"]] * 2
