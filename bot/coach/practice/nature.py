"""What kind of text it is, as far as that is plain: an answer, or something that cannot be coached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coach.practice.despair import is_distress, is_self_doubt
from bot.coach.practice.language import has_other_script, is_english
from bot.coach.practice.not_prose import is_not_prose
from bot.coach.practice.reading import Nature
from bot.coach.practice.words import without_fillers, words

FEW_WORDS = 4
MOST_WORDS = 900  # more than six minutes of talk
_ITEM_WORDS = 5
_SHORT_TEXT = 40  # words: in a longer one a single rude or odd sentence does not make the nature

_SPEAKS_TO_COACH = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:all|any|your|the|my|these|those|every|previous"
    r"|prior|\s)*\s(?:rules?|instructions?|prompts?|guidelines|rubric|training)\b"
    r"|\b(?:system|developer) prompt\b|\byou are now (?:an?|in)\b|\bas an? (?:AI|language model|chatbot)\b"
    r"|\b(?:reveal|print|repeat|show|output|give) (?:me )?(?:your|the) (?:settings|instructions|prompt"
    r"|rules|rubric|system)\b"
    r"|\b(?:say|tell me|write|reply|respond|answer|confirm)(?: only| just)?(?: with| that)* (?:that )?[\"“']?"
    r"(?:I am|I'm|it is|it's|this is|my \w+ (?:is|was)|everything is|all is|the \w+ is)[^.?!]{0,30}"
    r"\b(?:perfect|flawless|excellent|great|the best|brilliant|wonderful|amazing|10/10)\b"
    r"|\b(?:give|award|rate|grade|score|mark) (?:me|this|it|my \w+)(?: as| with)? (?:a |an |the |full |top )*"
    r"(?:5|five|10|ten|100|A\+?|full|top|highest|best|perfect|marks|points|score|strength|present)\b"
    r"|\bmark (?:every|all|each) (?:element|label|sentence)s?\b",
    re.IGNORECASE,
)
_INSULT = re.compile(
    r"\b(?:f+u+c+k\w*|bullshit|a+ss+hole\w*|b[i1]tch\w*|bastards?|c[u*]nts?|wankers?|twats?|morons?|imbeciles?"
    r"|idiots?|retards?|scumbags?|dickheads?|stupid|dumb(?:ass)?|useless|pathetic|worthless|shut up"
    r"|go to hell|screw you|piss off|sh[i1]t\w*|crap|hate you|nobody needs you|suck(?:s|er)?)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_FIRST_VERB = (
    r"(?:preheat|mix|stir|whisk|chop|slice|dice|bake|boil|simmer|fry|add|pour|melt|knead|fold in|season|drain"
    r"|combine|beat|serve|sprinkle|roast|peel|grate|sift|let (?:it|the dough|them) (?:rise|rest|cool|simmer)"
    r"|cream the|heat|place|garnish|marinate|rub|blend)"
)
_COOKING = re.compile(rf"(?:^|[.!;\n]\s*|\b(?:and|then) |\d[.)] *){_FIRST_VERB}\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:\d+(?:[.,/]\d+)?|one|two|three|four|half an?|an?|½|¼|¾) ?(?:g|kg|ml|l|dl|oz|lbs?|tbsp|tsp|cups?"
    r"|pinch(?:es)?|cloves?|teaspoons?|tablespoons?|grams?|litres?|liters?|sticks?|eggs?|onions?|minutes)\b"
    r"|\b\d{3} ?(?:degrees|°|C\b|F\b)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:I|I'm|I've|we|my|our|he|she|they)\b", re.IGNORECASE)
_VERBS = re.compile(
    r"(?:\b|(?='))(?:is|are|was|were|am|'m|'s|'re|has|have|had|do|does|did|will|would|can|could|said|went|came|made|need|want|\w+ed)\b",
    re.IGNORECASE,
)


def nature_of(text: str, sentences: Sequence[str]) -> Nature:
    """The nature of a text; whatever is not plainly something else is an answer."""
    bare = without_fillers(text) or text
    said = words(bare)
    if is_distress(text):
        return "distress"
    if unread := _unreadable(text, said):
        return unread
    if is_not_prose(text):
        return "not prose"
    if _is_recipe(bare):
        return "recipe"
    if _is_list(bare):
        return "list"
    if not is_english(bare):
        return "repetition" if _is_keys(said) else "other language"
    if _is_for_the_coach(sentences, len(said)):
        return "instruction"
    if is_self_doubt(sentences, len(said)):
        return "self doubt"
    if _is_abuse(bare, len(said)):
        return "abuse"
    return "few words" if len(said) < FEW_WORDS else "answer"


def is_addressed_to_the_coach(sentence: str) -> bool:
    """Whether a sentence tells the coach what to say: it is no part of the answer, wherever it stands."""
    return bool(_SPEAKS_TO_COACH.search(_plain(sentence)))


def _unreadable(text: str, said: Sequence[str]) -> Nature | None:
    if not text.strip():
        return "empty"
    if not any(map(str.isalpha, text)):
        return "no words"
    if has_other_script(text):
        return "other language"
    if _is_repeated(said):
        return "repetition"
    return "very long" if len(said) > MOST_WORDS else None


def _is_repeated(said: Sequence[str]) -> bool:
    return len(said) >= 12 and len({word.casefold() for word in said}) * 5 <= len(said) - len(said) // 4


def _is_keys(said: Sequence[str]) -> bool:
    """Whether keys were hit at random: most words cannot be spoken in any language."""
    unspoken = [
        w
        for w in said
        if not re.search(r"[aeiouyà-öø-ÿ]", w, re.I) or re.search(r"[^\Waeiouy\d]{5}", w, re.I)
    ]
    return len(unspoken) * 2 >= len(said)


def _is_recipe(text: str) -> bool:
    if not _AMOUNT.search(text):
        return False
    steps = len(_COOKING.findall(text))
    return steps >= 3 and len(_SPEAKER.findall(text)) <= steps // 2


def _is_list(text: str) -> bool:
    """Short items under one another, or between commas, in which nobody does anything."""
    if _SPEAKER.search(text):
        return False
    lines = [line for line in re.split(r"\n|;", text) if words(line)]
    items = lines if len(lines) >= 3 else [item for item in re.split(r"[,\n;]", text) if words(item)]
    if len(items) < 3 or len(_VERBS.findall(text)) * 4 > len(items):
        return False
    return sum(len(words(item)) <= _ITEM_WORDS for item in items) >= len(items) * 0.8


def _is_for_the_coach(sentences: Sequence[str], count: int) -> bool:
    orders = sum(is_addressed_to_the_coach(sentence) for sentence in sentences)
    return bool(orders) and (count < _SHORT_TEXT or orders * 2 >= len(sentences))


def _is_abuse(text: str, count: int) -> bool:
    """Rude words outside quotations: in a story somebody may well say them."""
    rude = len(_INSULT.findall(_plain(_QUOTED.sub("", text))))
    return rude * 12 >= count or (rude >= 2 and rude * 20 >= count)


def _plain(text: str) -> str:
    return text.replace("’", "'")
