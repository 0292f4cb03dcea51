"""Promises as plans: will, must, waiting for, a bare order, a plain present with a day."""

import re
from collections.abc import Iterator

from bot.coach.capture.clauses import Clause
from bot.coach.capture.promise_draft import Draft, is_third, mine, order
from bot.coach.capture.promise_patterns import (
    ACTION,
    ASKING,
    NOUN_WITH,
    OPENING,
    SENDING,
    SOMEBODY_ELSE,
    STATE,
    SUBJECTS,
)
from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import WHO, Talk


def will_do(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    subject, rest, will = match["subject"], match["rest"].lstrip(), match["will"].lower()
    at = match.start("rest")
    acts = re.match(rf"{ACTION}\b", rest, re.IGNORECASE)
    if subject and subject.lower() == "you":
        return
    if is_third(subject):
        yield from _they_will(talk, clause, match, rest, bool(acts))
        return
    if (
        subject is None
        and will in ("will", "'ll", "shall")
        and OPENING.match(clause.text[: match.start()])
        and re.search(r"\b(?:me|us)\b", rest)
    ):
        yield from _they_will(talk, clause, match, rest, bool(acts))
        return
    if subject is None and acts and _goes_on_about_them(talk, clause, match):
        yield Draft("theirs", talk.last(clause.start), rest, clause.start + at)
        return
    if subject is None and not _opens(clause.text[: match.start()], will):
        return
    if will in ("'d", "would") or not acts:
        return
    yield from mine(talk, clause, rest, at, None, -1)


def _goes_on_about_them(talk: Talk, clause: Clause, match: re.Match[str]) -> bool:
    """ "Charlotte agreed to speak and will send her bio": the subject of the clause before still holds."""
    names_her = re.search(WHO, match["rest"], re.IGNORECASE)
    if match["will"].lower() not in ("will", "'ll") or (
        names_her and names_her[0].lower() not in ("his", "her", "their")
    ):
        return False
    sentence = re.split(r"[.!?;\n]", talk.line.shape[: clause.start])[-1]
    subjects = SUBJECTS.findall(sentence)
    return bool(subjects) and subjects[-1].lower() not in ("i", "we")


def _they_will(talk: Talk, clause: Clause, match: re.Match[str], rest: str, acts: bool) -> Iterator[Draft]:
    will = match["will"].lower()
    to_me = re.search(r"\b(?:me|us|my|our)\b", rest, re.IGNORECASE)
    if will in ("'d", "would", "must", "was supposed to") or will.startswith("happy"):
        return
    if ASKING.search(clause.text, 0, match.start()):
        return
    is_dated = will == "to" and acts and re.search(DAY, rest)
    if will in ("has to", "needs to", "to", "is ") and not (to_me or is_dated):
        return
    if not acts and not to_me and not re.search(DAY, rest):
        return
    if STATE.match(rest):
        return
    if (
        re.match(
            r"(?:join|move|leave|talk|meet|speak|run|try|work|do|keep|have|see|visit|come)\b",
            rest,
            re.IGNORECASE,
        )
        and not to_me
    ):
        return
    at = clause.start + match.start("rest")
    subject = match["subject"]
    people = talk.who(subject, clause.start + match.start("subject")) if subject else talk.last(clause.start)
    yield Draft("theirs", people, rest, at)


def _opens(before: str, will: str) -> bool:
    """Without a subject, "will ring Arjun" is the member's when it opens the clause."""
    if will == "to":
        return bool(re.match(r"^[^\w\ue000-\ue7ff]*(?:me|us)\s+$", before, re.IGNORECASE))
    if will in ("'s to", "is to", "'d", "would", "must") or will.startswith(("is ", "was", "'s")):
        return False
    return bool(OPENING.match(before))


def duty(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    if SOMEBODY_ELSE.search(match["lead"]):
        return
    rest = match["rest"]
    if not re.search(WHO, rest, re.IGNORECASE) and not re.match(rf"{ACTION}\b", rest, re.IGNORECASE):
        return
    if re.match(r"(?:remember|be|know|say|admit|tell\s+\w+\W*$)\b", rest, re.IGNORECASE):
        return
    yield from mine(talk, clause, rest, match.start("rest"), None, -1)


def waiting(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest, at = match["rest"], match.start("rest")
    person = re.search(WHO, rest, re.IGNORECASE)
    if person is None:
        return
    people = talk.who(person[0], clause.start + at + person.start())
    before = re.sub(r"\b(?:from|by|on|for)\s*$", "", rest[: person.start()].strip())
    after = re.sub(r"^(?:'s|\s)*(?:for|to|on|about|with)?\s*", "", rest[person.end() :])
    if re.search(r"\bfrom\s*$", rest[: person.start()]) or not before.strip():
        yield Draft("theirs", people, order((before or after) or "reply"), clause.start + at)


def present(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    days = [talk.line.phrase(mark).tense for mark in re.findall(DAY, match["rest"])]
    if not days or "past" in days:
        return
    if match["who"].lower() == "i":
        yield from mine(talk, clause, match["rest"], match.start("rest"), None, -1)
        return
    yield Draft(
        "theirs",
        talk.who(match["who"], clause.start + match.start("who")),
        match["rest"],
        clause.start + match.start("rest"),
    )


def imperative(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest = match["rest"]
    if not re.search(WHO, rest, re.IGNORECASE):
        return
    if re.match(r"\w+\s+(?:with|from|w)\b", rest) and not re.search(DAY, rest):
        return
    if NOUN_WITH.match(rest):
        return
    yield from mine(talk, clause, rest, match.start("rest"), None, -1)


def _is_for_topic(talk: Talk, clause: Clause, rest: str) -> bool:
    """ "Lena Brandt wants a demo. Send slides by Wednesday": to the one person of the line."""
    named = re.findall(PERSON, talk.line.shape[: clause.start])
    return len(set(named)) == 1 and bool(SENDING.match(rest))


def progressive(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    days = [talk.line.phrase(mark).tense for mark in re.findall(DAY, match["rest"])]
    is_ahead = "future" in days or (match["subject"] and days and "past" not in days)
    if is_ahead and re.search(WHO, match["rest"]):
        yield from mine(talk, clause, match["rest"], match.start("rest"), None, -1)
