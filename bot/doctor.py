"""`kith doctor`: looks at settings, database, clockwork, tokens and scopes, and says in words what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from bot.clock import offset_seconds
from bot.doctor_database import look_at_database, missing_file
from bot.doctor_findings import Finding
from bot.doctor_opinion import ask_opinion, look_at_opinion
from bot.doctor_slack import ask_slack
from bot.settings import Settings, SettingsError

__all__ = ["Finding", "examine", "missing_file"]


async def examine(
    settings: Settings, errors: Sequence[SettingsError] = (), *, is_live: bool = False
) -> list[Finding]:
    """Everything there is to say, `errors` of the settings first; never raises.

    When `is_live`, the endpoint of the second opinion is asked for its models, too; no text is sent there.
    """
    found = [*_settings(settings, errors), *look_at_opinion(settings)]
    if is_live:
        found += await ask_opinion(settings)
    found += await asyncio.to_thread(look_at_database, settings)
    if settings.bot_token or not any(str(error).startswith("SLACK_BOT_TOKEN") for error in errors):
        found += await ask_slack(settings)
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
