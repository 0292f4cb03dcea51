"""What a maker is: its facts are read for a whole batch, then each nudge is made of values alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Connection

from storage.records import Due, Member, Message

Facts = TypeVar("Facts")


class Made(NamedTuple):
    """A nudge that is to be sent, and what is written with it when it is new: a prompt's `turn`, which is
    kept as sent, and the number of the team about which the member was `asked`."""

    message: Message
    turn: Message | None = None
    asked: int | None = None


class Maker(NamedTuple, Generic[Facts]):
    """How one kind of nudge is made.

    `read(conn, dues)` reads what all of them need, in few statements. `make(due, member, facts, now)` touches
    nothing; None when there is nothing to say. When it raises, that row fails and the others go on.
    """

    read: Callable[[Connection, Sequence[Due]], Facts]
    make: Callable[[Due, Member, Facts, datetime], Made | None]
