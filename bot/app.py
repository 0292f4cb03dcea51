"""The composition root: every real part is chosen here, and each can be replaced by keyword."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import scribe
from bot.clock import utc_now
from bot.delivery_errors import code_of, is_about_token
from bot.dispatch import Dispatch
from bot.jobs.delivery import PER_SECOND, Deliverer
from bot.listeners import FEATURES
from bot.messenger import Messenger, open_session, web_client
from bot.metrics import Metrics
from bot.opinions import Opinions
from bot.routes import Routes
from bot.second_opinion import Adviser
from bot.services import Services
from bot.settings import Settings, SettingsError
from storage import migrations
from storage.database import Database, open_database

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Kith:
    """One process of Kith, put together and connected, but not yet listening."""

    settings: Settings
    db: Database
    session: aiohttp.ClientSession
    client: AsyncWebClient
    services: Services
    bolt: AsyncApp
    messenger: Messenger
    deliverer: Deliverer
    routes: Routes
    metrics: Metrics

    async def close(self) -> None:
        """End what is under way, then let go of everything."""
        if self.services.scribe:
            self.services.scribe.close()
        await self.services.later.settle()
        await self.deliverer.stop()
        if self.services.second_opinion:
            await self.services.second_opinion.close()
        await self.session.close()
        self.db.close()


def table_of_contents(features: tuple[ModuleType, ...] = FEATURES) -> Routes:
    """What Kith answers to."""
    routes = Routes()
    for feature in features:
        routes.include(feature)
    return routes


async def open_kith(
    settings: Settings,
    *,
    now: Callable[[], datetime] = utc_now,
    db: Database | None = None,
    pace: int | None = PER_SECOND,
) -> Kith:
    """Connect the parts. Raises SettingsError when Slack does not know the token, DatabaseError likewise."""
    db = db or open_database(settings.database_url)
    migrations.upgrade(db.engine)
    session = open_session()
    client = web_client(settings.bot_token or "", settings.api_url, session)
    messenger = Messenger(lambda _workspace_id: client)
    metrics = Metrics()
    deliverer = Deliverer(db, messenger, now, pace, metrics.delivered)
    try:
        identity = await introduce(client)
    except SettingsError:
        await session.close()
        db.close()
        raise
    services = Services(db, client, identity["team_id"], identity["user_id"], deliverer.wake, now)
    services.scribe = scribe.Scribe() if scribe.is_there() else None
    services.second_opinion = opinions_of(settings, db, messenger, metrics)
    routes = table_of_contents()
    bolt = bolt_app(client, identity)
    Dispatch(routes, services).register(bolt)
    return Kith(settings, db, session, client, services, bolt, messenger, deliverer, routes, metrics)


def opinions_of(settings: Settings, db: Database, messenger: Messenger, metrics: Metrics) -> Opinions | None:
    """Who is asked for a second opinion on practice: nobody, unless the settings name them."""
    if not (settings.llm_url and settings.llm_model):
        return None
    adviser = Adviser(settings.llm_url, settings.llm_key, settings.llm_model)
    return Opinions(adviser, db, messenger, metrics.opined)


async def introduce(client: AsyncWebClient) -> dict[str, Any]:
    """Ask Slack who we are: team_id, user_id, bot_id. Raises SettingsError with what to do."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        code = code_of(error) or "an unreadable answer"
        if is_about_token(code):
            raise SettingsError(f"Slack refuses SLACK_BOT_TOKEN ({code}): copy it anew.") from None
        raise SettingsError(f"Slack does not say who we are ({code}): try again in a minute.") from None
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise SettingsError(f"Slack does not answer at {client.base_url}: check SLACK_API_URL.") from None
    identity = dict(answer.data) if isinstance(answer.data, dict) else {}
    if not (identity.get("team_id") and identity.get("user_id")):
        raise SettingsError(
            "Slack does not say who we are: SLACK_BOT_TOKEN has to be a bot's, of one workspace."
        )
    return identity


def bolt_app(client: AsyncWebClient, identity: dict[str, Any]) -> AsyncApp:
    """Bolt with only what is not done elsewhere: the guard verifies, `introduce` has authorized."""
    authorized = AuthorizeResult(
        enterprise_id=identity.get("enterprise_id"),
        team_id=identity["team_id"],
        bot_id=identity.get("bot_id"),
        bot_user_id=identity["user_id"],
        bot_token=client.token,
    )

    async def authorize() -> AuthorizeResult:
        return authorized

    # Bolt warns that SLACK_BOT_TOKEN is not what it authorizes with; so it should be.
    quiet = logging.getLogger("bot.bolt")
    quiet.setLevel(logging.ERROR)
    return AsyncApp(
        logger=quiet,
        # Without a name Bolt looks its caller's file up among all modules, 50 ms of the start.
        name=quiet.name,
        client=client,
        authorize=authorize,
        # An answer rides on the response itself; without this Bolt polls for it every 10 ms.
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
