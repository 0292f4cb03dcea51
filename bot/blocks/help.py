"""Help: everything that Kith answers to, with examples, and where to write to."""

from __future__ import annotations

from functools import cache

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.coach.small_talk import Talk
from bot.content import say

OWN = {f"/{name}": name for name in ("promise", "thanks", "contact", "pitch", "story")}


def help_message(command: str, copies_to: str = "") -> Payload:
    """What to type for `command`; of "/kith", or a command without help of its own, everything.

    `copies_to`: the host that gets a copy of what is practised, "" when none does.
    """
    group = OWN.get(command)
    payload = dict(_help(group))
    if copies_to and group in (None, "pitch", "story"):
        payload["blocks"] = [*payload["blocks"], kit.context(say("opinion.in_help", host=copies_to))]
    return payload


@cache
def _help(group: str | None) -> Payload:
    """Rendered once: no word of it depends on anybody."""
    title = say("help.title")
    if group:
        return kit.message(title, kit.section(say(f"help.{group}")), kit.context(say("help.own_footer")))
    everything, footer = kit.section(say("help.everything")), kit.context(say("help.footer"))
    return kit.message(title, kit.section(f"*{title}*"), everything, footer)


def talk_message(talk: Talk, capture_id: int) -> Payload:
    """The answer to a question or a greeting; a question can be kept as a note all the same."""
    text = say(f"help.{talk}")
    keep = kit.actions(kit.button("Keep as a note", "capture.note", capture_id))
    return kit.message(text, kit.section(text), *([keep] if talk == "question" else []))
