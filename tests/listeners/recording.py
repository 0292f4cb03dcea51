"""Alice speaks: clips as Slack records them, the time that goes by, and what came of it."""

from __future__ import annotations

from typing import Any

from bot import clips as attending
from storage import practice
from tests.world import World

PITCH = (
    "I'm Ann Lee. Small shops lose a third of their orders because nobody answers the phone at night. "
    "I build a box that takes those calls. Twelve bakeries in Leeds took forty percent more orders with it. "
    "Could you introduce me to one shop that you like?"
)


def record(world: World, said: str = PITCH, seconds: float = 41, **how: Any) -> Any:
    """Alice records a clip and sends it; `how`: late, outcome, vtt, is_film, thread_ts, text, person."""
    person = how.pop("person", world.alice)
    words = {
        "transcript": said,
        "duration_ms": int(seconds * 1000),
        "transcript_late": how.pop("late", False),
    }
    file = person.upload("clip.m4a", b"sound", "audio/mp4", **words, say=None)
    text, thread_ts = how.pop("text", ""), how.pop("thread_ts", None)
    for name, value in how.items():
        setattr(file, name, value)
    person.say(text, files=[file], thread_ts=thread_ts)
    world.settle()
    return file


def later(world: World, seconds: float) -> None:
    """Time goes by, and the heart beats."""
    world.after(seconds=seconds)
    world.wait(attending.attend_due(world.kith.services))
    world.settle()


def kept(world: World, person: Any = None) -> list[Any]:
    return world.run(practice.answers, world.owner(person or world.alice))  # type: ignore[no-any-return]


def told(world: World, person: Any = None) -> list[dict[str, Any]]:
    """What Kith said in threads, oldest first."""
    person = person or world.alice
    return [one for one in person.messages if one.get("bot_id") and one.get("thread_ts")]
