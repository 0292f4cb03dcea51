"""Promises in a clause, in both directions: the first pattern that fits decides."""

import re
from collections.abc import Iterator

from bot.coach.capture.clauses import Clause
from bot.coach.capture.promise_draft import Draft
from bot.coach.capture.promise_patterns import (
    ARRIVES,
    ASKED,
    DUE,
    DUTIES,
    EXPECTS,
    GETS,
    GETS_BY,
    IMPERATIVE,
    NEGATED,
    OVERDUE,
    OWE,
    OWE_TO,
    PASSIVE,
    PRESENT,
    PROGRESSIVE,
    PROMISED,
    REQUESTED,
    THANKS,
    THEY_ARE,
    TOLD,
    TOLD_OF,
    UNPAID,
    WAITING,
    WAS_PROMISED,
    WILL_DO,
)
from bot.coach.capture.promise_plans import (
    due,
    duty,
    imperative,
    overdue,
    present,
    progressive,
    they_are,
    waiting,
    will_do,
)
from bot.coach.capture.promise_words import (
    arrives,
    asked,
    expects,
    gets,
    owe,
    passive,
    promised,
    requested,
    told,
    unpaid,
    was_promised,
)
from bot.coach.capture.talk import Talk


def find_promises(talk: Talk, clause: Clause) -> Iterator[Draft]:
    """Every promise that a clause makes: the first pattern that fits decides."""
    text = clause.text
    for pattern, read in _READERS:
        match = pattern.search(text)
        if match is None:
            continue
        if (pattern not in (UNPAID, OVERDUE) and _is_negated(text, match)) or (
            THANKS.search(match["rest"]) and pattern is not TOLD
        ):
            return
        drafts = list(read(talk, clause, match))
        if drafts:
            yield from drafts
            return


def _is_negated(text: str, match: re.Match[str]) -> bool:
    end = match.start("rest")
    return bool(NEGATED.search(text, 0, end)) or bool(
        re.match(r"\s*(?:nothing|zero|not\b|no one)", match["rest"])
    )


_READERS = (
    (OWE, owe),
    (OWE_TO, expects),
    (PASSIVE, passive),
    (TOLD_OF, expects),
    (ARRIVES, arrives),
    (TOLD, told),
    (WAS_PROMISED, was_promised),
    (REQUESTED, requested),
    (PROMISED, promised),
    (GETS, gets),
    (GETS_BY, gets),
    (UNPAID, unpaid),
    (OVERDUE, overdue),
    (EXPECTS, expects),
    (ASKED, asked),
    (DUTIES, duty),
    (WILL_DO, will_do),
    (THEY_ARE, they_are),
    (WAITING, waiting),
    (PRESENT, present),
    (PROGRESSIVE, progressive),
    (IMPERATIVE, imperative),
    (DUE, due),
)
