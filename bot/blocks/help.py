"""Help: everything that Kith answers to, with examples, and where to write to."""

from __future__ import annotations

from functools import cache

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.content import say

OWN = {f"/{name}": name for name in ("promise", "thanks", "contact", "pitch", "story")}


def help_message(command: str) -> Payload:
    """What to type for `command`; of "/kith", or a command without help of its own, everything."""
    return dict(_help(OWN.get(command)))


@cache
def _help(group: str | None) -> Payload:
    """Rendered once: no word of it depends on anybody."""
    title = say("help.title")
    if group:
        return kit.message(title, kit.section(say(f"help.{group}")), kit.context(say("help.own_footer")))
    everything, footer = kit.section(say("help.everything")), kit.context(say("help.footer"))
    return kit.message(title, kit.section(f"*{title}*"), everything, footer)
