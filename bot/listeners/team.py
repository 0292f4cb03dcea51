"""The weekly team summary: set up by a lead, joined or left by each member."""

from __future__ import annotations

from datetime import date, time
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from bot import channels, surface
from bot.blocks import errors
from bot.blocks import teams as blocks
from bot.blocks.kit import Block, Payload
from bot.blocks.teams import Seen
from bot.coach.cadence import local_day, team_due
from bot.content import plain
from bot.interaction import CoachError, FieldErrors, Interaction, ItemChange, once
from storage import members, outbox, schedule, teams
from storage.records import Team


class Choice(NamedTuple):
    """What the lead picked: an ISO weekday, and the minute of the day in the lead's zone."""

    channel_id: str
    weekday: int
    minute: int


class Taken(Exception):
    """Another member leads the summary of that channel."""


async def show(it: Interaction) -> Payload | None:
    """`/kith team`: what one leads or is asked about; the form when there is nothing of the kind."""
    seen = await it.run(seen_by, it)
    if seen:
        return blocks.team_list_message(seen)
    # Opened without a way back: the answer goes to the direct message, where it stays.
    await it.open(blocks.team_modal({}, it.member.tz))
    return None


def seen_by(conn: Connection, it: Interaction) -> list[Seen]:
    """The live teams that the member leads or is listed in, those led first."""
    answers = {team.id: answer for team, answer in teams.of_member(conn, it.owner)}
    led = [
        Seen(team, answers.get(team.id), True, len(teams.participants(conn, team)))
        for team in teams.led_by(conn, it.owner)
    ]
    led_ids = {one.team.id for one in led}
    listed = [Seen(team, answer, False) for team, answer in teams.of_member(conn, it.owner)]
    return led + [one for one in listed if one.team.id not in led_ids]


async def new(it: Interaction) -> None:
    """The form for one more channel."""
    await it.open(blocks.team_modal(surface.origin(it), it.member.tz))


async def change(it: Interaction) -> None:
    """The form, filled in as the summary is now. Only for the lead."""
    team = await it.run(_led, it, it.number)
    await it.open(blocks.team_modal(surface.origin(it, id=team.id), it.member.tz, team))


def _led(conn: Connection, it: Interaction, team_id: int) -> Team:
    found = next((team for team in teams.led_by(conn, it.owner) if team.id == team_id), None)
    if found is None:
        raise CoachError(errors.gone())
    return found


async def submit(it: Interaction) -> FieldErrors | Payload | None:
    """Set the summary up, or change it, once Slack has told that Kith and the lead are in the channel."""
    choice = _choice(it)
    if isinstance(choice, FieldErrors):
        return choice
    channel = await channels.look_at(it.services.client, choice.channel_id)
    if fault := channel.fault or _not_theirs(it, channel):
        return FieldErrors({"channel": plain(f"team.{fault}")})
    try:
        answer = await it.run(once, it, _set_up, it, choice, channel.member_ids)
    except Taken:
        await it.run(_list_me, it, choice.channel_id)
        return FieldErrors({"channel": plain("team.taken")})
    it.services.wake()
    return answer


def _not_theirs(it: Interaction, channel: channels.Channel) -> str:
    return "" if it.owner.member_id in channel.member_ids else "not_yours"


def _choice(it: Interaction) -> Choice | FieldErrors:
    """What the form holds; the fields that only a forged one leaves out or fills with something else."""
    form = it.values
    try:
        hour = time.fromisoformat(str(form.get("hour")))
    except ValueError:
        return FieldErrors({"hour": plain("team.no_day")})
    if str(form.get("weekday")) not in tuple("1234567"):
        return FieldErrors({"weekday": plain("team.no_day")})
    if not form.get("channel"):
        return FieldErrors({"channel": plain("team.not_invited")})
    return Choice(str(form["channel"]), int(form["weekday"]), hour.hour * 60 + hour.minute)


def _set_up(conn: Connection, it: Interaction, choice: Choice, member_ids: list[str]) -> Payload | None:
    """Keep the choice. The answer stands where the form was opened, or else in the conversation."""
    old = _led(conn, it, it.subject) if "id" in it.metadata else None
    team, first_on = put(conn, it, choice, member_ids, old)
    shown = seen_by(conn, it)
    mine = next(one for one in shown if one.team.id == team.id)
    where = surface.origin_of(it)
    if where.kind == "ephemeral":
        notice = blocks.set_up_item(mine, it.member.tz, first_on, it.today, is_change=old is not None)
        return blocks.team_list_message(shown, *notice)
    answer = blocks.set_up_message(mine, it.member.tz, first_on, it.today, is_change=old is not None)
    if where.kind != "beside":
        return answer
    outbox.add(conn, it.reply(answer), it.now)
    return None


def _list_me(conn: Connection, it: Interaction, channel_id: str) -> None:
    """Whoever began to use Kith after the summary was set up is not listed yet, and could not join."""
    team = teams.in_channel(conn, it.owner.workspace_id, channel_id)
    if team:
        teams.list_members(conn, team, [it.owner.member_id])


def put(
    conn: Connection, it: Interaction, choice: Choice, member_ids: list[str], old: Team | None
) -> tuple[Team, date | None]:
    """Keep a team, list who may be asked, and plan its summary; the date of the next one.

    With another channel than `old` that one is stopped. Raises Taken when another member leads the channel.
    """
    workspace_id, lead_id = it.owner
    team = teams.put(conn, workspace_id, choice.channel_id, lead_id, choice.weekday, choice.minute, it.now)
    if team.lead_id != lead_id:
        raise Taken(team.channel_id)
    if old and old.id != team.id:
        end(conn, it, old)
    kith_members = {one.owner.member_id for one in members.in_workspace(conn, workspace_id)}
    teams.list_members(conn, team, sorted(kith_members.intersection(member_ids)))
    due_at = team_due(team, it.member.tz, it.now)
    if due_at:
        schedule.put(conn, it.owner, "team_summary", team.id, due_at)
    return team, local_day(due_at, it.member.tz) if due_at else None


def end(conn: Connection, it: Interaction, team: Team) -> None:
    """Stop a summary that the member leads."""
    teams.stop(conn, it.owner, team.id, it.now)
    schedule.remove(conn, it.owner, "team_summary", team.id)


async def stop(it: Interaction) -> Payload:
    """No more summaries in that channel. Only for the lead."""
    team = await it.run(_stop, it)
    if surface.surface_of(it.body).kind == "ephemeral":
        return await _list(it, *blocks.stopped_item(team))
    return blocks.stopped_message(team)


def _stop(conn: Connection, it: Interaction) -> Team:
    team = _led(conn, it, it.number)
    end(conn, it, team)
    return team


async def join(it: Interaction) -> Payload | ItemChange:
    """The member's counts may be in the sum."""
    return await _answer(it, "yes")


async def leave(it: Interaction) -> Payload | ItemChange:
    """The member's counts are not in the sum, from now on or still."""
    return await _answer(it, "no")


async def _answer(it: Interaction, said: Literal["yes", "no"]) -> Payload | ItemChange:
    team = await it.run(keep_answer, it, it.number, said)
    if surface.surface_of(it.body).kind == "ephemeral":
        return await _list(it)
    item = blocks.answered(team, said)
    return ItemChange(blocks.key(team), item[0]["text"]["text"], item)


def keep_answer(conn: Connection, it: Interaction, team_id: int, said: Literal["yes", "no"]) -> Team:
    """Keep the member's word on a live team that lists them; any other is not there for them."""
    listed = next((team for team, _ in teams.of_member(conn, it.owner) if team.id == team_id), None)
    if listed is None:
        raise CoachError(errors.gone())
    teams.answer(conn, it.owner, team_id, said, it.now)
    return listed


async def _list(it: Interaction, *notice: Block) -> Payload:
    return blocks.team_list_message(await it.run(seen_by, it), *notice)


WORDS = {"team": show}
ACTIONS = {
    "team.new": new,
    "team.change": change,
    "team.stop": stop,
    "team.join": join,
    "team.leave": leave,
}
VIEWS = {blocks.CALLBACK: submit}
