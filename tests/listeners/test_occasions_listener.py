"""/pitch for: an event is noted, chosen for, listed, dropped, and its pitch is there the day before."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import membership
from bot.listeners import occasions
from storage import erase, schedule, versions
from storage.practice_records import VersionDraft
from tests.listeners.looking import Watch, click, labels, newest, one, read_by, rows, words
from tests.listeners.raw import press
from tests.world import World

FRIDAY = date(2026, 11, 27)
FAIR = "for the trade fair on Friday"


def practice_due(world: World, person: Any) -> list[str]:
    """When the person's practice is due next, by their own clock."""
    tz = ZoneInfo("Europe/Lisbon" if person is world.alice else "America/New_York")
    due = world.run(schedule.of_member, world.owner(person))
    return [f"{row.due_at.astimezone(tz):%a %H:%M}" for row in due if row.kind == "practice"]


def brought(world: World, person: Any) -> list[tuple[date, str]]:
    """The practice nudges that were sent to a person: the date, and the words for the notification."""
    sent = [row for row in rows(world, "outbox", person) if row["kind"] == "practice"]
    return [(row["local_on"], row["payload"]["text"]) for row in sent if row["state"] == "sent"]


def settings(world: World, **changes: Any) -> None:
    """Change alice's settings, as the form does."""
    world.run(membership.change, world.owner(world.alice), changes, world.clock.now())


def test_an_event_is_noted_with_the_choices_for_its_pitch(world: World) -> None:
    answer = world.alice.command("/pitch", FAIR).body
    row = one(world, "occasions")
    assert (row["what"], row["on"], row["minute"], row["listener"]) == (
        "the trade fair",
        FRIDAY,
        None,
        "none",
    )
    assert "Thursday 26 Nov at noon" in answer["text"] and "Only you can see this" in words(answer)
    assert labels(answer) == ["Who listens", "What you want", "Undo"]


def test_a_meeting_has_its_hour_and_the_scene_of_the_profile(world: World) -> None:
    world.alice.command("/kith")
    settings(world, listener="investor", goal="funding")
    answer = world.alice.command("/pitch", "for coffee with Dana on Wednesday 10:00").body
    row = one(world, "occasions")
    assert (row["what"], row["minute"]) == ("coffee with Dana", 600)
    assert (row["listener"], row["goal"]) == ("investor", "funding")
    assert "Wednesday 25 Nov, 10:00" in answer["text"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("for the trade fair", "no day"),
        ("for Friday", "Friday 27 Nov"),
        ("for the fair on 31 February", "31 Feb"),
        ("for the fair yesterday", "That day is over"),
        ("for <!channel>", "no day"),
    ],
)
def test_what_is_not_understood_is_told_with_an_example(world: World, line: str, told: str) -> None:
    answer = world.alice.command("/pitch", line).body["text"]
    assert told in answer and "`/pitch for " in answer
    assert rows(world, "occasions") == []


def test_it_comes_the_day_before_at_noon_though_that_is_no_practice_day(world: World) -> None:
    assert practice_due(world, world.alice) == []
    world.alice.command("/pitch", "for the trade fair on Saturday")
    settings(world, practice_days="")
    assert practice_due(world, world.alice) == ["Fri 12:00"]
    world.go_to_local("Europe/Lisbon", 2026, 11, 27, 12)
    assert brought(world, world.alice) == [(FRIDAY, "Tomorrow: the trade fair. Rehearse your pitch today.")]
    assert "Say your pitch for it aloud" in read_by(world.alice) and "Who listens" not in read_by(world.alice)
    assert practice_due(world, world.alice) == [], "and nothing after it"


def test_it_takes_the_place_of_the_days_practice(world: World) -> None:
    world.alice.command("/pitch", "for the trade fair on Thursday")
    world.go_to_local("Europe/Lisbon", 2026, 12, 2, 12)
    days = [on for on, _ in brought(world, world.alice)]
    assert days == [date(2026, 11, 25), date(2026, 12, 2)]
    assert ["trade fair" in said for _, said in brought(world, world.alice)] == [True, False]


def test_two_on_one_day_are_one_message(world: World) -> None:
    for line in ("for coffee with Dana on Friday 10:00", FAIR, "for the pitch night on Friday at 19:00"):
        world.alice.command("/pitch", line)
    world.go_to_local("Europe/Lisbon", 2026, 11, 26, 12)
    assert brought(world, world.alice)[-1] == (
        date(2026, 11, 26),
        "Tomorrow: the trade fair, coffee with Dana and the pitch night. Rehearse your pitch today.",
    )
    assert labels(newest(world.alice)) == ["Rehearse"] * 3


def test_it_comes_at_noon_of_each_ones_own_clock(world: World) -> None:
    for person in (world.alice, world.bob):
        person.command("/pitch", "for the trade fair on Thursday")
    assert [practice_due(world, each) for each in (world.alice, world.bob)] == [["Wed 12:00"]] * 2
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 13)
    assert len(brought(world, world.alice)) == 1 and brought(world, world.bob) == []
    world.go_to_local("America/New_York", 2026, 11, 25, 12)
    assert len(brought(world, world.bob)) == 1


@pytest.mark.parametrize("line", ["for the fair today", "for the fair tomorrow"])
def test_what_is_too_soon_to_be_brought_is_rehearsed_at_once(world: World, line: str) -> None:
    world.go_to_local("Europe/Lisbon", 2026, 11, 23, 13)
    answer = world.alice.command("/pitch", line).body
    assert "That is soon" in answer["text"] and "Rehearse" in labels(answer)
    world.go_to_local("Europe/Lisbon", 2026, 11, 24, 13)
    assert brought(world, world.alice) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"nudges_on": False}, "Your nudges are off"), ({"paused_until": FRIDAY}, "into your pause")],
)
def test_who_wants_no_nudge_gets_none_and_is_told_so(
    world: World, changes: dict[str, Any], told: str
) -> None:
    world.alice.command("/kith")
    settings(world, **changes)
    answer = world.alice.command("/pitch", FAIR).body
    assert told in answer["text"] and "Rehearse" in labels(answer)
    world.go_to_local("Europe/Lisbon", 2026, 11, 27, 8)
    assert brought(world, world.alice) == []


def test_a_holiday_does_not_hold_it_back(world: World) -> None:
    world.alice.command("/kith")
    settings(world, country="US")  # Thanksgiving is on the 26th
    world.alice.command("/pitch", FAIR)
    world.go_to_local("Europe/Lisbon", 2026, 11, 26, 12)
    assert brought(world, world.alice)[-1][0] == date(2026, 11, 26)


def test_said_twice_it_is_one(world: World) -> None:
    for line in (FAIR, "for The Trade Fair friday"):
        assert "Noted" in world.alice.command("/pitch", line).body["text"]
    assert len(rows(world, "occasions")) == 1


def test_undo_takes_it_back_and_its_eve_with_it(world: World) -> None:
    world.alice.command("/pitch", FAIR)
    settings(world, practice_days="")
    click(world, world.alice, "Undo")
    assert rows(world, "occasions") == [] and practice_due(world, world.alice) == []


def test_the_list_drops_and_brings_back(world: World) -> None:
    assert "Nothing is coming up" in world.alice.command("/pitch", "for").body["text"]
    for line in (FAIR, "for lunch with Omar on Wednesday"):
        world.alice.command("/pitch", line)
    shown = words(world.alice.command("/pitch", "for").body)
    assert "2 occasions to come" in shown and shown.index("lunch with Omar") < shown.index("the trade fair")
    click(world, world.alice, "Drop")
    shown = read_by(world.alice)
    assert "Dropped: *the trade fair*" in shown and "1 occasion to come" in shown
    assert [row["dropped_at"] is None for row in rows(world, "occasions")] == [False, True]
    click(world, world.alice, "Undo")
    assert [row["dropped_at"] for row in rows(world, "occasions")] == [None, None]


def test_a_dropped_one_is_not_brought(world: World) -> None:
    world.alice.command("/pitch", FAIR)
    settings(world, practice_days="")
    world.alice.command("/pitch", "for")
    click(world, world.alice, "Drop")
    world.go_to_local("Europe/Lisbon", 2026, 11, 27, 13)
    assert brought(world, world.alice) == []


def test_the_choices_are_kept_and_said_the_day_before(world: World) -> None:
    world.alice.command("/pitch", FAIR)
    world.alice.choose("Who listens", "An investor")
    world.settle()
    world.alice.choose("What you want", "Money for a plan")
    world.settle()
    assert "Noted" in read_by(world.alice)
    assert [one(world, "occasions")[name] for name in ("listener", "goal")] == ["investor", "funding"]
    world.go_to_local("Europe/Lisbon", 2026, 11, 26, 12)
    assert "Who listens: an investor. What you want: money for a plan." in read_by(world.alice)


def test_a_version_that_is_kept_for_it_stands_there_the_day_before(world: World) -> None:
    world.alice.command("/kith", "status")
    for name, text in (("Investors", "I repair lifts."), ("Old", "I sell lifts.")):
        draft = VersionDraft(name, "investor", "funding", 60, text, 3, 1)
        world.run(versions.add, world.owner(world.alice), draft, world.clock.now())
    assert "I'll ask for your pitch for it" in world.alice.command("/pitch", FAIR).body["text"]
    world.alice.choose("Which version", "Investors")
    world.settle()
    assert "I'll bring your pitch for it" in read_by(world.alice)
    world.go_to_local("Europe/Lisbon", 2026, 11, 26, 12)
    shown = read_by(world.alice)
    assert "Your version “Investors”, 3 words:\n“I repair lifts.”" in shown and "I sell lifts" not in shown


def test_rehearsing_opens_the_form_in_the_scene_of_the_event(world: World) -> None:
    world.alice.command("/pitch", FAIR)
    world.alice.choose("Who listens", "An investor")
    world.settle()
    world.go_to_local("Europe/Lisbon", 2026, 11, 26, 12)
    click(world, world.alice, "Rehearse")
    chosen = [
        block["element"].get("initial_option", {}).get("value")
        for block in world.alice.modal["blocks"]
        if block.get("block_id") == "listener"
    ]
    assert chosen == ["investor"]


def test_who_is_forgotten_leaves_no_event(world: World) -> None:
    world.alice.command("/pitch", FAIR)
    world.run(erase.forget, world.owner(world.alice), world.clock.now())
    assert rows(world, "occasions") == [] and rows(world, "schedule") == []


def test_bob_and_a_forged_number_find_nothing_of_hers(world: World) -> None:
    world.bob.command("/kith", "status")
    world.alice.command("/pitch", "for the canary fair on Friday")
    world.settle()
    before = rows(world, "occasions")
    watch = Watch(world)
    for action in (*(action for action in occasions.ACTIONS), "undo"):
        for ref in ("1", "1-occasion-1", "0", "-1", "x", "9" * 400):
            assert press(world, world.bob, f"{action}:{ref}", "job").error is None
    assert "canary" not in str(watch) and rows(world, "occasions") == before


def test_a_choice_that_is_none_changes_nothing(world: World) -> None:
    world.alice.command("/pitch", FAIR)
    before = rows(world, "occasions")
    for name in ("listener", "goal", "version"):
        press(world, world.alice, f"occasion.{name}:1", "nonsense")
    press(world, world.alice, "occasion.version:1", "77")
    assert rows(world, "occasions") == before
