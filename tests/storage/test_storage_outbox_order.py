"""Messages of one moment are sent in the order in which they were made."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection

from storage import outbox, outbox_claim
from storage.records import Message, Owner

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_what_was_said_first_is_sent_first_also_within_a_second(conn: Connection) -> None:
    owner = Owner("T1", "U1")
    for number in range(30):
        outbox.add(
            conn, Message(owner, "reply", date(2026, 3, 2), {"text": str(number)}, ref=f"{number}"), NOW
        )
    claimed = outbox_claim.claim(conn, NOW, 100, 60)
    assert [posting.payload["text"] for posting in claimed] == [str(number) for number in range(30)]


def test_an_id_is_32_hexadecimal_digits_and_never_comes_twice(conn: Connection) -> None:
    owner, on = Owner("T1", "U1"), date(2026, 3, 2)
    made = [outbox.add(conn, Message(owner, "reply", on, {"text": "x"}, ref=str(n)), NOW) for n in range(50)]
    assert len({one for one in made if one and len(one) == 32 and int(one, 16)}) == 50
