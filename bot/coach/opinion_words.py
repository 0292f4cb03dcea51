"""What an opinion may not say in its own words, whatever it was asked or told to say."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from bot.coach.opinion_deeds import tells_of_deeds
from bot.coach.opinion_vocabulary import WORD, is_common, strange_words, words_of

Fault = Literal[
    "signs",
    "links",
    "names",
    "language",
    "grade",
    "person",
    "secrets",
    "promises",
    "manner",
    "deeds",
]

_MARKS = frozenset(" .,;:!?'\"()-–—…%$€£/_")
_BLANK = re.compile(r"_{2,}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;])[\s\"()'_…–—-]*$")
_MOST_EXCLAMATIONS = 1
_LEAST_ENGLISH = 0.3

_SELF = ("i", "i'm", "i'd", "i've", "i'll")
# Names also where somebody does not write them as such. March and May are words, too.
_IN_A_MONTH = re.compile(
    r"\b(?:in|by|before|until|till|since|after|from|of|next|last|this|early|late|mid|end of) (?:may|march)\b"
    r"|\b(?:may|march) (?:ends?|begins?|comes?|is over|\d)"
)
_DATES = frozenset(
    word
    for line in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february april june july august september october november december",
    )
    for word in line.split()
)

# Slack makes pictures of :words: and links of addresses; a full stop between two letters is one.
_LINKS = re.compile(r"://|\bwww\b|[^\W\d_]\.[^\W\d_]{2,}|:[\w+'-]+:|\bhttps?\b|\bslash command\b")
_SUCCESS = (
    "(?:get|win|land|hire|buy|sign|fund|invest|pay|succeed|earn|receive|agree|call|choose"
    "|say yes|have the job|be yours)"
)
_WHOLE_WORDS: tuple[tuple[Fault, str], ...] = (
    ("grade", r"grad(e|es|ed|ing)|scor(e|es|ed|ing)|rated|ratings?|rank(s|ed|ing|ings)?|average|number one"),
    ("grade", r"(better|worse) than (most|many|others|everyone|everybody|anyone|your)|best|worst|top-notch"),
    ("grade", r"perfect(ly)?|flawless(ly)?|brilliant(ly)?|genius|outstanding|amazing(ly)?|incredibl[ey]"),
    ("grade", r"awesome|excellent|excels?|superb|world-class|wonderful|fantastic|impressive"),
    ("grade", r"terribl[ey]|awful|stupid|boring|pathetic|embarrassing|useless|weak(er|est)?|poor(ly)?"),
    ("grade", r"an? [abcdf](?: ?[+-])?|[abcdf] (?:plus|minus)|straight as?|(?:top|full|good|high) marks?"),
    ("grade", r"[a-z\d]+ out of (?:five|ten|a hundred|\d+)|stars?|earn(?:s|ed)? (?:an?|full|top)"),
    ("grade", r"medals?|prizes?|awards?|deserves?"),
    ("person", r"accents?|accented|voices?|pronounc\w*|pronunciation|dialect|intonation|native|foreign\w*"),
    ("person", r"lisp|stutter\w*|stammer\w*|mumbl\w*|monotone|you sound|your english|grammar|gender"),
    ("person", r"nationality|your (age|looks)"),
    ("secrets", r"passwords?|passcodes?|passphrases?|api keys?|tokens?|credit cards?|card numbers?|cvv|iban"),
    (
        "secrets",
        r"social security|log ?in|sign ?in|verification codes?|your secrets?|bank (account|details)|pin",
    ),
    ("promises", r"(i|we) promise|promise (you|that)|guarante\w+|for sure|sure to|certain to|bound to"),
    ("promises", r"never fails?|(you will|you'll) (get|win|land|be hired|be funded|succeed|earn|receive)"),
    ("promises", rf"(?:will|'ll|won't) (?:\w+ ){{0,2}}{_SUCCESS}|(?:gets?|lands?|wins?|brings?) you"),
    (
        "promises",
        r"surely|certainly|definitely|undoubtedly|doubtless|inevitably|without (?:a |any )?doubt|no doubt",
    ),
    (
        "promises",
        r"(?:always|never) (?:works?|wins?|sells?|gets?|loses?)|can(?:not|'t) (?:fail|lose|say no)|be yours",
    ),
    ("manner", r"language model|(as an?|ai|virtual) assistant|chatbot|system prompt|prompts?|as an ai"),
    ("manner", r"instruct(ed|ions?)|ignore (all|the|your|previous|what)|obey\w*|json|click\w*|downloads?"),
    (
        "manner",
        r"(?:you are|you're|i am|i'm|was|were) (?:told|asked|to prefer)|our fix(?:es)?|letter by letter",
    ),
    ("manner", r"jailbreak|as (you )?(asked|requested|told|ordered)"),
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
    if not is_template and tells_of_deeds(own, text):
        return "deeds"
    if not _is_english(own):
        return "language"
    return "names" if strange_words(own, text) else None


def has_foreign_name(own: str, text: str) -> bool:
    """Whether a word has a capital that is neither the member's nor that of an ordinary sentence."""
    known = {word.removesuffix("'s") for word in words_of(text)}
    month = _IN_A_MONTH.search(own.casefold())
    if month and known.isdisjoint({"may", "march"}):
        return True
    for found in WORD.finditer(own):
        word = found.group()
        plain = word.casefold().removesuffix("'s")
        if plain in known or plain in _SELF or (word == word.lower() and plain not in _DATES):
            continue
        begins = _SENTENCE_START.search(own[: found.start()])
        if not (begins and word[1:] == word[1:].lower() and is_common(plain.split("-")[0])):
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
    said = WORD.findall(own)
    return not said or sum(map(is_common, said)) >= _LEAST_ENGLISH * len(said)
