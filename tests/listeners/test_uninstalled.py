"""Kith was removed from the workspace: nothing is sent any more, and nothing is lost."""

from __future__ import annotations

from storage import outbox_review, pace, promises
from tests.world import World


def test_a_removed_app_sends_nothing_and_keeps_what_was_written(world: World) -> None:
    world.alice.command("/promise", "send Dana the deck by tomorrow")
    world.settle()
    said = len(world.slack.ledger)
    world.slack.uninstall()
    world.settle()
    world.after(days=2)
    assert len(world.slack.ledger) == said
    assert [paused.workspace_id for paused in world.run(pace.paused)] == [world.slack.team_id]
    assert len(world.run(promises.open_ones, world.owner(world.alice))) == 1
    assert world.run(outbox_review.counts).get("parked", 0) == 0
