"""Figures on writers left out of training, and the calibration from them: python -m training.folds"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch

from bot.coach.practice.judge import KINDS
from bot.coach.practice.wordpiece import WordPieces
from training.batches import row_of
from training.calibration import calibrated, fitted
from training.encoder_weights import vocabulary
from training.figures import Numbers
from training.fitting import Recipe, fit, predict
from training.packing import rounded
from training.records import KEPT_ASIDE, Sample, read_writers, writers
from training.reporting import report
from training.score import JUDGE
from training.train import tell

# Writers who are left out together: each text is judged once by a network that saw none of its writer.
FOLDS = (("d", "h", "n"), ("e", "f", "k"), ("p", "m", "q", "j"), ("i", "l", "o"))


def main(arguments: list[str]) -> None:
    """With a FILE: also the probabilities, one text a line."""
    torch.set_num_threads(2)
    judged = [each for fold in FOLDS for each in left_out(fold, Recipe())]
    samples, raw = [sample for sample, _ in judged], [found for _, found in judged]
    calibration = {kind: calibration_of(kind, samples, raw) for kind in KINDS}
    (JUDGE / "calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", encoding="utf-8")
    honest = [
        calibrated(found, *(np.array(calibration[sample.kind][part]) for part in ("slope", "shift")))
        for sample, found in judged
    ]
    print("\n".join(report(samples, honest, thresholds_of(calibration))))
    if arguments:
        Path(arguments[0]).write_text("".join(map(line_of, samples, honest)), encoding="utf-8")


def left_out(fold: Sequence[str], recipe: Recipe) -> list[tuple[Sample, Numbers]]:
    read = WordPieces(vocabulary())
    others = [name for name in writers() if name not in (*fold, *KEPT_ASIDE)]
    print(f"without {', '.join(fold)}", flush=True)
    network = rounded(fit(read_writers(others), read, recipe, tell))
    samples = read_writers(fold)
    return list(zip(samples, predict(network, [row_of(each, read) for each in samples]), strict=True))


def calibration_of(kind: str, samples: Sequence[Sample], raw: Sequence[Numbers]) -> dict[str, list[float]]:
    at = [number for number, sample in enumerate(samples) if sample.kind == kind]
    return fitted([raw[number] for number in at], [np.array(samples[number].marks) for number in at])


def thresholds_of(calibration: Mapping[str, Mapping[str, list[float]]]) -> dict[str, Numbers]:
    return {kind: np.array(calibration[kind]["threshold"]) for kind in KINDS}


def line_of(sample: Sample, found: Numbers) -> str:
    record = {"id": sample.name, "kind": sample.kind, "probs": found.round(5).tolist()}
    return json.dumps(record) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
