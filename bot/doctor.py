"""`kith doctor`: looks at settings, database, token, scopes and lag, and says in words what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import offset_seconds, utc_now
from bot.delivery_errors import code_of
from bot.manifest import bot_scopes
from bot.messenger import open_session, web_client
from bot.settings import Settings, SettingsError
from storage import migrations, outbox_review, pace, schedule
from storage.database import Database, DatabaseError, open_database, parse_url

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


async def examine(settings: Settings, errors: Sequence[SettingsError] = ()) -> list[Finding]:
    """Everything there is to say, `errors` of the settings first; never raises."""
    found = [*_settings(settings, errors)]
    found += await asyncio.to_thread(_database, settings)
    if settings.bot_token or not any(str(error).startswith("SLACK_BOT_TOKEN") for error in errors):
        found += await _slack(settings)
    return found


def _settings(settings: Settings, errors: Sequence[SettingsError]) -> Iterable[Finding]:
    for error in errors:
        what, _, advice = str(error).partition(": ")
        yield Finding("fault", f"Settings: {what.removesuffix('.')}.", advice[:1].upper() + advice[1:])
    if settings.is_socket_mode:
        yield Finding("good", "Settings: Socket Mode, since SLACK_APP_TOKEN is set.")
    elif settings.signing_secret:
        yield Finding("good", f"Settings: HTTP on {settings.host}:{settings.http_port}.")
    else:
        advice = "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
        yield Finding("fault", "Settings: Slack has no way to reach Kith.", advice)
    if not settings.is_loopback and settings.api_url.startswith("http://"):
        advice = "Use an address that begins with https://."
        yield Finding(
            "warning", "Settings: SLACK_API_URL is not encrypted, and the token goes there.", advice
        )
    if settings.clock_file:
        shift = f"{offset_seconds():+.0f} s"
        advice = "Unset KITH_CLOCK_FILE outside of demo and tests."
        yield Finding("warning", f"Clock: shifted by {shift} through KITH_CLOCK_FILE.", advice)


def _database(settings: Settings) -> list[Finding]:
    try:
        if missing := missing_file(settings.database_url):
            advice = "Run `kith migrate` or `kith run`, which make it, or correct KITH_DATABASE_URL."
            return [Finding("warning", f"Database: there is no file {missing} yet.", advice)]
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


def missing_file(database_url: str) -> Path | None:
    """The SQLite file that opening would make, in a folder that is there. Looking should not make it."""
    url = parse_url(database_url)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    path = Path(str(url.database)).absolute()
    return path if path.parent.is_dir() and not path.exists() else None


def _schema(db: Database) -> Iterable[Finding]:
    current, head = migrations.current(db.engine), migrations.head()
    if current is None or current < head:
        what = f"Database: schema {current or 'none'}, this version needs {head}."
        yield Finding("warning", what, "Run `kith migrate`, or just start `kith run`.")
    elif current > head:
        what = f"Database: schema {current} is of a newer Kith; this one knows schemas up to {head}."
        yield Finding("fault", what, "Start the newer Kith, or restore a backup from before it.")
    else:
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
    session = open_session()
    try:
        client = web_client(settings.bot_token or "", settings.api_url, session)
        return [*await _bot_token(settings, client), *await _app_token(settings, client)]
    finally:
        await session.close()


async def _bot_token(settings: Settings, client: AsyncWebClient) -> list[Finding]:
    if settings.bot_token is None:
        return [Finding("fault", "Token: SLACK_BOT_TOKEN is not set.", "Copy it from OAuth & Permissions.")]
    try:
        answer = await client.auth_test()
    except Exception as error:
        return [_unanswered(error, settings, "SLACK_BOT_TOKEN")]
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    good = Finding("good", f"Token: {answer.get('user')} in {answer.get('team')} ({answer.get('team_id')}).")
    return [good, *_scopes(headers.get("x-oauth-scopes", ""))]


async def _app_token(settings: Settings, client: AsyncWebClient) -> list[Finding]:
    """Asks for the address of a connection, which is not opened."""
    if settings.app_token is None:
        return []
    try:
        await client.apps_connections_open(app_token=settings.app_token)
    except Exception as error:
        return [_unanswered(error, settings, "SLACK_APP_TOKEN")]
    return [Finding("good", "App token: Slack knows it.")]


def _unanswered(error: Exception, settings: Settings, name: str) -> Finding:
    """What it means that a call failed: Slack's word, or no answer. Never the error's text."""
    if isinstance(error, SlackApiError) and (code := code_of(error)):
        what = f"{'App token' if name == 'SLACK_APP_TOKEN' else 'Token'}: Slack refuses it ({code})."
        return Finding("fault", what, f"Copy it anew into {name}.")
    what = f"Slack: no answer at {settings.api_url} ({type(error).__name__})."
    return Finding("fault", what, "Check the network and SLACK_API_URL.")


def _scopes(granted: str) -> Iterable[Finding]:
    have = {scope.strip() for scope in granted.split(",") if scope.strip()}
    try:
        wanted = bot_scopes()
    except FileNotFoundError:
        yield Finding("fault", "Scopes: app.yaml is missing.", "Install Kith anew.")
        return
    if not have:
        advice = "Compare OAuth & Permissions with app.yaml by eye."
        yield Finding("warning", "Scopes: Slack does not tell which the token has.", advice)
    elif missing := wanted - have:
        advice = "Paste app.yaml into the app's manifest and install it anew."
        yield Finding("fault", f"Scopes: the token lacks {', '.join(sorted(missing))}.", advice)
    else:
        yield Finding("good", "Scopes: all that app.yaml asks for.")
    if more := have - wanted:
        advice = "Kith does not need them; they can go."
        yield Finding("warning", f"Scopes: the token also has {', '.join(sorted(more))}.", advice)
