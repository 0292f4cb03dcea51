"""The scene of an answer: who is listening, what the member wants of them, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Listener = Literal["recruiter", "client", "investor", "executive", "peer", "mentor", "press", "none"]
Goal = Literal["job", "lead", "funding", "partner", "help", "advice", "none"]
LISTENERS: tuple[Listener, ...] = get_args(Listener)
GOALS: tuple[Goal, ...] = get_args(Goal)
USUAL_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Scene:
    """What decides which elements an answer needs. `seconds` is the target of a pitch; a story has none."""

    listener: Listener = "none"
    goal: Goal = "none"
    seconds: int | None = USUAL_SECONDS


ANY_SCENE = Scene()
