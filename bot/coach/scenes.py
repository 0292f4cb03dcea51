"""For whom a member practises: the scene that they keep, and the one chosen for a single answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.coach.practice import Scene
from bot.coach.practice.elements import GOALS_FOR_ONESELF
from bot.coach.practice.scene import GOALS, LISTENERS, USUAL_SECONDS
from storage.records import Member

TARGETS = (30, 60, 90)  # seconds


def is_set(member: Member) -> bool:
    """Whether the member has said who is listening, or what they want."""
    return member.listener is not None or member.goal is not None


def is_alone(scene: Scene) -> bool:
    """Whether the member speaks of themselves, and never as "we"."""
    return scene.goal in GOALS_FOR_ONESELF or scene.listener in ("recruiter", "mentor")


def own_scene(member: Member) -> Scene:
    """The scene in the member's profile; what is not set there is anybody, and a minute."""
    kept = {"listener": member.listener, "goal": member.goal, "seconds": member.practice_seconds}
    return chosen_scene(kept, Scene(seconds=USUAL_SECONDS))


def chosen_scene(form: Mapping[str, Any], usual: Scene) -> Scene:
    """The scene of a form; what it does not hold, or holds wrongly, is as usual."""
    listener, goal, seconds = (form.get(name) for name in ("listener", "goal", "seconds"))
    return Scene(
        listener if listener in LISTENERS else usual.listener,
        goal if goal in GOALS else usual.goal,
        next((target for target in TARGETS if str(target) == str(seconds)), usual.seconds),
    )


def kept_scene(form: Mapping[str, Any]) -> dict[str, Any]:
    """What of a form goes into the profile, by the names of Member's fields; nothing that was left open."""
    scene = chosen_scene(form, Scene(seconds=None))
    kept = {"listener": scene.listener, "goal": scene.goal, "practice_seconds": scene.seconds}
    return {name: value for name, value in kept.items() if value not in (None, "none")}
