"""Speaking: clips in the direct message, whose transcript is there, late, broken or never comes."""

from __future__ import annotations

from typing import Any

import pytest

from bot import clips as attending
from bot.local_slack import Fault
from storage import clips, contacts, erase, members
from tests.listeners.recording import PITCH, kept, later, record, told
from tests.world import World, a_world

WAIT = "Slack is writing down what you said"


def test_a_clip_with_its_transcript_is_an_answer_with_its_exact_pace(world: World) -> None:
    record(world, seconds=20.4)
    (answer,) = kept(world)
    assert (answer.is_spoken, answer.seconds, answer.prompt_id) == (True, 20, "own-pitch")
    (feedback,) = told(world)
    (clip,) = [one for one in world.alice.messages if one.get("files")]
    assert feedback["thread_ts"] == clip["ts"]
    words = answer.words
    assert f"{words} words · 20 seconds, {words * 3} words a minute ·" in str(feedback["blocks"])


def test_a_clip_answers_the_prompt_that_was_shown_last(world: World) -> None:
    world.alice.command("/story")
    record(world)
    assert kept(world)[0].kind == "story"


def test_a_clip_answers_what_was_chosen_out_of_turn(world: World) -> None:
    world.alice.command("/story")
    world.alice.command("/pitch")
    record(world)
    assert kept(world)[0].prompt_id == "own-pitch"
    world.alice.command("/story")
    world.alice.click("My own")
    record(world)
    assert kept(world)[0].prompt_id == "own-story"


def test_a_clip_in_the_thread_of_a_prompt_answers_that_one(world: World) -> None:
    world.alice.command("/kith", "settings")
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 12)
    (prompt,) = [one for one in world.alice.messages if "practice.answer" in str(one)]
    world.alice.command("/story")
    record(world, thread_ts=prompt["ts"])
    (answer,) = kept(world)
    assert f"prompt:{answer.prompt_id}" in str(prompt)
    assert told(world)[-1]["thread_ts"] == prompt["ts"]


def test_a_second_try_in_the_same_thread_answers_the_same_prompt(world: World) -> None:
    world.alice.command("/pitch")
    record(world)
    thread_ts = told(world)[-1]["thread_ts"]
    world.alice.command("/story")
    record(world, thread_ts=thread_ts)
    assert len({one.prompt_id for one in kept(world)}) == 1 and len(kept(world)) == 2


def test_a_late_transcript_is_awaited_and_answered_when_slack_tells(world: World) -> None:
    file = record(world, late=True)
    assert WAIT in told(world)[-1]["text"] and kept(world) == []
    world.alice.send_transcript(file)
    world.settle()
    assert len(kept(world)) == 1 and len(told(world)) == 2


def test_a_late_transcript_is_asked_for_when_slack_tells_nothing(world: World) -> None:
    file = record(world, late=True)
    later(world, 6)
    assert kept(world) == []
    file.is_transcribed = True
    later(world, 5)
    assert kept(world) == [], "the waits grow"
    later(world, 6)
    assert len(kept(world)) == 1
    assert sum(WAIT in one["text"] for one in told(world)) == 1


def test_a_transcript_that_never_comes_is_told_after_ten_minutes(world: World) -> None:
    record(world, late=True)
    for _ in range(20):
        later(world, 61)
    assert "After ten minutes there is still no transcript" in told(world)[-1]["text"]
    assert (len(told(world)), kept(world)) == (2, [])


@pytest.mark.parametrize("outcome", ["failed", "none"])
def test_a_clip_without_a_transcript_says_what_to_do(world: World, outcome: str) -> None:
    record(world, outcome=outcome)
    assert told(world) == [], "the first that Slack says may be too early"
    later(world, 6)
    assert "switch on transcripts" in told(world)[-1]["text"]


def test_a_transcript_longer_than_its_preview_is_fetched(world: World) -> None:
    record(world, PITCH + " I stay until five today.")
    assert kept(world)[0].text.endswith("until five today.")


def test_a_broken_transcript_is_told(world: World) -> None:
    record(world, PITCH * 2, vtt="<html>Something went wrong</html>")
    assert "can't read the transcript" in told(world)[-1]["text"] and kept(world) == []


@pytest.mark.parametrize("said", ["", "[music]", " (silence) "])
def test_silence_is_told(world: World, said: str) -> None:
    record(world, said)
    assert "no words in this clip" in told(world)[-1]["text"] and kept(world) == []


def test_twenty_minutes_are_not_read(world: World) -> None:
    record(world, "word " * 2800, seconds=1200)
    assert "about 20 minutes long" in told(world)[-1]["text"] and kept(world) == []


def test_a_film_counts_by_what_is_said_in_it(world: World) -> None:
    record(world, is_film=True)
    assert kept(world)[0].is_spoken


def test_two_clips_in_one_message_are_two_attempts(world: World) -> None:
    files = [
        world.alice.upload(
            f"{name}.m4a", b"", "audio/mp4", transcript=f"{PITCH} {name}", duration_ms=30_000, say=None
        )
        for name in ("one", "two")
    ]
    world.alice.say("", files=files)
    world.settle()
    assert [one.text[-3:] for one in kept(world)] == ["two", "one"]
    assert len(told(world)) == 2


def test_the_same_event_twice_is_answered_once(world: World) -> None:
    world.slack.faults.add(Fault("events_api", "duplicate"))
    file = record(world)
    world.alice.send_transcript(file)
    later(world, 300)
    assert (len(kept(world)), len(told(world))) == (1, 1)


def test_a_clip_that_is_shared_again_is_answered_where_it_came_first(world: World) -> None:
    file = record(world)
    world.alice.say("", files=[file])
    world.settle()
    assert "sent me this clip before" in told(world)[-1]["text"] and len(kept(world)) == 1


def test_a_clip_that_somebody_else_recorded_is_left_alone(world: World) -> None:
    file = world.bob.upload("c.m4a", b"", "audio/mp4", transcript=PITCH, duration_ms=9000, say=None)
    world.alice.say("", files=[file])
    world.settle()
    assert "Somebody else speaks" in told(world)[-1]["text"]
    assert kept(world) == kept(world, world.bob) == []


def test_a_clip_that_was_deleted_while_it_was_awaited_is_told(world: World) -> None:
    file = record(world, late=True)
    world.alice.delete_file(file)
    later(world, 6)
    assert "not in Slack any more" in told(world)[-1]["text"]


def test_the_news_of_a_file_that_nobody_waits_for_is_no_matter(world: World) -> None:
    file = world.bob.upload("c.m4a", b"", "audio/mp4", transcript=PITCH, transcript_late=True, say=None)
    world.bob.send_transcript(file)
    world.settle()
    assert world.bob.messages == []


def test_a_line_beside_a_clip_is_read_and_idle_words_are_not(world: World) -> None:
    record(world, text="met Dana Lee from Acme")
    record(world, text="here it is")
    assert sum("Here is what I read" in str(one) for one in world.alice.messages) == 1
    assert world.run(contacts.names, world.owner(world.alice)) == [] and len(kept(world)) == 2


def test_a_clip_and_a_file_with_people_each_find_their_feature(world: World) -> None:
    clip = world.alice.upload("c.m4a", b"", "audio/mp4", transcript=PITCH, duration_ms=9000, say=None)
    people = world.alice.upload("people.csv", b"Name\nDana Lee\n", "text/csv", say=None)
    world.alice.say("", files=[clip, people])
    world.settle()
    assert len(kept(world)) == 1 and "1 new person" in str(world.alice.messages)


def test_a_clip_in_a_channel_is_nothing_of_ours(world: World) -> None:
    file = world.alice.upload("c.m4a", b"", "audio/mp4", transcript=PITCH, duration_ms=9000, say=None)
    event = {"type": "message", "subtype": "file_share", "channel": "C1", "channel_type": "channel"}
    event |= {"user": world.alice.id, "ts": "1.1", "files": [{"id": file.id, "subtype": "slack_audio"}]}
    world.wait(world.slack._target.raise_event(event))
    world.settle()
    assert kept(world) == [] and told(world) == []


def test_bobs_clip_is_bobs_alone(world: World) -> None:
    world.alice.command("/story")
    record(world, "canary-of-bob and what he says about it in some more words", person=world.bob)
    assert (len(kept(world, world.bob)), kept(world)) == (1, [])
    assert "canary-of-bob" not in str(world.alice.messages) and kept(world, world.bob)[0].kind == "pitch"


def test_slack_in_trouble_is_asked_again(world: World) -> None:
    file = record(world, late=True)
    file.is_transcribed = True
    world.slack.faults.add(Fault("files.info", "error", code="internal_error"))
    later(world, 6)
    assert kept(world) == []
    later(world, 11)
    assert len(kept(world)) == 1


def test_a_fault_of_our_own_is_put_off_and_told_in_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_given: Any, **_named: Any) -> None:
        raise ValueError("canary: a member's words")

    monkeypatch.setattr(attending, "practised", broken)
    record(world)
    for _ in range(20):
        later(world, 61)
    assert "couldn't fetch this clip" in told(world)[-1]["text"] and len(told(world)) == 1


def test_who_is_forgotten_while_a_transcript_is_awaited_stays_forgotten(world: World) -> None:
    file = record(world, late=True)
    world.run(erase.forget, world.owner(world.alice), world.clock.now())
    world.alice.send_transcript(file)
    later(world, 60)
    assert world.run(members.find, world.owner(world.alice)) is None


def test_late_transcripts_come_on_either_database(database_url: str) -> None:
    with a_world(database_url) as world:
        told_of, asked_for = record(world, late=True), record(world, late=True)
        world.alice.send_transcript(told_of)
        world.settle()
        assert len(kept(world)) == 1
        asked_for.is_transcribed = True
        later(world, 6)
        assert [one.is_spoken for one in kept(world)] == [True, True]


def test_when_all_is_said_nothing_waits(world: World) -> None:
    file = record(world)
    found = world.run(clips.find, world.owner(world.alice), file.id)
    assert (found.state, world.run(clips.waiting_owners, world.slack.team_id, file.id)) == ("done", [])
