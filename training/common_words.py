"""`python -m training.common_words`: the words that are no names, as far as the examples use them."""

import re
from collections import Counter
from pathlib import Path

from training.records import KEPT_ASIDE, Sample, read_writers, writers

WORDS = Path(__file__).parents[1] / "coaching_content" / "judge" / "common_words.txt"
WORD = re.compile(r"(?<![\w'])[^\W\d_]{2,}")
HEAD = "# Written in lower case in the examples, so no names: made by training.common_words, one a line.\n"


def main() -> None:
    samples = read_writers(name for name in writers() if name not in KEPT_ASIDE)
    found = common([sample for sample in samples if has_capitals(sample)])
    WORDS.write_text(HEAD + "".join(f"{word}\n" for word in found), encoding="utf-8")
    print(len(found), "words")


def has_capitals(sample: Sample) -> bool:
    """Whether it was typed with care: in a transcript names are in lower case, too."""
    begun = sum(sentence[:1].isupper() for sentence in sample.sentences)
    return begun * 2 > len(sample.sentences)


def common(samples: list[Sample]) -> list[str]:
    """Each word that is seen in lower case, and not more often with a capital within a sentence."""
    lower, capital = Counter[str](), Counter[str]()
    for sentence in (each for sample in samples for each in sample.sentences):
        for number, word in enumerate(WORD.findall(sentence)):
            if word.islower():
                lower[word] += 1
            elif number and word.istitle():
                capital[word.lower()] += 1
    return sorted(word for word, count in lower.items() if count >= capital[word] and word.isascii())


if __name__ == "__main__":
    main()
