"""The scene of practice in a form: who is listening, what the member wants, how long it may take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.coach.practice import Kind, Scene
from bot.coach.scenes import TARGETS, is_set, own_scene
from bot.content import say
from storage.records import Member

SCENE = "practice.keep_scene"
LISTENERS: Mapping[str, str] = {
    "recruiter": "A recruiter",
    "client": "A client or buyer",
    "investor": "An investor",
    "executive": "A manager",
    "peer": "A colleague",
    "mentor": "A mentor",
    "press": "A reporter",
    "none": "Nobody in particular",
}
GOALS: Mapping[str, str] = {
    "job": "A job",
    "lead": "A customer",
    "funding": "Money for a plan",
    "partner": "A partner",
    "help": "Help, or a yes",
    "advice": "Advice",
    "none": "Nothing yet",
}


def scene_fields(kind: Kind, scene: Scene, is_open: bool = False) -> list[Block]:
    """The three menus; a story has no target. `is_open`: nobody has chosen yet, so nothing is."""
    listener, goal = (None, None) if is_open else (scene.listener, scene.goal)
    made = [_field("Who is listening", "listener", _options(LISTENERS), listener)]
    if kind == "pitch":
        made.append(_field("What you want of them", "goal", _options(GOALS), goal))
        made.append(_field("How long", "seconds", seconds_options(), scene.seconds))
    return made


def _field(label: str, name: str, options: list[Element], chosen: object) -> Block:
    return kit.field(label, name, kit.select(name, "Choose", options, chosen), optional=True)


def _options(names: Mapping[str, str]) -> list[Element]:
    return [kit.option(label, value) for value, label in names.items()]


def seconds_options() -> list[Element]:
    """The targets of a pitch."""
    return [kit.option(f"{seconds} seconds", seconds) for seconds in TARGETS]


def keep_field() -> Block:
    """Asks, once, whether what was chosen for this answer is what the member mostly needs."""
    boxes = kit.checkboxes("keep_scene", [kit.option("Keep this for a pitch of my own", "yes")])
    return kit.field("Is that your usual listener?", "keep_scene", boxes, optional=True)


def member_fields(member: Member) -> list[Block]:
    """The three menus with what stands in the profile."""
    return scene_fields("pitch", own_scene(member), not is_set(member))


def scene_modal(member: Member, metadata: Mapping[str, Any]) -> Payload:
    """`/pitch scene`."""
    return kit.modal(
        "Your listener",
        SCENE,
        kit.context(say("practice.scene_intro")),
        *member_fields(member),
        private_metadata=json.dumps(metadata),
    )


def scene_message(member: Member) -> Payload:
    """What was kept, and how to go on."""
    scene = own_scene(member)
    text = say(
        "practice.scene_kept",
        listener=LISTENERS[scene.listener],
        goal=GOALS[scene.goal],
        seconds=scene.seconds,
    )
    return kit.message(
        text,
        kit.section(text, block_id="scene"),
        kit.actions(
            kit.button("Practise now", "practice.own", "pitch", style="primary"),
            kit.button("Change", "practice.scene"),
            block_id="scene.do",
        ),
        kit.context(say("practice.only_you")),
    )
