"""Promises in so many words: promised, told, owe, gets from me, asked and said yes."""

import re
from collections.abc import Iterator

from bot.coach.capture.clauses import Clause
from bot.coach.capture.promise_draft import Draft, is_third, mine, order
from bot.coach.capture.promise_patterns import AGREED
from bot.coach.capture.shape import DAY
from bot.coach.capture.talk import WHO, Talk
from bot.coach.capture.verbs import ACTION


def promised(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    subject, whom, rest = match["subject"], match["whom"], match["rest"]
    verb = match[0].lower()
    if not re.search(r"\w", re.sub(rf"{DAY}|\b(?:by|on|so|and|too|it|that|this|already)\b", "", rest)):
        return
    if subject is None and not whom and re.match(r"\s*to\s.*\b(?:me|us)\b", rest, re.IGNORECASE):
        subject_at = clause.start + match.start()
        yield Draft("theirs", talk.last(subject_at), order(rest), clause.start + match.start("rest"))
        return
    if (
        re.search(r"\b(?:agreed|offered|committed)\b", verb)
        and not re.match(r"\s*(?:to|that)\b", rest)
        and not whom
    ):
        return
    if is_third(subject):
        if whom and whom.lower() not in ("me", "us"):
            return
        people = talk.who(subject, clause.start + match.start("subject"))
        yield Draft("theirs", people, order(rest), clause.start + match.start("rest"))
        return
    if whom and whom.lower() in ("me", "us"):
        yield Draft(
            "theirs",
            talk.last(clause.start + match.start()),
            order(rest),
            clause.start + match.start("rest"),
        )
        return
    yield from mine(talk, clause, rest, match.start("rest"), whom, match.start("whom"))


def told(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest, at = match["rest"], match.start("rest")
    name = "who" if match["who"] else "subject" if is_third(match["subject"]) or not match["whom"] else "whom"
    who = match[name] or "I"
    if re.match(r"(?:like|love|be|not|never|rather|prefer|hate)\b", rest, re.IGNORECASE):
        return
    if who.lower() in ("i", "we"):
        if is_third(match["subject"]):
            return
        yield from mine(talk, clause, rest, at, match["whom"], match.start("whom"), is_verb=True)
        return
    teller = match["subject"]
    if not is_third(teller) and re.match(r"(?:get|have|receive|hear)\b", rest, re.IGNORECASE):
        people = talk.who(
            match["whom"] or who, clause.start + match.start("whom" if match["whom"] else "who")
        )
        yield Draft("mine", people, "send " + re.sub(r"^\w+\s+", "", rest), clause.start + at)
        return
    if not re.match(rf"{ACTION}\b", rest.lstrip(), re.IGNORECASE):
        return
    if who.lower() == "it":
        return
    yield Draft("theirs", talk.who(who, clause.start + match.start(name)), rest, clause.start + at)


def owe(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    whom, subject, rest = match["whom"], match["subject"], match["rest"]
    at = clause.start + match.start("rest")
    if re.match(r"\s*(?:one|big time|a lot|so much|everything|big)?\W*$", rest, re.IGNORECASE):
        return
    if whom.lower() in ("me", "us"):
        people = (
            talk.who(subject, clause.start + match.start("subject")) if is_third(subject) else talk.last(at)
        )
        yield Draft("theirs", people, "send " + rest, at)
    elif not is_third(subject):
        for item in _items(rest):
            yield Draft("mine", talk.who(whom, clause.start + match.start("whom")), "send " + item, at)


def _items(rest: str) -> list[str]:
    """ "1) the scan by 1/4 2) two names" is two promises."""
    parts = re.split(r"(?:^|\s|:)\s*\d\)\s*", rest)
    return [part for part in parts if part.strip(" :,")] if len(parts) > 2 else [rest]


def gets(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    what = re.sub(r"\s*\bfrom (?:me|us)\b", "", match["rest"]).strip()
    yield Draft(
        "mine",
        talk.who(match["whom"], clause.start + match.start("whom")),
        "send " + what,
        clause.start + match.start("rest"),
    )


def expects(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    at = clause.start + match.start("rest")
    people = talk.who(match["whom"], clause.start + match.start("whom"))
    yield Draft("mine", people, "send " + match["rest"], at)


def asked(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """Being asked is no promise, but saying yes is."""
    if AGREED.match(talk.line.shape, clause.start + len(clause.text)):
        people = talk.who(match["whom"], clause.start + match.start("whom"))
        yield Draft("mine", people, order(match["rest"]), clause.start + match.start("rest"))


def was_promised(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """ "I was promised the list by Ana" is hers to do, "Ana was promised the list" the member's."""
    rest, at = match["rest"], clause.start + match.start("rest")
    agent = re.search(rf"\bby\s+({WHO}|me\b|us\b)", rest, re.IGNORECASE)
    what = order(rest[: agent.start()] + rest[agent.end() :] if agent else rest)
    if not is_third(match["subject"]):
        people = talk.who(agent[1], at + agent.start(1)) if agent else talk.last(at)
        yield Draft("theirs", people, what, at)
    elif agent is None or agent[1].lower() in ("me", "us"):
        yield Draft("mine", talk.who(match["subject"], clause.start + match.start("subject")), what, at)


def passive(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """ "The report will be sent to us by Ana" is Ana's promise; "... to Ana by me" the member's."""
    at, agent = clause.start + match.start("verb"), match["agent"].lower()
    what = f"send {match['what']}{match['rest']}{clause.text[match.end() :]}"
    if agent in ("me", "us"):
        receiver = re.search(rf"\b(?:to|for|with)\s+({WHO})", match["rest"], re.IGNORECASE)
        people = talk.who(receiver[1], at) if receiver else talk.last(at)
        yield Draft("mine", people, what, at)
    elif re.search(rf"\b(?:me|us|my|our)\b|{DAY}", what, re.IGNORECASE):
        yield Draft("theirs", talk.who(match["agent"], clause.start + match.start("agent")), what, at)


def arrives(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """ "He says the parts will be with us by Friday": whoever says so answers for it."""
    if re.search(r"\b(?:with|to|for|at|in)\s+(?:me|us|my|our)\b|\b(?:get|reach) (?:me|us)\b", match["rest"]):
        people = talk.who(match["who"], clause.start + match.start("who"))
        yield Draft("theirs", people, "send " + match["rest"], clause.start + match.start("rest"))


def requested(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    """A request is a duty once it has a day: "I was asked by Ana to send the list by Friday"."""
    if any(talk.line.phrase(mark).tense != "past" for mark in re.findall(DAY, match["rest"])):
        yield from mine(talk, clause, match["rest"], match.start("rest"), match["whom"], match.start("whom"))


def unpaid(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    verb = {"paid": "pay", "sent": "send", "given": "give", "returned": "return"}.get(
        match["verb"].lower(), "answer"
    )
    people = talk.who(match["who"], clause.start + match.start("who"))
    yield Draft("theirs", people, f"{verb} {match['rest']}", clause.start + match.start("rest"))
