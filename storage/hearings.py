"""A colleague's ear: what was sent to whom, and what they heard. Sender and listener alone can reach it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, delete, or_, select, update

from storage import partners
from storage.columns import bound, epoch, new_row, owned_by, reader
from storage.inserts import insert
from storage.practice_records import Heard, Hearing, HearingDraft
from storage.records import Owner
from storage.tables import hearings

# So many may wait for one listener, whoever sent them: an ear is a favour, not a queue.
MOST_OPEN = 3
Refused = Literal["not agreed", "asked already", "too many"]

_hearing = reader(Hearing, hearings)
_c = hearings.c
_FIND = select(hearings).where(owned_by(hearings), _c.id == bindparam("hearing"))
_HEARS = (_c.workspace_id == bindparam("of_workspace"), _c.listener_id == bindparam("of_member"))
_FIND_TO_HEAR = select(hearings).where(*_HEARS, _c.id == bindparam("hearing"))
_WAITING = select(hearings).where(owned_by(hearings), _c.state == "asked").order_by(_c.id)
_WAITING_FOR = select(_c.member_id).where(*_HEARS, _c.state == "asked")
_CLOSE = (
    update(hearings)
    .where(*_HEARS, _c.id == bindparam("hearing"), _c.state == "asked")
    .values(
        state=bindparam("to_state"),
        answered_at=bindparam("at"),
        **{name: bindparam(f"new_{name}") for name in ("excelled", "work_on", "challenge")},
    )
    .returning(hearings)
)
_WITHDRAW = (
    delete(hearings)
    .where(owned_by(hearings), _c.id == bindparam("hearing"), _c.state == "asked")
    .returning(hearings)
)
_partner: BindParameter[str] = bindparam("partner")
_BETWEEN = and_(_c.workspace_id == bindparam("of_workspace"), _c.state == "asked") & or_(
    and_(_c.member_id == bindparam("of_member"), _c.listener_id == _partner),
    and_(_c.listener_id == bindparam("of_member"), _c.member_id == _partner),
)
_WAITING_ABOUT = select(hearings).where(or_(owned_by(hearings), and_(*_HEARS)), _c.state == "asked")
_FORGET_HEARD = (
    update(hearings)
    .where(*_HEARS)
    .values(
        listener_id="",
        excelled=None,
        work_on=None,
        challenge=None,
        state=case((_c.state == "asked", "declined"), else_=_c.state),
    )
)
_END_BETWEEN = delete(hearings).where(_BETWEEN).returning(hearings)


def ask(conn: Connection, owner: Owner, draft: HearingDraft, now: datetime) -> Hearing | Refused:
    """Send something of the member's to a colleague who agreed to practise together; or why that is not done.

    "asked already": one that the member sent to this colleague is not answered yet. "too many": MOST_OPEN
    wait for them.
    """
    partners.lock(conn, owner.workspace_id, owner.member_id, draft.listener_id)
    if not partners.are_agreed(conn, owner, draft.listener_id):
        return "not agreed"
    listener = Owner(owner.workspace_id, draft.listener_id)
    waiting = list(conn.execute(_WAITING_FOR, bound(listener)).scalars())
    if owner.member_id in waiting:
        return "asked already"
    if len(waiting) >= MOST_OPEN:
        return "too many"
    number = insert(conn, hearings, new_row(owner, now, state="asked", **asdict(draft)))
    return _hearing(conn.execute(_FIND, bound(owner, hearing=number)).one())


def find(conn: Connection, owner: Owner, hearing_id: int) -> Hearing | None:
    """One that the member sent."""
    row = conn.execute(_FIND, bound(owner, hearing=hearing_id)).one_or_none()
    return _hearing(row) if row else None


def find_to_hear(conn: Connection, listener: Owner, hearing_id: int) -> Hearing | None:
    """One that was sent to this member."""
    row = conn.execute(_FIND_TO_HEAR, bound(listener, hearing=hearing_id)).one_or_none()
    return _hearing(row) if row else None


def waiting(conn: Connection, owner: Owner) -> list[Hearing]:
    """What the member sent and nobody has answered yet, oldest first."""
    return [_hearing(row) for row in conn.execute(_WAITING, bound(owner))]


def answer(conn: Connection, listener: Owner, hearing_id: int, heard: Heard, now: datetime) -> Hearing | None:
    """Keep what the listener heard. None when nothing of this number waits for them."""
    return _close(conn, listener, hearing_id, "answered", heard, now)


def decline(conn: Connection, listener: Owner, hearing_id: int, now: datetime) -> Hearing | None:
    """The listener cannot. None when nothing of this number waits for them."""
    return _close(conn, listener, hearing_id, "declined", Heard(), now)


def _close(
    conn: Connection, listener: Owner, hearing_id: int, state: str, heard: Heard, now: datetime
) -> Hearing | None:
    words = {f"new_{name}": said for name, said in asdict(heard).items()}
    values = bound(listener, hearing=hearing_id, to_state=state, at=epoch(now), **words)
    row = conn.execute(_CLOSE, values).one_or_none()
    return _hearing(row) if row else None


def withdraw(conn: Connection, owner: Owner, hearing_id: int) -> Hearing | None:
    """Take back what was sent; the row as it was. None when the member sent no such, or it is answered."""
    row = conn.execute(_WITHDRAW, bound(owner, hearing=hearing_id)).one_or_none()
    return _hearing(row) if row else None


def end_between(conn: Connection, owner: Owner, partner_id: str) -> list[Hearing]:
    """Take back all that the two sent to each other and nobody answered yet; the rows as they were."""
    return [_hearing(row) for row in conn.execute(_END_BETWEEN, bound(owner, partner=partner_id))]


def waiting_about(conn: Connection, owner: Owner) -> list[Hearing]:
    """What waits for an answer, sent by the member or to them."""
    return [_hearing(row) for row in conn.execute(_WAITING_ABOUT, bound(owner))]


def forget(conn: Connection, owner: Owner) -> None:
    """Take a member out of the rows of others: their id and their words; what others sent stays theirs."""
    conn.execute(_FORGET_HEARD, bound(owner))
