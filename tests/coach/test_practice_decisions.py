"""How evidence becomes labels, states and the fix: with a judge that says what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pytest

from bot.coach.practice import Kind, Reading, Scene, elements_of, measure, read
from bot.coach.practice.decisions import decisions
from bot.coach.practice.evidence import evidence_of
from bot.coach.practice.features import candidates_of, own_of, whole_of
from bot.coach.practice.fixing import Weighed, fix_of, weighed

KINDS: tuple[Kind, ...] = ("pitch", "story")
PARTS = ["The bus was late.", "Nothing else was said.", "Ask me.", "And so on it went.", "It was that."]


@dataclass(frozen=True)
class Told:
    """Says of the elements named what it was told, of each sentence, and of all others nothing."""

    said: Mapping[str, Sequence[float]]

    def probabilities(self, kind: str, sentences: Sequence[str]) -> object:
        columns = [self.said.get(name, [0.0] * len(sentences)) for name in elements_of(cast(Kind, kind))]
        return np.array(columns, float).T


def read_with(kind: Kind = "pitch", **said: Sequence[float]) -> Reading:
    return read(" ".join(PARTS), kind, Scene("client", "lead", 30), judge=Told(said), sentences=PARTS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_has_a_number_for_everything_in_good_order(kind: Kind) -> None:
    known = decisions(kind)
    assert tuple(known.bounds) == elements_of(kind)
    assert all(0 < each.absent < each.sentence <= each.present < 1 for each in known.bounds.values())
    evidence = evidence_of(kind, PARTS, Told({}))
    assert tuple(whole_of(evidence, Scene(), measure(" ".join(PARTS)))) == known.ranking.features
    assert known.ranking.candidates == candidates_of(kind)
    assert own_of(evidence, Scene()).shape == (len(candidates_of(kind)), len(known.ranking.shared))


@pytest.mark.parametrize(
    ("likely", "state", "labels"), [(0.99, "present", ("proof",)), (0.2, "unsure", ()), (0.01, "absent", ())]
)
def test_a_state_is_what_the_judge_is_sure_of(likely: float, state: str, labels: tuple[str, ...]) -> None:
    found = read_with(proof=[0, likely, 0, 0, 0])
    assert (found.states["proof"], found.sentences[1].labels) == (state, labels)


def test_a_hook_stands_in_the_first_two_sentences_or_nowhere() -> None:
    assert read_with(hook=[0, 0, 0.99, 0, 0]).states["hook"] == "absent"
    assert read_with(hook=[0, 0.99, 0.99, 0, 0]).sentences[2].labels == ()


def test_a_sign_beside_a_judge_who_sees_nothing_is_a_question() -> None:
    parts = ["May I send you two pages?"]
    found = read(parts[0], "pitch", judge=Told({}), sentences=parts)
    assert found.states["ask"] == "unsure"


def test_only_what_both_witnesses_found_is_praised() -> None:
    parts = ["I mend lifts.", "Nothing else was said.", "May I send you two pages?"]
    told = Told({"solution": [0.99, 0, 0], "ask": [0, 0, 0.99]})
    found = read(" ".join(parts), "pitch", Scene("client", "lead", 30), judge=told, sentences=parts)
    assert set(found.quotes) == {"solution", "ask"}
    assert found.worked in ("ask", None) and found.quotes["ask"] == parts[2]


def test_a_pitch_without_an_ask_is_told_so_when_all_else_is_there() -> None:
    strong = {name: [0.99] * len(PARTS) for name in elements_of("pitch") if name != "ask"}
    found = read(" ".join(PARTS), "pitch", Scene("client", "lead", 30), judge=Told(strong), sentences=PARTS)
    assert (found.fix, found.is_sure) == ("ask", True)


def test_what_could_be_changed_is_ranked_and_adds_up() -> None:
    evidence = evidence_of("story", PARTS, Told({"setting": [0.9, 0, 0, 0, 0]}))
    likely = weighed(evidence, Scene(), measure(" ".join(PARTS)), decisions("story").ranking).likely
    assert sum(likely.values()) == pytest.approx(1)
    assert likely["takeaway"] > likely["setting"]


@pytest.mark.parametrize("last", ["May I call you?", "What should I say?", "Call me on Monday!"])
def test_a_question_or_a_request_is_no_point_that_a_story_makes(last: str) -> None:
    parts = ["The oven was cold.", "We lit it again.", last]
    found = read(" ".join(parts), "story", judge=Told({"takeaway": [0, 0, 0.99]}), sentences=parts)
    assert found.states["takeaway"] != "present" and found.sentences[-1].labels == ()


def test_a_lesson_that_asks_is_a_point_all_the_same() -> None:
    parts = ["The oven was cold.", "We lit it again.", "Since then I ask: who lit it?"]
    found = read(" ".join(parts), "story", judge=Told({"takeaway": [0, 0, 0.99]}), sentences=parts)
    assert found.states["takeaway"] == "present"


def test_what_is_there_is_to_be_changed_only_where_that_is_clear() -> None:
    likely = {"ask": 0.4, "proof": 0.3, "jargon": 0.2, "fillers": 0.1}
    by, scene, measures = Weighed(likely, 3.0), Scene(seconds=30), measure("I bake bread. " * 18)
    evidence = evidence_of("pitch", PARTS, Told({}))
    assert fix_of(evidence, {"ask": "present", "proof": "unsure"}, scene, measures, by).name == "proof"
    assert fix_of(evidence, {"ask": "unsure", "proof": "unsure"}, scene, measures, by).name == "ask"
    clear = Weighed({**likely, "ask": 0.9}, 3.0)
    assert fix_of(evidence, {"ask": "present", "proof": "unsure"}, scene, measures, clear).name == "ask"


@pytest.mark.parametrize(
    ("seconds", "fix", "length"), [(90, "length", "too long"), (5, "length", "far too short")]
)
def test_a_clip_is_too_long_or_too_short_by_its_seconds(seconds: int, fix: str, length: str) -> None:
    found = read("We bake bread for ships and harbours here. " * 15, "pitch", clip_seconds=seconds)
    assert (found.fix, found.length) == (fix, length)
