"""Words that sound like a brochure: a stranger who hears them once sees nothing."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_ABBREVIATION = re.compile(r"\w*[A-Z]\W?[A-Z]\w*")


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern of the whole list; what is written in capitals there is found in capitals alone."""
    lines = (resources.files("coaching_content") / "rubrics" / "jargon.txt").read_text(encoding="utf-8")
    phrases = [line.strip() for line in lines.splitlines() if line.strip() and not line.startswith("#")]
    shouted = [phrase for phrase in phrases if phrase != phrase.lower()]
    plain = sorted((phrase for phrase in phrases if phrase == phrase.lower()), key=len, reverse=True)
    said = "|".join(phrase.replace("*", r"\w*").replace(" ", r"[-\s]+") for phrase in plain)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, shouted))}|(?i:{said}))(?![\w-])")


def jargon_in(text: str) -> tuple[str, ...]:
    """The jargon found, in lower case, each once, in the order in which it was said."""
    found = (" ".join(match.group().split()) for match in _pattern().finditer(text))
    return tuple(dict.fromkeys(word if _ABBREVIATION.fullmatch(word) else word.lower() for word in found))
