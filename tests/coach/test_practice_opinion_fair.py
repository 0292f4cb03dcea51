"""Checks that let no lie through would be of no use if they let nothing true through: fair replies pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.coach.practice import elements_of
from bot.coach.practice_opinion import PARTS, Opinion, judge
from tests.coach.opinion_samples import reading

# Replies as a coach would write them, each with the text and the state of what it wants changed.
LINES = (Path(__file__).parents[1] / "data" / "opinions_fair.jsonl").read_text("utf-8").splitlines()
FAIR = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("fair", FAIR, ids=lambda fair: f"{fair['fix']}: {fair['worked'][:30]}")
def test_what_a_coach_would_write_is_shown(fair: dict[str, Any]) -> None:
    states = {**dict.fromkeys(elements_of(fair["kind"]), "present"), fair["fix"]: fair["state"]}
    read = reading(fair["text"], kind=fair["kind"], fix=fair["fix"], states=states)
    said = {name: fair[name] for name in (*PARTS, "fix")}
    assert judge(json.dumps(said), read) == Opinion(**said)
