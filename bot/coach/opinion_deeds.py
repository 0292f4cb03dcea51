"""What an opinion tells as if it had happened, outside of what it quotes: nobody can check that."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.coach.opinion_vocabulary import WORD, words_of

_PAST = """
ate became began bought broke brought built came caught chose drew drove fell felt fought found gave got
grew heard held kept knew led left lost made meant met paid ran rose said sang sat saw sent sold spent spoke
stood taught thought told took went won wore wrote
"""
_IRREGULAR = "|".join(_PAST.split())
# Not "need" and "hundred".
_HAPPENED = rf"(?:(?!hundred|sacred|indeed)\w+(?<!e)ed|{_IRREGULAR})"
_BETWEEN = r"(?:(?:\w+ly|also|already|both|even|just|never|once|only|still|then|have|had) )*"
_OF_YOU = re.compile(
    rf"(?<!have )(?<!did )(?<!had )\byou(?:'ve|'d)? {_BETWEEN}(?:{_HAPPENED}|were|had|been|done)\b"
    # You said "...": that can be looked up.
    r'(?!(?: \w+){0,3},?\s*"")'
)
_ALLEGED = re.compile(r"\bas (?:\w+ ){1,5}(?:tells?|told|says?|said|knows?|confirms?|agrees?)\b")
_TOLD = re.compile(rf"\b{_HAPPENED}\b")
# Behind these it tells how something is: a named group, it is told, one told well.
_DESCRIBING = frozenset(
    word
    for line in (
        "a an the this that these those your their its his her our my own some any no one each every more",
        "most well as so too very be is are was were been being isn't aren't it's that's get gets getting",
        "by or and",
    )
    for word in line.split()
)
# Of a text, and of who hears it: somebody named, a trouble felt.
_OF_TEXTS = frozenset(("named", "called", "described", "felt", "heard", "meant", "needed"))
# "If they knew", "what it taught you": nothing is said to have been.
_OPEN = frozenset(("if", "what", "how", "why"))
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")
_CLAUSE = re.compile(r"[^,;:—–]+")
_ASKS = re.compile(r"\b(?:how|what|when|where|which|who|whom|whose|why)\b")


def tells_of_deeds(own: str, text: str) -> bool:
    """Whether it says in the past tense what the member did, or what somebody did who is not in the text."""
    told = own.casefold()
    if _OF_YOU.search(told) or _ALLEGED.search(told):
        return True
    known = words_of(text)
    return any(_has_told(clause, known) for sentence in _stated(told) for clause in _CLAUSE.findall(sentence))


def _stated(told: str) -> list[str]:
    """The sentences that ask nothing."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(told)]
    return [one for one in sentences if not (one.endswith("?") and _ASKS.search(one))]


def _has_told(clause: str, known: frozenset[str]) -> bool:
    words = WORD.findall(clause)
    if not _OPEN.isdisjoint(words):
        return False
    return any(
        _TOLD.fullmatch(word) and word not in known | _OF_TEXTS and before not in _DESCRIBING
        for before, word in pairwise(words)
    )
