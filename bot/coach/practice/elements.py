"""The elements of a pitch and of a story, and which of them whom one speaks to makes necessary."""

from typing import Literal

Kind = Literal["pitch", "story"]

PITCH = ("hook", "who", "audience", "problem", "solution", "proof", "ask")
STORY = (
    *("setting", "character", "inciting", "conflict", "turning", "resolution", "takeaway"),
    *("sensory", "dialogue"),
)

# What is most often missed comes first: this is the order in which the one question is chosen.
_PITCH_MISSED_FIRST = ("ask", "proof", "solution", "audience", "who", "problem", "hook")
_STORY_MISSED_FIRST = ("takeaway", "conflict", "turning", "resolution", "setting", "character")
# Nobody who looks for a job or for advice has to bring somebody else's problem along.
_FOR_ONESELF = frozenset({"who", "solution", "proof", "ask", "audience"})
_INTERNAL = frozenset({"problem", "solution", "ask"})
GOALS_FOR_ONESELF = frozenset({"job", "advice"})


def elements_of(kind: Kind) -> tuple[str, ...]:
    """Every element that is looked for, in the order in which an answer usually brings them."""
    return PITCH if kind == "pitch" else STORY


def required(kind: Kind, goal: str = "none", listener: str = "none") -> tuple[str, ...]:
    """The elements that this answer needs, the one most missed by its listener first.

    A request to one's own management (listener `executive`, goal `help`) needs the fewest.
    """
    if kind == "story":
        return _STORY_MISSED_FIRST
    if goal in GOALS_FOR_ONESELF:
        return tuple(name for name in _PITCH_MISSED_FIRST if name in _FOR_ONESELF)
    if (goal, listener) == ("help", "executive"):
        return tuple(name for name in _PITCH_MISSED_FIRST if name in _INTERNAL)
    return _PITCH_MISSED_FIRST
