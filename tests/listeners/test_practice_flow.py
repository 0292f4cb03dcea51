"""The flow of practice through the front door: the scene, the thread, again, hint, and a slow reading."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot import library, practising
from bot.coach.practice import Reading
from bot.judging import read_soon
from storage import members, practice
from storage.practice_records import Answer, AnswerDraft
from storage.records import Member
from tests.listeners.forged import forge_button, greet, last_said, words_of
from tests.world import World

PITCH = "I'm Ann, and I repair lifts in old houses. Could you introduce me to your landlord?"


@pytest.fixture(autouse=True)
def _greeted(world: World) -> None:
    greet(world, world.alice, world.bob)


def member(world: World) -> Member:
    found = world.run(members.find, world.owner(world.alice))
    assert found
    return found


def answers(world: World, person: Any = None) -> list[Answer]:
    found: list[Answer] = world.run(practice.answers, world.owner(person or world.alice))
    return found


def practise(world: World, text: str = PITCH, **fields: Any) -> dict[str, Any]:
    """Answer the prompt that is shown; the feedback."""
    world.alice.click("Answer")
    assert world.alice.submit({"answer": text, **fields}).closed
    world.settle()
    found: dict[str, Any] = world.alice.messages[-1]
    return found


def with_scene(world: World, **scene: Any) -> None:
    world.run(lambda conn: members.update(conn, world.owner(world.alice), **scene))


def fields_of(view: dict[str, Any]) -> dict[str, Any]:
    """What each menu of a form shows before anybody touched it."""
    chosen = {b["block_id"]: b["element"].get("initial_option") for b in view["blocks"] if "element" in b}
    return {name: one["value"] if one else None for name, one in chosen.items() if name != "answer"}


def test_whoever_begins_speaks_of_their_own_work_and_tells_for_whom(world: World) -> None:
    world.alice.command("/pitch")
    practise(world, listener="recruiter", goal="job", seconds="30")
    assert (member(world).listener, member(world).goal, member(world).practice_seconds) == (
        "recruiter",
        "job",
        30,
    )
    (kept,) = answers(world)
    assert (kept.prompt_id, kept.listener, kept.goal, kept.target_seconds) == (
        "own-pitch",
        "recruiter",
        "job",
        30,
    )


def test_who_leaves_it_open_is_answered_all_the_same(world: World) -> None:
    world.alice.command("/pitch")
    assert "· target 60 seconds" in words_of(practise(world))
    assert member(world).listener is None


def test_from_then_on_situations_come_with_scenes_of_their_own(world: World) -> None:
    with_scene(world, listener="mentor", goal="advice")
    shown = world.alice.command("/pitch").body["blocks"][0]["block_id"].removeprefix("prompt:")
    prompt = library.prompt(shown)
    assert prompt in library.prompts("pitch")
    world.alice.click("Answer")
    scene = {"listener": prompt.listener, "goal": prompt.goal, "seconds": str(prompt.seconds)}
    assert fields_of(world.alice.modal) == scene


def test_the_members_own_prompt_has_the_scene_of_the_profile(world: World) -> None:
    with_scene(world, listener="mentor", goal="advice", practice_seconds=30)
    assert "about 30 seconds" in words_of(world.alice.command("/pitch", "own").body)
    world.alice.click("Answer")
    assert fields_of(world.alice.modal) == {"listener": "mentor", "goal": "advice", "seconds": "30"}


def test_an_answer_typed_behind_the_command_stands_in_the_form(world: World) -> None:
    assert not world.alice.command("/pitch", PITCH).body
    typed = next(b["element"] for b in world.alice.modal["blocks"] if b.get("block_id") == "answer")
    assert typed["initial_value"] == PITCH
    world.alice.submit()
    assert "Try this" in words_of(world.alice.modal), "at once, where nothing stands that could show it"
    world.settle()
    assert [(one.prompt_id, one.text) for one in answers(world)] == [("own-pitch", PITCH)]


def test_a_click_on_any_prompt_leads_to_ones_own(world: World) -> None:
    world.alice.command("/story")
    world.alice.click("My own")
    world.settle()
    assert "A story of your own" in last_said(world.alice)


def test_for_one_answer_the_scene_is_changed_and_the_profile_stays(world: World) -> None:
    with_scene(world, listener="mentor", goal="advice")
    world.alice.command("/pitch", "own")
    practise(world, listener="investor", goal="funding", seconds="90")
    assert answers(world)[0].goal == "funding" and member(world).goal == "advice"


@pytest.mark.parametrize(("ticked", "kept"), [(["yes"], "press"), ([], None)])
def test_at_the_first_situation_one_is_asked_whether_it_is_usual(
    world: World, ticked: list[str], kept: str | None
) -> None:
    world.alice.command("/pitch", "new")
    practise(world, listener="press", keep_scene=ticked)
    assert member(world).listener == kept
    world.alice.command("/pitch", "new")
    world.alice.click("Answer")
    assert ("keep_scene" in words_of(world.alice.modal)) == (kept is None)


def test_a_story_asks_who_is_listening_and_no_more(world: World) -> None:
    world.alice.command("/story")
    world.alice.click("Answer")
    assert list(fields_of(world.alice.modal)) == ["listener"]


@pytest.mark.parametrize("command", ["/pitch", "/story"])
def test_the_scene_is_opened_shown_and_changed(world: World, command: str) -> None:
    world.alice.command(command, "scene")
    assert world.alice.submit({"listener": "client", "goal": "lead", "seconds": "90"}).closed
    world.settle()
    assert "a client or buyer, a customer, 90 seconds" in last_said(world.alice)
    world.alice.click("Change")
    assert fields_of(world.alice.modal) == {"listener": "client", "goal": "lead", "seconds": "90"}
    world.alice.command("/kith", "settings")
    assert fields_of(world.alice.modal).items() >= {"listener": "client", "goal": "lead"}.items()


def test_from_the_scene_one_goes_on_to_practise(world: World) -> None:
    world.alice.command("/pitch", "scene")
    world.alice.submit({"listener": "client"})
    world.settle()
    world.alice.click("Practise now")
    world.settle()
    assert "Your own pitch" in last_said(world.alice)


def test_the_scene_decides_what_is_asked_for(world: World) -> None:
    text = "I'm Ann, and I repair lifts in old houses. Last year I mended 214 of them. " * 4
    said = []
    for goal in ("job", "funding"):
        world.alice.command("/pitch", "own")
        said.append(words_of(practise(world, text, listener="none", goal=goal)))
    assert said[0] != said[1]


def test_the_answer_itself_stands_in_the_thread_with_what_is_said_about_it(world: World) -> None:
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 12)
    nudge = world.alice.messages[-1]
    text = PITCH + " Nothing typed is lost: <b> & *all* of it. " * 60
    feedback = practise(world, text.strip())
    assert feedback["thread_ts"] == nudge["ts"]
    pieces = [part for b in feedback["blocks"] if b["type"] == "rich_text" for part in b["elements"]]
    quoted = [part["elements"][0]["text"] for part in pieces if part["type"] == "rich_text_quote"]
    assert " ".join(quoted).split() == text.split()
    assert "Try this" in words_of(feedback)


def test_again_opens_the_form_with_the_last_words_and_the_same_scene(world: World) -> None:
    world.alice.command("/pitch", "own")
    feedback = practise(world, listener="press", goal="help", seconds="90")
    world.alice.click("Again", message=feedback)
    view = world.alice.modal
    typed = next(b["element"]["initial_value"] for b in view["blocks"] if b.get("block_id") == "answer")
    assert typed == PITCH
    assert fields_of(view).items() >= {"listener": "press", "goal": "help", "seconds": "90"}.items()


def test_a_hint_stands_in_the_thread_once_and_the_next_attempt_counts_as_helped(world: World) -> None:
    world.alice.command("/pitch", "own")
    feedback = practise(world)
    for _ in range(2):
        world.alice.click("Hint", message=feedback)
        world.settle()
    hints = [m for m in world.alice.messages if m["text"].startswith("*Hint:*")]
    assert [one["thread_ts"] for one in hints] == [feedback["ts"]]
    assert library.own_prompt("pitch").hint in hints[0]["text"]
    for _ in range(2):
        world.alice.click("Again", message=feedback)
        world.alice.submit({"answer": PITCH})
        world.settle()
    assert [one.is_hinted for one in answers(world)] == [False, True, False]


def test_what_was_read_is_kept_with_the_answer(world: World) -> None:
    world.alice.command("/pitch", "own")
    practise(world)
    (kept,) = answers(world)
    assert kept.states and kept.states["ask"] == "present" and "ask" in kept.found
    assert kept.counts and kept.counts["jargon"] == 0 and "fillers" not in kept.counts
    assert kept.fix is not None and not kept.is_spoken


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """A reading that takes until it is let go."""
    gate = asyncio.Event()

    async def read_slowly(*args: Any, **more: Any) -> Reading:
        await gate.wait()
        return await read_soon(*args, **more)

    monkeypatch.setattr(practising, "read_soon", read_slowly)
    monkeypatch.setattr(practising, "READ_SECONDS", 0.05)
    return gate


def let_go(world: World, gate: asyncio.Event) -> None:
    async def opened() -> None:
        gate.set()

    world.wait(opened())
    world.settle()


def test_a_reading_that_takes_long_is_told_and_followed_by_what_it_found(
    world: World, slow: asyncio.Event
) -> None:
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 12)
    prompt = world.alice.messages[-1]
    world.alice.click("Answer")
    assert world.alice.submit({"answer": PITCH}).closed
    (kept,) = answers(world)
    assert (kept.text, kept.states, kept.words) == (PITCH, None, 16)
    let_go(world, slow)
    shown = next(m for m in world.alice.messages if m["ts"] == prompt["ts"])
    assert shown["text"].startswith("✓ Answered")
    drawn = [entry.text for entry in world.slack.ledger if entry.method == "chat.update"]
    assert "comes in our direct message" in drawn[0] and drawn[1].startswith("✓ Answered")
    assert world.alice.messages[-1]["thread_ts"] == prompt["ts"]
    assert answers(world)[0].states


def break_reading(monkeypatch: pytest.MonkeyPatch, gate: asyncio.Event | None = None) -> None:
    """A reading that fails, at once or when it is let go."""

    async def fail(*args: Any, **more: Any) -> Reading:
        if gate:
            await gate.wait()
        raise ValueError("broken table")

    monkeypatch.setattr(practising, "read_soon", fail)


def test_what_cannot_be_read_is_kept_and_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    break_reading(monkeypatch)
    world.alice.command("/pitch", "own")
    told = practise(world)
    assert "I couldn't read them just now" in words_of(told)
    assert [one.text for one in answers(world)] == [PITCH]
    monkeypatch.undo()
    world.alice.click("Again", message=told)
    world.alice.submit()
    world.settle()
    assert "Try this" in words_of(world.alice.messages[-1])


def test_what_cannot_be_read_at_last_stands_in_place_of_under_way(
    world: World, slow: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_reading(monkeypatch, slow)
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 12)
    prompt = world.alice.messages[-1]
    world.alice.click("Answer")
    world.alice.submit({"answer": PITCH})
    let_go(world, slow)
    shown = next(m for m in world.alice.messages if m["ts"] == prompt["ts"])
    assert "I couldn't read it just now" in shown["text"]
    assert "press Again" in shown["text"] and world.alice.messages[-1]["thread_ts"] == prompt["ts"]


def test_what_was_not_read_when_the_process_ended_is_read_at_the_next_start(world: World) -> None:
    draft = AnswerDraft("own-pitch", "pitch", PITCH, 16, 7, (), listener="press", target_seconds=30)
    left = world.run(practice.add_answer, world.owner(world.alice), draft, world.clock.now())
    for _ in range(2):
        world.wait(practising.read_left(world.kith.services))
        world.settle()
    said = [m for m in world.alice.messages if "Try this" in words_of(m)]
    assert len(said) == 1 and "of your 30 seconds" in words_of(said[0])
    assert left.states is None and answers(world)[0].states


def test_an_old_answer_is_not_spoken_of_again(world: World) -> None:
    draft = AnswerDraft("own-pitch", "pitch", PITCH, 16, 7, ())
    world.run(practice.add_answer, world.owner(world.alice), draft, world.clock.now() - timedelta(days=2))
    said = len(world.alice.messages)
    world.wait(practising.read_left(world.kith.services))
    world.settle()
    assert len(world.alice.messages) == said


def feedback_rows(world: World) -> list[tuple[str, str]]:
    """The state of each feedback, and its words."""
    rows = "SELECT state, payload FROM outbox WHERE kind = 'feedback'"
    found: list[tuple[str, str]] = world.run(lambda conn: [*map(tuple, conn.exec_driver_sql(rows))])
    return found


def test_undo_leaves_no_words_of_the_answer_behind(world: World) -> None:
    world.alice.command("/pitch", "own")
    practise(world)
    assert "landlord" in str(feedback_rows(world))
    world.alice.click("Undo")
    world.settle()
    assert feedback_rows(world) == [("sent", "{}")]


def test_an_answer_that_is_taken_back_meanwhile_is_not_spoken_of(world: World, slow: asyncio.Event) -> None:
    world.alice.command("/pitch", "own")
    world.alice.click("Answer")
    world.alice.submit({"answer": PITCH})
    (kept,) = answers(world)
    world.run(lambda conn: conn.exec_driver_sql("DELETE FROM answers"))
    let_go(world, slow)
    assert kept.states is None and "Try this" not in words_of(world.alice.messages)


@pytest.mark.parametrize("label", ["Again", "Hint"])
def test_bob_gets_at_nothing_of_alices_answer(world: World, label: str) -> None:
    world.alice.command("/pitch", "own")
    practise(world)
    world.bob.command("/pitch", "own")
    world.bob.click("Answer")
    world.bob.submit({"answer": "I bake bread for offices, every morning at four."})
    world.settle()
    own, hers = answers(world, world.bob)[0].id, answers(world)[0].id
    forge_button(world, world.bob, f"practice.{label.lower()}:{own}", f"practice.{label.lower()}:{hers}")
    world.bob.click(label, message=world.bob.messages[-1])
    world.settle()
    assert "can't find that" in last_said(world.bob)
    assert "landlord" not in words_of(world.bob.messages)
    assert answers(world)[0].hint_at is None


@pytest.mark.parametrize("person", ["bob", "charlie"])
def test_nobody_else_changes_the_scene(world: World, person: str) -> None:
    with_scene(world, listener="mentor")
    other = getattr(world, person)
    other.command("/pitch", "scene")
    assert other.modal is None or "mentor" not in str(fields_of(other.modal).values())
    if other.modal:
        other.submit({"listener": "press"})
    assert member(world).listener == "mentor"
