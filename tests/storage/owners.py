"""Three people of the storage tests: alice owns, bob is a colleague, charlie is of another organisation."""

from datetime import UTC, date, datetime

from storage.records import Member, Owner

ALICE = Owner("T1", "U1")
BOB = Owner("T1", "U2")
CHARLIE = Owner("T2", "U1")  # the same member id as alice: ids are unique in their workspace alone

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def member(owner: Owner = ALICE) -> Member:
    return Member(owner, "Europe/Rome", NOW)
