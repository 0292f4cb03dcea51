"""The scripted day that the demo plays where nobody can type."""

from __future__ import annotations

SCRIPT = (
    "# alice writes one line about an evening at the fair.",
    "met Dana Lee from Acme at the fair, promised her the deck by tomorrow, Omar introduced us",
    ":click Save",
    "# A promise in the other direction, and one with an hour.",
    "/promise Omar will send me the price list by tomorrow",
    "/promise call Dana tomorrow at 15:00",
    "# The next morning, at nine in Lisbon, Kith speaks up by itself.",
    ":clock tomorrow 09:00",
    ":click Done 2",
    "/thanks",
    ":click Done",
    "# An hour before the call, the reminder.",
    ":clock +5 hours",
    "# Practice.",
    "/pitch",
    ":click Answer",
    ":fill Your answer = Every winter, small bakeries throw away a third of their bread. I'm Alice, a baker "
    "and planner. I help bakeries in Lisbon bake what they will sell. Three of them cut waste by half in two "
    "months. Could you introduce me to one bakery owner you know?",
    ":submit",
    "# What alice wrote is nowhere in bob's view.",
    "as bob",
    "/promise",
    "/kith today",
    "as alice",
    "/kith week",
    ":quit",
)
