"""The weekly team summary as messages and a form: setting it up, the question to members, their answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.coach.wording import WEEKDAYS, clock_words
from bot.content import plain, say
from storage.records import Team, TeamAnswer

CALLBACK = "team.set_up"
FRIDAY, AFTERNOON = 5, 16 * 60


class Seen(NamedTuple):
    """A team as one member sees it. `answer` None: not listed. `participants` counts for the lead alone."""

    team: Team
    answer: TeamAnswer | None
    is_lead: bool
    participants: int = 0


def key(team: Team) -> str:
    """The block_id under which a team stands in any message."""
    return f"team:{team.id}"


def join_question(team: Team) -> list[Block]:
    """Asks a member, inside something else that goes to them, whether their counts may be in the sum."""
    return [
        kit.section(say("team.question", team=team), block_id=key(team)),
        kit.context(say("team.holds"), block_id=f"{key(team)}.holds"),
        kit.actions(_join(team), _leave(team, "No, thanks"), block_id=f"{key(team)}.do"),
    ]


def _join(team: Team) -> Element:
    return kit.button("Join", "team.join", team.id)


def _leave(team: Team, label: str = "Leave") -> Element:
    return kit.button(label, "team.leave", team.id)


def answered(team: Team, answer: TeamAnswer) -> list[Block]:
    """What stands in place of the question once it is answered; the answer may be changed at any time."""
    is_in = answer == "yes"
    return [
        kit.section(_told(team, answer), block_id=key(team)),
        kit.actions(_leave(team) if is_in else _join(team), block_id=f"{key(team)}.do"),
    ]


def team_list_message(seen: Sequence[Seen], *notice: Block) -> Payload:
    """The summaries that a member leads or is asked about, each with what they may do."""
    title = say("team.list_title")
    new = kit.actions(kit.button("Set up another channel", "team.new"))
    if not seen:
        return kit.message(title, *notice, new)
    items = [block for one in seen for block in _item(one)]
    return kit.message(
        title,
        *notice,
        kit.section(f"*{title}*"),
        *items,
        kit.context(say("team.holds"), say("team.few"), say("team.only_you")),
        new,
    )


def _item(seen: Seen) -> list[Block]:
    line = say("team.line", **seen._asdict())
    buttons = [*_answer_buttons(seen), *(_lead_buttons(seen.team) if seen.is_lead else [])]
    return [
        kit.section(line, block_id=key(seen.team)),
        kit.actions(*buttons, block_id=f"{key(seen.team)}.do"),
    ]


def _answer_buttons(seen: Seen) -> list[Element]:
    if seen.answer is None:
        return []
    if seen.answer == "yes":
        return [_leave(seen.team)]
    return [_join(seen.team)] if seen.answer == "no" else [_join(seen.team), _leave(seen.team, "No, thanks")]


def _lead_buttons(team: Team) -> list[Element]:
    sure = kit.confirm("Stop the summary?", plain("team.stop_question"), "Stop it")
    return [
        kit.button("Change", "team.change", team.id),
        kit.button("Stop", "team.stop", team.id, style="danger", ask=sure),
    ]


def team_modal(metadata: dict[str, Any], tz: str, team: Team | None = None) -> Payload:
    """Asks for the channel, the weekday and the hour; prefilled when a team is changed."""
    days = [kit.option(name, number) for number, name in enumerate(WEEKDAYS, start=1)]
    day, minute = (team.weekday, team.minute) if team else (FRIDAY, AFTERNOON)
    return kit.modal(
        "Weekly summary",
        CALLBACK,
        kit.section(say("team.modal_intro")),
        kit.field(
            "Channel",
            "channel",
            kit.channel_select("channel", team.channel_id if team else None),
            hint=plain("team.channel_hint"),
        ),
        kit.field("Day", "weekday", kit.select("weekday", "Pick a day", days, day)),
        kit.field(
            "Hour",
            "hour",
            kit.time_picker("hour", clock_words(minute)),
            hint=plain("team.your_zone", tz=tz),
        ),
        kit.context(say("team.holds"), say("team.few")),
        private_metadata=json.dumps(metadata),
    )


def set_up_message(seen: Seen, tz: str, first_on: date | None, today: date, *, is_change: bool) -> Payload:
    """The summary is set up or changed: when it comes, what it holds, who is asked and how."""
    item = set_up_item(seen, tz, first_on, today, is_change=is_change)
    text = item[0]["text"]["text"]
    return kit.message(
        text, *item, kit.actions(*_lead_buttons(seen.team), block_id=_do(seen.team)), *_yourself(seen)
    )


def set_up_item(seen: Seen, tz: str, first_on: date | None, today: date, *, is_change: bool) -> list[Block]:
    """The same without buttons, to stand above the list."""
    text = say("team.changed" if is_change else "team.set_up", team=seen.team, first_on=first_on, today=today)
    return [
        kit.section(text),
        kit.context(say("team.your_zone", tz=tz)),
        kit.section(say("team.holds")),
        kit.section(f"{say('team.asked_how')} {say('team.few')}"),
    ]


def _do(team: Team) -> str:
    return f"summary:{team.id}.do"


def _yourself(seen: Seen) -> list[Block]:
    """The lead's own answer is asked for at once, since they are here. It is an item of its own."""
    if seen.answer is None:
        return []
    text = say("team.yourself") if seen.answer in ("to_ask", "asked") else _told(seen.team, seen.answer)
    return [
        kit.section(text, block_id=key(seen.team)),
        kit.actions(*_answer_buttons(seen), block_id=f"{key(seen.team)}.do"),
    ]


def _told(team: Team, answer: TeamAnswer) -> str:
    return say("team.joined" if answer == "yes" else "team.left", team=team)


def stopped_message(team: Team) -> Payload:
    """The summary is stopped."""
    return kit.message(say("team.stopped", team=team), *stopped_item(team))


def stopped_item(team: Team) -> list[Block]:
    """The same, to stand above the list."""
    return [kit.section(say("team.stopped", team=team))]
