"""Forgetting as messages: the question with its counts, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.coach.wording import count_words
from bot.content import plain, say

# What is told in counts: the table, and its noun in one and many. The rest is machinery of Kith's own.
NOUNS = {
    "contacts": ("person", "people"),
    "promises": ("promise", "promises"),
    "thank_yous": ("thank-you", "thank-yous"),
    "touches": ("time in touch", "times in touch"),
    "notes": ("note", "notes"),
    "captures": ("line as you wrote it", "lines as you wrote them"),
    "answers": ("practice answer", "practice answers"),
    "hearings": ("exchange with a colleague", "exchanges with colleagues"),
    "versions": ("version of a pitch", "versions of pitches"),
    "stories": ("story", "stories"),
    "occasions": ("event", "events"),
    "tellings": ("telling of a story", "tellings of stories"),
}


def told(counts: Mapping[str, int]) -> list[str]:
    """The counts of what a member wrote, in words; nothing of what there is none of."""
    return [count_words(counts[table], *words) for table, words in NOUNS.items() if counts.get(table)]


def ask_message(counts: Mapping[str, int], asked: int) -> Payload:
    """The question. `counts`: rows by table; `asked`: epoch seconds of now, so that a late click is known."""
    text = say("forget.ask", counts=told(counts), teams=counts.get("teams", 0))
    sure = kit.confirm(plain("forget.confirm_title"), plain("forget.confirm_text"), "Forget everything")
    return kit.message(
        text,
        kit.section(text),
        kit.actions(
            kit.button("Forget everything", "forget.yes", asked, style="danger", ask=sure),
            kit.button("Export first", "export.send"),
            kit.button("Keep it", "forget.no"),
        ),
        kit.context(say("forget.in_slack")),
    )


def done_message(gone: Mapping[str, int]) -> Payload:
    """It is done; `gone`: how many rows of each table went."""
    return kit.sentence(say("forget.done" if told(gone) else "forget.nothing_left"))


def kept_message() -> Payload:
    """The member thought better of it."""
    return kit.sentence(say("forget.kept"))


def empty_home() -> Payload:
    """What the Home tab shows of somebody who was forgotten."""
    return kit.home(kit.section(say("forget.empty_home")))
