"""What the app may answer to a command, a click and a form, and what Slack holds against it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.acks import message_faults, options_faults, silent_faults, submission_faults
from tests.local_slack.sample_app import modal, option, plain, section, typed

GOOD_MESSAGES = [
    None,
    "",
    "words",
    {"text": "x"},
    {"blocks": [section()]},
    {"text": "x", "response_type": "in_channel"},
    {"delete_original": True},
]


@pytest.mark.parametrize("body", GOOD_MESSAGES)
def test_a_good_answer_to_a_command_passes(body: Any) -> None:
    assert message_faults(body) == []


BAD_MESSAGES = [
    ([], "neither text nor an object"),
    ({"text": "x", "colour": "red"}, "unknown field colour"),
    ({"text": "x", "response_type": "loud"}, "unknown response_type loud"),
    ({"text": ""}, "no_text"),
    ({"text": "x", "blocks": [section("")]}, "json-pointer:/blocks/0/text/text"),
]


@pytest.mark.parametrize(("body", "fault"), BAD_MESSAGES)
def test_a_bad_answer_to_a_command_is_named(body: Any, fault: str) -> None:
    assert fault in message_faults(body)[0]


@pytest.mark.parametrize(("body", "count"), [(None, 0), ("", 0), ({}, 0), ({"text": "x"}, 1), ("x", 1)])
def test_a_click_is_answered_with_nothing(body: Any, count: int) -> None:
    assert len(silent_faults(body)) == count


VIEW = modal(typed())
GOOD_SUBMISSIONS = [
    None,
    {},
    {"response_action": "clear"},
    {"response_action": "errors", "errors": {"what": "Too short."}},
    {"response_action": "update", "view": modal()},
    {"response_action": "push", "view": modal()},
]


@pytest.mark.parametrize("body", GOOD_SUBMISSIONS)
def test_a_good_answer_to_a_form_passes(body: Any) -> None:
    assert submission_faults(body, VIEW) == []


BAD_SUBMISSIONS = [
    ("words", "not an object"),
    ({"text": "x"}, "unknown response_action None"),
    ({"response_action": "shout"}, "unknown response_action shout"),
    ({"response_action": "clear", "view": modal()}, "unknown field view"),
    ({"response_action": "errors"}, "at least one block"),
    ({"response_action": "errors", "errors": {"other": "x"}}, "the block other"),
    ({"response_action": "errors", "errors": {"what": ""}}, "not a text"),
    ({"response_action": "update", "view": {"type": "popup"}}, "/view/type"),
    ({"response_action": "push"}, "/view"),
]


@pytest.mark.parametrize(("body", "fault"), BAD_SUBMISSIONS)
def test_a_bad_answer_to_a_form_is_named(body: Any, fault: str) -> None:
    assert fault in submission_faults(body, VIEW)[0]


OPTIONS = [
    ({"options": [option("A")]}, True),
    ({"option_groups": [{"label": plain("G"), "options": [option("A")]}]}, True),
    ({"options": []}, True),
    ({"options": [{"text": "A"}]}, False),
    ({"options": [], "option_groups": []}, False),
    (None, False),
]


@pytest.mark.parametrize(("body", "is_good"), OPTIONS)
def test_offered_options_are_judged(body: Any, is_good: bool) -> None:
    assert (options_faults(body) == []) == is_good
