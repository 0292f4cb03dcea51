"""The shipped judge: torch's numbers, and an answer to whatever is typed."""

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import coaching_content
from bot.coach.practice.judge import KINDS, LABELS, Judge, load_judge, windows

SHIPPED = Path(coaching_content.__file__).parent / "judge"
NUMBERS = json.loads((Path(__file__).parents[1] / "data" / "judge_numbers.json").read_text(encoding="utf-8"))
PITCH = (
    "I'm Rosa, a nurse.",
    "Small clinics lose an hour a day because the forms are on paper.",
    "May I show you on Monday how we do it?",
)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return load_judge(SHIPPED)


@pytest.mark.parametrize("text", NUMBERS["texts"], ids=KINDS)
def test_numpy_says_what_torch_said(judge: Judge, text: dict[str, list[str]]) -> None:
    head = judge.heads[str(text["kind"])]
    plain = dataclasses.replace(head, slope=np.ones_like(head.slope), shift=np.zeros_like(head.shift))
    uncalibrated = dataclasses.replace(judge, heads={str(text["kind"]): plain})
    found = uncalibrated.probabilities(str(text["kind"]), text["sentences"])
    assert np.allclose(found, text["probabilities"], atol=2e-3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "sentences",
    [
        [],
        [""],
        ["ok"],
        ["🙂🙂🙂", "日本語です", "\x00\x1b[31m"],
        ["x" * 10_000],
        ["word " * 2_000],
        ["We mend bikes for schools."] * 400,
    ],
    ids=["nothing", "empty", "two letters", "no letters", "one word", "one sentence", "2,000 words"],
)
def test_whatever_is_typed_gets_an_answer(judge: Judge, kind: str, sentences: list[str]) -> None:
    found = judge.probabilities(kind, sentences)
    assert found.shape == (len(sentences), len(LABELS[kind]))
    assert ((found >= 0) & (found <= 1)).all()


def test_plain_elements_are_found(judge: Judge) -> None:
    found = judge.probabilities("pitch", PITCH) >= judge.thresholds["pitch"]
    labels = [{LABELS["pitch"][at] for at in np.flatnonzero(row)} for row in found]
    assert "who" in labels[0]
    assert "problem" in labels[1]
    assert "ask" in labels[2]


def test_the_same_text_gives_the_same_numbers(judge: Judge) -> None:
    first = judge.probabilities("pitch", PITCH)
    judge.probabilities("story", ["Something else."])
    assert np.array_equal(judge.probabilities("pitch", PITCH), first)


@pytest.mark.parametrize("name", ["Tomasz", "Mei", "Adaeze", "O'Neill"])
def test_another_name_changes_nothing_that_is_found(judge: Judge, name: str) -> None:
    others = [each.replace("Rosa", name) for each in PITCH]
    first, second = (judge.probabilities("pitch", each) for each in (PITCH, others))
    assert np.array_equal(first >= judge.thresholds["pitch"], second >= judge.thresholds["pitch"])


def test_a_long_text_is_read_in_windows_of_whole_sentences() -> None:
    assert windows([[1] * 300, [2] * 300, [3] * 100]) == [[[1] * 300], [[2] * 300, [3] * 100]]
    assert windows([]) == []


@pytest.mark.parametrize("name", ["vocabulary.txt", "pieces.npz", "layers.npz", "calibration.json"])
def test_a_missing_file_is_said_in_one_sentence(tmp_path: Path, name: str) -> None:
    shutil.copytree(SHIPPED, tmp_path / "judge")
    (tmp_path / "judge" / name).unlink()
    with pytest.raises(ValueError, match=f"cannot be loaded.*{name}"):
        load_judge(tmp_path / "judge")


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("vocabulary.txt", "[UNK]\n[CLS]\n[SEP]\n", "differ in length"),
        ("calibration.json", "{}", "pitch"),
        ("calibration.json", "not json", "Expecting value"),
        (
            "calibration.json",
            '{"pitch": {"slope": [1], "shift": [0], "threshold": [0]}}',
            "not for 7 labels",
        ),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    shutil.copytree(SHIPPED, tmp_path / "judge")
    (tmp_path / "judge" / name).write_text(text)
    with pytest.raises(ValueError, match=complaint):
        load_judge(tmp_path / "judge")
