"""People fill forms in and send them; Slack's own client holds a bad one back."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import (
    asking,
    modal,
    option,
    section,
    typed,
)
from tests.local_slack.test_payload_fields import boxed
from tests.local_slack.test_people_act import action_of, opened

A, B = option("A"), option("B")
BOXES = {"type": "checkboxes", "options": [A, B]}
ENTRIES = [
    (BOXES, ["A", "B"], "selected_options", [A, B]),
    (BOXES, "A", "selected_options", [A]),
    ({"type": "radio_buttons", "options": [A]}, "a", "selected_option", A),
    ({"type": "timepicker"}, time(9, 30), "selected_time", "09:30"),
    ({"type": "datepicker"}, "2026-12-01", "selected_date", "2026-12-01"),
    ({"type": "datetimepicker"}, datetime(2026, 12, 1, 9, tzinfo=UTC), "selected_date_time", 1796115600),
    ({"type": "number_input", "is_decimal_allowed": False}, 3, "value", "3"),
    ({"type": "plain_text_input"}, "", "value", None),
]


@pytest.mark.parametrize(("element", "value", "field", "kept"), ENTRIES)
async def test_what_is_filled_in_becomes_state(
    slack: LocalSlack, element: dict[str, Any], value: Any, field: str, kept: Any
) -> None:
    await opened(slack, asking("Field", {**element, "action_id": "a"}, "b"))
    await slack.person("alice").fill({"Field": value})
    top = slack.workspace.views.top(slack.person("alice").id)
    assert top is not None
    assert top.values["b"]["a"] == {"type": element["type"], field: kept}


async def test_people_and_channels_are_picked_by_name(slack: LocalSlack) -> None:
    who = {"type": "users_select", "action_id": "a"}
    where = {"type": "multi_channels_select", "action_id": "a"}
    await opened(slack, asking("Who", who, "who"), asking("Where", where, "where"))
    alice = slack.person("alice")
    await alice.fill({"Who": slack.person("bob"), "where": ["#growth"]})
    top = slack.workspace.views.top(alice.id)
    assert top is not None
    assert top.values["who"]["a"]["selected_user"] == slack.person("bob").id
    assert top.values["where"]["a"]["selected_channels"] == [slack.conversation("#growth").id]


NUMBER = {"type": "number_input", "is_decimal_allowed": False}
MANY = {"type": "multi_static_select", "options": [A, B]}
HELD_BACK = [
    (asking("What", {**NUMBER, "min_value": "2"}, "what"), "1", "Please enter a number of at least 2."),
    (asking("What", {**NUMBER, "max_value": "2"}, "what"), "3", "Please enter a number of at most 2."),
    (asking("What", {**MANY, "max_selected_items": 1}, "what"), ["A", "B"], "Please choose at most 1."),
    (typed(), "", "Please complete this required field."),
    (typed(min_length=5), "abc", "Please enter at least 5 characters."),
    (typed(max_length=5), "abcdef", "Please enter at most 5 characters."),
    (asking("What", {"type": "email_text_input"}, "what"), "nobody", "Please enter a valid email address."),
    (asking("What", {"type": "url_text_input"}, "what"), "example", "Please enter a valid URL."),
    (
        asking("What", NUMBER, "what"),
        "x",
        "Please enter a valid number.",
    ),
    (
        asking("What", NUMBER, "what"),
        "1.5",
        "Please enter a whole number.",
    ),
]


@pytest.mark.parametrize(("block", "value", "error"), HELD_BACK)
async def test_slacks_own_client_holds_a_bad_form_back(
    slack: LocalSlack, block: dict[str, Any], value: str, error: str
) -> None:
    async with boxed(slack) as box:
        await opened(slack, block)
        result = await slack.person("alice").submit({"What": value})
        assert (result.closed, result.was_sent, result.errors) == (False, False, {"what": error})
        assert box.got == []


FINE = [
    asking("What", {**NUMBER, "min_value": "1", "max_value": "9"}, "what"),
    asking("What", {"type": "rich_text_input"}, "what"),
    asking("What", {"type": "timepicker", "timezone": "Europe/Lisbon"}, "what"),
]


@pytest.mark.parametrize("block", FINE, ids=lambda block: str(block["element"]["type"]))
async def test_a_good_form_goes_through(slack: LocalSlack, block: dict[str, Any]) -> None:
    async with boxed(slack) as box:
        await opened(slack, block)
        assert (await slack.person("alice").submit({"What": "5"})).closed
        assert box.last["view"]["state"]["values"]["what"]


async def test_an_optional_field_may_stay_empty(slack: LocalSlack) -> None:
    async with boxed(slack):
        await opened(slack, {**typed(), "optional": True})
        assert (await slack.person("alice").submit()).closed


async def submitted(slack: LocalSlack, body: Any) -> Any:
    async with boxed(slack) as box:
        await opened(slack, typed())
        box.bodies.append(body)
        return await slack.person("alice").submit({"What": "words"})


async def test_the_app_can_update_push_and_clear(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    updated = await submitted(slack, {"response_action": "update", "view": modal(section("two"))})
    assert not updated.closed and updated.view["blocks"][0]["text"]["text"] == "two"
    await submitted(slack, {"response_action": "push", "view": modal(section("on top"))})
    assert len(slack.workspace.views.stack(alice.id)) == 2
    await alice.close_modal()
    assert len(slack.workspace.views.stack(alice.id)) == 1
    assert (await submitted(slack, {"response_action": "clear"})).closed


async def test_a_wrong_answer_to_a_form_is_a_violation(slack: LocalSlack) -> None:
    result = await submitted(slack, {"response_action": "errors", "errors": {"nowhere": "x"}})
    assert "trouble" in result.notice and not result.closed
    assert "the block nowhere" in slack.violations[-1].detail
    assert slack.person("alice").modal is not None


async def test_a_fourth_modal_by_push_is_a_violation(slack: LocalSlack) -> None:
    push = {"response_action": "push", "view": modal(typed())}
    async with boxed(slack) as box:
        await opened(slack, typed())
        box.bodies += [push, push, push]
        results = [await slack.person("alice").submit({"What": "words"}) for _ in range(3)]
    assert [bool(result.notice) for result in results] == [False, False, True]
    assert "push_limit_reached" in slack.violations[-1].detail


async def test_clear_on_close_takes_the_whole_stack_away(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await opened(slack, typed(), clear_on_close=True, notify_on_close=True)
        await slack.person("alice").close_modal()
        assert slack.person("alice").modal is None
        assert [payload["is_cleared"] for _, payload in box.got] == [True]


async def test_an_external_select_asks_the_app_for_options(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await opened(slack, asking("Who", {"type": "external_select", "action_id": "who"}, "b"))
        box.bodies.append({"options": [option("Dana Lee", "7")]})
        await slack.person("alice").fill({"Who": "Dana Lee"})
        assert (box.last["type"], box.last["value"], box.last["block_id"]) == (
            "block_suggestion",
            "Dana Lee",
            "b",
        )
        top = slack.workspace.views.top(slack.person("alice").id)
        assert top is not None and top.values["b"]["who"]["selected_option"]["value"] == "7"


async def test_an_input_with_dispatch_tells_of_each_change(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await opened(slack, {**typed(), "dispatch_action": True})
        await slack.person("alice").fill({"What": "call"})
        assert (action_of(box)["type"], action_of(box)["value"]) == ("plain_text_input", "call")
        assert box.last["container"]["type"] == "view"
