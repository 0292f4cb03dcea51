"""What is said to Kith that is no line about anybody: a question, or a word in passing."""

from __future__ import annotations

import re
from typing import Literal

Talk = Literal["question", "small_talk"]

# A longer text is a note, whatever it ends with.
LONGEST_QUESTION = 200
_MARKS = ("?", "\uff1f", "\u061f")
_ASKING = re.compile(
    r"(?:what|who|whom|when|where|why|how|which|can|could|should|would|will|do|does|did|is|are|am|was|were"
    r"|show|list|search|tell me)\b",
    re.IGNORECASE,
)
# Greetings, thanks, a nod; and sub-commands that were typed without `/kith`.
_IN_PASSING = frozenset(
    (
        *("hi", "hello", "hey", "yo", "hi there", "hello there", "hey there", "hi kith", "hello kith"),
        *("morning", "good morning", "good afternoon", "good evening", "good night", "bye", "goodbye"),
        *("thanks", "thx", "ty", "thank you", "thanks a lot", "thank you very much", "cheers"),
        *("ok", "okay", "yes", "yep", "no", "nope", "sure", "fine", "great", "cool", "nice", "perfect"),
        *("test", "testing", "today", "week", "status", "settings", "desk", "menu", "start", "stop", "undo"),
        *(
            "delete",
            "cancel",
            "back",
            "later",
            "pause",
            "resume",
            "lesson",
            "networks",
            "pitch",
            "story",
            "help me",
        ),
    )
)


def talk_of(text: str) -> Talk | None:
    """What kind of talk a text is that nobody and nothing could be read out of; None for any other."""
    said = " ".join(text.split())
    words = " ".join(re.sub(r"[^\w\s]", " ", said.lower()).split())
    if words in _IN_PASSING:
        return "small_talk"
    if len(said) > LONGEST_QUESTION:
        return None
    return "question" if said.endswith(_MARKS) or _ASKING.match(said) else None
