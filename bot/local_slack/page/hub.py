"""What changed, told to every open page: each has a queue of notices and draws what it shows of them."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

REMEMBERED = 5000
MARK = re.compile(r"([0-9a-f]{8})-([0-9]{1,15})")
KINDS = ("post", "gone", "view", "home", "clock", "guide", "hood", "sidebar", "toast")


@dataclass(frozen=True)
class Notice:
    """Something that a page may have to draw anew.

    `kind`: "post" (a message changed or, with `is_new`, came; with channel_id and ts), "gone" (it was
    deleted), "view" (the modals of `user_id`), "home" (their Home), "clock", "guide", "hood", "sidebar",
    "toast" (`text` for `user_id`). Without `user_id` it concerns everybody.
    """

    kind: str
    user_id: str | None = None
    channel_id: str = ""
    ts: str = ""
    text: str = ""
    is_new: bool = False


class Hub:
    """Notices are numbered from 1; a page that was away asks for those after the last one it saw."""

    def __init__(self) -> None:
        self.number = 0
        # A page of an earlier start must not be taken for one of this start.
        self.life = secrets.token_hex(4)
        self.on_tell: list[Callable[[Notice], None]] = []
        self._last: deque[tuple[int, Notice]] = deque(maxlen=REMEMBERED)
        self._awake: set[asyncio.Event] = set()

    def tell(self, notice: Notice) -> None:
        """Takes a notice and wakes every page. To be called in the loop of the local Slack."""
        self.number += 1
        self._last.append((self.number, notice))
        for event in self._awake:
            event.set()
        for hear in self.on_tell:
            hear(notice)

    def since(self, number: int) -> list[Notice] | None:
        """The notices after this one; None when they are no longer known, and all has to be drawn anew."""
        if number > self.number or (self._last and self._last[0][0] > number + 1):
            return None
        return [notice for count, notice in self._last if count > number]

    def mark(self, number: int) -> str:
        """The number as a browser keeps it."""
        return f"{self.life}-{number}"

    def read(self, mark: str) -> int | None:
        """The number that a browser names; None when it is of another start, or none at all."""
        found = MARK.fullmatch(mark)
        return int(found[2]) if found and found[1] == self.life else None

    async def wait(self, number: int, seconds: float) -> None:
        """Until there is something after `number`, or the time is over."""
        if self.number > number:
            return
        awake = asyncio.Event()
        self._awake.add(awake)
        try:
            await asyncio.wait_for(awake.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._awake.discard(awake)
