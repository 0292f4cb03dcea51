"""Whatever comes back as a second opinion: it is judged without a fault, and no lie hides in what is true."""

from __future__ import annotations

import json
from typing import Any
from unicodedata import normalize

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.coach.opinion_numbers import stated
from bot.coach.opinion_quotes import is_quoted_from, parted
from bot.coach.practice_opinion import MOST_WORDS, PARTS, Opinion, Refused, allowed_fixes, judge
from tests.coach.opinion_samples import TEXT, TRUTH, reading, reply

READ = reading()
PART = st.sampled_from(("worked", "change", "try_this"))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*TRUTH, "x"]), inner),
    max_leaves=6,
)
TRUE = (
    "You begin|with|a picture|“three lifts”|three lifts|40|forty|90%|the ask|?|.|Ann Berg|____|so|six|first"
)
UNTRUE = (
    "“|”|'|Maria|½|<@U1>|http://x.yy|*|\U0001f389|voice|grade|hundred|I|6|the waits|your listener|hears|no"
)
PIECES = [*TRUE.split("|"), *UNTRUE.split("|")]
PROSE = st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join)


def with_more(part: str, more: str) -> str:
    return reply(**{part: f"{TRUTH[part]} {more}"})


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | JSON.map(json.dumps))
@example('{"a":' * 5000)
@example("NaN")
def test_any_text_is_judged_and_none_of_it_is_shown(text: str) -> None:
    assert isinstance(judge(text, READ), Refused)


@settings(max_examples=300, deadline=None)
@given(PROSE, PROSE, PROSE, st.sampled_from(["ask", "audience", "hook", ""]))
def test_what_is_shown_keeps_every_rule(worked: str, change: str, try_this: str, fix: str) -> None:
    said = {
        name: f"{TRUTH[name]} {more}" for name, more in zip(PARTS, (worked, change, try_this), strict=True)
    }
    opinion = judge(reply(**said, fix=fix), READ)
    if not isinstance(opinion, Opinion):
        return
    whole = " ".join((opinion.worked, opinion.change, opinion.try_this))
    pieces = parted(whole)
    assert pieces is not None and all(is_quoted_from(quote, TEXT) for quote in pieces.quotes)
    assert opinion.fix in allowed_fixes(READ) and len(whole.split()) <= MOST_WORDS
    assert not any(word in whole for word in ("Maria", "<", "http", "*", "½", "voice", "grade"))


@settings(max_examples=100, deadline=None)
@given(PART, st.integers(101, 10**12).filter(lambda number: number != 300))
def test_no_number_that_is_not_given_is_shown(part: str, number: int) -> None:
    assert isinstance(judge(with_more(part, f"It is {number} so far."), READ), Refused)
    assert isinstance(judge(with_more(part, f"It is {number:,} so far."), READ), Refused)


@settings(max_examples=100, deadline=None)
@given(PART, st.text(min_size=1, max_size=40).filter(lambda words: words.strip()))
def test_nothing_is_quoted_that_was_not_said(part: str, words: str) -> None:
    shown = judge(with_more(part, f"So “{words}” it is."), READ)
    assert isinstance(shown, Refused) or " ".join(words.split()) in " ".join(TEXT.split())


@settings(max_examples=100, deadline=None)
@given(PART, st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True))
def test_no_name_is_shown_that_was_not_given(part: str, name: str) -> None:
    shown = judge(with_more(part, f"and so {name} hears it."), READ)
    assert isinstance(shown, Refused) or name.casefold() in {
        word.strip(".,\"'").casefold() for word in TEXT.split()
    }


@settings(max_examples=100, deadline=None)
@given(PART, st.characters(exclude_categories=("L", "Nd", "Zs", "Cs", "Cc", "Zl", "Zp")))
def test_no_sign_is_shown_that_prose_has_not(part: str, sign: str) -> None:
    shown = judge(with_more(part, f"so {sign} it is."), READ)
    assert isinstance(shown, Refused) or normalize("NFC", sign) in ".,;:!?'\"()-–—…%$€£/’‘′＇"


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 999_999))
def test_a_number_in_digits_is_the_same_number_in_words(number: int) -> None:
    assert stated(f"{number} lifts")[0].meant == stated(f"{in_words(number)} lifts")[0].meant


def in_words(number: int) -> str:
    """English as a child counts."""
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    small += " sixteen seventeen eighteen nineteen"
    tens = "x ten twenty thirty forty fifty sixty seventy eighty ninety"
    for scale, name in ((1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = f" and {in_words(number % scale)}" if number % scale else ""
            return f"{in_words(number // scale)} {name}{rest}"
    if number < 20:
        return small.split()[number]
    return tens.split()[number // 10] + (f"-{in_words(number % 10)}" if number % 10 else "")
