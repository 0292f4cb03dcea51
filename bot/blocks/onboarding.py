"""The Home tab of somebody who is here for the first time."""

from __future__ import annotations

from datetime import datetime

from bot.blocks import kit
from bot.blocks.kit import Block
from bot.blocks.settings import limit_options, weekday_options
from bot.coach.local_words import clock_now
from bot.coach.wording import clock_words
from bot.content import plain, say
from storage.records import Member


def onboarding(member: Member, now: datetime) -> list[Block]:
    """What Kith does, who sees what, and when it may write; each choice is kept when it is made."""
    hour = kit.time_picker("home.hour", clock_words(member.brief_minute))
    days = kit.checkboxes("home.days", weekday_options(), member.brief_days)
    limit = kit.select("home.limit", "How many", limit_options(), member.brief_limit)
    return [
        kit.header(plain("home.onboarding_title")),
        kit.section(say("home.what_it_does")),
        kit.section(say("home.who_sees_what")),
        kit.divider(),
        kit.section(say("home.when_to_nudge", tz=member.tz, clock=clock_now(now, member.tz))),
        kit.section(say("home.hour"), block_id="hour", accessory=hour),
        kit.section(say("home.days"), block_id="days", accessory=days),
        kit.section(say("home.limit"), block_id="limit", accessory=limit),
        kit.actions(
            kit.button("Start", "home.start", style="primary"),
            kit.button("Start without nudges", "home.start_quiet"),
            block_id="start",
        ),
        kit.context(say("home.only_you")),
    ]
