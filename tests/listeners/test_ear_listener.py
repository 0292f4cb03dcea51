"""A colleague's ear through the front door: sent, heard, answered; and reached by the two of them alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot import ears
from storage import hearings, partners, practice, stories, versions
from storage.practice_records import StoryDraft, VersionDraft
from tests.listeners.forged import forge_form, greet
from tests.listeners.hearing_world import (
    HEARD,
    NOTE,
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
from tests.listeners.looking import Again, Watch, labels, newest, rows, words
from tests.world import World


@pytest.fixture
def agreed(world: World) -> World:
    agree(world, world.alice, world.bob)
    return world


def hear(world: World, person: Any, said: dict[str, str] = HEARD) -> Any:
    person.click("Say what you heard")
    person.fill(said)
    result = person.submit()
    world.settle()
    return result


def test_the_form_shows_exactly_what_the_colleague_will_see(agreed: World) -> None:
    open_form(agreed, agreed.alice)
    fields = {one["block_id"]: one["element"] for one in agreed.alice.modal["blocks"] if "element" in one}
    assert fields["text.0"]["initial_value"] == TEXT
    assert fields["who"]["initial_option"]["value"] == agreed.bob.id
    assert "Only you and this colleague" in words(agreed.alice.modal)


def test_bob_gets_one_message_with_the_words_and_the_note(agreed: World) -> None:
    before = len(agreed.bob.messages)
    sent(agreed, agreed.alice)
    assert len(agreed.bob.messages) == before + 1
    said = told(agreed, agreed.bob)
    assert f"<@{agreed.alice.id}> would like your ear" in said and TEXT in said and NOTE in said
    assert f"goes to <@{agreed.alice.id}> alone" in said
    assert "✓ Sent to" in told(agreed, agreed.alice)


def test_where_the_feedback_stands_in_a_thread_it_is_said_there(agreed: World) -> None:
    open_form(agreed, agreed.alice)
    thread_ts = agreed.alice.messages[-1]["ts"]
    forge_form(agreed, agreed.alice, thread=thread_ts)
    agreed.alice.submit()
    agreed.settle()
    assert newest(agreed.alice)["thread_ts"] == thread_ts and "✓ Sent" in newest(agreed.alice)["text"]


def test_what_was_changed_in_the_form_is_what_is_sent(agreed: World) -> None:
    open_form(agreed, agreed.alice)
    agreed.alice.fill({"What they hear": "Only this."})
    agreed.alice.submit()
    assert "Only this." in told(agreed, agreed.bob) and "finch" not in all_said(agreed.bob)


@pytest.mark.parametrize(
    "text", ["<!channel> <@U1> *x* & _y_ `z` ", "word & < " * 333, "\U0001f600\n" * 1000]
)
def test_any_text_arrives_letter_by_letter_and_pings_nobody(agreed: World, text: str) -> None:
    open_form(agreed, agreed.alice, text)
    agreed.alice.fill({"Your note": "<!here> *look*"})
    agreed.alice.submit()
    agreed.settle()
    shown = "".join(words(newest(agreed.bob)["blocks"]).split())
    assert "".join(text.split()) in shown and "<!here>" not in shown


def test_the_answer_comes_back_to_alice_alone(agreed: World) -> None:
    sent(agreed, agreed.alice)
    assert hear(agreed, agreed.bob).closed
    said = told(agreed, agreed.alice)
    assert f"<@{agreed.bob.id}> listened to" in said and "Only you and" in said
    assert "*Excelled at:* I could see the lift: robin-of-bob" in said and "Work on" not in said
    assert "✓ You told" in told(agreed, agreed.bob)
    assert "has answered" in all_said(agreed.alice)
    to = {row["member_id"] for row in rows(agreed, "outbox") if "robin-of-bob" in str(row["payload"])}
    assert to == {agreed.alice.id}


def test_neither_is_reminded(world: World) -> None:
    greet(world, world.alice, world.bob)
    agree(world, world.alice, world.bob)
    sent(world, world.alice)
    seen = Watch(world)
    world.after(days=9)
    assert "chat.postMessage" in str(seen) and "would like your ear" not in str(seen)


def test_one_of_the_three_is_enough_and_none_is_too_few(agreed: World) -> None:
    sent(agreed, agreed.alice)
    agreed.bob.click("Say what you heard")
    result = agreed.bob.submit()
    assert "one of the three" in result.errors["excelled"]
    agreed.bob.fill({"Work on": "What do you want from me?"})
    assert agreed.bob.submit().closed
    assert "*Work on:* What do you want from me?" in told(agreed, agreed.alice)


def test_declining_is_told_kindly(agreed: World) -> None:
    sent(agreed, agreed.alice)
    agreed.bob.click("Decline kindly")
    agreed.settle()
    assert "It says nothing about your words" in told(agreed, agreed.alice)
    assert "You declined" in told(agreed, agreed.bob) and "finch" not in told(agreed, agreed.bob)
    assert request(agreed)["state"] == "declined"


def test_alice_may_take_it_back_until_it_is_answered(agreed: World) -> None:
    sent(agreed, agreed.alice)
    agreed.alice.click("Undo")
    agreed.settle()
    assert "Taken back" in told(agreed, agreed.alice)
    assert "There is nothing for you to do" in told(agreed, agreed.bob)
    assert "finch-of-alice" not in all_said(agreed.bob) + str(rows(agreed, "outbox", agreed.bob))
    assert rows(agreed, "hearings") == []


def test_what_is_taken_back_before_it_is_delivered_never_arrives(agreed: World) -> None:
    open_form(agreed, agreed.alice)
    deliver, agreed.kith.services.wake = agreed.kith.services.wake, lambda: None
    agreed.alice.submit()
    (row,) = rows(agreed, "hearings")
    taken = agreed.run(hearings.withdraw, agreed.owner(agreed.alice), row["id"])

    agreed.run(ears.take_back, [taken])
    agreed.kith.services.wake = deliver
    agreed.settle()
    assert "would like your ear" not in all_said(agreed.bob)


def test_an_answer_is_not_taken_back(agreed: World) -> None:
    sent(agreed, agreed.alice)
    (row,) = rows(agreed, "hearings")
    agreed.run(hearings.answer, agreed.owner(agreed.bob), row["id"], hearings.Heard("x"), agreed.clock.now())
    agreed.alice.click("Undo")
    agreed.settle()
    assert "can't be taken back" in words(agreed.alice.messages[-1]) + words(agreed.alice.modal or {})


@pytest.mark.parametrize("end", ["withdraw", "answer"])
def test_a_form_that_was_open_meanwhile_says_that_it_is_over(agreed: World, end: str) -> None:
    sent(agreed, agreed.alice)
    agreed.bob.click("Say what you heard")
    number = request(agreed)["id"]
    if end == "withdraw":
        agreed.run(hearings.withdraw, agreed.owner(agreed.alice), number)
    else:
        bob = agreed.owner(agreed.bob)
        agreed.run(hearings.answer, bob, number, hearings.Heard("first"), agreed.clock.now())
    agreed.bob.fill(HEARD)
    assert "nothing for you to do" in agreed.bob.submit().errors["excelled"]
    assert "robin-of-bob" not in str(rows(agreed, "hearings")) + all_said(agreed.alice)


def test_asked_twice_is_refused_kindly_and_nothing_typed_is_lost(agreed: World) -> None:
    sent(agreed, agreed.alice)
    open_form(agreed, agreed.alice)
    result = agreed.alice.submit()
    assert "haven't answered your last one" in result.errors["who"] and not result.closed
    assert len(rows(agreed, "hearings")) == 1


def test_three_at_most_wait_for_one_ear(agreed: World) -> None:
    for handle in ("priya", "tama", "ines"):
        agree(agreed, agreed.slack.person(handle), agreed.bob)
        sent(agreed, agreed.slack.person(handle))
    open_form(agreed, agreed.alice)
    assert "Enough people wait" in agreed.alice.submit().errors["who"]


def test_with_several_colleagues_one_is_chosen(agreed: World) -> None:
    priya = agreed.slack.person("priya")
    agree(agreed, agreed.alice, priya)
    open_form(agreed, agreed.alice)
    agreed.alice.fill({"Who listens": f"<@{priya.id}>"})
    agreed.alice.submit()
    agreed.settle()
    assert "would like your ear" in all_said(priya) and "would like your ear" not in all_said(agreed.bob)


@pytest.mark.parametrize(("text", "said"), [("", "don't keep those words"), (TEXT, "nobody to ask")])
def test_without_words_or_without_a_colleague_it_says_what_to_do(world: World, text: str, said: str) -> None:
    join(world, world.alice)
    answered(world, world.alice, text)
    world.alice.click("Ask a colleague")
    world.settle()
    assert said in all_said(world.alice) and world.alice.modal is None


def test_a_form_of_spaces_is_refused_beside_the_field(agreed: World) -> None:
    open_form(agreed, agreed.alice)
    agreed.alice.fill({"What they hear": "   "})
    assert "nothing to send" in agreed.alice.submit().errors["text.0"]


def test_more_than_a_message_holds_is_refused_before_anything_is_lost(agreed: World) -> None:
    open_form(agreed, agreed.alice, "word " * 2000)
    assert "Leave 999 letters of it away" in agreed.alice.submit().errors["text.0"]


# ---- What is kept under a name can be sent, too.

VERSION = VersionDraft("For landlords", "client", "lead", 60, TEXT, 11, 5)
STORY = StoryDraft("For landlords", "patience", TEXT, 11)


@pytest.mark.parametrize(
    ("add", "draft", "action"), [(versions.add, VERSION, "ear.version"), (stories.add, STORY, "ear.story")]
)
def test_a_version_and_a_story_are_sent_in_the_same_way(
    agreed: World, add: Any, draft: Any, action: str
) -> None:
    kept = agreed.run(add, agreed.owner(agreed.alice), draft, agreed.clock.now())
    show_button(agreed, agreed.alice, kept.id, action)
    agreed.alice.click("Ask a colleague")
    agreed.alice.submit()
    assert "For landlords" in told(agreed, agreed.bob) and TEXT in told(agreed, agreed.bob)
    hear(agreed, agreed.bob)
    assert "listened to" in told(agreed, agreed.alice) and labels(newest(agreed.alice)) == []


@pytest.mark.parametrize("action", ["ear.version", "ear.story"])
def test_of_another_one_neither_is_found(agreed: World, action: str) -> None:
    owner = agreed.owner(agreed.alice)
    agreed.run(versions.add, owner, VERSION, agreed.clock.now())
    agreed.run(stories.add, owner, STORY, agreed.clock.now())
    show_button(agreed, agreed.bob, 1, action)
    agreed.bob.click("Ask a colleague")
    agreed.settle()
    assert agreed.bob.modal is None and "can't find that" in all_said(agreed.bob)


# ---- Twice, and at once.


def test_a_request_sent_twice_arrives_once(agreed: World) -> None:
    open_form(agreed, agreed.alice)
    again = Again(agreed)
    agreed.alice.submit()
    again.times(3)
    assert len(rows(agreed, "hearings")) == 1
    assert sum("would like your ear" in one["text"] for one in agreed.bob.messages) == 1


def test_an_answer_sent_twice_arrives_once(agreed: World) -> None:
    sent(agreed, agreed.alice)
    again = Again(agreed)
    hear(agreed, agreed.bob)
    again.times(3)
    assert sum("listened to" in one["text"] for one in agreed.alice.messages) == 1


def test_declined_twice_is_told_once(agreed: World) -> None:
    sent(agreed, agreed.alice)
    again = Again(agreed)
    agreed.bob.click("Decline kindly")
    again.times(3)
    assert (
        sum("can't listen" in one["text"] for one in agreed.alice.messages) == 2
    )  # its own, and "Sent" changed


# ---- Forgetting.


def forget(world: World, person: Any) -> None:
    person.command("/kith", "forget me")
    person.click("Forget everything")
    world.settle()


def test_when_alice_is_forgotten_bobs_message_says_that_there_is_nothing_to_do(agreed: World) -> None:
    sent(agreed, agreed.alice)
    forget(agreed, agreed.alice)
    assert "There is nothing for you to do" in told(agreed, agreed.bob)
    assert "finch-of-alice" not in all_said(agreed.bob) + str(rows(agreed, "outbox"))
    assert rows(agreed, "hearings") == [] and agreed.alice.id not in str(rows(agreed, "practice_partners"))


def test_when_bob_is_forgotten_his_words_go_and_alices_stay(agreed: World) -> None:
    sent(agreed, agreed.alice)
    hear(agreed, agreed.bob)
    forget(agreed, agreed.bob)
    assert (request(agreed)["text"], request(agreed)["excelled"]) == (TEXT, None)
    kept = str([rows(agreed, table) for table in ("hearings", "outbox", "practice_partners")])
    assert "robin-of-bob" not in kept and agreed.bob.id not in kept
    assert agreed.run(partners.agreed, agreed.owner(agreed.alice)) == []


def test_when_bob_is_forgotten_alice_no_longer_waits(agreed: World) -> None:
    sent(agreed, agreed.alice)
    forget(agreed, agreed.bob)
    assert "stays without an answer" in all_said(agreed.alice)
    assert agreed.run(hearings.waiting, agreed.owner(agreed.alice)) == []
    assert agreed.run(practice.answers, agreed.owner(agreed.alice)) != []
