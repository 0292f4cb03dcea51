"""`kith doctor`: looks at settings, database, token, scopes and lag, and says in words what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import offset_seconds, utc_now
from bot.manifest import bot_scopes
from bot.messenger import open_session, web_client
from bot.settings import Settings
from storage import migrations, outbox_review, pace, schedule
from storage.database import Database, DatabaseError, open_database

LATE = timedelta(minutes=2)
MARKS = {"good": "ok  ", "warning": "warn", "fault": "FAIL"}


class Finding(NamedTuple):
    """One thing that was looked at: how it is, and what to do about it."""

    level: Literal["good", "warning", "fault"]
    what: str
    advice: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether Kith cannot work like this."""
        return self.level == "fault"

    def __str__(self) -> str:
        return f"{MARKS[self.level]}  {self.what}{f' -> {self.advice}' if self.advice else ''}"


async def examine(settings: Settings) -> list[Finding]:
    """Everything there is to say; never raises."""
    found = [*_settings(settings)]
    found += await asyncio.to_thread(_database, settings)
    found += await _slack(settings)
    return found


def _settings(settings: Settings) -> Iterable[Finding]:
    if settings.is_socket_mode:
        yield Finding("good", "Settings: Socket Mode, since SLACK_APP_TOKEN is set.")
    elif settings.signing_secret:
        yield Finding("good", f"Settings: HTTP on {settings.host}:{settings.port}.")
    else:
        advice = "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
        yield Finding("fault", "Settings: Slack has no way to reach Kith.", advice)
    if settings.clock_file:
        shift = f"{offset_seconds():+.0f} s"
        advice = "Unset KITH_CLOCK_FILE outside of demo and tests."
        yield Finding("warning", f"Clock: shifted by {shift} through KITH_CLOCK_FILE.", advice)


def _database(settings: Settings) -> list[Finding]:
    try:
        db = open_database(settings.database_url)
    except DatabaseError as error:
        return [Finding("fault", f"Database: {error.message}", error.hint)]
    try:
        return [*_schema(db)]
    except SQLAlchemyError as error:
        advice = "Check that the database runs and that its disk is neither full nor read-only."
        return [Finding("fault", f"Database: it does not answer ({type(error).__name__}).", advice)]
    finally:
        db.close()


def _schema(db: Database) -> Iterable[Finding]:
    current = migrations.current(db.engine)
    if current != migrations.head():
        what = f"Database: schema {current or 'none'}, this version needs {migrations.head()}."
        yield Finding("warning", what, "Run `kith migrate`, or just start `kith run`.")
        return
    yield Finding("good", f"Database: {db.engine.dialect.name}, schema {current}.")
    yield from db.run_sync(_clockwork, utc_now())


def _clockwork(conn: Connection, now: datetime) -> list[Finding]:
    late = max(schedule.lag(conn, now), outbox_review.lag(conn, now))
    found = [Finding("good", "Clockwork: nothing is late.")]
    if late > LATE:
        advice = "Is `kith run` running? `kith sweep` sends it now."
        found = [Finding("fault", f"Clockwork: something is due for {_span(late)}.", advice)]
    for row in outbox_review.parked(conn):
        what = f"Message {row.id} ({row.kind}) could not be sent: {row.error}."
        found.append(Finding("warning", what, "Mend the cause; it is kept, and can be sent again."))
    for failed in schedule.parked(conn):
        what = f"Schedule row {failed.id} ({failed.kind}) failed again and again: {failed.error}."
        found.append(Finding("warning", what, "Mend the cause; the row is kept."))
    for held in pace.paused(conn):
        what = f"Workspace {held.workspace_id} is paused since {held.at:%Y-%m-%d %H:%M} UTC: {held.reason}."
        found.append(Finding("fault", what, "Install the app anew and put the new token in SLACK_BOT_TOKEN."))
    return found


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    return f"{minutes} minutes" if minutes < 180 else f"{minutes // 60} hours"


async def _slack(settings: Settings) -> list[Finding]:
    if settings.bot_token is None:
        return [Finding("fault", "Token: SLACK_BOT_TOKEN is not set.", "Copy it from OAuth & Permissions.")]
    session = open_session()
    try:
        answer = await web_client(settings.bot_token, settings.api_url, session).auth_test()
    except SlackApiError as error:
        code = error.response.get("error", "an unreadable answer")
        return [Finding("fault", f"Token: Slack refuses it ({code}).", "Copy it anew into SLACK_BOT_TOKEN.")]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        what = f"Slack: no answer at {settings.api_url} ({type(error).__name__})."
        return [Finding("fault", what, "Check the network and SLACK_API_URL.")]
    finally:
        await session.close()
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    good = Finding("good", f"Token: {answer.get('user')} in {answer.get('team')} ({answer.get('team_id')}).")
    return [good, *_scopes(headers.get("x-oauth-scopes", ""))]


def _scopes(granted: str) -> Iterable[Finding]:
    have = {scope.strip() for scope in granted.split(",") if scope.strip()}
    if not have:
        yield Finding("warning", "Scopes: Slack does not tell which the token has.")
    elif missing := bot_scopes() - have:
        advice = "Paste app.yaml into the app's manifest and install it anew."
        yield Finding("fault", f"Scopes: the token lacks {', '.join(sorted(missing))}.", advice)
    else:
        yield Finding("good", "Scopes: all that app.yaml asks for.")
    if more := have - bot_scopes():
        advice = "Kith does not need them; they can go."
        yield Finding("warning", f"Scopes: the token also has {', '.join(sorted(more))}.", advice)
