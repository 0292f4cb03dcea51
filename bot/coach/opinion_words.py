"""What an opinion may not say in its own words, whatever it was asked or told to say."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from bot.coach.practice.elements import PITCH, STORY

Fault = Literal["signs", "links", "names", "language", "grade", "person", "secrets", "promises", "manner"]

_MARKS = frozenset(" .,;:!?'\"()-–—…%$€£/_")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BLANK = re.compile(r"_{2,}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;])[\s\"()'_…–—-]*$")
_MOST_EXCLAMATIONS = 1
_LEAST_ENGLISH = 0.3

# With what a sentence of advice begins, and most of what English is made of. Anything else in capitals is a
# name that the member did not give.
_COMMON = frozenset(
    word
    for line in (
        "a about above add after again all also an and another any anybody anyone anything are as ask at",
        "away be because before begin begins behind being below between both bring brings but by call can",
        "change choose close could cut decide describe did do does drop each either end ends even every",
        "everybody everyone everything find finish first for from get give gives go had has have having",
        "he hear hearing help her here his hold how i if imagine in instead into is it its just keep last",
        "lead leave let lets like line listener listeners long look make makes many may maybe me mention",
        "might more most move much must my name naming need never new next no nobody not nothing notice",
        "now of off on once one only open opening or other our out over paint people perhaps pick picture",
        "place please point put puts question rather read remember remove replace right say saying see",
        "sentence she short shorten should show shows since so some somebody someone something speak",
        "start starts state still stop strangers such swap take tell tells than that the their them then",
        "there these they thing think this those though three time to today tomorrow too trim true try",
        "turn two under until up use very was watch we well were what when where which while who whom",
        "whose why will with within without word words would write yes yet you your yours i'm i'd i've",
        "i'll it's you're you've that's what's don't doesn't isn't here's let's there's they're",
    )
    for word in line.split()
) | frozenset((*PITCH, *STORY))

# Slack makes pictures of :words: and links of addresses; a full stop between two letters is one.
_LINKS = re.compile(r"://|\bwww\b|[^\W\d_]\.[^\W\d_]{2,}|:[\w+'-]+:|\bhttps?\b|\bslash command\b")
_WHOLE_WORDS: tuple[tuple[Fault, str], ...] = (
    ("grade", r"grad(e|es|ed|ing)|scor(e|es|ed|ing)|rat(e|ed|ing|ings)|rank(s|ed|ing|ings)?|stars?|out of"),
    ("grade", r"(better|worse) than (most|many|others|average|everyone|everybody|anyone|your)|average"),
    (
        "grade",
        r"perfect(ly)?|flawless(ly)?|brilliant(ly)?|genius|outstanding|amazing(ly)?|incredibl[ey]|awesome",
    ),
    (
        "grade",
        r"excellent|excels?|superb|world-class|wonderful|fantastic|impressive|best|worst|top|a\+|pass(ed)?",
    ),
    (
        "grade",
        r"fail(s|ed|ure)?|terribl[ey]|awful|stupid|boring|pathetic|embarrassing|useless|weak|poor(ly)?",
    ),
    (
        "person",
        r"accents?|accented|voices?|pronounc\w*|pronunciation|dialect|intonation|native|foreign\w*|lisp",
    ),
    (
        "person",
        r"stutter\w*|stammer\w*|mumbl\w*|your english|grammar|gender|nationality|religion|your (age|looks)",
    ),
    (
        "secrets",
        r"passwords?|passcodes?|passphrases?|api keys?|tokens?|credit cards?|card numbers?|cvv|iban|pin",
    ),
    (
        "secrets",
        r"social security|log ?in|sign ?in|verification codes?|secrets?|bank( account)?|date of birth",
    ),
    ("promises", r"promis(e|es|ed)|guarante\w+|for sure|sure to|certain to|bound to|never fails?"),
    ("promises", r"(you will|you'll|will) (get|win|land|be hired|be funded|succeed|earn|receive)"),
    (
        "manner",
        r"language model|assistant|chatbot|system prompt|prompts?|as an ai|instruct\w*|ignor\w+|jailbreak",
    ),
    (
        "manner",
        r"as (you )?(asked|requested|told|ordered)|json|developer|obey\w*|click\w*|downloads?|install\w*",
    ),
)
_NOT_SAID = tuple((fault, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")) for fault, words in _WHOLE_WORDS)
# In the member's mouth this may be what they ask for.
_TO_US = re.compile(
    r"\b(?:send|give|e-?mail|call|message|text|contact|reply to|write to|share with|pay)\s+(?:me|us)\b"
)


def fault_of(own: str, text: str, *, is_template: bool = False) -> Fault | None:
    """What is wrong with the own words of one part of an opinion on `text`; quotations are taken out before.

    A template is a sentence to say: with blanks, and in the member's mouth.
    """
    folded = unicodedata.normalize("NFKC", own).casefold()
    if _LINKS.search(folded):
        return "links"
    if not _is_plain(own, text) or (not is_template and _BLANK.search(own)):
        return "signs"
    if has_foreign_name(own, text):
        return "names"
    for fault, said in _NOT_SAID:
        if said.search(folded):
            return fault
    if not is_template and _TO_US.search(folded):
        return "secrets"
    return None if _is_english(own) else "language"


def has_foreign_name(own: str, text: str) -> bool:
    """Whether a word has a capital that is neither the member's nor that of an ordinary sentence."""
    known = {word.casefold().removesuffix("'s") for word in _WORD.findall(text.replace("’", "'"))}
    for found in _WORD.finditer(own):
        word = found.group()
        plain = word.casefold().removesuffix("'s")
        if word == word.lower() or plain in known or word in ("I", "I'm", "I'd", "I've", "I'll"):
            continue
        begins = _SENTENCE_START.search(own[: found.start()])
        if not (begins and word[1:] == word[1:].lower() and plain.split("-")[0] in _COMMON):
            return True
    return False


def _is_plain(own: str, text: str) -> bool:
    """No sign that formats, hides or draws: letters and marks of prose, and the member's own letters."""
    bare = _BLANK.sub(" ", own)
    letters = {letter for letter in text if letter.isalpha()}
    is_known = all(
        sign in _MARKS - {"_"} or (sign.isascii() and sign.isalnum()) or sign in letters for sign in bare
    )
    return is_known and own.count("!") <= _MOST_EXCLAMATIONS and not re.search(r"[?!]{2,}|^\s*-\s", own)


def _is_english(own: str) -> bool:
    said = [word.casefold() for word in _WORD.findall(own)]
    return not said or sum(word in _COMMON for word in said) >= _LEAST_ENGLISH * len(said)
