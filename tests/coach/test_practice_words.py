"""Words and sentences, typed and spoken, in any script."""

import pytest

from bot.coach.practice.words import sentences, without_fillers, words

SPOKEN = (
    "okay so hi everyone i run a dog walking business in the east end so a lot of people "
    "round here got a puppy and now they're back at work and the dog is going crazy in the flat "
    "so what we do is we pick up the dog and we walk it in a small group"
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Hello, it's me.", 3),
        ("well-known bread — and butter/jam", 5),
        ("😀 🎉 !!! ...", 0),
        ("3.5 tonnes, 12,000 boxes", 4),
        ("Я пеку хлеб", 3),
        ("मैं रोटी बनाता हूँ", 4),
        ("我做面包", 2),
        ("Sag’s noch einmal", 3),
    ],
)
def test_words_are_counted_in_any_script(text: str, count: int) -> None:
    assert len(words(text)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I bake. I sell!", ["I bake.", "I sell!"]),
        ("Dr. Vale left at 6 a.m. on foot. We stayed.", ["Dr. Vale left at 6 a.m. on foot.", "We stayed."]),
        ("It costs 3.50 a piece. Yes.", ["It costs 3.50 a piece.", "Yes."]),
        ('"Go home." She did.', ['"Go home."', "She did."]),
        ('"Go home?" asked the nurse. I did.', ['"Go home?" asked the nurse.', "I did."]),
        (
            "You're busy and so am I. We gave all a B. J. K. Row left.",
            ["You're busy and so am I.", "We gave all a B.", "J. K. Row left."],
        ),
        (
            "It was... well, warm. He waited… Then he left.",
            ["It was... well, warm.", "He waited…", "Then he left."],
        ),
        ("- milk\n- eggs\n\n2. bread", ["milk", "eggs", "bread"]),
        ("我做面包。你呢？", ["我做面包。", "你呢？"]),
        ("...", []),
        ("", []),
    ],
)
def test_typed_text_is_cut_at_its_marks(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_spoken_text_is_cut_where_one_would_breathe() -> None:
    assert sentences(SPOKEN) == [
        "okay so hi everyone i run a dog walking business in the east end",
        "so a lot of people round here got a puppy",
        "and now they're back at work",
        "and the dog is going crazy in the flat",
        "so what we do is we pick up the dog",
        "and we walk it in a small group",
    ]


def test_sentences_give_back_every_word_in_order() -> None:
    assert " ".join(sentences(SPOKEN)).split() == SPOKEN.split()


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Hi, um, I'm Tom", "Hi, I'm Tom"),
        ("Um I bake", "I bake"),
        ("I bake bread um.", "I bake bread."),
        ("uh", ""),
        ("the ER nurse measured 12 mm", "the ER nurse measured 12 mm"),
        ("an umbrella, uh-huh", "an umbrella, uh-huh"),
    ],
)
def test_fillers_leave_without_a_trace(text: str, bare: str) -> None:
    assert without_fillers(text) == bare
