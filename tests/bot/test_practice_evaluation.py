"""`kith practice evaluate`: texts in, what is read and said out, and a clear word on a broken line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.practice_evaluation import evaluate_practice, scene_of

SENTENCES: list[dict[str, Any]] = [
    {"text": "I'm Zofia, a baker.", "labels": ["ask"]},
    {"text": "At the harbour the waste went from ninety loaves to eleven.", "labels": []},
    {"text": "May I send you two pages?", "labels": ["hook"]},
]
RECORD = {
    "id": "x1",
    "kind": "pitch",
    "listener": "client",
    "goal": "lead",
    "target_seconds": 30,
    "text": " ".join(each["text"] for each in SENTENCES),
    "sentences": SENTENCES,
    "first_fix": ["ignored"],
}
ELEMENTS = ["hook", "who", "audience", "problem", "solution", "proof", "ask"]


def read(*records: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """What is printed, and what is complained of."""
    complaints: list[str] = []
    lines = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in records]
    return [json.loads(line) for line in evaluate_practice(lines, complaints.append)], complaints


def test_a_record_becomes_everything_that_is_measured() -> None:
    (found,), complaints = read(RECORD)
    assert list(found) == ["id", "sentences", "elements", "strength", "fix", "say", "words", "seconds"]
    assert (found["id"], found["words"], found["seconds"], complaints) == ("x1", 21, 9, [])
    carried = zip(("who", "proof", "ask"), found["sentences"], strict=True)
    assert all(name in each["labels"] for name, each in carried)
    assert list(found["elements"]) == ELEMENTS
    assert set(found["elements"].values()) <= {"present", "absent", "unsure"}
    assert list(found["say"]) == ["worked", "change", "try_this"]


def test_labels_in_the_file_change_nothing() -> None:
    bare = {**RECORD, "sentences": [each["text"] for each in SENTENCES], "first_fix": None}
    assert read(RECORD) == read(bare)


def test_sentences_are_found_when_they_are_not_given() -> None:
    (found,), _ = read({**RECORD, "sentences": None})
    assert [each["text"] for each in found["sentences"]] == [each["text"] for each in SENTENCES]


@pytest.mark.parametrize(
    "text", ["", "🍞", "milk\neggs\nbread", "Ich bin Zofia und backe nicht für mich.", "x" * 9999]
)
@pytest.mark.parametrize("kind", ["pitch", "story"])
def test_whatever_the_text_is_something_is_named(kind: str, text: str) -> None:
    (found,), complaints = read({"id": 1, "kind": kind, "text": text})
    assert found["fix"] and all(found["say"].values()) and 1 <= found["strength"] <= 5
    assert complaints == []


@pytest.mark.parametrize(
    ("given", "seconds"), [(90, 90), (None, 60), ("60", 60), (True, 60), (-5, 60), (1e9, 60), (45.4, 45)]
)
def test_a_missing_or_odd_target_is_a_minute(given: Any, seconds: int) -> None:
    assert scene_of({"kind": "pitch", "target_seconds": given}).seconds == seconds


def test_an_unknown_listener_or_goal_is_none() -> None:
    scene = scene_of({"kind": "story", "listener": ["client"], "goal": "fame"})
    assert (scene.listener, scene.goal, scene.seconds) == ("none", "none", None)


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b'{"text": "hi"}', '"kind"'),
        (b'{"kind": "poem", "text": "hi"}', '"kind"'),
        (b'{"kind": "pitch"}', '"text"'),
        (b'{"kind": "pitch", "text": 7}', '"text"'),
        (b'{"kind": "pitch", "text": "a", "sentences": "a"}', '"sentences"'),
        (b'{"kind": "pitch", "text": "a", "sentences": [{"labels": []}]}', '"sentences"'),
        (b'{"kind": "pitch", "text": "\xff"}', "UTF-8"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_line_is_named_by_its_number_and_the_rest_goes_on(broken: bytes, word: str) -> None:
    found, (complaint,) = read(b"\n", broken, RECORD)
    assert [each["id"] for each in found] == ["x1"]
    assert complaint.startswith("Line 2: ") and word in complaint


def test_the_command_prints_a_line_a_record_and_ends_with_1_when_one_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "texts.jsonl").write_text(f"{json.dumps(RECORD)}\n{{\n", encoding="utf-8")
    assert main(["practice", "evaluate", str(tmp_path / "texts.jsonl")]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["id"] == "x1"
    assert printed.err.startswith("kith: Line 2: ")


def test_the_command_reads_standard_input_and_an_empty_one_is_fine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["practice", "evaluate", "-"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_file_that_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "evaluate", "/nowhere/at/all.jsonl"]) == 2
    assert capsys.readouterr().err.startswith("kith: /nowhere/at/all.jsonl cannot be read: ")
