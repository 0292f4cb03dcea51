"""How the shipped judge does on labelled files: python -m training.score FILE..."""

import sys
from pathlib import Path

import coaching_content
from bot.coach.practice.judge import load_judge
from training.records import read_file
from training.reporting import report

JUDGE = Path(coaching_content.__file__).parent / "judge"


def main(paths: list[str]) -> None:
    judge = load_judge(JUDGE)
    samples = [sample for path in paths for sample in read_file(Path(path), Path(path).stem)]
    found = [judge.probabilities(sample.kind, sample.sentences) for sample in samples]
    print("\n".join(report(samples, found, judge.thresholds)))


if __name__ == "__main__":
    main(sys.argv[1:])
