"""The weekly team summary: form, list, question and answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.blocks import teams
from bot.blocks.teams import Seen
from bot.local_slack.block_rules import block_findings, view_findings
from storage.records import Team, TeamAnswer

TEAM = Team(3, "T1", "C0GROWTH", "U0LEAD", 5, 960, datetime(2026, 11, 23, tzinfo=UTC))
TODAY = date(2026, 11, 23)
ANSWERS: tuple[TeamAnswer | None, ...] = ("to_ask", "asked", "yes", "no", None)


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    return [e["text"]["text"] for b in blocks if b["type"] == "actions" for e in b["elements"]]


def shown(blocks: list[dict[str, Any]]) -> str:
    return json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("team", [None, TEAM])
def test_the_form_is_a_valid_modal(team: Team | None) -> None:
    assert view_findings(teams.team_modal({"team": 3}, "Europe/Lisbon", team)) == []


def test_the_form_is_filled_in_when_a_team_is_changed() -> None:
    channel, day, hour = (b["element"] for b in teams.team_modal({}, "UTC", TEAM)["blocks"] if "element" in b)
    assert channel["initial_conversation"] == "C0GROWTH"
    assert day["initial_option"]["value"] == "5"
    assert hour["initial_time"] == "16:00"


@pytest.mark.parametrize("is_lead", [True, False])
@pytest.mark.parametrize("answer", ANSWERS[:4])
def test_the_list_is_valid_for_every_answer(answer: TeamAnswer, is_lead: bool) -> None:
    others = Seen(replace(TEAM, id=4, channel_id="C0SALES"), "yes", False)
    message = teams.team_list_message([Seen(TEAM, answer, is_lead, 2), others])
    assert block_findings(message["blocks"], "message") == []


BUTTONS = {
    "to_ask": ["Join", "No, thanks"],
    "asked": ["Join", "No, thanks"],
    "yes": ["Leave"],
    "no": ["Join"],
}


@pytest.mark.parametrize("answer", BUTTONS)
def test_a_member_may_only_answer(answer: TeamAnswer) -> None:
    blocks = teams.team_list_message([Seen(TEAM, answer, False)])["blocks"]
    assert labels(blocks) == [*BUTTONS[answer], "Set up another channel"]
    assert "people take part" not in shown(blocks)


def test_the_lead_may_change_and_stop_and_sees_how_many_take_part() -> None:
    blocks = teams.team_list_message([Seen(TEAM, None, True, 2)])["blocks"]
    assert labels(blocks) == ["Change", "Stop", "Set up another channel"]
    assert "2 people take part" in shown(blocks)


def test_stopping_is_asked_about_first() -> None:
    (item,) = [
        b
        for b in teams.team_list_message([Seen(TEAM, None, True)])["blocks"]
        if b.get("block_id") == "team:3.do"
    ]
    assert item["elements"][1]["confirm"]["confirm"]["text"] == "Stop it"


def test_the_question_says_who_asks_and_what_it_holds() -> None:
    blocks = teams.join_question(TEAM)
    assert "<@U0LEAD>" in shown(blocks) and "<#C0GROWTH>" in shown(blocks)
    assert "every Friday at 16:00" in shown(blocks)
    assert "Never a name, never a note." in shown(blocks)
    assert all(block["block_id"].startswith("team:3") for block in blocks)
    assert block_findings(blocks, "message") == []


@pytest.mark.parametrize(("answer", "label"), [("yes", "Leave"), ("no", "Join")])
def test_an_answer_can_be_changed(answer: TeamAnswer, label: str) -> None:
    blocks = teams.answered(TEAM, answer)
    assert labels(blocks) == [label]
    assert blocks[0]["block_id"] == teams.key(TEAM)


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_set_up_says_everything_a_lead_has_to_know(answer: TeamAnswer | None) -> None:
    message = teams.set_up_message(
        Seen(TEAM, answer, True), "UTC", date(2026, 11, 27), TODAY, is_change=False
    )
    told = shown(message["blocks"])
    assert "The first one: Friday 27 Nov, 16:00." in told
    assert "inside their next brief" in told
    assert "fewer than three" in told
    assert block_findings(message["blocks"], "message") == []


def test_a_change_is_told_as_a_change() -> None:
    message = teams.set_up_message(Seen(TEAM, "yes", True), "UTC", TODAY, TODAY, is_change=True)
    assert message["text"].startswith("✓ Changed:")
    assert "The next one: today, 16:00." in message["text"]


def test_a_list_of_nothing_is_only_the_way_to_a_new_one() -> None:
    message = teams.team_list_message([], *teams.stopped_item(TEAM))
    assert labels(message["blocks"]) == ["Set up another channel"] and len(message["blocks"]) == 2


def test_the_end_is_told_with_a_way_back() -> None:
    assert "`/kith team` sets it up again" in teams.stopped_message(TEAM)["text"]
