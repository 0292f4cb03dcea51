"""From mentions to persons: "Sofie" is Sofie De Smet, "F." is Filipa, a known Dana is Dana Lee."""

from collections.abc import Sequence

from bot.coach.capture.given_names import MEN, WOMEN
from bot.coach.capture.mentions import Mention
from bot.coach.capture.words import TITLES
from bot.coach.names import key
from bot.coach.patterns import Pattern

_INITIAL = Pattern(r"(?<![\w'.&/-])([B-HJ-Z])(?:\.(?=\s))?(?![\w.&/-])", exact_case=True)


def name_mentions(mentions: Sequence[Mention]) -> list[str]:
    """The name of each mention's person, in the order of the mentions."""
    sure = {m.candidates[0] for m in mentions if len(m.candidates) == 1}
    long_names = [m.typed for m in mentions if not m.candidates and " " in m.typed]
    return [_name(mention, sure, long_names) for mention in mentions]


def _name(mention: Mention, sure: set[str], long_names: list[str]) -> str:
    if len(mention.candidates) == 1:
        return mention.candidates[0]
    if mention.candidates:
        named = [name for name in mention.candidates if name in sure]
        return named[0] if named else mention.typed
    words = key(mention.typed).split()
    for name in long_names:
        others = [w for w in key(name).replace(".", "").split() if w not in TITLES]
        if words != others and all(word in others for word in words):
            return name
    return mention.typed


def initial_mentions(
    text: str, mentions: Sequence[Mention], names: Sequence[str]
) -> list[tuple[Mention, str]]:
    """Single letters that stand for exactly one of the people named in the same line."""
    by_initial: dict[str, set[str]] = {}
    for name in names:
        by_initial.setdefault(name[0].upper(), set()).add(name)
    found = []
    for match in _INITIAL.finditer(text):
        fits = by_initial.get(match[1], set())
        is_free = all(match.end() <= m.start or match.start() >= m.end for m in mentions)
        if len(fits) == 1 and is_free:
            found.append((Mention(match.start(), match.end(), match[0], ()), next(iter(fits))))
    return found


def gender(name: str) -> str:
    """ "f", "m" or "" by the given name: enough to tell who "her" is when two people are named."""
    words = [w.strip(".") for w in key(name).split()]
    given = next((w for w in words if w not in TITLES), "")
    if given in WOMEN:
        return "" if given in MEN else "f"
    if given in MEN:
        return "m"
    if name.lower().startswith(("mr", "sir")):
        return "m"
    if name.lower().startswith(("ms", "mrs", "miss")):
        return "f"
    return "f" if given.endswith("a") and given.isascii() else ""
