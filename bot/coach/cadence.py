"""When a nudge is due: the only place where local time is reckoned, and it becomes UTC at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bot.coach.free_days import is_free
from storage.records import Member, NudgeKind, Promise, Team

FALLBACK_TZ = "UTC"
# From here on a nudge says that it comes late ...
LATE = timedelta(minutes=10)
# ... and beyond this it is not sent any more: the next brief takes it in.
TOO_LATE = timedelta(hours=2)
# Beyond this nothing is planned: "pause for ever" means what it says.
LAST_DAY = date(9000, 1, 1)
# How many dates are looked through for one that is wanted: no weekday is a holiday the whole year round.
DAYS_AHEAD = 366
PRACTICE_MINUTE = 12 * 60
REMIND_BEFORE = timedelta(hours=1)
# The kinds that come to every member by the calendar; a reminder hangs on a promise, a summary on a team.
CALENDAR_KINDS: tuple[NudgeKind, ...] = ("brief", "review", "practice")

# How many answers of `next_moment` are kept: members of one zone ask the same within one sweep.
REMEMBERED = 4096


@cache
def _zone(tz: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(tz)
    except (LookupError, ValueError, OSError):  # unknown, malformed ("../x"), a folder ("America")
        return None


def is_known_zone(tz: str) -> bool:
    """Whether `tz` is an IANA name that this machine knows; the others are reckoned in FALLBACK_TZ."""
    return _zone(tz) is not None


def zone(tz: str) -> ZoneInfo:
    """The zone of that IANA name, or of FALLBACK_TZ for a name that is not known."""
    return _zone(tz) or ZoneInfo(FALLBACK_TZ)


def local_day(at: datetime, tz: str) -> date:
    """The date that the calendar on the wall shows at the instant."""
    return at.astimezone(zone(tz)).date()


def moment(on: date, minute: int, tz: str) -> datetime:
    """The UTC instant of `minute` minutes past midnight on that date.

    Of an hour that comes twice it is the first. A minute that is left out is moved past the gap, or, where
    the gap reaches midnight (Nuuk in March, 23:00 to 24:00), before it, so that the date stays.
    """
    wall = datetime.combine(on, time(*divmod(minute, 60)), tzinfo=zone(tz))
    later = wall.astimezone(UTC)
    if local_day(later, tz) == on:
        return later
    return wall.replace(fold=1).astimezone(UTC)


@lru_cache(maxsize=REMEMBERED)
def next_moment(
    after: datetime,
    minute: int,
    days: str,
    tz: str,
    not_before: date | None = None,
    last_on: date | None = None,
    country: str | None = None,
) -> datetime | None:
    """The first such minute on one of the ISO weekdays `days`, strictly after `after`, on a date later than
    `last_on`, no earlier than `not_before`, and no public holiday of `country`. None when there is none.
    """
    first = local_day(after, tz)
    if last_on is not None:
        first = max(first, last_on + timedelta(days=1))
    if not_before is not None:
        first = max(first, not_before)
    if first > LAST_DAY or not days:
        return None
    for on in (first + timedelta(days=n) for n in range(DAYS_AHEAD)):
        if str(on.isoweekday()) not in days or is_free(on, country):
            continue
        at = moment(on, minute, tz)
        # A date that a zone leaves out as a whole has no minute: who crosses the date line passes over it.
        if at > after and local_day(at, tz) == on:
            return at
    return None


def next_due(
    kind: NudgeKind,
    member: Member,
    after: datetime,
    last_on: date | None = None,
    occasions: Collection[date] = (),
) -> datetime | None:
    """When the member's next brief, review or practice prompt is due; None when there is no day for it.

    Not on a public holiday of the country that they chose: what that day would have told comes the next time.
    The day before an occasion is a practice day, whatever else it is.
    """
    minute, days = {
        "brief": (member.brief_minute, member.brief_days),
        "review": (member.review_minute, str(member.review_day)),
        "practice": (PRACTICE_MINUTE, member.practice_days),
    }[kind]
    at = next_moment(after, minute, days, member.tz, member.paused_until, last_on, member.country)
    before = next_eve(member, after, last_on, occasions) if kind == "practice" and occasions else None
    return min(at, before) if at and before else at or before


def eve(on: date, tz: str) -> datetime:
    """When the pitch for an occasion of that date is practised: at noon of the day before."""
    return moment(on - timedelta(days=1), PRACTICE_MINUTE, tz)


def next_eve(
    member: Member, after: datetime, last_on: date | None, occasions: Collection[date]
) -> datetime | None:
    """The first eve of these dates strictly after `after`, on a date later than `last_on` and in no pause."""
    first = max(
        filter(None, (last_on and last_on + timedelta(days=1), member.paused_until)), default=date.min
    )
    for on in sorted(occasions):
        at = eve(on, member.tz)
        if at > after and on - timedelta(days=1) >= first:
            return at
    return None


def first_dues(
    member: Member,
    now: datetime,
    last_on: Mapping[NudgeKind, date | None] | None = None,
    occasions: Collection[date] = (),
) -> list[tuple[NudgeKind, datetime]]:
    """When each calendar nudge of the member is due next, given the local dates on which they last came, and
    those of the occasions to come."""
    last = last_on or {}
    dues = [(kind, next_due(kind, member, now, last.get(kind), occasions)) for kind in CALENDAR_KINDS]
    return [(kind, at) for kind, at in dues if at is not None]


def team_due(team: Team, tz: str, after: datetime, last_on: date | None = None) -> datetime | None:
    """When the team's next summary is due, by the calendar of the lead's zone."""
    return next_moment(after, team.minute, str(team.weekday), tz, last_on=last_on)


def promised_at(promise: Promise, tz: str) -> datetime | None:
    """The instant for which a promise with an hour was given; None when it has no day or no hour."""
    if promise.due_on is None or promise.due_time is None:
        return None
    return moment(promise.due_on, promise.due_time.hour * 60 + promise.due_time.minute, tz)


def reminder_at(promise: Promise, tz: str, now: datetime) -> datetime | None:
    """When to remind of an open promise of the member's own that has an hour: one hour before.

    None when there is nothing to remind of, or that instant is over.
    """
    at = promised_at(promise, tz)
    if promise.state != "open" or promise.direction != "mine" or at is None:
        return None
    return at - REMIND_BEFORE if at - REMIND_BEFORE > now else None


def is_late(due_at: datetime, now: datetime) -> bool:
    """Late enough that the nudge should say so."""
    return now - due_at >= LATE


def is_too_late(due_at: datetime, now: datetime) -> bool:
    """Too late to be sent: the decision is kept as a row, and the next brief takes it in."""
    return now - due_at > TOO_LATE
