"""What was kept of a reading, to be told to the member."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.records import Contact, Promise, ThankYou, Touch


@dataclass(slots=True)
class Kept:
    """Everything that one act kept. `act_id` undoes all of it; `contacts` are by the name that was typed."""

    act_id: int
    new_contacts: list[Contact] = field(default_factory=list)
    contacts: dict[str, Contact] = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)
    thank_yous: list[ThankYou] = field(default_factory=list)
    touches: list[Touch] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
