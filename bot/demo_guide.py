"""A newcomer's first three minutes with Kith: five cards, ticked off by what Kith has kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.app import Kith
from bot.coach import cadence
from bot.demo_samples import Samples
from bot.local_slack import LocalSlack
from bot.local_slack.page.guide import Card
from storage import contacts, members, practice, promises, thanks, touches, trial
from storage.records import Owner

LINE = "met Dana Lee from Acme at the fair, promised her the deck by tomorrow, Omar introduced us"
CARDS = (
    Card(
        "capture",
        "Write down whom you met",
        "Click the line: it goes into the message box. Send it, then press Save below the answer.",
        suggestion=LINE,
    ),
    Card(
        "brief",
        "Let the night pass",
        "Kith speaks up by itself: at nine in the morning, on workdays, with what needs doing.",
        clock="tomorrow 09:00",
        # Not the words of the button in the header: of two alike nobody knows which is meant.
        clock_words="Sleep until nine",
        place="dm",
        place_words="See the messages",
    ),
    Card(
        "kept",
        "Keep your word",
        "You sent the deck? Press Done beside it in the brief. Undo stays there in case you did not.",
        place="dm",
        place_words="See the brief",
    ),
    Card(
        "practice",
        "Practise your pitch",
        "Send /pitch, press Answer, and write what you would say in half a minute. Kith says what it heard.",
        suggestion="/pitch",
    ),
    Card(
        "week",
        "See the week come in",
        "On Friday at four Kith looks back with you. With sample people, #growth gets its numbers too.",
        clock="friday 16:00",
        clock_words="To Friday 16:00",
        place="dm",
        place_words="See the week",
    ),
)
REMOVAL = (
    "The sample people are on Home; /contact Rosa shows one of them. Removing takes them from everybody, "
    "with their promises, thanks and notes, and with what you added to them. What is yours stays."
)


EVER = datetime(1970, 1, 1, tzinfo=UTC)


class KithGuide:
    """The guide for the page. It is made before Kith is there; `begin` hands Kith in."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self.cards: Sequence[Card] = CARDS
        self.removal = REMOVAL
        self.started, self.has_samples = "", False
        self._kith: Kith | None = None
        self._is_there = asyncio.Event()

    def begin(self, kith: Kith) -> None:
        """Kith is there."""
        self._kith = kith
        self._is_there.set()

    async def done(self, person_handle: str) -> set[str]:
        """The keys of the cards that this person is done with, by what Kith has kept of them."""
        kith = await self._there()
        owner = Owner(kith.services.team_id, self.slack.person(person_handle).id)
        self.has_samples = await Samples(kith, self.slack).are_there()
        has_begun = await kith.db.run(trial.has_own_rows, owner)
        if self.has_samples:
            self.started = "samples"
        elif self.started or has_begun:
            self.started = "empty"
        return await kith.db.run(done_by, owner)

    async def start(self, with_samples: bool) -> None:
        """Begin empty, or with sample people."""
        if with_samples:
            await Samples(await self._there(), self.slack).add()
            self.has_samples = True
        self.started = "samples" if self.has_samples else "empty"

    async def remove_samples(self) -> None:
        """Take the sample people away, with all that is about them."""
        await Samples(await self._there(), self.slack).remove()
        self.started, self.has_samples = "empty", False

    async def _there(self) -> Kith:
        await self._is_there.wait()
        assert self._kith is not None
        return self._kith


def done_by(conn: Connection, owner: Owner) -> set[str]:
    """The keys of the cards that the member is done with."""
    briefed_at = trial.first_sent_at(conn, owner, "brief")
    facts = {
        "capture": _has_captured(conn, owner),
        "brief": briefed_at is not None,
        "kept": briefed_at is not None and _has_acted(conn, owner, briefed_at),
        "practice": practice.last_answer(conn, owner) is not None,
        "week": any((trial.first_sent_at(conn, owner, "review"), trial.first_summary_at(conn, owner))),
    }
    return {key for key, is_done in facts.items() if is_done}


def _has_captured(conn: Connection, owner: Owner) -> bool:
    """A contact and a promise, open or kept, beside those of the samples."""
    samples = trial.sample_contacts(conn, owner)
    has_contact = any(contact_id not in samples for contact_id, _ in contacts.names(conn, owner))
    kept = promises.closed_since(conn, owner, EVER)
    given = [one for one in (*promises.open_ones(conn, owner), *kept) if one.state != "dropped"]
    return has_contact and any(one.contact_id not in samples for one in given)


def _has_acted(conn: Connection, owner: Owner, since: datetime) -> bool:
    """A promise was kept, thanks were said, or somebody was met, since then."""
    kept = any(one.state == "kept" for one in promises.closed_since(conn, owner, since))
    member = members.find(conn, owner)
    today = cadence.local_day(since, member.tz if member else cadence.FALLBACK_TZ)
    met = any(one.created_at >= since for one in touches.since(conn, owner, today))
    return kept or met or bool(thanks.said_since(conn, owner, since))
