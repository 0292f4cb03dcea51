"""The doctor looks at the clockwork: what is late, parked, held back or out of reach, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.coach import cadence
from bot.delivery_errors import WORDS
from bot.doctor_findings import Finding, moment, span, these
from storage import checkup, outbox_review, pace, schedule
from storage.checkup import Waiting
from storage.schedule import ParkedDue

LATE = timedelta(minutes=2)
# A list that is longer is told by its number; the database holds the rest.
MOST_ROWS = 20
RECEIVER = frozenset(WORDS["receiver"].split())
IN_WORDS = {
    "connection_refused": "Slack could not be reached",
    "timeout": "Slack did not answer in time",
    "ratelimited": "Slack said that there was too much",
    "account_inactive": "the person's account is switched off (account_inactive)",
    "user_disabled": "the person's account is switched off (user_disabled)",
    "user_not_found": "Slack does not know the person (user_not_found)",
    "channel_not_found": "the conversation is not to be found (channel_not_found)",
    "is_archived": "the channel is archived (is_archived)",
    "not_in_channel": "Kith is not in the channel (not_in_channel)",
    "cannot look": "the conversation cannot be read",
    "limited": "Slack lets the conversation be read too seldom",
    "not here": "the conversation is not to be found",
    "no answer": "Slack did not answer the look",
    "": "the process that was sending ended",
}


def look_at_clockwork(conn: Connection, now: datetime) -> list[Finding]:
    """Every finding, the gravest kinds first."""
    return [
        *_lag(conn, now),
        *_paused(conn, now),
        *_held(conn, now),
        *_parked_messages(conn),
        *_parked_rows(conn),
        *_waiting(conn, now),
        *_zones(conn),
    ]


def _lag(conn: Connection, now: datetime) -> Iterable[Finding]:
    late = max(schedule.lag(conn, now), checkup.delivery_lag(conn, now))
    if late > LATE:
        advice = "Is `kith run` running? `kith sweep` sends it now."
        yield Finding("fault", f"Clockwork: something is due for {span(late)}.", advice)
    else:
        yield Finding("good", "Clockwork: nothing is late.")


def _paused(conn: Connection, now: datetime) -> Iterable[Finding]:
    for paused in pace.paused(conn):
        since = f"{paused.at:%Y-%m-%d %H:%M} UTC"
        what = f"Workspace {paused.workspace_id} is paused since {since}: {paused.reason}."
        yield Finding("fault", what, "Install the app anew and put the new token in SLACK_BOT_TOKEN.")


def _held(conn: Connection, now: datetime) -> Iterable[Finding]:
    for held in checkup.held(conn, now):
        until = moment(held.until, now)
        what = f"Workspace {held.workspace_id}: Slack said that there was too much; Kith goes on {until}."
        yield Finding("warning", what, "Nothing has to be done: all of it is kept, and sent then.")
    for held in checkup.blind(conn, now):
        name = f"Workspace {held.workspace_id}"
        what = f"{name}: its conversations cannot be read, so one message goes at a time."
        again = f"Kith looks again {moment(held.until, now)}"
        advice = f"See below whether the token lacks im:history; else Slack limits the reading. {again}."
        yield Finding("warning", what, advice)


def _parked_messages(conn: Connection) -> Iterable[Finding]:
    parked = outbox_review.parked(conn)
    for row in parked[:MOST_ROWS]:
        what = f"Message {row.id} ({row.kind}) could not be sent: {_words(row.error)}."
        yield Finding("warning", what, f"Mend the cause, then `kith replay {row.id}`; until then it is kept.")
    yield from _more(len(parked), "message")


def _parked_rows(conn: Connection) -> Iterable[Finding]:
    """A member out of reach is one finding, however many of their rows are parked for it."""
    parked = schedule.parked(conn)
    unreachable = [row for row in parked if row.error in RECEIVER]
    yield from _unreachable(unreachable)
    rest = [row for row in parked if row.error not in RECEIVER]
    for row in rest[:MOST_ROWS]:
        what = f"Schedule row {row.id} ({row.kind}) failed again and again: {row.error}."
        yield Finding("warning", what, f"Mend the cause, then `kith replay {row.id}`; until then it is kept.")
    yield from _more(len(rest), "schedule row")


def _unreachable(rows: list[ParkedDue]) -> Iterable[Finding]:
    found: dict[tuple[str, str], list[ParkedDue]] = {}
    for row in rows:
        is_team = row.kind == "team_summary"
        name = f"The channel of team {row.ref}" if is_team else f"Member {row.owner.member_id}"
        found.setdefault((name, row.error), []).append(row)
    for (name, error), theirs in list(found.items())[:MOST_ROWS]:
        replays = ", ".join(f"`kith replay {row.id}`" for row in theirs[:5])
        what = f"{name} cannot be reached ({error}): {these(len(theirs), 'nudge')} paused."
        yield Finding("warning", what, f"Once it is open to Kith again: {replays}.")
    yield from _more(len(found), "receiver")


def _more(number: int, noun: str) -> Iterable[Finding]:
    if number > MOST_ROWS:
        what = f"... and {these(number - MOST_ROWS, noun)} more like that."
        yield Finding("warning", what, "Deal with the first ones, then ask the doctor again.")


def _waiting(conn: Connection, now: datetime) -> Iterable[Finding]:
    for waiting in checkup.waiting_messages(conn):
        many = these(waiting.number, "message")
        verb = "waits" if waiting.number == 1 else "wait"
        if waiting.state == "unknown":
            what = f"{many} may have arrived ({_words(waiting.error)}) and {verb} to be looked for"
            yield Finding("warning", f"{what}; {_next(waiting, now)}.", "Nothing has to be done: it is kept.")
        else:
            what = f"{many} {verb} to be tried again: {_words(waiting.error)}"
            yield Finding("warning", f"{what}; {_next(waiting, now)}.", "Nothing has to be done: it is kept.")
    for waiting in checkup.waiting_rows(conn):
        verb = "waits" if waiting.number == 1 else "wait"
        what = f"{these(waiting.number, 'schedule row')} {verb} to be tried again: {waiting.error}"
        advice = "That is an error of Kith's own: please report where it says it is."
        yield Finding("warning", f"{what}; {_next(waiting, now)}.", advice)


def _next(waiting: Waiting, now: datetime) -> str:
    if waiting.next_at <= now:
        return "the next try is due now"
    return f"the next try is {moment(waiting.next_at, now)}"


def _words(error: str) -> str:
    """Slack's word, a status, or the kind of a broken connection, as a sentence goes on with it."""
    if error in IN_WORDS:
        return IN_WORDS[error]
    if error.startswith("http_2"):
        return "Slack answered with something that is no answer of its API"
    if error.startswith("http_"):
        return f"Slack had trouble of its own (HTTP {error.removeprefix('http_')})"
    if error[:1].isupper():
        return f"the connection broke ({error})"
    return error if " " in error else f'Slack said "{error}"'


def _zones(conn: Connection) -> Iterable[Finding]:
    unknown = Counter({tz: n for tz, n in checkup.zones(conn).items() if not cadence.is_known_zone(tz)})
    for tz, number in unknown.most_common(MOST_ROWS):
        who = these(number, "member")
        what = f"{who} in the zone {tz[:40]!r}, which this machine does not know: UTC is taken."
        advice = "Update the machine's time zones (tzdata), or let them set theirs in Slack."
        yield Finding("warning", what, advice)
