"""`kith sweep`: one pass over what is due, its messages sent, the counts in a line."""

from __future__ import annotations

from datetime import datetime

from bot.app import introduce
from bot.clock import utc_now
from bot.jobs import delivery, sweep
from bot.jobs.sight import Sight
from bot.messenger import Messenger, open_session, web_client
from bot.settings import Settings
from storage import migrations
from storage.database import Database, open_database


async def sweep_all(settings: Settings, as_of: datetime | None) -> str:
    """Deal with everything due now, or by `as_of` as if it were that time, and deliver it.

    Returns the counts as `name=number` in one line. Raises SettingsError and DatabaseError.
    """
    db = open_database(settings.database_url)
    session = open_session()
    try:
        migrations.upgrade(db.engine)
        client = web_client(settings.bot_token or "", settings.api_url, session)
        await introduce(client)
        return await _pass(db, Messenger(lambda _workspace_id: client), as_of)
    finally:
        await session.close()
        db.close()


async def _pass(db: Database, messenger: Messenger, as_of: datetime | None) -> str:
    swept, sent = await (_replay(db, messenger, as_of) if as_of else _now(db, messenger, utc_now()))
    return _line(swept, sent)


async def _now(
    db: Database, messenger: Messenger, now: datetime
) -> tuple[sweep.SweepCounts, delivery.DeliverCounts]:
    """What is due at this moment. What is much too late is folded, as the heartbeat would."""
    sight = Sight()
    swept = await sweep.sweep(db, now)
    sent = await delivery.deliver(db, messenger, now, sight=sight)
    return swept, sent + await delivery.deliver_patiently(db, messenger, now, sight=sight)


async def _replay(
    db: Database, messenger: Messenger, as_of: datetime
) -> tuple[sweep.SweepCounts, delivery.DeliverCounts]:
    """Each due time in its order, its messages sent before the next one is looked at: nothing is late."""
    sent, sight = delivery.DeliverCounts(), Sight()

    async def deliver(at: datetime) -> None:
        nonlocal sent
        sent += await delivery.deliver(db, messenger, at, fold_late=False, sight=sight)

    swept = await sweep.replay_until(db, as_of, deliver)
    return swept, sent + await delivery.deliver_patiently(db, messenger, as_of, sight=sight)


def _line(swept: sweep.SweepCounts, sent: delivery.DeliverCounts) -> str:
    """The counts by name; what was too late counts once, whoever noticed it."""
    counts = swept._asdict()
    for name, number in sent._asdict().items():
        counts[name] = counts.get(name, 0) + number
    return " ".join(f"{name}={number}" for name, number in counts.items())
