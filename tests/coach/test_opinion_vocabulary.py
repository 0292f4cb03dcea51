"""The words of a second opinion: those of a coach and of the text, in any form, and no names among them."""

from __future__ import annotations

import pytest

from bot.coach.opinion_vocabulary import is_common, strange_words, vocabulary
from bot.coach.opinion_words import _DATES

TEXT = "We rebuilt the sluice at Porto with Zeynep's turbines."


@pytest.mark.parametrize(
    ("own", "strange"),
    [
        ("The sluice, its turbines and porto are in the text.", []),
        ("The turbine is rebuilt; picturing sluices helps a well-chosen opening.", []),
        ("Siemens and siemens could help in lisbon.", ["siemens", "siemens", "lisbon"]),
        ("A well-lisbon scene.", ["lisbon"]),
        ("A believable, delightful line.", []),
        ("Zeynep’s turbine, and maria's.", ["maria's"]),
    ],
)
def test_words_of_neither_the_coach_nor_the_text_are_strange(own: str, strange: list[str]) -> None:
    assert strange_words(own.replace("’", "'"), TEXT) == strange


def test_the_list_holds_no_dates_and_each_word_in_small_letters() -> None:
    assert not vocabulary() & {*_DATES, "march", "noon", "midnight", "christmas", "award"}
    assert all(word == word.casefold() and is_common(word.upper()) for word in vocabulary())
