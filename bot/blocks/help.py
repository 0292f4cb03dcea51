"""Help: everything that Kith answers to, with examples, and where to write to."""

from __future__ import annotations

from functools import cache

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.content import say

PRACTICE = ("pitch", "story")
EVERYTHING = (
    "kith",
    "find",
    "promise",
    "thanks",
    "contact",
    *PRACTICE,
    "learn",
    "settings",
    "team",
    "data",
)
OWN = {"/promise": ("promise",), "/thanks": ("thanks",), "/contact": ("contact", "find")}
OWN |= {f"/{name}": (name,) for name in PRACTICE}


def help_message(command: str) -> Payload:
    """What to type for `command`; of "/kith", or a command without help of its own, everything."""
    return dict(_help(OWN.get(command, EVERYTHING)))


@cache
def _help(groups: tuple[str, ...]) -> Payload:
    """The groups of the help in this order. Rendered once: no word of it depends on anybody."""
    title = say("help.title")
    sections = [kit.section(say(f"help.{group}")) for group in groups]
    return kit.message(title, kit.section(f"*{title}*"), *sections, kit.context(say("help.footer")))
