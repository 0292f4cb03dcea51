"""`python -m training.decide OOF.jsonl`: decisions.json, from probabilities on writers left out.

OOF.jsonl holds what judges said of texts by writers whom they never met: {"id", "kind", "probs"} a line.
Prints the figures of decisions that were fitted without the writer, and writes those that were fitted on all.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from bot.coach.practice.decisions import Decisions, decisions_of
from bot.coach.practice.elements import Kind, elements_of
from bot.coach.practice.evidence import Evidence, evidence_of, labels_of, states_of
from bot.coach.practice.features import candidates_of, own_of, whole_of
from bot.coach.practice.fixing import fix_of, strength_of, weighed
from bot.coach.practice.measures import Measures, measure
from bot.coach.practice.scene import Scene
from bot.coach.practice.typed import typed
from training.bounds import absent_bound, best_bounds, macro, present_bounds, stacked
from training.lending import lent
from training.ranking import fit
from training.records import KEPT_ASIDE

EXAMPLES = Path(__file__).parent / "examples"
SECOND = EXAMPLES / "second_annotator.jsonl"  # what somebody else would change first, on most of the texts
DECISIONS = Path(__file__).parents[1] / "coaching_content" / "judge" / "decisions.json"
WEIGHT = 4  # of a text that a judge has read, against one with lent evidence
HOLD = {"pitch": 150.0, "story": 60.0}  # how tightly the ranking is held
# The last sentence sounds like an ask to the judge, whatever it says: without a sign it has to be surer.
LEAST_PRESENT = {"ask": 0.8}
KINDS: tuple[Kind, ...] = ("pitch", "story")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """A judge that says what it was told."""

    said: Floats

    def probabilities(self, kind: str, sentences: Sequence[str]) -> Floats:
        return self.said


@dataclass(frozen=True)
class Case:
    """A labelled text, and what is known of it before anything is decided."""

    record: dict[str, Any]
    writer: str
    evidence: Evidence
    scene: Scene
    measures: Measures
    marks: Floats  # [sentences, elements]

    @property
    def said(self) -> Floats:
        return np.zeros_like(self.marks) if self.evidence.judged is None else self.evidence.judged

    @property
    def named(self) -> list[list[str]]:
        """What each annotator would change first: one thing or two, the best first."""
        may = candidates_of(self.evidence.kind)
        given = (self.record.get(key) or () for key in ("first_fix", "second_fix"))
        return [kept for each in given if (kept := [name for name in each if name in may][:2])]


def cases(path: Path) -> list[Case]:
    """The texts of a file of probabilities."""
    records = examples()
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [case_of(*records[each["id"]], np.array(each["probs"])) for each in told]


def examples() -> dict[str, tuple[dict[str, Any], str]]:
    """Every labelled text by its id, with its writer."""
    found = {}
    for file in sorted(EXAMPLES.glob("writer_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found[record["id"]] = (record, file.stem.removeprefix("writer_"))
    for line in SECOND.read_text(encoding="utf-8").splitlines():
        other = json.loads(line)
        found[other["id"]][0]["second_fix"] = other["first_fix"]
    return found


def others(those: Sequence[Case]) -> list[Case]:
    """The texts of all writers who are not among them, with evidence that is lent: for the ranking alone."""
    known = {case.writer for case in those} | set(KEPT_ASIDE)
    kind = those[0].evidence.kind
    records = [each for each in examples().values() if each[1] not in known and each[0]["kind"] == kind]
    marks = [marks_of(record) for record, _ in records]
    tables = lent(marks, stacked([c.marks for c in those]), stacked([c.said for c in those]))
    return [case_of(*each, said) for each, drawn in zip(records, tables, strict=True) for said in drawn]


def marks_of(record: dict[str, Any]) -> Floats:
    names = elements_of(record["kind"])
    return np.array([[float(name in each["labels"]) for name in names] for each in record["sentences"]])


def case_of(record: dict[str, Any], writer: str, said: Floats) -> Case:
    kind = cast(Kind, record["kind"])
    these = typed(record["text"], [sentence["text"] for sentence in record["sentences"]])
    scene = Scene(record["listener"] or "none", record["goal"] or "none", record["target_seconds"])
    evidence = evidence_of(kind, these.read, Told(said))
    measures = measure(these.plain, these.read, keeps_fillers=True)
    return Case(record, writer, evidence, scene, measures, marks_of(record))


def table_of(those: Sequence[Case], more: Sequence[Case]) -> dict[str, Any]:
    """Fitted on all of them. `more` are heard on the ranking alone, each of their draws for a part."""
    kind = those[0].evidence.kind
    names, found = elements_of(kind), candidates_of(kind)
    best = np.array([[case.evidence.best(name) for name in names] for case in those])
    signs = np.array([[case.evidence.has_sign(name) for name in names] for case in those])
    truth = np.array([case.marks.max(0) for case in those])
    sentence = best_bounds(stacked([c.marks for c in those]), stacked([c.said for c in those]))
    absent = absent_bound(truth, best, ~signs)
    heard = [*list(those) * WEIGHT, *more]
    wholes = [whole_of(case.evidence, case.scene, case.measures) for case in heard]
    fitted = fit(
        np.array([own_of(case.evidence, case.scene) for case in heard]),
        np.array([list(whole.values()) for whole in wholes]),
        np.array([named_row(case, found) for case in heard]),
        np.array([float(case.record["overall"]["overall"]) for case in heard]),
        HOLD[kind],
    )
    bounds = zip(names, sentence, present_bounds(truth, best, kind), strict=True)
    return {
        "bounds": {
            name: {
                "sentence": each,
                "present": max(each, high, LEAST_PRESENT.get(name, 0)),
                "absent": min(absent, each - 0.01),
            }
            for name, each, high in bounds
        },
        "ranking": {
            "candidates": found,
            "features": list(wholes[0]),
            **{name: np.round(value, 4).tolist() for name, value in vars(fitted).items()},
        },
    }


def named_row(case: Case, found: Sequence[str]) -> list[float]:
    """How much of the annotators' word each candidate has; together 1, or 0 where nobody said anything.

    Squared: what both named first counts for more, since only one thing can be told.
    """
    weights = dict.fromkeys(found, 0.0)
    for names in case.named:
        for name, weight in zip(names, (1.0,) if len(names) == 1 else (0.6, 0.4), strict=True):
            weights[name] += weight / len(case.named)
    squared = [weight * weight for weight in weights.values()]
    return [each / (sum(squared) or 1) for each in squared]


@dataclass(frozen=True)
class Outcome:
    """What was decided on a text by decisions that never saw its writer."""

    case: Case
    labels: NDArray[np.bool_]
    states: list[str]
    fix: str
    strength: int


def outcome_of(case: Case, known: Decisions) -> Outcome:
    names = elements_of(case.evidence.kind)
    states = states_of(case.evidence, known.bounds)
    labels = labels_of(case.evidence, known.bounds)
    by = weighed(case.evidence, case.scene, case.measures, known.ranking)
    fix = fix_of(case.evidence, states, case.scene, case.measures, by)
    return Outcome(
        case,
        np.array([[name in each for name in names] for each in labels]),
        [states[name] for name in names],
        fix.guess,
        strength_of(by),
    )


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures of one kind, as others measure them."""
    marks = stacked([each.case.marks for each in outcomes])
    truth = np.array([each.case.marks.max(0) for each in outcomes])
    labels = np.concatenate([each.labels for each in outcomes])
    states = np.array([each.states for each in outcomes])
    by_two = [
        any(each.fix in one for one in each.case.named) for each in outcomes if len(each.case.named) == 2
    ]
    by_one = [each.fix in each.case.named[0] for each in outcomes if each.case.named]
    overall = np.array([each.case.record["overall"]["overall"] for each in outcomes], float)
    strength = np.array([each.strength for each in outcomes], float)
    return {
        "sentences": float(macro(marks, labels).mean()),
        "texts, labels": float(macro(truth, np.array([each.labels.any(0) for each in outcomes])).mean()),
        "texts, states": float(macro(truth, states == "present").mean()),
        "present": float(truth[states == "present"].mean()),
        "absent": float(1 - truth[states == "absent"].mean()),
        "unsure": float((states == "unsure").mean()),
        "fix, by two": float(np.mean(by_two)) if by_two else float("nan"),
        "by one": float(np.mean(by_one)) if by_one else float("nan"),
        "strength r": float(np.corrcoef(overall, strength)[0, 1]),
        "within one": float((abs(overall - strength) <= 1).mean()),
    }


def left_out(those: Sequence[Case], more: Sequence[Case]) -> list[Outcome]:
    """Each writer's texts by decisions that were fitted on all other writers."""
    found = []
    for writer in sorted({case.writer for case in those}):
        rest = [case for case in those if case.writer != writer]
        known = decisions_of(table_of(rest, more))
        found += [outcome_of(case, known) for case in those if case.writer == writer]
    return found


def told(name: str, values: dict[str, float]) -> str:
    return f"{name:14}" + "  ".join(f"{key} {value:.3f}" for key, value in values.items())


def main(paths: Sequence[str]) -> int:
    these = cases(Path(paths[0]))
    tables = {}
    for kind in KINDS:
        those = [case for case in these if case.evidence.kind == kind]
        more = others(those)
        outcomes = left_out(those, more)
        print(told(kind, figures(outcomes)))
        for writer in sorted({case.writer for case in those}):
            print(told(f"  {writer}", figures([each for each in outcomes if each.case.writer == writer])))
        tables[kind] = table_of(those, more)
    DECISIONS.write_text(json.dumps(tables, separators=(",", ":")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
