"""The words in which an opinion may speak: a coach's own, and those of the text that it speaks of."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from bot.coach.practice.elements import PITCH, STORY

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENDINGS = ("'s", "s", "es", "d", "ed", "ing", "ly")
_SHORTEST = 3
# How English words end, and hardly a name.
_ENGLISH = re.compile(r"\w{3,}(?:tion|sion|ness|ful|less|able|ible|ism|ify|ous)")


@cache
def vocabulary() -> frozenset[str]:
    """The coach's words, in small letters; a coach edits them in coaching_content."""
    file = resources.files("coaching_content").joinpath("second_opinion/words.txt")
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return frozenset((*" ".join(lines).split(), *PITCH, *STORY))


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, those with a hyphen also by their parts."""
    words = {word.casefold() for word in WORD.findall(text.replace("’", "'"))}
    return frozenset(words | {part for word in words for part in word.split("-")})


def forms(word: str) -> set[str]:
    """A word and what it may be an inflected form of: "breads" of "bread", "noted" of "note"."""
    cut = {
        word[: -len(ending)]
        for ending in _ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST
    }
    undoubled = {stem[:-1] for stem in cut if stem[-1] == stem[-2]}
    with_y = {f"{stem[:-1]}y" for stem in cut if stem.endswith("i")}
    return {word} | cut | undoubled | with_y | {f"{stem}e" for stem in cut}


def is_common(word: str) -> bool:
    """Whether it is a word of the coach's, in whatever form."""
    every = forms(word.casefold())
    return not every.isdisjoint(vocabulary()) or any(map(_ENGLISH.fullmatch, every))


def strange_words(own: str, text: str) -> list[str]:
    """The words that neither a coach nor the text uses; among them are names that somebody made up."""
    said = {form for word in words_of(text) for form in forms(word)}
    parts = [part for word in WORD.findall(own.casefold()) for part in word.split("-")]
    return [word for word in parts if not is_common(word) and forms(word).isdisjoint(said)]
