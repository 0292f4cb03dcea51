"""One claimed batch on its way to Slack: one message at a time a channel, ten channels at once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.jobs.sending import Ending, Terms, attempt, released
from bot.messenger import TIMEOUT_SECONDS, Messenger
from storage.records import Posting

AT_ONCE = 10
LEASE_SECONDS = 120
# The last moment of a lease to begin with a posting: looking, sending and asking for the token fit in.
LAST_START = LEASE_SECONDS - 4 * TIMEOUT_SECONDS
# The last moment to post: asked again after looking, since a process may have been stopped meanwhile.
LAST_POST = LEASE_SECONDS - 2 * TIMEOUT_SECONDS
# From this many channels on, "too much" is meant for the workspace and not for one channel.
LIMITED_CHANNELS = 2
# How long nothing more is looked for where Slack called it too much: the others are not even asked for.
LOOKS_WAIT = timedelta(seconds=30)


class Limits:
    """What Slack called too much during one pass, and until when: channels, workspaces, and looking."""

    def __init__(self) -> None:
        self._channels: dict[str, dict[str, datetime]] = {}
        self._looks: dict[str, datetime] = {}
        self._workspaces: dict[str, datetime] = {}

    def note(self, ending: Ending, now: datetime) -> None:
        """Learn from how an attempt ended."""
        workspace_id = ending.posting.owner.workspace_id
        if ending.is_rate_limited and ending.sent.retry_at:
            channels = self._channels.setdefault(workspace_id, {})
            channels[place(ending.posting)] = ending.sent.retry_at
            in_force = [at for at in channels.values() if at > now]
            if len(in_force) >= LIMITED_CHANNELS:
                self._workspaces[workspace_id] = max(in_force)
        if ending.look == "limited":
            self._looks[workspace_id] = now + LOOKS_WAIT

    def workspaces(self, now: datetime) -> frozenset[str]:
        """Those that have had enough as a whole."""
        return frozenset(one for one, until in self._workspaces.items() if until > now)

    def holds(self, posting: Posting, now: datetime) -> bool:
        """Whether it may not even be tried now."""
        if not (self._channels or self._looks):
            return False
        is_held = self._workspaces.get(posting.owner.workspace_id, now) > now
        return is_held or self.until(posting, now) is not None

    def until(self, posting: Posting, now: datetime) -> datetime | None:
        """When it may be tried again; None when that is not for this message alone to keep.

        A pass can outlast a limit: one that is over would give the message back for ever.
        """
        workspace_id = posting.owner.workspace_id
        channel = self._channels.get(workspace_id, {}).get(place(posting))
        looks = self._looks.get(workspace_id) if posting.state == "unknown" else None
        return next((at for at in (channel, looks) if at and at > now), None)


def place(posting: Posting) -> str:
    """Where it goes: a channel, or a member whose channel is not known yet."""
    return posting.channel_id or posting.owner.member_id


class Round:
    """One claimed batch. `claimed_at` is the event loop's time just before the lease began."""

    def __init__(
        self,
        messenger: Messenger,
        postings: Sequence[Posting],
        clock: Callable[[], datetime],
        *,
        claimed_at: float,
        limits: Limits | None = None,
        folds_late: bool = True,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.messenger = messenger
        self.postings = postings
        self.clock = clock
        self.limits = limits or Limits()
        self.folds_late = folds_late
        self.is_stopping = is_stopping
        self._loop = asyncio.get_running_loop()
        self._last_start, self._last_post = claimed_at + LAST_START, claimed_at + LAST_POST

    @property
    def has_unreadable(self) -> bool:
        """Whether it holds the one message that nobody could look for."""
        return any(posting.is_unreadable for posting in self.postings)

    async def send(self) -> list[Ending]:
        """Try every posting once; those that may not be begun any more are given back."""
        channels: dict[tuple[str, str], list[Posting]] = defaultdict(list)
        for posting in self.postings:
            channels[posting.owner.workspace_id, place(posting)].append(posting)
        # A task for each of those under way, and not one for each message.
        waiting, endings = iter(channels.values()), list[Ending]()
        await asyncio.gather(*(self._slot(waiting, endings) for _ in range(min(AT_ONCE, len(channels)))))
        return endings

    async def _slot(self, waiting: Iterator[Sequence[Posting]], endings: list[Ending]) -> None:
        """One channel after the other, of those that no other slot has taken."""
        for postings in waiting:
            for posting in postings:
                endings.append(await self._one(posting))

    async def _one(self, posting: Posting) -> Ending:
        # Not the time of the claim: a wait that Slack asks for begins when it asks.
        now = self.clock()
        if self._may_not_begin(posting, now):
            retry_at = self.limits.until(posting, now)
            return Ending(posting, released(posting, now, retry_at=retry_at))
        ending = await attempt(self.messenger, posting, Terms(now, self.folds_late, self._may_post))
        self.limits.note(ending, now)
        return ending

    def _may_not_begin(self, posting: Posting, now: datetime) -> bool:
        is_held = self.limits.holds(posting, now)
        return is_held or self.is_stopping() or self._loop.time() > self._last_start

    def _may_post(self) -> bool:
        return self._loop.time() <= self._last_post
