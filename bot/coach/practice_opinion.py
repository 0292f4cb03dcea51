"""A second opinion on an answer: what is asked, and whether the reply may be shown.

Who replies is not trusted: whatever a reply quotes, counts or names has to be found in the member's text
or in our own reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from bot.coach.opinion_numbers import Stated, stated
from bot.coach.opinion_quotes import is_quoted_from, normal, parted
from bot.coach.opinion_vocabulary import forms
from bot.coach.opinion_words import Fault, fault_of
from bot.coach.practice.elements import elements_of, required
from bot.coach.practice.reading import Reading

MOST_WORDS = 90  # with the three headings above the parts
HEADINGS = 8
MOST_LETTERS = 700  # in one part
MOST_TEXT = 4000  # of what is sent; a field of Slack's holds 3,000
FEW_FILLERS = 2  # in a hundred words: the rubric's middle

PARTS = ("worked", "change", "try_this")
Check = Literal[Fault, "json", "shape", "words", "quotes", "numbers", "fix", "blanks"]
CHECKS: tuple[Check, ...] = (
    *("json", "shape", "words", "quotes", "numbers", "fix", "blanks", "signs", "links", "names", "language"),
    *("grade", "person", "secrets", "promises", "manner", "deeds"),
)

# Who speaks like this speaks to a machine, and not to a listener: then none is asked.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|rules?|prompts?|above|previous)\b"
    r"|\b(?:system prompt|language model|you are now|jailbreak|(?:respond|reply|answer) (?:only )?with)\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s—–/]+")
# How a change names what is to be changed, where it names it.
_NAMED = {
    "hook": r"hook|opening|begin with|start with|open with",
    "who": r"who you are|your name|your role",
    "audience": r"audience",
    "problem": r"problem",
    "solution": r"solution",
    "proof": r"proof|evidence",
    "ask": r"the ask|your ask|an ask|next step|request|what to do|(?:could|should|can) do next",
    "setting": r"setting",
    "character": r"character",
    "inciting": r"inciting",
    "conflict": r"conflict|obstacle",
    "turning": r"turning point",
    "resolution": r"resolution|ending",
    "takeaway": r"takeaway|moral|lesson",
    "sensory": r"senses|sensory",
    "dialogue": r"dialogue",
    "length": r"too long|too short|shorter|longer|length",
    "jargon": r"jargon",
    "fillers": r"fillers?",
}
_CUES = {fix: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for fix, words in _NAMED.items()}
_MOST_NAMED = 2
# Behind a number that counts nothing by itself: "from forty to six, and that is ...".
_NO_UNIT = frozenset(
    ("to", "and", "or", "in", "by", "from", "at", "as", "is", "are", "for", "with", "that", "which", "on")
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A reply that may be shown: the three parts, and the one thing to change, by our own name for it."""

    worked: str
    change: str
    try_this: str
    fix: str


class Refused(NamedTuple):
    """A reply that is not shown, and the check that it did not pass."""

    check: Check


def is_askable(reading: Reading) -> bool:
    """Whether the answer is one to have an opinion on: English prose of a bearable length, to a listener."""
    is_prose = reading.nature == "answer" and reading.is_english
    return is_prose and 0 < len(reading.text) <= MOST_TEXT and not _TO_A_MACHINE.search(reading.text)


def allowed_fixes(reading: Reading) -> tuple[str, ...]:
    """What may be named to change, our own choice first: only what our reading supports."""
    measures, scene = reading.measures, reading.scene
    needed = required(reading.kind, goal=scene.goal, listener=scene.listener)
    elements = elements_of(reading.kind) if reading.fix == "" else needed
    supported = [name for name in elements if reading.states.get(name) in ("absent", "unsure")]
    if reading.length != "fits":
        supported.append("length")
    if measures.jargon:
        supported.append("jargon")
    if measures.fillers is not None and measures.fillers * 100 >= FEW_FILLERS * max(measures.words, 1):
        supported.append("fillers")
    return tuple(dict.fromkeys((reading.fix, *supported)))


def question(reading: Reading) -> dict[str, Any]:
    """All that is sent about an answer: its text, the scene, what we counted, our fixes. No name, no id."""
    measures = reading.measures
    counted = {"words": measures.words, "seconds": measures.seconds, "sentences": measures.sentences}
    return {
        "kind": reading.kind,
        "listener": reading.scene.listener,
        "goal": reading.scene.goal,
        "target_seconds": reading.scene.seconds if reading.kind == "pitch" else None,
        "measures": {**counted, "jargon": list(measures.jargon), "fillers": measures.fillers},
        "our_fix": reading.fix,
        "allowed_fixes": list(allowed_fixes(reading)),
        "only_as_a_question": [name for name in allowed_fixes(reading) if _is_open(name, reading)],
        "text": reading.text,
    }


def judge(reply: str, reading: Reading) -> Opinion | Refused:
    """The opinion that a reply holds, or the first check that it does not pass: then none of it is shown.

    `reply` is JSON and nothing else.
    """
    try:
        given = json.loads(reply)
    except (ValueError, RecursionError):
        return Refused("json")
    opinion = _shaped(given)
    if opinion is None:
        return Refused("shape")
    fault = _fault(opinion, reading)
    return Refused(fault) if fault else opinion


def _shaped(given: object) -> Opinion | None:
    if not isinstance(given, Mapping) or given.keys() != {*PARTS, "fix"}:
        return None
    if not all(isinstance(value, str) for value in given.values()):
        return None
    # A line break could make two parts of one.
    worked, change, try_this = (" ".join(given[name].split()) for name in PARTS)
    return Opinion(worked, change, try_this, given["fix"]) if worked and change and try_this else None


def _parts(opinion: Opinion) -> tuple[str, ...]:
    return opinion.worked, opinion.change, opinion.try_this


def _fault(opinion: Opinion, reading: Reading) -> Check | None:
    if _is_too_much(opinion):
        return "words"
    own = []
    for part in _parts(opinion):
        pieces = parted(part)
        if pieces is None or not all(is_quoted_from(quote, reading.text) for quote in pieces.quotes):
            return "quotes"
        own.append(pieces.own)
    if own[0] == normal(opinion.worked):  # praise without the member's words
        return "quotes"
    if not _are_given([number for words in own for number in stated(words)], reading):
        return "numbers"
    for words, name in zip(own, PARTS, strict=True):
        if fault := fault_of(words, reading.text, is_template=name == "try_this"):
            return fault
    if not _is_ours(opinion.fix, own[1], reading):
        return "fix"
    return None if _leaves_facts_open(opinion.fix, own[2], reading) else "blanks"


def _is_too_much(opinion: Opinion) -> bool:
    words = [word for word in _GAP.split(" ".join(_parts(opinion))) if word]
    return len(words) + HEADINGS > MOST_WORDS or any(len(part) > MOST_LETTERS for part in _parts(opinion))


def _are_given(numbers: Sequence[Stated], reading: Reading) -> bool:
    """Whether each number stands in the text, of the same thing, or is what we counted, by its name."""
    in_text = stated(reading.text) if numbers else []
    return all(
        any(_is_same(number, one) for one in in_text) or _is_counted(number, reading) for number in numbers
    )


def _is_same(number: Stated, given: Stated) -> bool:
    """Whether a number says no more than the given one: forty lifts are not forty landlords."""
    if number.meant != given.meant:
        return False
    counts_nothing = not number.near or number.near[0] in _NO_UNIT
    return counts_nothing or any(not forms(number.near[0]).isdisjoint(forms(word)) for word in given.near)


def _is_counted(number: Stated, reading: Reading) -> bool:
    measures, unit = reading.measures, number.unit.removesuffix("s")
    if not isinstance(number.value, Decimal):
        return False
    if number.sort == "ordinal":  # your first sentence
        return unit in ("sentence", "line") and 1 <= number.value <= measures.sentences
    counted: dict[str, tuple[int | None, ...]] = {
        "word": (measures.words,),
        "second": (measures.seconds, reading.scene.seconds),
        "sentence": (measures.sentences, measures.long_sentences),
        "filler": (measures.fillers,),
    }
    return number.sort == "count" and number.value in counted.get(unit, ())


def _is_ours(fix: str, change: str, reading: Reading) -> bool:
    """Whether our reading supports the fix, and the words speak of it, and of hardly anything beside it."""
    named = {name for name, cue in _CUES.items() if _names(cue, change, reading.text)}
    if fix not in allowed_fixes(reading) or (named and fix in _CUES and fix not in named):
        return False
    return len(named) <= _MOST_NAMED and ("?" in change or not _is_open(fix, reading))


def _names(cue: re.Pattern[str], change: str, text: str) -> bool:
    """Whether a change speaks of an element; a lesson that the member gives is no takeaway."""
    said = text.casefold()
    return any(found.group().casefold() not in said for found in cue.finditer(change))


def _is_open(fix: str, reading: Reading) -> bool:
    """Whether we are not sure that it is missing: then nobody says that it is."""
    return reading.states.get(fix) == "unsure"


def _leaves_facts_open(fix: str, template: str, reading: Reading) -> bool:
    """What is put into the member's mouth has blanks where the facts go."""
    needs_blank = fix in reading.states or re.search(r"\b(?:I|my|me|we|our|us)\b", template, re.IGNORECASE)
    return not needs_blank or bool(re.search(r"_{2,}|…|\.\.\.", template))
