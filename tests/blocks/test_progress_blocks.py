"""Progress as a message: the last and the fullest attempt, nothing weighed, the words beside the picture."""

from __future__ import annotations

from datetime import date

import pytest

from bot import library
from bot.blocks import progress as blocks
from bot.coach.practice import elements_of
from bot.coach.progress import Change, Chart
from bot.coach.rehearsal import Progress
from bot.local_slack.block_rules import block_findings
from tests.blocks.test_practice_feedback_blocks import PITCH, WEIGHING, an_answer, texts


def test_progress_compares_the_last_with_the_fullest_attempt() -> None:
    last, best = an_answer(50), an_answer(60, "who", "ask")
    message = blocks.progress_message("pitch", [Progress(PITCH.id, 2, last, best)], 0, None)
    shown = " ".join(texts(message))
    assert "50 words, about 25 seconds" in shown
    assert "60 words, about 30 seconds; with who you are and the ask" in shown
    assert not WEIGHING.search(shown)
    assert block_findings(message["blocks"], "message") == []


def test_one_attempt_is_not_compared_with_itself() -> None:
    only = an_answer(50)
    shown = " ".join(texts(blocks.progress_message("pitch", [Progress(PITCH.id, 1, only, only)], 0, None)))
    assert "1 attempt" in shown and "fullest" not in shown


def test_a_prompt_that_is_gone_is_told_by_its_id() -> None:
    only = an_answer(50)
    assert "old-one" in " ".join(
        texts(blocks.progress_message("pitch", [Progress("old-one", 1, only, only)], 0, None))
    )


def test_without_answers_progress_says_how_to_begin() -> None:
    assert "`/story` gives you something" in texts(blocks.progress_message("story", [], 0, None))[0]


def test_the_words_in_place_of_a_picture_say_what_it_shows_and_fit() -> None:
    rows = tuple((name, ("absent", "present") * 6) for name in elements_of("story"))
    drawn = Chart(rows, (100,) * 12, (90, 250), (date(2026, 11, 23),) * 12)
    _, _, alt, comment = blocks.picture_words(library.prompts("story")[0].id, "story", drawn)
    assert "12 attempts" in alt and "the turn: absent, present" in alt and len(alt) <= 1000
    assert "Only you can see this" in comment


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("gained", "ask"), "the ask is there now"),
        (Change("lost", "who"), "Last time who you are was there"),
        (Change("longer", None, 40, 90), "90 words instead of 40"),
        (Change("jargon", None, 4, 1), "less jargon, 1 instead of 4"),
    ],
)
def test_one_sentence_tells_what_moved(change: Change, expected: str) -> None:
    assert expected in blocks.better_line([change, Change("gained", "proof")])
    assert blocks.better_line([]) == ""
