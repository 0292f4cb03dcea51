"""Delivered again, submitted twice, clicked on two devices: one effect; and the same in Socket Mode."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.local_slack.faults import Fault
from storage import captures
from tests.databases import SqliteFiles
from tests.listeners.looking import Again, click, kept, labels, newest, read_by, rows, say, words
from tests.world import World, a_world

LINE = "met Dana Lee from Acme at the fair, promised her the deck by Friday"
ALL_OF_IT = {"contacts": 1, "promises": 1, "touches": 1}


@pytest.fixture
def socket_world(sqlite_files: SqliteFiles) -> Iterator[World]:
    """The same world, reached by Socket Mode."""
    with sqlite_files.fresh() as url, a_world(url, is_socket_mode=True) as world:
        yield world


def cards(person: Any) -> int:
    """How many cards a person sees."""
    return sum("Save" in labels(shown) for shown in person.messages if shown.get("blocks"))


def test_an_event_delivered_four_times_makes_one_card(world: World) -> None:
    say(world, world.alice, LINE)
    for _ in range(3):
        assert world.slack.redeliver().error is None
    world.settle()
    assert len(rows(world, "captures")) == 1 and cards(world.alice) == 1


def test_an_event_delivered_four_times_at_once_makes_one_card(world: World) -> None:
    world.alice.command("/kith", "status")
    world.slack.faults.add(Fault("events_api", "drop"))
    world.alice.say(LINE)
    deliveries = world.slack._target.deliveries
    (body,) = list(deliveries.events.values())[-1:]

    async def four() -> list[Any]:
        return await asyncio.gather(*(deliveries.send("events_api", body) for _ in range(4)))

    assert [ack.error for ack in world.wait(four())] == [None] * 4
    world.settle()
    assert len(rows(world, "captures")) == 1 and cards(world.alice) == 1


def test_an_event_whose_listener_failed_is_delivered_again_and_counts_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, failures = captures.add, [RuntimeError("no")]

    def fails_at_first(*args: Any) -> Any:
        if failures:
            raise failures.pop()
        return add(*args)

    world.alice.command("/kith", "status")
    monkeypatch.setattr(captures, "add", fails_at_first)
    world.alice.say(LINE)
    world.slack.until(lambda: len(world.slack._target.violations) == 1 and not failures)
    world.slack.until(lambda: world.kith.db.run_sync(_captured))
    world.settle()
    (violation,) = world.slack._target.violations
    assert violation.what == "http_service_error"
    world.slack._target.violations.clear()
    assert len(rows(world, "captures")) == 1 and cards(world.alice) == 1


def _captured(conn: Any) -> bool:
    return bool(conn.exec_driver_sql("SELECT count(*) FROM captures").scalar_one())


def test_a_command_whose_listener_failed_gives_back_what_was_typed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(captures, "add", fails)
    answer = world.alice.command("/kith", LINE).body
    assert LINE in answer["text"] and "secret" not in answer["text"] and kept(world) == {}


@pytest.mark.parametrize("label", ["Save", "Don't save"])
def test_a_button_clicked_on_four_devices_at_once_counts_once(world: World, label: str) -> None:
    say(world, world.alice, LINE)
    again = Again(world)
    world.alice.click(label)
    assert [answer.error for answer in again.times(3)] == [None] * 3
    expected = ALL_OF_IT if label == "Save" else {}
    assert kept(world) == expected and len(rows(world, "acts")) == (label == "Save")


def test_the_second_click_is_told_and_leaves_the_first_ones_undo(world: World) -> None:
    say(world, world.alice, LINE)
    again = Again(world)
    click(world, world.alice, "Save")
    again.times(1)
    assert "saved already" in read_by(world.alice)
    click(world, world.alice, "Undo")
    assert kept(world) == {}


def test_save_and_dont_save_at_once_are_one_of_the_two(world: World) -> None:
    say(world, world.alice, LINE)
    again = Again(world)
    click(world, world.alice, "Don't save")
    discarded = again.sent[-1]
    click(world, world.alice, "Undo")
    click(world, world.alice, "Save")
    again.sent.append(discarded)
    again.times(1)
    assert kept(world) == ALL_OF_IT and rows(world, "captures")[0]["state"] == "saved"


def test_undo_clicked_twice_undoes_once(world: World) -> None:
    say(world, world.alice, LINE)
    click(world, world.alice, "Save")
    again = Again(world)
    world.alice.click("Undo")
    again.times(2)
    assert kept(world) == {} and labels(newest(world.alice)) == ["Save", "Edit", "Don't save"]


def test_an_old_undo_leaves_what_was_saved_anew(world: World) -> None:
    say(world, world.alice, LINE)
    click(world, world.alice, "Save")
    again = Again(world)
    click(world, world.alice, "Undo")
    old = again.sent[-1]
    click(world, world.alice, "Save")
    again.sent.append(old)
    again.times(1)
    assert kept(world) == ALL_OF_IT and rows(world, "captures")[0]["state"] == "saved"


def test_an_edited_card_submitted_twice_is_saved_once(world: World) -> None:
    say(world, world.alice, LINE)
    world.alice.click("Edit")
    again = Again(world)
    world.alice.submit({"promises.0.what": "send the slides"})
    again.times(2)
    assert kept(world) == ALL_OF_IT and "✓ Saved" in read_by(world.alice)


def test_a_promise_form_submitted_twice_makes_one(world: World) -> None:
    world.alice.command("/promise")
    world.alice.click("Make a promise")
    again = Again(world)
    world.alice.submit({"what": "send the deck", "person": "Dana"})
    again.times(3)
    assert kept(world) == {"contacts": 1, "promises": 1}


def test_a_refused_form_can_be_sent_again(world: World) -> None:
    world.alice.command("/contact", "add Dana Lee")
    world.alice.submit()
    world.alice.command("/contact", "add Dana Lee")
    assert world.alice.submit().errors
    assert world.alice.submit({"name": "Dana Kim"}).closed
    assert len(rows(world, "contacts")) == 2


def test_a_renegotiation_submitted_twice_moves_once(world: World) -> None:
    world.alice.command("/promise", "send Dana the deck by Friday")
    world.alice.command("/promise")
    world.alice.click("Renegotiate")
    again = Again(world)
    world.alice.submit({"due_on": "2026-12-01"})
    again.times(2)
    assert rows(world, "promises")[0]["renegotiated"] == 1


def test_socket_mode_carries_commands_clicks_forms_and_events(socket_world: World) -> None:
    alice = socket_world.alice
    assert "Save" in say(socket_world, alice, LINE)
    click(socket_world, alice, "Save")
    assert "1 open promise" in alice.command("/promise").body["text"]
    alice.click("Renegotiate")
    assert alice.submit({"due_on": "2026-12-01"}).closed
    alice.shortcut("Capture")
    assert alice.submit({"line": "owe Omar thanks for the lift"}).view["callback_id"] == "capture.edit"
    assert kept(socket_world) == ALL_OF_IT


def test_socket_mode_hands_an_event_over_once(socket_world: World) -> None:
    say(socket_world, socket_world.alice, LINE)
    for _ in range(3):
        socket_world.slack.redeliver()
    socket_world.settle()
    assert len(rows(socket_world, "captures")) == 1 and "Save" in words(newest(socket_world.alice))
