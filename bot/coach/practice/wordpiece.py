"""Words as pieces of a fixed vocabulary, lower-cased: the WordPiece of BERT."""

import unicodedata
from collections.abc import Mapping, Sequence

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100  # letters; a longer one is no word of any language and is read as unknown

# Han characters stand alone: they are written without spaces. (First and last code point of each block.)
HAN = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPieces:
    """Turns a sentence into the numbers of its pieces, which are their places in the vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(vocabulary)}
        missing = [piece for piece in (UNKNOWN, START, END) if piece not in self._numbers]
        if missing:
            raise ValueError(f"The judge's vocabulary lacks {', '.join(missing)}.")
        self.unknown, self.start, self.end = (self._numbers[piece] for piece in (UNKNOWN, START, END))

    def __call__(self, sentence: str) -> list[int]:
        return [number for word in words(sentence) for number in self._pieces(word)]

    def _pieces(self, word: str) -> list[int]:
        """The longest piece that begins the word, then the longest that goes on, to its end."""
        whole = self._numbers.get(word)
        if whole is not None:
            return [whole]
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        numbers: list[int] = []
        begin = 0
        while begin < len(word):
            end, number = self._longest(word, begin)
            if number is None:
                return [self.unknown]
            numbers.append(number)
            begin = end
        return numbers

    def _longest(self, word: str, begin: int) -> tuple[int, int | None]:
        mark = "##" if begin else ""
        for end in range(len(word), begin, -1):
            number = self._numbers.get(mark + word[begin:end])
            if number is not None:
                return end, number
        return begin, None


def words(sentence: str) -> list[str]:
    """Lower-cased words without accents; each mark of punctuation and each Han character is a word."""
    return "".join(map(_spaced, _plain(sentence))).split()


def _plain(sentence: str) -> str:
    if sentence.isascii():
        return sentence.lower()
    parts = unicodedata.normalize("NFD", sentence)
    return "".join(each for each in parts if unicodedata.category(each) != "Mn").lower()


def _spaced(character: str) -> str:
    if character.isalnum() and character.isascii():
        return character
    if character in "\t\n\r":
        return " "
    if character in "\0\ufffd" or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"}:
        return ""
    return f" {character} " if _stands_alone(character) else character


def _stands_alone(character: str) -> bool:
    code = ord(character)
    if code < 128:
        return not character.isalnum()
    return unicodedata.category(character).startswith("P") or any(low <= code <= high for low, high in HAN)
