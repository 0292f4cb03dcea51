"""An answer as read, and a truthful reply about it; each part can be replaced."""

from __future__ import annotations

import json
from typing import Any

from bot.coach.practice import Reading, Scene, Sentence, measure

TEXT = (
    "Last winter three lifts in our street stood still. I'm Ann Berg, and I repair lifts in old houses. "
    "At Grove Court the waits went from 40 minutes to 6, and 90% of the tenants noticed. "
    'My father said "keep the parts", so I do: two shelves, €300 of springs, a dozen belts.'
)
STATES = {
    "hook": "present",
    "who": "present",
    "audience": "unsure",
    "problem": "present",
    "solution": "present",
    "proof": "present",
    "ask": "absent",
}
TRUTH = {
    "worked": "You begin with a picture: “three lifts in our street stood still”. A stranger sees it.",
    "change": "Your listener hears no next step. Somebody who wants to help should know how.",
    "try_this": "Could you ____ before ____?",
    "fix": "ask",
}


def reading(text: str = TEXT, **changes: Any) -> Reading:
    """The answer as it would be read with everything found but an ask, and an audience that is not sure."""
    whole: dict[str, Any] = {
        "kind": "pitch",
        "scene": Scene("client", "lead", 30),
        "text": text,
        "sentences": (Sentence(text, ("hook",)),),
        "states": STATES,
        "quotes": {},
        "worked": "hook",
        "fix": "ask",
        "is_sure": True,
        "strength": 3,
        "measures": measure(text),
        "length": "fits",
        "is_english": True,
    }
    return Reading(**{**whole, **changes})


def reply(**changes: Any) -> str:
    """The truthful reply as JSON, with some of its parts replaced."""
    return json.dumps({**TRUTH, **changes})
