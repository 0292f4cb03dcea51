"""Whatever is typed: the feedback never fails and never makes anything up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.practice import Kind, measure, read, sentences
from bot.coach.practice.typed import seen

TYPED = (
    "I'm Zofia|a baker|um|uh,|you never have to|so you|forty-one|from 90 to 11|last winter|could you|?|.|’|…"
)
SAID = '"Go," she said.|your team|1.|e.g.|ja und nicht|хлеб|面包|😀|\n'
FRAGMENTS = st.sampled_from([*TYPED.split("|"), *SAID.split("|")])
ANSWERS = st.one_of(st.text(max_size=400), st.lists(FRAGMENTS, max_size=60).map(" ".join))
KINDS: st.SearchStrategy[Kind] = st.sampled_from(("pitch", "story"))


@settings(max_examples=150, deadline=None)
@given(ANSWERS, KINDS)
def test_a_quote_is_always_the_members_own_words(text: str, kind: Kind) -> None:
    assert all(quote in seen(text) for quote in read(text, kind).quotes.values())


@settings(max_examples=150, deadline=None)
@given(ANSWERS)
def test_counts_are_never_negative_and_sentences_never_outnumber_words(text: str) -> None:
    counted = measure(text)
    assert 0 <= counted.long_sentences <= counted.sentences <= counted.words


@settings(max_examples=150, deadline=None)
@given(ANSWERS)
def test_every_sentence_comes_from_the_text_in_its_order(text: str) -> None:
    place = 0
    for sentence in sentences(text):
        for piece in sentence.split():
            place = text.index(piece, place) + len(piece)
