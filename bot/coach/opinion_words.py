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
        "a about above across add adding after again against all alone already also although am among an",
        "and another any anybody anyone anything are aren't around as ask asking at attention away be",
        "because been before begin beginning begins behind being below between beyond big both bring brings",
        "but by call can can't change choose clear client clients close closes closing colleague colleagues",
        "comes concrete connect consider could couldn't customer customers cut cutting decide describe",
        "detail details did didn't do does doesn't don't drop during each either end ending ends even every",
        "everybody everyone everything evidence explain fact facts few finally find finish first follow for",
        "from get gets give gives giving go goes good had has hasn't have haven't having he hear hearing",
        "hears help helps her here here's his hold how however i i'd i'll i'm i've if image imagine in",
        "instead interest into investor investors is isn't it it's its job just keep keeps knowing knows",
        "landlord landlords last lead leave leaves less let let's lets like line link listen listener",
        "listeners little long look make makes making manager managers many may maybe me mention might",
        "moment more most move moving much must my name names naming need needs neither never new next no",
        "nobody nobody's none not nothing notice now number numbers of off on once one only open opening",
        "opens or other our out over paint people perhaps person phrase phrases pick picture pitch place",
        "plain please point practice practise put puts putting question rather read real recruiter",
        "recruiters rehearse remember remove repeat replace result results right role say saying says see",
        "seeing sees sentence sentences several shall she short shorten should shouldn't show showing shows",
        "simple since small so some somebody somebody's someone something speak speaking specific speech",
        "stakes start starting starts state still stop stories story stranger strangers strong such swap",
        "take tell telling tells than that that'll that's the their them then there there'd there's",
        "therefore these they they'll they're thing think this those though three through time to today",
        "together tomorrow too toward trim trouble true trust try turn turns two under unless until up use",
        "using very vivid wants was wasn't watch we we're well were what what's when whenever where where's",
        "wherever whether which while who who's whoever whom whose why will with within without won't word",
        "words work would wouldn't write yes yet you you'd you'll you're you've your yours",
    )
    for word in line.split()
) | frozenset((*PITCH, *STORY))

_SELF = ("i", "i'm", "i'd", "i've", "i'll")
# Names also where somebody does not write them as such. March and May are words, too.
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
_WHOLE_WORDS: tuple[tuple[Fault, str], ...] = (
    ("grade", r"grad(e|es|ed|ing)|scor(e|es|ed|ing)|rated|ratings?|rank(s|ed|ing|ings)?|average|number one"),
    ("grade", r"(better|worse) than (most|many|others|everyone|everybody|anyone|your)|best|worst|top-notch"),
    ("grade", r"perfect(ly)?|flawless(ly)?|brilliant(ly)?|genius|outstanding|amazing(ly)?|incredibl[ey]"),
    ("grade", r"awesome|excellent|excels?|superb|world-class|wonderful|fantastic|impressive"),
    ("grade", r"terribl[ey]|awful|stupid|boring|pathetic|embarrassing|useless|weak(er|est)?|poor(ly)?"),
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
    ("manner", r"language model|(as an?|ai|virtual) assistant|chatbot|system prompt|prompts?|as an ai"),
    ("manner", r"instruct(ed|ions?)|ignore (all|the|your|previous|what)|obey\w*|json|click\w*|downloads?"),
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
    return None if _is_english(own) else "language"


def has_foreign_name(own: str, text: str) -> bool:
    """Whether a word has a capital that is neither the member's nor that of an ordinary sentence."""
    known = {word.casefold().removesuffix("'s") for word in _WORD.findall(text.replace("’", "'"))}
    for found in _WORD.finditer(own):
        word = found.group()
        plain = word.casefold().removesuffix("'s")
        if plain in known or plain in _SELF or (word == word.lower() and plain not in _DATES):
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
