"""What a delivery means for others: channels learned, receivers and workspaces that cannot be reached."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.coach import cadence
from bot.jobs.sending import Ending
from storage import members, outbox_claim, outbox_review, pace, schedule, teams
from storage.records import Owner

log = logging.getLogger(__name__)

# Slack says that the person is gone, not only the conversation.
_GONE = ("account_inactive", "user_disabled")


def draw(
    conn: Connection,
    endings: Sequence[Ending],
    now: datetime,
    *,
    limited: Collection[str] = (),
    blind: Mapping[str, timedelta] | None = None,
) -> None:
    """Write down, in the transaction that completes the batch, what follows from it.

    `limited` are the workspaces that had too much as a whole, `blind` those that cannot be read for so long.
    """
    outbox_claim.know_channels(conn, _channels(endings))
    for ending in endings:
        if ending.blame == "receiver":
            pause_receiver(conn, ending, now)
        if ending.sent.state == "parked":
            parked = {"outbox_id": ending.posting.id, "kind": ending.posting.kind, "code": ending.sent.error}
            log.warning("a message is parked", extra=parked)
    for workspace_id, code in sorted(_stopped(endings).items()):
        pace.pause(conn, workspace_id, code, now)
        log.error("nothing is sent to a workspace any more", extra={"workspace": workspace_id, "code": code})
    _hold(conn, [one for one in endings if one.posting.owner.workspace_id in limited])
    go_blind(conn, blind or {}, now)


def go_blind(conn: Connection, blind: Mapping[str, timedelta], now: datetime) -> None:
    """Remember for all processes which workspaces cannot be read, and how long that is believed."""
    for workspace_id, how_long in sorted(blind.items()):
        pace.go_blind(conn, workspace_id, now + how_long)
        log.warning("a workspace cannot be read: one message at a time", extra={"workspace": workspace_id})


def pause_receiver(conn: Connection, ending: Ending, now: datetime) -> None:
    """Plan nothing more for a channel or a person that cannot be reached; `kith doctor` shows it."""
    posting, code = ending.posting, ending.sent.error or ""
    team = teams.in_channel(conn, posting.owner.workspace_id, posting.channel_id or "")
    if team:
        schedule.park(conn, posting.owner, ["team_summary"], code, team.id)
    elif code in _GONE:
        # The daily repair asks Slack again, and brings back who came back.
        members.update(conn, posting.owner, deactivated_at=now)
        outbox_review.cancel_of(conn, posting.owner)
    else:
        schedule.park(conn, posting.owner, [*cadence.CALENDAR_KINDS, "reminder"], code)


def _channels(endings: Sequence[Ending]) -> list[tuple[Owner, str]]:
    """The direct-message channels that Slack told; a posting with a channel of its own tells nothing new."""
    return [
        (ending.posting.owner, ending.sent.channel_id)
        for ending in endings
        if ending.posting.channel_id is None and ending.sent.channel_id
    ]


def _stopped(endings: Sequence[Ending]) -> dict[str, str]:
    return {
        ending.posting.owner.workspace_id: ending.sent.error or ""
        for ending in endings
        if ending.blame == "workspace"
    }


def _hold(conn: Connection, endings: Sequence[Ending]) -> None:
    until: dict[str, datetime] = {}
    for ending in endings:
        if ending.is_rate_limited and ending.sent.retry_at:
            workspace_id = ending.posting.owner.workspace_id
            until[workspace_id] = max(until.get(workspace_id, ending.sent.retry_at), ending.sent.retry_at)
    for workspace_id, at in sorted(until.items()):
        pace.hold(conn, workspace_id, at)
