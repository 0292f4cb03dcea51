"""Whom the members of the demo know: made-up people, with promises, thanks and a little history."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records import ContactDraft, Direction, TouchKind


@dataclass(frozen=True)
class Word:
    """A promise: due so many days from today, at an hour perhaps, made so many days ago."""

    direction: Direction
    what: str
    due: int
    made: int = 0
    hour: int = 0
    is_kept: bool = False


@dataclass(frozen=True)
class Known:
    """A contact met so many weeks ago; touches and thanks owed each with their age in days."""

    draft: ContactDraft
    weeks: int
    touches: tuple[tuple[TouchKind, int], ...] = ()
    notes: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    thanks: tuple[tuple[str, int], ...] = ()


ALICE = (
    Known(
        ContactDraft(
            "Rosa Lindqvist", "Quayside Grocers", "head of purchasing", "the harvest fair",
            network="operational", cadence_days=30, looking_for="bread that keeps until Monday",
            can_offer="an order for eleven shops",
        ),
        weeks=14, touches=(("met", 98), ("coffee", 40), ("call", 19)),
        notes=("Birthday on 12 December.", "Takes her coffee at the stand by the ferry."),
        words=(Word("mine", "send the price list", 2, 5), Word("theirs", "introduce me to her baker", 9, 5)),
    ),
    Known(
        ContactDraft(
            "Mateo Okafor", "Lumen Ovens", "service engineer", "a repair in May",
            network="operational", cadence_days=60,
        ),
        weeks=27, touches=(("call", 25),),
        words=(Word("mine", "call about the second oven", 3, 2, hour=15),),
    ),
    Known(
        ContactDraft("Hanne Brandvold", "Fjordmel", "miller", "a tour of the mill", network="operational"),
        weeks=20, touches=(("met", 140), ("message", 33)),
        words=(Word("theirs", "send a sack of the new rye", -2, 12),),
    ),
    Known(
        ContactDraft(
            "Clara Benedetti", "Studio Onze", "designer", "the course in Porto", network="personal",
            cadence_days=30, can_offer="an eye for packaging",
        ),
        weeks=60, touches=(("lunch", 24),), thanks=(("the sketch for the bags", 6),),
        notes=("We shared a desk for a year.",),
    ),
    Known(
        ContactDraft("Duarte Pimenta", None, "teacher", "school", network="personal", cadence_days=60),
        weeks=150, touches=(("message", 52),), notes=("His daughter starts school in September.",),
    ),
    Known(
        ContactDraft("Nadia Verhoeven", "Rijnhaven Logistics", "driver, then planner", "a former job",
                     via="Clara Benedetti (sample)", network="personal"),
        weeks=48, touches=(("coffee", 70),),
    ),
    Known(
        ContactDraft(
            "Leila Farsani", "Foodlab North", "researcher", "a talk on sourdough", network="strategic",
            cadence_days=90, looking_for="bakeries that measure their waste",
        ),
        weeks=9, touches=(("event", 63), ("message", 10)), thanks=(("the invitation to the lab", 10),),
        words=(Word("mine", "send last month's waste figures", 6, 10),),
    ),
    Known(
        ContactDraft("Oskar Nyholm", "City of bread, a guild", "chair", "the guild's dinner",
                     via="Rosa Lindqvist (sample)", network="strategic", cadence_days=90),
        weeks=11, touches=(("met", 77),), notes=("Knows every landlord on the square.",),
    ),
    Known(
        ContactDraft("Tomas Havranek", "Havranek and Daughters", "owner of bakeries", "the station"),
        weeks=3, touches=(("met", 21),),
    ),
)  # fmt: skip
BOB = (
    Known(
        ContactDraft("June Abernathy", "Longacre Partners", "partner", "a panel", network="strategic",
                     cadence_days=60),
        weeks=8, touches=(("met", 56), ("call", 15)), words=(Word("mine", "send the figures for spring", 1),),
    ),
    Known(
        ContactDraft("Wale Adeyinka", "Northgate Print", "account manager", "a fair", network="operational"),
        weeks=16, touches=(("call", 9),),
        words=(Word("mine", "call about the flyers", 0, 3, is_kept=True), Word("theirs", "send proofs", 4)),
    ),
    Known(
        ContactDraft("Greta Solberg", None, "gardener", "the fence", network="personal", cadence_days=30),
        weeks=90, touches=(("coffee", 35),), thanks=(("the recommendation to June", 4),),
    ),
)  # fmt: skip
PRIYA = (
    Known(
        ContactDraft("Farhan Qureshi", "Blue Lantern Tea", "founder", "a breakfast", network="strategic"),
        weeks=5, touches=(("met", 35),), words=(Word("mine", "introduce him to a tea grower", 2),),
    ),
    Known(
        ContactDraft("Meera Thomas", "Kaveri Textiles", "buyer", "the spring show", network="operational",
                     cadence_days=30),
        weeks=12, touches=(("call", 20),), words=(Word("mine", "send swatches", 0, 2, is_kept=True),),
    ),
)  # fmt: skip
TAMA = (
    Known(
        ContactDraft("Ruth Castlemaine", "Harbour Rowers", "treasurer", "the regatta", network="personal"),
        weeks=30, touches=(("event", 28),), words=(Word("mine", "return the trailer", 3),),
    ),
    Known(
        ContactDraft("Piripi Hohaia", "Kauri Timber", "sawmiller", "a site visit", network="operational",
                     cadence_days=60),
        weeks=19, touches=(("call", 44),), words=(Word("theirs", "quote for the deck boards", 5),),
    ),
)  # fmt: skip
INES = (
    Known(
        ContactDraft("Bruno Salgueiro", "Azulejo Hotels", "manager", "a tasting", network="operational",
                     cadence_days=30),
        weeks=10, touches=(("met", 70), ("lunch", 18)), words=(Word("mine", "send the autumn menu", 2),),
    ),
    Known(
        ContactDraft("Agnes Kowalczyk", "Slow Table", "editor", "a press day",
                     via="Bruno Salgueiro (sample)", network="strategic"),
        weeks=4, touches=(("message", 8),), thanks=(("the piece about us", 8),),
    ),
)  # fmt: skip
# By handle. Their names end in a mark that says that they are samples: see demo_samples.
NETWORKS: dict[str, tuple[Known, ...]] = {
    "alice": ALICE,
    "bob": BOB,
    "priya": PRIYA,
    "tama": TAMA,
    "ines": INES,
}
