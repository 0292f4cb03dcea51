"""Words that sound like a brochure: a stranger who hears them once sees nothing."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_ABBREVIATION = re.compile(r"\w*[A-Z]\W?[A-Z]\w*")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The whole list, for the text in lower case; and what is found in capitals alone, as it is there."""
    lines = (resources.files("coaching_content") / "rubrics" / "jargon.txt").read_text(encoding="utf-8")
    phrases = [line.strip() for line in lines.splitlines() if line.strip() and not line.startswith("#")]
    shouted = [phrase for phrase in phrases if phrase != phrase.lower()]
    plain = sorted((phrase for phrase in phrases if phrase == phrase.lower()), key=len, reverse=True)
    said = "|".join(phrase.replace("*", r"\w*").replace(" ", r"[-\s]+") for phrase in plain)
    capitals = "|".join(map(re.escape, shouted))
    return _alone(said), _alone(capitals)


def _alone(either: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")


def jargon_in(text: str) -> tuple[str, ...]:
    """The jargon found, in lower case, each once, in the order in which it was said."""
    said, capitals = _patterns()
    small = text.lower()
    own = text if len(small) == len(text) else small  # the lower case of a few letters is longer
    spans = sorted({match.span() for match in (*said.finditer(small), *capitals.finditer(own))})
    found = (" ".join(own[slice(*span)].split()) for span in spans)
    return tuple(dict.fromkeys(word if _ABBREVIATION.fullmatch(word) else word.lower() for word in found))
