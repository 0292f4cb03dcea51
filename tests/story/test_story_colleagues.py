"""Two colleagues: they agree, one sends her pitch, the other says what he heard, she tries it again."""

from __future__ import annotations

from tests.listeners.forged import greet
from tests.listeners.hearing_world import HEARD, all_said, told
from tests.listeners.looking import labels, newest
from tests.world import World

PITCH = "I'm Alice, and I repair lifts in old houses. Could you introduce me to your landlord?"


def practise(world: World) -> None:
    world.alice.command("/pitch")
    world.alice.click("Answer")
    world.alice.submit({"answer": PITCH})
    world.settle()


def test_a_pitch_is_heard_by_a_colleague_and_tried_again(world: World) -> None:
    alice, bob = world.alice, world.bob
    greet(world, alice, bob)
    alice.command("/pitch", "with @bob")
    bob.command("/pitch", "with @alice")
    practise(world)
    feedback = newest(alice)
    alice.click("Ask a colleague", message=feedback)
    alice.submit({"note": "Is it clear what I ask for?"})
    world.settle()
    assert f"✓ Sent to <@{bob.id}>: *Elevator speech*" in told(world, alice)
    assert PITCH in told(world, bob) and labels(newest(bob)) == ["Say what you heard", "Decline kindly"]
    bob.click("Say what you heard")
    bob.fill(HEARD)
    bob.submit()
    assert "listened to" in told(world, alice) and "thread_ts" not in newest(alice)
    alice.click("Again")
    fields = {one["block_id"]: one for one in alice.modal["blocks"] if one["type"] == "input"}
    assert fields["answer"]["element"]["initial_value"] == PITCH
    assert all_said(bob).count("would like your ear") == 0, "his message shows that it is answered"
