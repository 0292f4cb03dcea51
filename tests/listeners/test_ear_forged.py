"""A colleague's ear and forged requests: the ids of others in one's own clicks and forms reach nothing."""

from __future__ import annotations

import pytest

from tests.listeners.forged import forge_form
from tests.listeners.hearing_world import (
    TEXT,
    agree,
    all_said,
    answered,
    join,
    open_form,
    request,
    sent,
    show_button,
    told,
)
from tests.listeners.looking import Again, rows
from tests.listeners.raw import press, send_form
from tests.world import World


@pytest.fixture
def agreed(world: World) -> World:
    agree(world, world.alice, world.bob)
    return world


def test_nobody_can_send_the_words_of_another(agreed: World) -> None:
    of_alice = answered(agreed, agreed.alice)
    show_button(agreed, agreed.bob, of_alice.id)
    agreed.bob.click("Ask a colleague")
    agreed.settle()
    assert agreed.bob.modal is None and "can't find that" in all_said(agreed.bob)


def test_a_forged_form_cannot_name_the_answer_of_another(agreed: World) -> None:
    of_alice = answered(agreed, agreed.alice)
    open_form(agreed, agreed.bob, "mine")
    forge_form(agreed, agreed.bob, id=of_alice.id)
    assert "can't find that" in str(agreed.bob.submit().errors)
    assert rows(agreed, "hearings") == []


def test_nothing_can_be_sent_to_somebody_who_did_not_agree(agreed: World) -> None:
    priya, of_alice = agreed.slack.person("priya"), answered(agreed, agreed.alice)
    join(agreed, priya)
    fields = {"who": priya.id, "text.0": TEXT}
    ack = send_form(agreed, agreed.alice, "ear.send", {"source": "answer", "id": of_alice.id}, fields)
    assert "don't practise together" in ack.body["errors"]["who"]
    assert rows(agreed, "hearings") == [] and "would like your ear" not in all_said(priya)


@pytest.mark.parametrize(
    ("who", "button"),
    [("alice", "ear.hear"), ("alice", "ear.decline"), ("bob", "ear.withdraw"), ("priya", "ear.hear")],
)
def test_a_click_does_only_what_is_the_persons_own_part(agreed: World, who: str, button: str) -> None:
    sent(agreed, agreed.alice)
    person = agreed.slack.person(who)
    show_button(agreed, person, 1)
    press(agreed, person, f"{button}:{request(agreed)['id']}")
    assert request(agreed)["state"] == "asked" and person.modal is None
    assert who != "priya" or "finch" not in all_said(person)


@pytest.mark.parametrize("who", ["alice", "priya"])
def test_nobody_but_bob_can_answer_by_a_forged_form(agreed: World, who: str) -> None:
    sent(agreed, agreed.alice)
    person = agreed.slack.person(who)
    ack = send_form(agreed, person, "ear.answer", {"id": request(agreed)["id"]}, {"excelled": "wren"})
    assert "nothing for you to do" in ack.body["errors"]["excelled"]
    assert request(agreed)["state"] == "asked" and "wren" not in all_said(agreed.alice)


def test_charlie_of_another_organisation_is_turned_away(agreed: World) -> None:
    sent(agreed, agreed.alice)
    again = Again(agreed)
    agreed.bob.click("Decline kindly")
    agreed.settle()
    said = told(agreed, agreed.alice)
    charlie = {"id": agreed.charlie.id, "username": "charlie", "team_id": "T0ELSEWHERE"}
    again.times(1, user=charlie)
    assert told(agreed, agreed.alice) == said and "finch" not in str(agreed.charlie.sees("partners"))
