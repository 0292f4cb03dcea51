"""Whatever comes in, the local Slack judges, draws and answers; it never falls over."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.local_slack import LocalSlack
from bot.local_slack.acks import message_faults, options_faults, submission_faults
from bot.local_slack.block_elements import ELEMENTS
from bot.local_slack.block_kinds import SURFACES
from bot.local_slack.block_rules import block_findings, view_findings
from bot.local_slack.broadcasts import broadcasts_in
from bot.local_slack.terminal_clock import read_clock
from bot.local_slack.terminal_drawing import draw_message
from bot.local_slack.terminal_text import Ink, mrkdwn
from tests.local_slack.sample_app import (
    actions,
    asking,
    button,
    client_of,
    modal,
    option,
    plain,
    refused,
    typed,
)
from tests.local_slack.test_block_rules import FINE_IN_MESSAGES, INPUTS

KINDS = sorted({kind for surface in SURFACES.values() for kind in surface} | set(ELEMENTS) | {"mrkdwn"})
FIELDS = ["text", "elements", "element", "label", "options", "fields", "accessory", "rows", "blocks", "title"]
LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4) | st.sampled_from(KINDS)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "action_id", "block_id", "value", *FIELDS]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
TYPED_BLOCK = st.builds(
    lambda kind, more: {**more, "type": kind},
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=3),
)
fast = settings(max_examples=150, deadline=None)


@fast
@given(st.lists(TYPED_BLOCK | ANYTHING, max_size=3), st.sampled_from(sorted(SURFACES)))
def test_any_blocks_are_judged_and_what_passes_can_be_drawn(blocks: list[Any], surface: str) -> None:
    findings = block_findings(blocks, surface)
    assert all(finding.pointer.startswith("/blocks") and finding.message for finding in findings)
    if not findings:
        assert not any("not supported" in line for line in draw_message({"blocks": blocks}, Ink()))


@fast
@given(ANYTHING)
def test_any_view_is_judged(view: Any) -> None:
    assert view_findings(view) != []


@fast
@given(ANYTHING)
def test_any_answer_of_an_app_is_judged(body: Any) -> None:
    view = modal(typed())
    for faults in (message_faults(body), submission_faults(body, view), options_faults(body)):
        assert all(isinstance(fault, str) for fault in faults)
    assert isinstance(broadcasts_in("", body), list)


GOOD = [*FINE_IN_MESSAGES, *(asking("L", element, "b") for element in INPUTS)]


@fast
@given(st.sampled_from(GOOD), st.data())
def test_a_good_block_that_loses_its_type_is_refused(block: dict[str, Any], data: st.DataObject) -> None:
    surface = "modal" if block["type"] == "input" else "message"
    damage = data.draw(st.sampled_from([{"type": None}, {"type": "?"}, {"odd": 1}, {"block_id": 5}]))
    assert block_findings([block], surface) == []
    assert block_findings([{**block, **damage}], surface) != []


@fast
@given(st.text())
def test_any_text_can_be_drawn_without_control_characters(text: str) -> None:
    drawn = mrkdwn(text, Ink())
    assert "\x1b" not in drawn and "\x07" not in drawn


@fast
@given(st.text(max_size=12) | st.from_regex(r"[0-9+: a-z-]{0,14}", fullmatch=True))
def test_any_clock_text_is_a_time_or_nothing(text: str) -> None:
    found = read_clock(text, datetime(2026, 11, 21, 12, tzinfo=UTC), "Europe/Lisbon")
    assert found is None or found.tzinfo is UTC


BODIES = [
    "",
    "null",
    "5",
    '"x"',
    "{}",
    '{"blocks": "["}',
    '{"blocks": 5}',
    '{"files": 5}',
    '{"view": "x"}',
    "{" * 500,
]
METHODS = [
    "chat.postMessage",
    "chat.update",
    "views.open",
    "views.update",
    "conversations.history",
    "files.completeUploadExternal",
    "blocks.validate",
    "users.info",
    "no.such",
]


@pytest.mark.parametrize("method", METHODS)
async def test_odd_bodies_get_an_error_name(slack: LocalSlack, method: str) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for body in BODIES:
            async with session.post(f"{slack.api_url}{method}", data=body) as response:
                answer = json.loads(await response.text())
                assert response.status == 200 and answer["ok"] is False and answer["error"]


NESTED = [
    {"type": "static_select", "action_id": "s", "options": [{**option("A"), "text": "bare"}]},
    {"type": "overflow", "action_id": "o", "options": [option("A", "v" * 151)]},
    {"type": "button", "action_id": "b", "text": plain("x"), "confirm": {"title": plain("t")}},
    {"type": "button", "action_id": "b", "text": plain("x"), "url": 5},
    {"type": "conversations_select", "action_id": "c", "filter": {"include": []}},
    {"type": "conversations_select", "action_id": "c", "filter": {}},
    {"type": "button", "action_id": 7, "text": plain("x")},
    {"type": "button", "action_id": "b", "text": {**plain("x"), "emoji": "yes"}},
    {"type": "users_select", "action_id": "u", "focus_on_load": 1},
    {"type": "datetimepicker", "action_id": "d", "initial_date_time": 12},
    {"type": "datetimepicker", "action_id": "d", "initial_date_time": 99_999_999_999},
]


@pytest.mark.parametrize("element", NESTED)
def test_faults_deep_inside_are_found(element: dict[str, Any]) -> None:
    [first, *_] = block_findings([actions(element)], "message")
    assert first.pointer.startswith("/blocks/0/elements/0")


async def test_arguments_come_as_json_text_too(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    blocks = json.dumps([actions(button())])
    form = {"channel": alice.id, "text": "x", "blocks": blocks, "metadata": ""}
    answer = await client_of(slack).api_call("chat.postMessage", data=form)
    assert answer["message"]["blocks"][0]["type"] == "actions"
    broken = client_of(slack).api_call("chat.postMessage", data={**form, "blocks": "[{"})
    assert await refused(broken) == "invalid_blocks_format"
    number = client_of(slack).api_call("conversations.history", params={"channel": alice.dm.id, "limit": "x"})
    assert await refused(number) == "invalid_arguments"
