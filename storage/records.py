"""The frozen records that rows come back as, and the words for their states."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal, NamedTuple

Direction = Literal["mine", "theirs"]
PromiseState = Literal["open", "kept", "dropped"]
ThankYouState = Literal["owed", "said", "dropped"]
TouchKind = Literal["met", "call", "message", "coffee", "lunch", "event", "other"]
Network = Literal["operational", "personal", "strategic"]
CaptureState = Literal["pending", "saved", "undone", "discarded"]
OutboxState = Literal["due", "claimed", "sent", "unknown", "parked", "silent", "folded", "canceled"]
NudgeKind = Literal["brief", "reminder", "review", "practice", "team_summary"]
TeamAnswer = Literal["to_ask", "asked", "yes", "no"]


class Owner(NamedTuple):
    """Whose row it is. Made only from an envelope whose signature was checked."""

    workspace_id: str
    member_id: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person who uses Kith, and how they want to be coached. Days are ISO weekdays, "12345"."""

    owner: Owner
    tz: str
    joined_at: datetime
    nudges_on: bool = True
    brief_minute: int = 9 * 60
    brief_days: str = "12345"
    brief_limit: int = 3
    practice_days: str = "3"
    review_day: int = 5
    review_minute: int = 16 * 60
    paused_until: date | None = None
    channel_id: str | None = None
    welcomed_at: datetime | None = None
    onboarded_at: datetime | None = None
    deactivated_at: datetime | None = None
    country: str | None = None  # whose public holidays are free of nudges
    listener: str | None = None  # the scene of practice, where a prompt sets none
    goal: str | None = None
    practice_seconds: int | None = None
    second_opinion_on: bool = True  # where there is one: what they practise may go to a model


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact before it is kept. Unknown stays None."""

    name: str
    company: str | None = None
    role: str | None = None
    met_at: str | None = None
    via: str | None = None
    network: Network | None = None
    cadence_days: int | None = None
    looking_for: str | None = None
    can_offer: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person whom a member knows."""

    id: int
    owner: Owner
    name: str
    created_at: datetime
    company: str | None = None
    role: str | None = None
    met_at: str | None = None
    via: str | None = None
    network: Network | None = None
    cadence_days: int | None = None
    looking_for: str | None = None
    can_offer: str | None = None
    last_touch_on: date | None = None
    snoozed_until: date | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What one side said it would do for the other. `contact` is the name, None when nobody was named."""

    id: int
    owner: Owner
    direction: Direction
    what: str
    state: PromiseState
    created_at: datetime
    contact_id: int | None = None
    contact: str | None = None
    due_on: date | None = None
    due_time: time | None = None
    snoozed_until: date | None = None
    renegotiated: int = 0
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThankYou:
    """Thanks that a member owes to a contact, or has said."""

    id: int
    owner: Owner
    contact_id: int
    contact: str
    state: ThankYouState
    created_at: datetime
    reason: str | None = None
    snoozed_until: date | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """One interaction with a contact on a day."""

    id: int
    owner: Owner
    contact_id: int
    contact: str
    kind: TouchKind
    on: date
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A fact worth knowing about a contact, or a line that nobody could sort further."""

    id: int
    owner: Owner
    contact_id: int | None
    contact: str | None
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """A line as typed, what was read out of it, and what became of it. `act_id` undoes what was saved."""

    id: int
    owner: Owner
    text: str
    reading: dict[str, Any]
    state: CaptureState
    created_at: datetime
    act_id: int | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A channel that gets a weekly summary, and the member who switched it on, in whose zone the hour is."""

    id: int
    workspace_id: str
    channel_id: str
    lead_id: str
    weekday: int
    minute: int
    created_at: datetime
    stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TeamCounts:
    """One week of one team, summed over those who said yes. Never a name."""

    participants: int
    promises_made: int = 0
    promises_kept: int = 0
    thank_yous_said: int = 0
    touches: int = 0
    introductions: int = 0
    practice: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule row that was claimed: what is to be decided, for whom, and when it was due."""

    id: int
    owner: Owner
    kind: NudgeKind
    ref: int
    due_at: datetime
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message before it is in the outbox. `channel_id` None means the member's own direct message.

    Owner, kind, `ref` and `local_on` make it unique: a second one of the kind for that date is not kept.
    """

    owner: Owner
    kind: str
    local_on: date
    payload: dict[str, Any]
    ref: str = ""
    channel_id: str | None = None


class Posting(NamedTuple):
    """An outbox row that was claimed for sending. `attempts` counts this one too.

    `content` is the payload as it was stored, JSON: it is sent as it stands. A tuple, as are `Sent` and what
    goes with it: some are made for each of thousands of messages.

    `due_at` is when it was first due, however often it was tried since. Wanted: sent however late. Gone: its
    member has left. To channel: a team's, not a direct message. Unreadable: nobody could look for it there.
    """

    id: str
    owner: Owner
    kind: str
    content: str
    channel_id: str | None
    state: OutboxState
    attempts: int
    due_at: datetime
    may_repeat: bool = False
    is_wanted: bool = False
    is_gone: bool = False
    is_to_channel: bool = False
    is_unreadable: bool = False

    @property
    def payload(self) -> dict[str, Any]:
        """What `content` says."""
        said: dict[str, Any] = json.loads(self.content)
        return said


class Sent(NamedTuple):
    """How one claimed posting ended; applied in batches. Not `counted`: the row was not at fault.

    `attempts` is that of the posting: it tells this claim from later ones.
    """

    id: str
    state: OutboxState
    at: datetime
    ts: str | None = None
    channel_id: str | None = None
    error: str | None = None
    retry_at: datetime | None = None
    may_repeat: bool = False
    counted: bool = True
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything of one member that a brief may speak of, unsorted."""

    promises: tuple[Promise, ...] = ()
    thank_yous: tuple[ThankYou, ...] = ()
    contacts: tuple[Contact, ...] = ()
    team_asks: tuple[Team, ...] = field(default=())
