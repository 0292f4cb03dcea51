"""The sample people of the demo: brought into Kith's own database by one click, and taken away by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from bot import keeping, membership
from bot.app import Kith
from bot.coach import cadence
from bot.demo_network import NETWORKS, Known, Word
from bot.local_slack import LocalSlack
from bot.local_slack.person import Person
from storage import acts, contacts, erase, members, notes, promises, schedule, teams, thanks, touches, trial
from storage.records import Member, Owner

ENDING = " (sample)"
LEAD, CHANNEL = "alice", "growth"
# They have said yes to the team's summary; tama is asked in his next brief, as anybody would be.
JOINED = ("alice", "bob", "priya", "ines")
SUMMARY_DAY, SUMMARY_MINUTE = 5, 16 * 60


class Samples:
    """Sample contacts for the five members of the local workspace, and their team's weekly summary."""

    def __init__(self, kith: Kith, slack: LocalSlack) -> None:
        self.kith, self.slack = kith, slack

    async def are_there(self) -> bool:
        """Whether they are in the database, brought in now or before a restart."""
        return bool(await self.kith.db.run(trial.marks, self.kith.services.team_id))

    async def add(self) -> None:
        """Bring them in; nothing happens when they are there."""
        if await self.are_there():
            return
        await self.slack.invite_app(CHANNEL)
        now, new = self.kith.services.now(), set()
        found: dict[str, Member] = {}
        for handle in NETWORKS:
            owner = self._owner(self.slack.person(handle))
            if await self.kith.db.run(members.find, owner) is None:
                new.add(handle)
            found[handle] = await membership.ensure(self.kith.services, owner, now)
        channel_id = self.slack.conversation(CHANNEL).id
        await self.kith.db.run(bring, found, new, channel_id, now)
        await self._redraw()

    async def remove(self) -> None:
        """Take them away from everybody, and forget who became a member by them and keeps nothing."""
        channel_id = self.slack.conversation(CHANNEL).id
        gone = await self.kith.db.run(take_away, self.kith.services.team_id, channel_id)
        self.kith.services.known.difference_update(gone)
        await self._redraw()

    async def _redraw(self) -> None:
        """Whoever looks at their Home sees it anew."""
        self.kith.services.wake()
        for person in self.slack.people():
            if person.looks_at_home:
                await person.open_home()

    def _owner(self, person: Person) -> Owner:
        return Owner(self.kith.services.team_id, person.id)


def bring(conn: Connection, found: dict[str, Member], new: set[str], channel_id: str, now: datetime) -> None:
    """Keep the sample rows of these members, by their handle; `new` are those who were none before."""
    for handle, member in found.items():
        made = [_bring_one(conn, member, known, now) for known in NETWORKS[handle]]
        trial.mark(conn, member.owner, "samples, and a member" if handle in new else "samples", made, now)
    _bring_team(conn, found, channel_id, now)


def _bring_one(conn: Connection, member: Member, known: Known, now: datetime) -> int:
    """One contact with all that is known of it; its number."""
    owner, today = member.owner, cadence.local_day(now, member.tz)
    then = now - timedelta(weeks=known.weeks)
    draft = replace(known.draft, name=known.draft.name + ENDING)
    contact_id = contacts.add(conn, owner, draft, then).id
    for kind, days in known.touches:
        touches.add(conn, owner, contact_id, kind, today - timedelta(days=days), now - timedelta(days=days))
    for text in known.notes:
        notes.add(conn, owner, contact_id, text, then)
    for reason, days in known.thanks:
        thanks.add(conn, owner, contact_id, reason, now - timedelta(days=days))
    for word in known.words:
        _bring_promise(conn, member, contact_id, word, now)
    return contact_id


def _bring_promise(conn: Connection, member: Member, contact_id: int, word: Word, now: datetime) -> None:
    owner, due_on = member.owner, cadence.local_day(now, member.tz) + timedelta(days=word.due)
    at = time(word.hour) if word.hour else None
    promise = promises.add(
        conn, owner, word.direction, word.what, contact_id, due_on, at, now - timedelta(days=word.made)
    )
    if word.is_kept:
        act_id = acts.begin(conn, owner, "kept", now)
        acts.change(
            conn, act_id, owner, "promises", promise.id, state="kept", closed_at=now - timedelta(hours=2)
        )
    keeping.remind(conn, member, promise, now)


def _bring_team(conn: Connection, found: dict[str, Member], channel_id: str, now: datetime) -> None:
    """The team's summary, unless somebody set one up there. Nobody leads it when its lead was forgotten."""
    lead = found[LEAD]
    there = teams.in_channel(conn, lead.owner.workspace_id, channel_id)
    if there is not None and there.lead_id:
        return
    team = teams.put(
        conn, *(lead.owner.workspace_id, channel_id, lead.owner.member_id), SUMMARY_DAY, SUMMARY_MINUTE, now
    )
    teams.list_members(conn, team, [member.owner.member_id for member in found.values()])
    for handle in JOINED:
        teams.answer(conn, found[handle].owner, team.id, "yes", now)
    if due_at := cadence.team_due(team, lead.tz, now):
        schedule.put(conn, lead.owner, "team_summary", team.id, due_at)
    trial.mark(conn, lead.owner, "samples, and a team", [], now)


def take_away(conn: Connection, workspace_id: str, channel_id: str) -> set[Owner]:
    """Delete all that samples brought; the members who are forgotten with them."""
    marked = trial.marks(conn, workspace_id)
    for owner, marks in marked.items():
        trial.take_away(conn, owner)
        if "samples, and a team" in marks:
            trial.drop_team(conn, owner, channel_id)
    came = {owner for owner, marks in marked.items() if "samples, and a member" in marks}
    gone = {owner for owner in came if _is_as_it_came(conn, owner)}
    for owner in gone:
        erase.take_out(conn, owner)
    return gone


def _is_as_it_came(conn: Connection, owner: Owner) -> bool:
    """Nothing of their own is kept, and nothing was chosen: they would begin as a newcomer does."""
    member = members.find(conn, owner)
    if member is None or trial.has_own_rows(conn, owner) or teams.led_by(conn, owner):
        return False
    if any(answer in ("yes", "no") for _, answer in teams.of_member(conn, owner)):
        return False
    plain = Member(owner, member.tz, member.joined_at, channel_id=member.channel_id)
    return member == replace(plain, welcomed_at=member.welcomed_at)
