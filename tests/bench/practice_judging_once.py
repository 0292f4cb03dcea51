"""Run by practice_judging in a process of its own: loads the judge and judges texts of 250 words."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS, TEXTS = 250, 40


def main() -> None:
    sys.path.insert(0, str(ROOT))
    before, began = peak_mb(), time.perf_counter()
    import coaching_content
    from bot.coach.practice.judge import load_judge

    judge = load_judge(Path(coaching_content.__file__).parent / "judge")
    seconds = time.perf_counter() - began
    texts = long_texts()
    taken = []
    for sentences in texts:
        began = time.perf_counter()
        judge.probabilities("pitch", sentences)
        taken.append((time.perf_counter() - began) * 1000)
    words = sum(len(each.split()) for text in texts for each in text) / len(texts)
    found = {"milliseconds": taken, "seconds": [seconds], "words": [words]}
    print(json.dumps(found | {"megabytes": [peak_mb() - before]}))


def peak_mb() -> float:
    """Of this process alone: what getrusage tells counts the parent's memory, too, on Linux."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def long_texts() -> list[list[str]]:
    """Sentences of the examples one after another, cut where the words are reached."""
    lines = (ROOT / "training" / "examples" / "writer_d.jsonl").read_text(encoding="utf-8").splitlines()
    sentences = iter([each["text"] for line in lines for each in json.loads(line)["sentences"]])
    return [filled(sentences) for _ in range(TEXTS)]


def filled(sentences: Iterator[str]) -> list[str]:
    text: list[str] = []
    while sum(len(each.split()) for each in text) < WORDS - 8:
        text.append(next(sentences))
    return text


if __name__ == "__main__":
    main()
