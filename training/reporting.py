"""The figures as a table: per kind the macro-F1 over sentences and texts, then each label."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.coach.practice.judge import KINDS, LABELS
from training.figures import Numbers, by_sentence, by_text, interval
from training.records import Sample


def report(
    samples: Sequence[Sample], probabilities: Sequence[Numbers], thresholds: Mapping[str, Numbers]
) -> list[str]:
    """Lines to print. A label counts as found where its probability reaches its threshold."""
    lines: list[str] = []
    for kind in KINDS:
        at = [number for number, sample in enumerate(samples) if sample.kind == kind]
        if at:
            true = [np.array(samples[number].marks) for number in at]
            found = [(probabilities[number] >= thresholds[kind]).astype(float) for number in at]
            lines += of_kind(kind, found, true)
    return lines


def of_kind(kind: str, found: Sequence[Numbers], true: Sequence[Numbers]) -> list[str]:
    lines = [f"{kind}: {len(found)} texts, {sum(map(len, found))} sentences"]
    scores = []
    for level, counts in (("sentence", by_sentence(found, true)), ("text", by_text(found, true))):
        low, high = interval(counts)
        scores.append(counts.f1())
        lines.append(f"  {level} macro-F1 {scores[-1].mean():.3f} ({low:.3f} to {high:.3f})")
    for label, sentence, text in zip(LABELS[kind], *scores, strict=True):
        lines.append(f"    {label:<10} sentence {sentence:.2f}  text {text:.2f}")
    return lines
