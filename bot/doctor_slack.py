"""The doctor asks Slack: whether it knows the tokens, and whether they may do what Kith does."""

from __future__ import annotations

from collections.abc import Iterable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery_errors import classified, code_of
from bot.doctor_findings import Finding
from bot.manifest import bot_scopes
from bot.messenger import open_session, web_client
from bot.settings import Settings


async def ask_slack(settings: Settings) -> list[Finding]:
    """What Slack says of both tokens; never raises."""
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
    meant = classified(error)
    if meant.code == "ratelimited":
        return Finding("warning", "Slack: it says that there was too much.", "Ask again in a minute.")
    if isinstance(error, SlackApiError) and meant.outcome == "unknown":
        what = f"Slack: it has trouble of its own ({meant.code})."
        return Finding("fault", what, "Try again in a minute; what is due is kept, and sent when it is over.")
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
