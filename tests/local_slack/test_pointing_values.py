"""What a form posts, element by element, becomes what Slack keeps; what cannot be is refused in words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import actions, asking, client_of, option, plain, typed
from tests.local_slack.test_people_act import opened
from tests.local_slack.test_pointing import hand, modal_of

A, B = option("A", "1"), option("B", "2")
FLIPPED = [option("2", "1"), option("1", "2")]


async def entered_as(slack: LocalSlack, element: dict[str, Any], *texts: Any) -> dict[str, Any]:
    """The state entry of an element of alice's modal after a form posted these values."""
    await opened(slack, asking("Field", {**element, "action_id": "a"}, "b"))
    pointing, surface = hand(slack), modal_of(slack)
    pointing.enter(surface, {("b", "a"): texts})
    entry: dict[str, Any] = pointing.values(surface)["b"]["a"]
    return {name: value for name, value in entry.items() if name != "type"}


POSTED = [
    ({"type": "static_select", "options": FLIPPED}, ("2",), {"selected_option": FLIPPED[1]}),
    ({"type": "static_select", "options": FLIPPED}, ("1",), {"selected_option": FLIPPED[0]}),
    ({"type": "static_select", "options": [A, B]}, ("",), {"selected_option": None}),
    ({"type": "radio_buttons", "options": [A, B]}, ("1",), {"selected_option": A}),
    ({"type": "radio_buttons", "options": [A, B], "initial_option": A}, (), {"selected_option": None}),
    ({"type": "checkboxes", "options": [A, B]}, ("1", "2"), {"selected_options": [A, B]}),
    ({"type": "checkboxes", "options": [A, B], "initial_options": [A]}, (), {"selected_options": []}),
    ({"type": "multi_static_select", "options": [A, B]}, ("2",), {"selected_options": [B]}),
    (
        {"type": "static_select", "option_groups": [{"label": plain("G"), "options": [B]}]},
        ("2",),
        {"selected_option": B},
    ),
    ({"type": "datepicker"}, ("2026-12-01",), {"selected_date": "2026-12-01"}),
    ({"type": "datepicker", "initial_date": "2026-12-01"}, ("",), {"selected_date": None}),
    ({"type": "timepicker"}, ("09:30",), {"selected_time": "09:30"}),
    # 09:00 in Lisbon on a winter's day is 09:00 UTC, in summer 08:00.
    ({"type": "datetimepicker"}, ("2026-12-01T09:00",), {"selected_date_time": 1796115600}),
    ({"type": "datetimepicker"}, ("2026-07-01T09:00",), {"selected_date_time": 1782892800}),
    ({"type": "plain_text_input", "multiline": True}, ("a\r\nb ",), {"value": "a\nb "}),
    ({"type": "plain_text_input", "initial_value": "x"}, ("",), {"value": None}),
    ({"type": "number_input", "is_decimal_allowed": True}, ("1.5",), {"value": "1.5"}),
    ({"type": "email_text_input"}, ("dana@example.com",), {"value": "dana@example.com"}),
    ({"type": "url_text_input"}, ("https://example.com",), {"value": "https://example.com"}),
    ({"type": "file_input"}, ("[object File]",), {"files": []}),
    ({"type": "file_input"}, ({"id": "F1"},), {"files": [{"id": "F1"}]}),
]


@pytest.mark.parametrize(("element", "texts", "kept"), POSTED)
async def test_what_a_form_posts_becomes_state(
    slack: LocalSlack, element: dict[str, Any], texts: tuple[Any, ...], kept: dict[str, Any]
) -> None:
    assert await entered_as(slack, element, *texts) == kept


async def test_people_and_places_are_posted_by_id(slack: LocalSlack) -> None:
    bob, growth = slack.person("bob").id, slack.conversation("#growth").id
    assert await entered_as(slack, {"type": "users_select"}, bob) == {"selected_user": bob}
    many = await entered_as(slack, {"type": "multi_users_select"}, bob, slack.person("alice").id)
    assert many == {"selected_users": [bob, slack.person("alice").id]}
    where = await entered_as(slack, {"type": "multi_channels_select"}, growth)
    assert where == {"selected_channels": [growth]}
    talk = await entered_as(slack, {"type": "conversations_select"}, slack.person("alice").dm.id)
    assert talk == {"selected_conversation": slack.person("alice").dm.id}


async def test_rich_text_is_posted_as_text(slack: LocalSlack) -> None:
    kept = await entered_as(slack, {"type": "rich_text_input"}, "two\r\nlines")
    assert kept["rich_text_value"]["elements"][0]["elements"] == [{"type": "text", "text": "two\nlines"}]


FORGED = [
    ({"type": "static_select", "options": [A]}, "A", "not offered here"),
    ({"type": "checkboxes", "options": [A]}, "9", "not offered here"),
    ({"type": "external_select"}, "1", "not offered here"),
    ({"type": "users_select"}, "UNOBODY", "not offered here"),
    ({"type": "channels_select"}, "CNOWHERE", "not offered here"),
    ({"type": "datepicker"}, "2026-13-01", "Example: 2026-12-01"),
    ({"type": "timepicker"}, "late", "Example: 09:30"),
    ({"type": "datetimepicker"}, "tomorrow", "Example: 2026-12-01T09:30"),
    ({"type": "datetimepicker"}, "0001-01-01T00:00", "Example: 2026-12-01T09:30"),
    ({"type": "datetimepicker"}, "9999-12-31T23:59", "Example: 2026-12-01T09:30"),
]


@pytest.mark.parametrize(("element", "text", "words"), FORGED)
async def test_a_forged_value_is_refused_in_words(
    slack: LocalSlack, element: dict[str, Any], text: str, words: str
) -> None:
    with pytest.raises(LookupError, match=words):
        await entered_as(slack, element, text)


async def test_another_persons_direct_message_cannot_be_chosen(slack: LocalSlack) -> None:
    with pytest.raises(LookupError, match="not offered here"):
        await entered_as(slack, {"type": "conversations_select"}, slack.person("bob").dm.id)


async def test_of_several_values_all_are_kept_or_none(slack: LocalSlack) -> None:
    await opened(
        slack, typed(), asking("Pick", {"type": "static_select", "options": [A], "action_id": "a"}, "b")
    )
    pointing, surface = hand(slack), modal_of(slack)
    with pytest.raises(LookupError):
        pointing.enter(surface, {("what", "text"): ("words",), ("b", "a"): ("forged",)})
    assert pointing.values(surface)["what"]["text"]["value"] is None


async def test_a_date_and_time_is_read_in_the_persons_own_zone(slack: LocalSlack) -> None:
    row = actions({"type": "datetimepicker", "action_id": "when"}, block_id="row")
    channel = slack.conversation("#partners").id
    answer = await client_of(slack).chat_postMessage(channel=channel, text="x", blocks=[row])
    pointing = hand(slack, "bob")
    surface = pointing.message(channel, answer["ts"])
    pointing.enter(surface, {("row", "when"): ("2026-12-01T09:00",)})
    assert slack.person("bob").tz == "America/New_York"
    assert pointing.values(surface)["row"]["when"]["selected_date_time"] == 1796115600 + 5 * 3600


async def test_what_was_chosen_at_first_may_be_posted_again(slack: LocalSlack) -> None:
    kept = await entered_as(slack, {"type": "external_select", "initial_option": A}, "1")
    assert kept == {"selected_option": A}


@pytest.mark.parametrize("text", ["inf", "nan", "1e999", "1_000", "-inf", "²"])
async def test_what_only_a_machine_takes_for_a_number_is_held_back(slack: LocalSlack, text: str) -> None:
    number = {"type": "number_input", "is_decimal_allowed": False, "action_id": "a"}
    await opened(slack, asking("Field", number, "b"))
    pointing, surface = hand(slack), modal_of(slack)
    pointing.enter(surface, {("b", "a"): (text,)})
    result = await pointing.submit(surface)
    assert result.errors == {"b": "Please enter a valid number."} and not result.was_sent
