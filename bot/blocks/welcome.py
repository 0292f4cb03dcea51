"""The welcome: told once, when somebody becomes a member, with the defaults in plain words."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.blocks.settings import KEY, change_button, settings_line
from bot.content import say
from storage.records import Member


def welcome_message(member: Member) -> Payload:
    """What Kith is, when it will write, who can see it, how to change it, and one line to try."""
    return kit.message(
        say("welcome.fallback"),
        kit.section(say("welcome.hello")),
        kit.section(settings_line(member), block_id=KEY),
        kit.actions(change_button(), block_id=f"{KEY}.do"),
        kit.section(say("welcome.try_it")),
        kit.context(say("welcome.only_you")),
    )
