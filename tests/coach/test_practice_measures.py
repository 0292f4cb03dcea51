"""Counts, jargon, language and the verdict on the length."""

import pytest

from bot.coach.practice import measure
from bot.coach.practice.fillers import fillers_in
from bot.coach.practice.jargon import jargon_in
from bot.coach.practice.language import is_english
from bot.coach.practice.measures import Measures, pitch_length, story_length


def test_an_empty_answer_counts_as_zeros() -> None:
    assert measure("") == Measures(words=0, sentences=0, seconds=0, long_sentences=0, jargon=())


def test_seconds_are_told_at_140_words_a_minute() -> None:
    assert measure("bread " * 140).seconds == 60


def test_a_sentence_of_more_than_thirty_words_is_long() -> None:
    assert measure(f"{'bread ' * 30}rises. {'bread ' * 29}rises.").long_sentences == 1


def test_a_filler_is_not_a_word_in_english_but_is_one_in_german() -> None:
    assert measure("I am um a baker and I bake bread.").words == 8
    assert measure("Ich bin um sechs in der Backstube und er ist auch da.").words == 12


def test_jargon_is_named_once_in_the_order_it_was_said() -> None:
    assert jargon_in("Our Holistic, end-to-end, holistic synergies") == (
        "holistic",
        "end-to-end",
        "synergies",
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("our ROI and KPIs", ("ROI", "KPIs")),
        ("a fast paced team player", ("fast paced", "team player")),
        ("We unlock your potential at scale.", ("unlock your", "at scale")),
        ("Data-driven,\nfuture  proof", ("data-driven", "future proof")),
    ],
)
def test_jargon_is_found_however_it_is_written(said: str, found: tuple[str, ...]) -> None:
    assert jargon_in(said) == found


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("so um I was like really tired you know and uh", 4),
        ("it's sort of a shop, I mean, like, a stall or something", 4),
        ("Do you know the kind of bread you like?", 0),
        ("that's what I mean, you know what it is, you know?", 0),
        ("the ER nurse hums", 0),
    ],
)
def test_fillers_are_counted_and_words_that_look_like_them_are_not(said: str, count: int) -> None:
    assert fillers_in(said) == count


def test_fillers_are_counted_only_where_the_transcript_keeps_them() -> None:
    assert measure("um so I bake").fillers is None
    assert measure("um so I bake", keeps_fillers=True).fillers == 1


def test_a_clip_makes_the_seconds_exact() -> None:
    timed = measure("bread " * 140, clip_seconds=71.6)
    assert (timed.seconds, timed.is_exact, measure("bread").is_exact) == (72, True, False)


def test_you_and_i_are_counted() -> None:
    said = measure("I'm glad that you ask me: my bread is yours, Irina.")
    assert (said.you, said.i) == (2, 3)


def test_given_sentences_are_the_ones_that_are_counted() -> None:
    assert measure("a b c", ["a b", "c", "…"]).sentences == 2


@pytest.mark.parametrize(
    "plain", ["I robustly sing.", "a vertical-lift bridge", "We touch the base plate.", ""]
)
def test_words_that_only_look_like_jargon_pass(plain: str) -> None:
    assert jargon_in(plain) == ()


@pytest.mark.parametrize(
    ("said", "target", "verdict"),
    [
        (0, 60, "far too short"),
        (69, 60, "far too short"),
        (70, 60, "short"),
        (111, 60, "short"),
        (112, 60, "fits"),
        (168, 60, "fits"),
        (169, 60, "long"),
        (182, 60, "long"),
        (183, 60, "too long"),
        (70, 30, "fits"),
        (210, 90, "fits"),
        (2000, 30, "too long"),
    ],
)
def test_a_pitch_is_held_against_its_target(said: int, target: int, verdict: str) -> None:
    assert pitch_length(said, target) == verdict


@pytest.mark.parametrize(
    ("said", "verdict"),
    [(0, "far too short"), (45, "short"), (90, "fits"), (250, "fits"), (325, "long"), (326, "too long")],
)
def test_a_story_is_held_against_90_to_250_words(said: int, verdict: str) -> None:
    assert story_length(said) == verdict


@pytest.mark.parametrize(
    "text",
    [
        "I bake bread for the ships.",
        "Hola",
        "",
        "😀😀",
        "milk eggs bread",
        "I run a café in Łódź with my cousin Zoë.",
    ],
)
def test_english_or_too_little_to_tell_passes(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin Bäcker und backe das Brot für die Schiffe.",
        "Je suis boulanger et je fais le pain pour les bateaux.",
        "Soy panadera y hago el pan para los barcos.",
        "Я пеку хлеб для кораблей",
        "我为船做面包",
        "أخبز الخبز للسفن",
        "blorp snarg " * 20,
    ],
)
def test_another_language_or_script_is_noticed(text: str) -> None:
    assert not is_english(text)
