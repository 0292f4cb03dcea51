"""Telling whether a word in a sentence is somebody's, some place's or some firm's name."""

import re
from functools import cache
from importlib import resources

# With a capital, and still no names.
_TITLES = "mr mrs ms miss mx dr prof sir herr frau madame signor signora aunt auntie uncle"
_TIMES = (
    "january february march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday christmas easter ramadan diwali halloween"
)
_PEOPLES = (
    "american african asian european german italian russian ukrainian australian canadian indian norwegian"
    " brazilian egyptian nigerian iranian hungarian bulgarian romanian austrian belgian scandinavian korean"
    " mexican greek arab arabic hindi urdu swahili mandarin latin czech thai swiss muslim hindu buddhist"
    " catholic dutch french western eastern northern southern"
)
_TOOLS = (
    "excel python java google linkedin powerpoint youtube whatsapp slack zoom internet facebook instagram"
    " windows android ok okay god"
)
_NEVER = frozenset(f"{_TITLES} {_TIMES} {_PEOPLES} {_TOOLS} i".split())
_PEOPLE = re.compile(r"\w+(?:ish|ese)")
# Words of every day by which people are called, too.
_BOTH = frozenset(
    word
    for line in (
        "grace mark rose bill jack hope joy faith dawn amber ruby pearl sandy frank drew pat sue rob gene",
        "guy miles rich ray jean iris ivy lily daisy heather holly olive violet hunter mason cooper taylor",
        "carter dean robin jay carol crystal melody angel penny ginger brook victor max lance grant cliff",
        "glen dale reed basil summer autumn sky star will nick harry tony pierce ward duke earl wade",
        "chase colin",
    )
    for word in line.split()
)
# How English words end and hardly a name: "Kneading" begins a sentence, and so does "Kwabena".
_ENGLISH_END = re.compile(r"\w+(?:ing|ed|ly|tion|sion|ness|ment|ful|less|ous|able|ible|ism|ist|ies|ers|ors)")


@cache
def _common() -> frozenset[str]:
    text = (resources.files("coaching_content") / "judge" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_common(word: str) -> bool:
    """Whether it is a word of the language, or is made with one: "Forty-one"."""
    parts = re.split("[-'’]", word.lower())
    return any(part in _common() or part in _NEVER or _ENGLISH_END.fullmatch(part) for part in parts)


def may_be_named(word: str) -> bool:
    """Whether it has a capital and is no month, people, title, abbreviation or the like."""
    if not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return False
    small = re.split("['’]", word.lower())[0]
    return not {small, small.removesuffix("s")} & _NEVER and not _PEOPLE.fullmatch(small) and len(word) > 1


def is_a_given_name(word: str) -> bool:
    """Whether people are called so, though it is a word of the language: "rose" after "my name is"."""
    return word.lower() in _BOTH


def is_name(word: str) -> bool:
    """Whether it is a name within a sentence."""
    return may_be_named(word) and (is_a_given_name(word) or not is_common(word))


def is_name_at_start(word: str) -> bool:
    """Whether it is a name though it begins a sentence: no word of the language."""
    return may_be_named(word) and not is_common(word)
