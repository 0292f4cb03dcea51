"""`/pitch with`: a wish that nobody hears of, until both have it; the list; the end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.local_slack import payloads
from storage import members, partners
from tests.listeners.forged import forge_button
from tests.listeners.hearing_world import agree, all_said, join, request, sent, told
from tests.listeners.looking import Again, rows, words
from tests.listeners.raw import deliver
from tests.world import World


def named(world: World, person: Any) -> list[str]:
    return [row["partner_id"] for row in rows(world, "practice_partners", person)]


def answer(world: World, person: Any, text: str) -> str:
    said = words(person.command("/pitch", text).body.get("blocks", []))
    world.settle()
    return said


def test_alice_is_told_what_to_do_and_bob_hears_nothing(world: World) -> None:
    join(world, world.alice, world.bob)
    before = world.bob.messages
    said = answer(world, world.alice, "with @bob")
    assert f"<@{world.bob.id}>" in said and "`/pitch with @alice`" in said and "I don't tell them" in said
    assert world.bob.messages == before
    assert "nobody yet" in answer(world, world.bob, "with")


@pytest.mark.parametrize("text", ["with @bob", "with bob", "WITH  @Bob", "with Bob Castellan (sample)"])
def test_a_name_is_found_however_it_is_typed(world: World, text: str) -> None:
    join(world, world.alice, world.bob)
    answer(world, world.alice, text)
    assert named(world, world.alice) == [world.bob.id]


@pytest.mark.parametrize("label", ["", "|bob"])
def test_a_mention_that_slack_made_is_taken_as_it_is(world: World, label: str) -> None:
    join(world, world.alice, world.bob)
    workspace, alice = world.slack._target.workspace, world.alice._target
    text = f"with <@{world.bob.id}{label}>"
    said = deliver(
        world, "slash_commands", payloads.slash_command(workspace, alice.user, alice.dm, "/pitch", text)
    )
    assert named(world, world.alice) == [world.bob.id] and "Noted" in said.body["text"]


def test_once_both_have_typed_it_each_gets_one_line(world: World) -> None:
    join(world, world.alice, world.bob)
    answer(world, world.alice, "with @bob")
    assert "practise together now" in answer(world, world.bob, "with @alice")
    assert f"You and <@{world.bob.id}> practise together now" in told(world, world.alice)
    answer(world, world.bob, "with @alice")
    world.settle()
    assert all_said(world.alice).count("practise together now. To send") == 2  # the text and its block


def test_a_name_that_tells_nobody_is_asked_for(world: World) -> None:
    join(world, world.alice, world.bob)
    world.alice.command("/pitch", "with @bobby")
    assert '"@bobby"' in words(world.alice.modal)
    world.alice.fill({"Colleague": world.bob.id})
    assert world.alice.submit().closed
    assert named(world, world.alice) == [world.bob.id]
    assert "Noted" in told(world, world.alice)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("alice", "That's you"),
        ("charlie", "can't practise with you yet"),
        ("priya", "can't practise with you yet"),
    ],
)
def test_oneself_a_stranger_and_who_never_used_kith_are_refused(world: World, who: str, said: str) -> None:
    join(world, world.alice)
    assert said in answer(world, world.alice, f"with @{who}")
    assert named(world, world.alice) == []


def test_who_left_is_refused(world: World) -> None:
    join(world, world.alice, world.bob)
    world.run(lambda conn: members.update(conn, world.owner(world.bob), deactivated_at=world.clock.now()))
    assert "can't practise with you yet" in answer(world, world.alice, "with @bob")


def test_a_bot_is_nobody_to_practise_with(world: World) -> None:
    join(world, world.alice)
    world.alice.command("/pitch", f"with <@{world.slack.bot_user_id}>")
    assert world.alice.modal is not None and named(world, world.alice) == []


def test_a_story_is_practised_together_as_well(world: World) -> None:
    join(world, world.alice, world.bob)
    world.alice.command("/story", "with @bob")
    assert named(world, world.alice) == [world.bob.id]


def test_the_list_tells_who_agreed_and_who_did_not(world: World) -> None:
    agree(world, world.alice, world.bob)
    join(world, world.slack.person("priya"))
    answer(world, world.alice, "with @priya")
    said = answer(world, world.alice, "with")
    assert "you practise together" in said and "not agreed yet" in said


def test_ten_are_enough(world: World) -> None:
    join(world, world.alice, world.bob)
    others = [f"U0OTHER{number}" for number in range(10)]

    def fill(conn: Any) -> None:
        for one in others:
            members.add(
                conn,
                members.Member(world.owner(world.alice)._replace(member_id=one), "UTC", world.clock.now()),
            )
            partners.wish(conn, world.owner(world.alice), one, world.clock.now())

    world.run(fill)
    assert "stop one first" in answer(world, world.alice, "with @bob")
    assert world.bob.id not in named(world, world.alice)


def test_an_end_is_for_both_at_once_and_can_be_undone(world: World) -> None:
    agree(world, world.alice, world.bob)
    answer(world, world.bob, "with")
    world.bob.click("Stop")
    world.settle()
    assert "don't practise together" in told(world, world.bob)
    assert "not agreed yet" in answer(world, world.alice, "with")
    world.bob.click("Undo")
    world.settle()
    assert "you practise together" in answer(world, world.alice, "with")


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_an_end_takes_back_what_was_not_answered(world: World, who: str) -> None:
    agree(world, world.alice, world.bob)
    sent(world, world.alice)
    person = getattr(world, who)
    person.command("/pitch", "with")
    person.click("Stop")
    world.settle()
    assert rows(world, "hearings") == []
    assert "There is nothing for you to do" in all_said(world.bob)
    assert "finch-of-alice" not in all_said(world.bob)
    assert "stays without an answer" in all_said(world.alice)


def test_a_stop_for_somebody_else_does_nothing(world: World) -> None:
    agree(world, world.alice, world.bob)
    priya = world.slack.person("priya")
    agree(world, priya, world.slack.person("tama"))
    priya.command("/pitch", "with")
    tama_id = world.slack.person("tama").id
    forge_button(world, priya, f"partner.stop:{tama_id}", f"partner.stop:{world.bob.id}")
    priya.click("Stop")
    world.settle()
    assert world.run(partners.are_agreed, world.owner(world.alice), world.bob.id)


def test_both_at_once_come_to_an_agreement(world: World) -> None:
    join(world, world.alice, world.bob)

    async def both() -> None:
        slack = world.slack._target
        await asyncio.gather(
            slack.person("alice").command("/pitch", "with @bob"),
            slack.person("bob").command("/pitch", "with @alice"),
        )

    world.wait(both())
    world.settle()
    assert world.run(partners.are_agreed, world.owner(world.alice), world.bob.id)
    said = all_said(world.alice) + all_said(world.bob)
    assert said.count("practise together now. To send") == 4  # one line each, as text and as block


def test_a_form_sent_twice_is_one_wish(world: World) -> None:
    join(world, world.alice, world.bob)
    again = Again(world)
    world.alice.command("/pitch", "with nobody at all")
    world.alice.fill({"Colleague": world.bob.id})
    world.alice.submit()
    again.times(2)
    assert named(world, world.alice) == [world.bob.id]


def test_the_list_shows_what_waits_for_an_answer(world: World) -> None:
    agree(world, world.alice, world.bob)
    sent(world, world.alice)
    assert request(world)["title"] in answer(world, world.alice, "with")
    assert "You sent" not in answer(world, world.bob, "with")
