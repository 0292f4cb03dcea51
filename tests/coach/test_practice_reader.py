"""An answer as it is read by signs alone: what is praised, what is changed, how it is timed."""

from __future__ import annotations

import pytest

from bot.coach.practice import Kind, Scene, elements_of, read, required

PITCH = (
    "I'm Zofia, a baker. Most bakers throw away a third of what they bake. "
    "I count the loaves at noon, so you never bake too many. "
    "At the harbour the waste went from ninety loaves to eleven. May I send you two pages?"
)
SCENE = Scene("client", "lead", 30)


def test_the_praise_goes_to_the_rarer_feat_in_the_members_own_words() -> None:
    found = read(PITCH, "pitch", SCENE)
    assert found.worked == "proof"
    assert found.quotes["proof"] == "At the harbour the waste went from ninety loaves to eleven."


def test_what_is_to_be_changed_is_not_praised() -> None:
    found = read(PITCH, "pitch", SCENE)
    assert found.worked != found.guess and found.guess


def test_a_long_sentence_is_quoted_in_part() -> None:
    text = (
        "After the old harbour master had retired and the ferries came at other hours than before, "
        "we all had to think again, and we sold 200 loaves on the first morning alone, to the sound of bells."
    )
    quote = read(text, "pitch").quotes["proof"]
    assert quote.startswith("and we sold 200 loaves") and quote in text


def test_given_sentences_are_taken_as_they_are() -> None:
    parts = ["I'm Zofia, a baker. Most bakers", "throw away a third of what they bake."]
    assert [each.text for each in read(" ".join(parts), "pitch", sentences=parts).sentences] == parts


def test_a_clip_makes_length_and_seconds_exact() -> None:
    found = read(PITCH, "pitch", Scene("client", "lead", 30), clip_seconds=61.2)
    assert (found.measures.seconds, found.measures.is_exact, found.length) == (61, True, "too long")
    assert read(PITCH, "pitch", SCENE).measures.is_exact is False


@pytest.mark.parametrize(
    ("text", "kind", "scene", "fix"),
    [
        ("bread and salt " * 3, "pitch", Scene(seconds=90), "length"),
        (f"{PITCH} " * 3, "pitch", Scene(seconds=30), "length"),
        (f"{PITCH} Our holistic synergies leverage scalable ecosystems.", "pitch", SCENE, "jargon"),
    ],
)
def test_what_is_far_out_of_measure_comes_first_and_is_sure(
    text: str, kind: Kind, scene: Scene, fix: str
) -> None:
    found = read(text, kind, scene)
    assert (found.fix, found.guess, found.is_sure) == (fix, fix, True)


def test_fillers_come_first_only_where_the_transcript_keeps_them() -> None:
    text = "um so I um bake bread you know and uh I sell it um to you I mean to ships um on the quay"
    assert read(text, "pitch", SCENE, keeps_fillers=True).fix == "fillers"
    assert read(text, "pitch", SCENE).fix != "fillers"


@pytest.mark.parametrize(
    ("goal", "listener", "needed"),
    [
        ("job", "recruiter", {"who", "solution", "proof", "ask", "audience"}),
        ("advice", "mentor", {"who", "solution", "proof", "ask", "audience"}),
        ("help", "executive", {"problem", "solution", "ask"}),
        ("lead", "client", set(elements_of("pitch"))),
        ("none", "none", set(elements_of("pitch"))),
    ],
)
def test_what_is_required_depends_on_who_listens(goal: str, listener: str, needed: set[str]) -> None:
    assert set(required("pitch", goal, listener)) == needed
