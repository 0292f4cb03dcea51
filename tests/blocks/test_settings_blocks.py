"""Settings as words, as a form, and the pause."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks import settings
from bot.local_slack.block_rules import block_findings, view_findings
from storage.records import Member, Owner

MEMBER = Member(Owner("T1", "U1"), "Europe/Lisbon", datetime(2026, 11, 20, 9, tzinfo=UTC))
TODAY = date(2026, 11, 20)
CHANGED = replace(
    MEMBER,
    nudges_on=False,
    brief_minute=450,
    brief_days="17",
    brief_limit=5,
    practice_days="",
    review_day=7,
    country="AX",
    listener="mentor",
    practice_seconds=90,
)


@pytest.mark.parametrize("member", [MEMBER, CHANGED])
def test_the_form_is_a_valid_modal(member: Member) -> None:
    assert view_findings(settings.settings_modal(member, {"from": ["home", "", "", ""]})) == []


def starts_with(block: dict) -> object:
    """What a field of a form shows before anybody touched it."""
    element = block["element"]
    if "initial_options" in element:
        return [one["value"] for one in element["initial_options"]]
    return element.get("initial_time") or element.get("initial_option", {}).get("value")


def test_the_form_shows_everything_as_it_is_now() -> None:
    fields = {
        b["block_id"]: starts_with(b)
        for b in settings.settings_modal(CHANGED, {})["blocks"]
        if "element" in b
    }
    assert fields == {
        "nudges": "off",
        "hour": "07:30",
        "days": ["1", "7"],
        "limit": "5",
        "practice": None,
        "review_day": "7",
        "review_hour": "16:00",
        "listener": "mentor",
        "goal": "none",
        "seconds": "90",
        "country": "AX",
    }


def test_without_a_country_the_form_shows_none() -> None:
    country = settings.settings_modal(MEMBER, {})["blocks"][-1]
    assert starts_with(country) == "none"


def test_countries_stand_by_their_first_letter_none_of_them_first() -> None:
    groups = settings.country_groups()
    assert list(groups)[:3] == ["No country", "A", "B"] and len(groups) <= 100
    names = [one["text"]["text"] for one in groups["A"]]
    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]


def test_public_holidays_are_told_when_a_country_is_chosen() -> None:
    told = settings.settings_line(replace(MEMBER, country="DE"))
    assert "On public holidays (Germany) I am silent" in told
    assert "public holidays" not in settings.settings_line(MEMBER)


def test_only_the_practice_days_and_the_scene_may_be_left_empty() -> None:
    blocks = settings.settings_modal(MEMBER, {})["blocks"]
    scene = ["listener", "goal", "seconds"]
    assert [b["block_id"] for b in blocks if b.get("optional")] == ["practice", *scene]


def test_the_pause_form_is_a_valid_modal() -> None:
    assert view_findings(settings.pause_modal({})) == []


MESSAGES = {
    "paused": settings.paused_message(date(2026, 12, 4), TODAY),
    "resumed": settings.resumed_message("Monday 23 Nov at 09:00"),
    "not paused": settings.not_paused_message(MEMBER),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_each_answer_is_a_valid_message_for_its_member_alone(name: str) -> None:
    blocks = MESSAGES[name]["blocks"]
    assert block_findings(blocks, "message") == []
    assert blocks[-1]["elements"][0]["text"] == "Only you can see this."


def test_a_pause_tells_until_when_and_how_to_end_it() -> None:
    text = MESSAGES["paused"]["text"]
    assert "until 4 Dec" in text
    assert "`/kith resume`" in text


def test_saved_settings_tell_when_the_next_brief_comes() -> None:
    item = settings.settings_item(MEMBER, TODAY, "✓ Saved.")
    assert item[0]["text"]["text"].startswith("✓ Saved.\nI write at *09:00*")


def test_a_pause_in_force_stands_in_the_settings_with_its_end() -> None:
    item = settings.settings_item(replace(MEMBER, paused_until=date(2026, 12, 4)), TODAY)
    assert "Paused until 4 Dec." in item[0]["text"]["text"]
    assert [one["action_id"] for one in item[1]["elements"]] == ["settings.open", "settings.resume"]


def test_a_pause_that_is_over_is_not_spoken_of() -> None:
    item = settings.settings_item(replace(MEMBER, paused_until=TODAY), TODAY)
    assert "Paused" not in item[0]["text"]["text"]


@pytest.mark.parametrize(("is_on", "chosen"), [(True, "on"), (False, "off")])
def test_the_second_opinion_can_be_switched_where_there_is_one(is_on: bool, chosen: str) -> None:
    view = settings.settings_modal(replace(MEMBER, second_opinion_on=is_on), {}, "llm.example.com")
    (field,) = (block for block in view["blocks"] if block.get("block_id") == "second_opinion")
    assert field["element"]["initial_option"]["value"] == chosen and view_findings(view) == []
    assert "llm.example.com" in field["hint"]["text"]
    assert "second_opinion" not in str(settings.settings_modal(MEMBER, {}))
