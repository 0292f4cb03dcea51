"""Emoji by the names that Slack gives them: `:wave:`, `:+1::skin-tone-3:`, `:flag-pt:`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import emoji
from markupsafe import Markup

CODE = re.compile(r":([a-z0-9_+'-]+)(?:::skin-tone-([2-6]))?:")
FIRST_TONE = 0x1F3FB
FIRST_LETTER = 0x1F1E6
# Slack's names that the package does not know (its list follows github.com/iamcal/emoji-data).
ALSO = {
    "simple_smile": "🙂",
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_orange_circle": "🟠",
    "large_purple_circle": "🟣",
    "large_brown_circle": "🟤",
    "large_red_square": "🟥",
    "large_green_square": "🟩",
    "large_yellow_square": "🟨",
    "knife_fork_plate": "🍽️",
    "hand_with_index_and_middle_fingers_crossed": "🤞",
    "face_with_rolling_eyes": "🙄",
    "sleuth_or_spy": "🕵️",
    "admission_tickets": "🎟️",
    "lower_left_ballpoint_pen": "🖊️",
    "spock-hand": "🖖",
}
KINDS = (("female-", "woman_"), ("male-", "man_"))
SPAN = Markup('<span class="emoji" role="img" aria-label="{}" title=":{}:">{}</span>')


@cache
def _names() -> dict[str, str]:
    """Every name the package knows, without colons; the first of two emoji with one name counts."""
    found: dict[str, str] = {}
    for sign, about in emoji.EMOJI_DATA.items():
        for name in (about["en"], *about.get("alias", ())):
            found.setdefault(name.strip(":").lower(), sign)
    return found | ALSO


def emoji_named(name: str, tone: int | None = None) -> str | None:
    """The sign, in a skin tone of Slack's 2 to 6; None for a name that nobody knows (a custom emoji)."""
    sign = _names().get(name) or _flag(name) or _person(name)
    if sign is None or tone is None or not 2 <= tone <= 6:
        return sign
    first, rest = sign[0], sign[1:].removeprefix("\ufe0f")
    toned = f"{first}{chr(FIRST_TONE + tone - 2)}{rest}"
    return toned if toned in emoji.EMOJI_DATA else sign


def _flag(name: str) -> str | None:
    found = re.fullmatch(r"flag-([a-z]{2})", name)
    if found is None:
        return None
    return "".join(chr(FIRST_LETTER + ord(letter) - ord("a")) for letter in found.group(1))


def _person(name: str) -> str | None:
    for theirs, ours in KINDS:
        if name.startswith(theirs):
            return _names().get(ours + name.removeprefix(theirs))
    return None


def emoji_span(name: str, sign: str) -> Markup:
    """An emoji with its name for those who do not see it."""
    return SPAN.format(name.replace("::", " ").replace("_", " "), name, sign)


def pieces(text: str) -> Iterator[str | tuple[str, str]]:
    """Text in pieces: what stands between emoji, and each emoji as (name, sign)."""
    start = at = 0
    while found := CODE.search(text, at):
        sign = emoji_named(found.group(1), int(found.group(2)) if found.group(2) else None)
        if sign is None:
            # The second colon may open the next name: "10:30:tada:".
            at = found.end() - 1
            continue
        yield text[start : found.start()]
        yield found.group(0)[1:-1], sign
        start = at = found.end()
    yield text[start:]


def with_emoji(text: str) -> Iterator[str | Markup]:
    """Text in pieces for a page, each emoji a span of its own."""
    for piece in pieces(text):
        yield piece if isinstance(piece, str) else emoji_span(*piece)


def in_signs(text: str) -> str:
    """Text alone, for places that hold no markup: attributes, the options of a select."""
    return "".join(piece if isinstance(piece, str) else piece[1] for piece in pieces(text))
