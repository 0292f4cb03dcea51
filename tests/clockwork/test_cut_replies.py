"""Posts that Slack accepted and whose answer never came are found again, and not sent twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, text

from bot.local_slack import Fault
from storage import outbox
from storage.database import Database
from storage.records import Message, Owner
from tests.clockwork.sizes import Figures, size
from tests.clockwork.town import Town
from tests.jobs.stage import MINUTE, NOW, TODAY


def fill(conn: Connection, owners: list[Owner], number: int) -> None:
    """So many messages that are due, in turns for each of the owners."""
    for each in range(number):
        message = Message(owners[each % len(owners)], "reply", TODAY, {"text": f"number {each}"}, str(each))
        outbox.add(conn, message, NOW)


def states(conn: Connection) -> Counter[str]:
    return Counter(conn.execute(text("SELECT state FROM outbox")).scalars())


def test_every_post_whose_answer_is_cut_off_stands_there_once(
    slack: Any, database: Database, figures: Figures
) -> None:
    number = size(100, 2500)
    town = Town(slack, database, size(10, 100), NOW)
    owners = [Owner(slack.team_id, person.id) for person in town.people]
    database.run_sync(fill, owners, number)
    cut = slack.faults.add(Fault("chat.postMessage", "reset_after", times=None))
    town.live_on(NOW)
    posted = town.outbox_ids()
    assert cut.struck == len(posted) == number
    slack.faults.clear()
    town.live_on(*(NOW + minutes * MINUTE for minutes in (3, 6, 9, 12)))
    assert database.run_sync(states) == {"sent": number} and town.broken() == []
    assert town.outbox_ids() == posted and set(posted.values()) == {1}
    kind = database.engine.dialect.name
    figures.tell(f"Answers cut off after acceptance, {kind}", f"{number:,} posts", "0 lost, 0 twice")
