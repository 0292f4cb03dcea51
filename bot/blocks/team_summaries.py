"""The weekly team summary: counts for the channel, and a word to the lead when it cannot go out."""

from __future__ import annotations

from datetime import datetime

from bot.blocks import kit
from bot.blocks.briefs import last_line, late_line
from bot.blocks.kit import Payload
from bot.content import say
from storage.records import Team, TeamCounts

# With two, each could tell the other's numbers.
FEWEST = 3
COUNTED = ("promises_made", "promises_kept", "thank_yous_said", "touches", "introductions", "practice")


def is_empty(counts: TeamCounts) -> bool:
    """Nothing was counted in that week."""
    return not any(getattr(counts, name) for name in COUNTED)


def summary_message(counts: TeamCounts, late_at: datetime | None = None) -> Payload:
    """What a channel sees: counts, and who is counted. Raises ValueError below three participants."""
    if counts.participants < FEWEST:
        raise ValueError("fewer than three could tell each other apart")
    lines = [say(f"team_summary.{name}", count=getattr(counts, name)) for name in COUNTED]
    shown = [line for name, line in zip(COUNTED, lines, strict=True) if getattr(counts, name)]
    return kit.message(
        say("team_summary.fallback", kept=counts.promises_kept, thanked=counts.thank_yous_said),
        kit.section(say("team_summary.title")),
        *([late_line(late_at)] if late_at else []),
        kit.section("\n".join(shown or [say("team_summary.quiet")])),
        kit.context(say("team_summary.who", participants=counts.participants)),
    )


def too_few_message(team: Team, participants: int) -> Payload:
    """What the lead alone is told instead."""
    text = say(
        "team_summary.too_few",
        channel_id=team.channel_id,
        participants=participants,
        missing=FEWEST - participants,
    )
    return kit.message(text, kit.section(text), *last_line())
