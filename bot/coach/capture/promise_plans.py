"""Promises as plans: will, must, waiting for, a bare order, a plain present with a day."""

import re
from collections.abc import Iterator

from bot.coach.capture.clauses import Clause
from bot.coach.capture.promise_draft import Draft, is_third, mine, order
from bot.coach.capture.promise_patterns import (
    ASKING,
    NOUN_WITH,
    OPENING,
    SENDING,
    SOMEBODY_ELSE,
    STATE,
    SUBJECTS,
)
from bot.coach.capture.reading import Direction
from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import WHO, Talk
from bot.coach.capture.verbs import ACTION, as_order, base_form
from bot.coach.patterns import Pattern


def will_do(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    subject, rest, will = match["subject"], as_order(match["rest"].lstrip()), match["will"].lower()
    at = match.start("rest")
    acts = re.match(rf"{ACTION}\b", rest, re.IGNORECASE)
    if (subject and subject.lower() == "you") or re.match(r"\s*(?:was|were)\b", will):
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
    if will in ("'d", "would", "should") or not acts:
        return
    yield from mine(talk, clause, rest, at, None, -1)


def _goes_on_about_them(talk: Talk, clause: Clause, match: re.Match[str]) -> bool:
    """ "Charlotte agreed to speak and will send her bio": the subject of the clause before still holds."""
    names_her = re.search(WHO, match["rest"], re.IGNORECASE)
    if match["will"].lower() not in ("will", "'ll") or (
        names_her and names_her[0].lower() not in ("his", "her", "their")
    ):
        return False
    return _their_turn(talk, clause)


def _their_turn(talk: Talk, clause: Clause) -> bool:
    """Whether the last subject in the sentence before a clause is somebody else."""
    sentence = re.split(r"[.!?;\n]", talk.line.shape[: clause.start])[-1]
    subjects = SUBJECTS.findall(sentence)
    return bool(subjects) and subjects[-1].lower() not in ("i", "we")


def _they_will(talk: Talk, clause: Clause, match: re.Match[str], rest: str, acts: bool) -> Iterator[Draft]:
    will = match["will"].lower()
    to_me = re.search(r"\b(?:me|us|my|our)\b", rest, re.IGNORECASE)
    if will == "should" and not (to_me and re.search(DAY, rest)):
        return
    if will in ("'d", "would", "must", "was supposed to") or "happy" in will:
        return
    if ASKING.search(clause.text, 0, match.start()):
        return
    opens = not clause.text[: match.start()].strip(" -:,")
    is_dated = will == "to" and acts and (opens or re.search(DAY, rest))
    if will in ("has to", "needs to", "to", "is ") and not (to_me or is_dated):
        return
    if not acts and not to_me and not re.search(DAY, rest):
        return
    if STATE.match(rest) or (_OWN_AFFAIR.match(rest) and not to_me):
        return
    at = clause.start + match.start("rest")
    subject = match["subject"]
    people = talk.who(subject, clause.start + match.start("subject")) if subject else talk.last(clause.start)
    yield Draft("theirs", people, rest, at)


# What somebody does alone, or with others, is no promise to the member.
_OWN_AFFAIR = Pattern(
    r"(?:accept|join|move|leave|talk|meet|speak|run|try|work|do|keep|have|see|visit|come|attend|go|look"
    r"|take|plan|vote"
    r"|stop|let|host|train|teach|read|cook|bake|hold|help|buy|get|find|test|reach|organi[sz]e|change)\b"
)


def _opens(before: str, will: str) -> bool:
    """Without a subject, "will ring Arjun" is the member's when it opens the clause."""
    if will == "to":
        return bool(re.match(r"^[^\w\ue000-\ue7ff]*(?:me|us)\s*$", before, re.IGNORECASE))
    if will in ("'s to", "is to", "'d", "would", "should", "must") or will.startswith(("is ", "was", "'s")):
        return False
    return bool(OPENING.match(before))


def duty(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    for_whom = re.search(rf"\b(?:to|for)\s+({PERSON})\s*$", match["lead"], re.IGNORECASE)
    if SOMEBODY_ELSE.search(match["lead"]) and not (
        for_whom and match["duty"].lower().startswith(("i", "we"))
    ):
        return
    rest = match["rest"]
    if not re.search(WHO, rest, re.IGNORECASE) and not re.match(rf"{ACTION}\b", rest, re.IGNORECASE):
        return
    if re.match(r"(?:remember|be|know|say|admit|tell\s+\w+\W*$)\b", rest, re.IGNORECASE):
        return
    whom, whom_at = (for_whom[1], for_whom.start(1)) if for_whom else (None, -1)
    yield from mine(talk, clause, rest, match.start("rest"), whom, whom_at)


# "She's expecting her second child": who waits is not the member.
_THEY_WAIT = Pattern(
    rf"(?:{PERSON}|\b(?:he|she|they))\s*(?:'s|'re|is|are|was|were)?(?:\s+(?:still|also|now))*\s*$"
)


def waiting(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest, at = match["rest"], match.start("rest")
    if _THEY_WAIT.search(clause.text, 0, match.start()):
        return
    person = re.search(WHO, rest, re.IGNORECASE)
    if person is None:
        return
    people = talk.who(person[0], clause.start + at + person.start())
    before = re.sub(r"\b(?:from|by|on|for)\s*$", "", rest[: person.start()].strip())
    after = re.sub(r"^(?:'s|\s)*(?:for|to|on|about|with)?\s*", "", rest[person.end() :])
    if re.search(r"\bfrom\s*$", rest[: person.start()]) or not before.strip():
        yield Draft("theirs", people, order((before or after) or "reply"), clause.start + at)


def present(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """ "She sends samples on Friday", "Tuesday I call him": a deed with a day that is not over."""
    marks = re.findall(DAY, match["rest"]) or re.findall(DAY, clause.text[: match.start("rest")])
    if not (marks or re.search(r"\bsame day\b", match["rest"])) or any(
        talk.line.phrase(mark).tense == "past" for mark in marks
    ):
        return
    rest, at = match["rest"], match.start("rest")
    verb = rest.split()[0].lower()
    if match["who"].lower() in ("i", "we"):
        if base_form(verb) == verb and not (verb in _SAME_IN_PAST and not re.search(DAY, match["rest"])):
            yield from mine(talk, clause, rest, at, None, -1)
        return
    if (base_form(verb) == verb) != (match["who"].lower() == "they") and len(
        talk.line.people(match["who"]) if re.fullmatch(PERSON, match["who"]) else "1"
    ) < 2:
        return
    if _is_for_me(as_order(rest)):
        people = talk.who(match["who"], clause.start + match.start("who"))
        yield Draft("theirs", people, as_order(rest), clause.start + at)


def _is_for_me(order: str) -> bool:
    """Whether a deed of theirs is done for the member, not among others: "meets Ken on Friday" is not."""
    if re.search(r"\b(?:me|us|my|our)\b", order, re.IGNORECASE):
        return True
    return not (STATE.match(order) or _OWN_AFFAIR.match(order) or re.search(WHO, order, re.IGNORECASE))


def they_are(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """ "He's dropping it off next Tuesday", "she is sending us the list"."""
    days = [talk.line.phrase(mark).tense for mark in re.findall(DAY, match["rest"])]
    what = as_order(match["rest"])
    to_me = re.match(r"\w+\s+(?:(?:it|that|them)\s+to\s+)?(?:me|us)\b", what, re.IGNORECASE)
    if "past" in days or not (to_me or days) or not _is_for_me(what):
        return
    people = talk.who(match["subject"], clause.start + match.start("subject"))
    yield Draft("theirs", people, what, clause.start + match.start("rest"))


# "I put the list together by Friday" may be over; without "by" it is.
_SAME_IN_PAST = frozenset(("put", "read", "let", "set", "run", "come"))


def due(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """A noun with a person is owed only if its day is a deadline: "feedback to Omar due Friday"."""
    marks = re.findall(DAY, match["rest"])
    if not talk.line.is_deadline(marks[-1]):
        return
    direction: Direction = "theirs" if match["way"].lower() == "from" else "mine"
    people = talk.line.people(match["who"])
    yield Draft(direction, people, "send " + match["rest"], clause.start + match.start("rest"))


def overdue(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """ "I still haven't sent Ana the report" owes it."""
    verb, _, rest = match["rest"].partition(" ")
    base = {"sent": "send", "given": "give", "paid": "pay", "written": "write", "done": "do"}.get(
        verb.lower(), re.sub(r"(?:d|ed)$", "", verb)
    )
    if re.search(WHO, rest, re.IGNORECASE):
        yield from mine(talk, clause, f"{base} {rest}", match.start("rest"), None, -1)


# "she will look into it and | get back to me": the verb goes on with the subject and the "will" before it.
_WILL_AND = Pattern(r"\b(?:will|'ll|going to|agreed to|offered to|promised to)\s[^.!?;\n]*\band\s+$")


def imperative(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest = match["rest"]
    before = talk.line.shape[: clause.start]
    if _WILL_AND.search(before) and _their_turn(talk, clause):
        if re.search(rf"\b(?:me|us|my|our)\b|{DAY}", rest, re.IGNORECASE):
            yield Draft("theirs", talk.last(clause.start), rest, clause.start + match.start("rest"))
        return
    if not re.search(WHO, rest, re.IGNORECASE) and not _is_for_topic(talk, clause, rest):
        return
    marks = [mark for mark in re.findall(DAY, rest) if talk.line.phrase(mark).tense != "past"]
    # A day that does not exist, 99/99, is none that lies ahead.
    is_ahead = any(talk.line.day(mark) not in (None, talk.line.today) for mark in marks)
    if re.match(r"\w+\s+(?:with|from|w)\b", rest) and not is_ahead:
        return
    if NOUN_WITH.match(rest):
        return
    yield from mine(talk, clause, rest, match.start("rest"), None, -1)


def _is_for_topic(talk: Talk, clause: Clause, rest: str) -> bool:
    """ "Lena Brandt wants a demo. Send slides by Wednesday": to the one person of the line."""
    named = re.findall(PERSON, talk.line.shape[: clause.start])
    return len(set(named)) == 1 and bool(SENDING.match(rest) and re.search(DAY, rest))


def progressive(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    days = [talk.line.phrase(mark).tense for mark in re.findall(DAY, match["rest"])]
    is_ahead = "future" in days or (match["subject"] and days and "past" not in days)
    if is_ahead and re.search(WHO, match["rest"]):
        yield from mine(talk, clause, match["rest"], match.start("rest"), None, -1)
