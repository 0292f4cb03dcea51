"""Words as pieces: what the judge's encoder reads is what it was trained on."""

import json
from pathlib import Path

import pytest

from bot.coach.practice.wordpiece import WordPieces, words

NUMBERS = json.loads((Path(__file__).parents[1] / "data" / "judge_numbers.json").read_text(encoding="utf-8"))
FEW = WordPieces(["[UNK]", "[CLS]", "[SEP]", "un", "##need", "##ed", "help", "!", "é"])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Café, naïve", ["cafe", ",", "naive"]),
        ("don't—stop…", ["don", "'", "t", "—", "stop", "…"]),
        ("日本 go", ["日", "本", "go"]),
        ("a\x00b\ufffdc\td", ["abc", "d"]),
        ("\u200bzero\u00adsoft", ["zerosoft"]),
        ("  ", []),
        ("5% of $2^3", ["5", "%", "of", "$", "2", "^", "3"]),
    ],
)
def test_words_are_plain_and_marks_stand_alone(sentence: str, expected: list[str]) -> None:
    assert words(sentence) == expected


def test_a_word_is_cut_into_the_longest_pieces() -> None:
    assert FEW("Unneeded help!") == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("word", ["xyz", "unx", "🙂", "help" * 26])
def test_a_word_of_no_known_pieces_is_one_unknown(word: str) -> None:
    assert FEW(word) == [0]


def test_a_vocabulary_without_the_marks_of_bert_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lacks \[CLS\], \[SEP\]"):
        WordPieces(["[UNK]", "help"])


def test_the_shipped_pieces_are_those_of_the_tokenizer_used_everywhere(shipped_pieces: WordPieces) -> None:
    for sentence, numbers in NUMBERS["pieces"]:
        assert shipped_pieces(sentence) == numbers, sentence


@pytest.fixture(scope="module")
def shipped_pieces() -> WordPieces:
    import coaching_content

    folder = Path(coaching_content.__file__).parent / "judge"
    return WordPieces((folder / "vocabulary.txt").read_text(encoding="utf-8").split())
