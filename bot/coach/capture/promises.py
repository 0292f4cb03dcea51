"""Promises in a clause, in both directions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture.clauses import Clause
from bot.coach.capture.reading import Direction
from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import WHO, Names, Talk

_ACTION_WORDS = """
add answer arrange ask bake book bring build buy call chase check circle circulate coach collect come
complete confirm congratulate connect contact cook copy cover deliver dig dm do donate draft drive drop edit
email endorse explain feed fetch figure fill find finish fix follow forward get give grab hand have help
hold host intro introduce invite join keep leave lend let loan look mail make meet mentor message move
nominate order organise organize pass pay phone pick ping post prepare present print proofread provide
publish put quote reach read recommend refer reimburse remind repair repay reply reserve respond return
review ring run save scan schedule see send set share ship show sign sort source speak sponsor submit supply
support swap take talk teach tell test text train transfer translate try update upload visit wire wish work
write
"""
ACTION = r"(?:" + "|".join(sorted(set(_ACTION_WORDS.split()), key=len, reverse=True)) + ")"
_ADV = (
    r"(?:\s+(?:also|still|just|really|then|definitely|probably|kindly|already|now|always|gladly|have"
    r"|happily|both|finally|again|later|even|quickly|only))*"
)
_I = r"(?:I|we)"
_THIRD = rf"(?:{PERSON}|he|she|they|who)"
_WILL = (
    r"(?:will|'ll|shall|would|'d|(?:am|are|is|was|were|'m|'re|'s)?\s*(?:going|about|supposed|meant|due"
    r"|happy|set)\s+to|(?:'m|'s|'re|am|is|are)\s+to|to)"
)
_DUTY = (
    r"(?:(?:I|we)(?:'ve|'d)?\s+)?(?:(?:also|still|really|just|definitely|now|then|and|so|but|oh|ok"
    r"|note to self[:,]?|please|must)\s+)*(?:need(?:s)? to|have to|has to|had to|have got to|got"
    r" to|gotta|must(?: not forget to| remember to)?"
    r"|ought to|(?:please )?remember to|(?:please )?remind me (?:to|that i (?:need to|have to|must"
    r"|should))|(?:don't|do not|dont|can't|mustn't|cannot)(?: let me)? forget to|make sure (?:to"
    r"|i)|be sure to|todo:?|to-do:?|to do:?|task:?|action(?: item| point)?:?(?: me)?(?: to)?|next"
    r" step:?(?: is)?(?: to)?|follow[- ]?up:|reminder:?(?: to)?|note to self:?(?: to)?|(?:it's |is"
    r" )?(?:on me|up to me|my turn|my job)(?: now)? to|i'm on the hook to|(?:i am|i'm) on the hook"
    r" (?:to|for)|my turn to)"
)
_NEGATED = re.compile(
    r"\b(?:didn't|did not|do not|doesn't|does not|never|no longer|haven't|hasn't|hadn't|won't|will"
    r" not|wouldn't|couldn't|not going to|isn't going to|aren't|almost|nearly|no need|nothing to"
    r"|refused|can't|cannot|don't(?! (?:let me )?forget)|not(?! to forget)|forgot to promise|held"
    r" back|instead of|without|wasn't|shouldn't|might|may not|could|maybe|perhaps|thinking of"
    r"|thought about|considering|tempted to|hoping to|used to|neither|nor|nobody|no one|anymore)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank\w*|thanks|thx|gratitude|grateful|appreciation)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A promise as it stands in a clause; `what` is still in the shape."""

    direction: Direction
    people: Names
    what: str
    at: int


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PROMISED = _rx(
    rf"(?P<subject>\b{_I}\b|{PERSON}|\b(?:he|she|they|who)\b)?(?:'ve|'d"
    rf"|'s)?{_ADV}\s*\b(?:promis(?:ed|es|e|ing)|swore|vowed|committed|pledged|guaranteed|assured"
    rf"|made a promise|gave (?P<word>{WHO}|me) (?:my|his|her|their) word|agreed|offered)\b"
    rf"(?:\s+(?:to|with))?(?:\s+(?P<whom>{WHO}|me\b|us\b))?(?:\s+(?:both|all))?(?P<rest>.*)"
)
_TOLD = _rx(
    rf"(?P<subject>\b{_I}\b|{PERSON}|\b(?:he|she|they|who)\b)?(?:'ve|'d|'s)?{_ADV}\s*\b(?:told|said"
    rf"|says|tells|say|confirmed|confirms|mentioned|texted|wrote|emailed|replied|reckons|thinks"
    rf"|insists|insisted|assured|let)\b"
    rf"(?:\s+to)?(?:\s+(?P<whom>{WHO}|me\b"
    rf"|us\b))?(?:\s+know)?(?:\s+yes\b)?(?:,?\s+that)?,?\s*[\"']?\s*(?P<who>\b(?:I|we)\b|{PERSON}"
    rf"|\b(?:he|she|they|it)\b)\s*(?P<will>{_WILL}|can)\s+(?P<rest>.+)"
)
_WILL_DO = _rx(
    rf"(?P<subject>\b(?:I|we|you)\b|{PERSON}|\b(?:he|she|they|who)\b)?\s*(?P<will>{_WILL}|has to"
    rf"|needs to|must|is (?=\w+ing))(?P<adv>{_ADV})\s+(?P<rest>.+)"
)
_DUTIES = _rx(rf"(?P<lead>^.{{0,60}}?)(?:^|(?<=[\s,:\"]))(?P<duty>{_DUTY})\s*(?P<rest>.+)")
_OWE = _rx(
    rf"(?P<subject>\b{_I}\b|{PERSON}|\b(?:he|she|they|who)\b)?(?:'ve|'d|'s)?{_ADV}\s*\bow(?:e|es|ed"
    rf"|ing)\b{_ADV}\s+(?P<whom>{WHO}|me\b|us\b)(?:\s+(?:both|each|all))?\s*(?P<rest>.*)"
)
_GETS = _rx(
    rf"(?P<whom>{PERSON}|\b(?:he|she|they)\b)\s+(?:gets?|is getting|'s getting|will get|will have"
    rf"|'ll get|'ll have|'d get|'d have|needs|expects|is expecting|'s expecting|is waiting for"
    rf"|wants)\s+(?P<rest>.+?\bfrom (?:me|us)\b.*)"
)
_GETS_BY = _rx(rf"^\W*(?P<whom>{PERSON})\s+gets\s+(?P<rest>(?:my|our|the|a)\b.+{DAY}.*)")
_WAITING = _rx(
    r"\b(?:waiting (?:on|for)|chasing|expecting|awaiting|hearing back from|still need|due)\s+(?P<rest>.+)"
)
_PRESENT = _rx(
    rf"^\W*(?P<who>{PERSON}|he|she|they)(?:'s| is)?\s+(?P<rest>(?:{ACTION})(?:s|es|ing|ting"
    rf"|ning)?\b.*\b(?:me|us|my|our)\b.*)"
)
_IMPERATIVE = _rx(rf"^\W*(?:(?:please|also|and|then|so|ok|still)\s+)*(?P<rest>{ACTION}\b.+)")
_PROGRESSIVE = _rx(
    r"^\W*(?:(?P<subject>I'm|I am|we're|we are)\s+)?(?P<rest>(?:send|shar|giv|bring|call|mail"
    r"|email|lend|introduc|forward|writ|ship|ring|draft|prepar|get|hand|deliver|post|text|return"
    r"|mak|review|book|meet|help|cook|buy|bak|driv)(?:t)?ing\b.*)"
)


def find_promises(talk: Talk, clause: Clause) -> Iterator[Draft]:
    """Every promise that a clause makes: the first pattern that fits decides."""
    text = clause.text
    for pattern, read in _READERS:
        match = pattern.search(text)
        if match is None:
            continue
        if _is_negated(text, match) or (_THANKS.search(match["rest"]) and pattern is not _TOLD):
            return
        drafts = list(read(talk, clause, match))
        if drafts:
            yield from drafts
            return


def _is_negated(text: str, match: re.Match[str]) -> bool:
    end = match.start("rest")
    return bool(_NEGATED.search(text, 0, end)) or bool(
        re.match(r"\s*(?:nothing|zero|not\b|no one)", match["rest"])
    )


def _promised(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    subject, whom, rest = match["subject"], match["whom"], match["rest"]
    verb = match[0].lower()
    if (
        re.search(r"\b(?:agreed|offered|committed)\b", verb)
        and not re.match(r"\s*(?:to|that)\b", rest)
        and not whom
    ):
        return
    if _is_third(subject):
        if whom and whom.lower() not in ("me", "us"):
            return
        people = talk.who(subject, clause.start + match.start("subject"))
        yield Draft("theirs", people, _order(rest), clause.start + match.start("rest"))
        return
    if whom and whom.lower() in ("me", "us"):
        yield Draft(
            "theirs",
            talk.last(clause.start + match.start()),
            _order(rest),
            clause.start + match.start("rest"),
        )
        return
    yield from _mine(talk, clause, rest, match.start("rest"), whom, match.start("whom"))


def _told(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    who, rest, at = match["who"], match["rest"], match.start("rest")
    if re.match(r"(?:like|love|be|not|never|rather|prefer|hate)\b", rest, re.IGNORECASE):
        return
    if who.lower() in ("i", "we"):
        if _is_third(match["subject"]):
            return
        yield from _mine(talk, clause, rest, at, match["whom"], match.start("whom"))
        return
    teller = match["subject"]
    if not _is_third(teller) and re.match(r"(?:get|have|receive|hear)\b", rest, re.IGNORECASE):
        people = talk.who(
            match["whom"] or who, clause.start + match.start("whom" if match["whom"] else "who")
        )
        yield Draft("mine", people, "send " + re.sub(r"^\w+\s+", "", rest), clause.start + at)
        return
    if not re.match(rf"{ACTION}\b", rest.lstrip(), re.IGNORECASE):
        return
    if who.lower() == "it":
        return
    yield Draft("theirs", talk.who(who, clause.start + match.start("who")), rest, clause.start + at)


def _will_do(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    subject, rest, will = match["subject"], match["rest"].lstrip(), match["will"].lower()
    at = match.start("rest")
    acts = re.match(rf"{ACTION}\b", rest, re.IGNORECASE)
    if subject and subject.lower() == "you":
        return
    if _is_third(subject):
        yield from _they_will(talk, clause, match, rest, bool(acts))
        return
    if subject is None and not _opens(clause.text[: match.start()], will):
        return
    if will in ("'d", "would") or not acts:
        return
    yield from _mine(talk, clause, rest, at, None, -1)


def _opens(before: str, will: str) -> bool:
    """Without a subject, "will ring Arjun" is the member's when it opens the clause."""
    if will == "to":
        return bool(re.match(r"^\W*(?:me|us)\s+$", before, re.IGNORECASE))
    if will in ("'s to", "is to", "'d", "would", "must") or will.startswith(("is ", "was", "'s")):
        return False
    return bool(re.match(r"^\W*(?:and |so |but |also |then |now )*$", before))


def _they_will(talk: Talk, clause: Clause, match: re.Match[str], rest: str, acts: bool) -> Iterator[Draft]:
    will = match["will"].lower()
    to_me = re.search(r"\b(?:me|us|my|our)\b", rest, re.IGNORECASE)
    if will in ("'d", "would", "must", "was supposed to") or will.startswith("happy"):
        return
    if will in ("has to", "needs to", "to", "is ") and not to_me:
        return
    if not acts and not to_me:
        return
    if re.match(r"(?:be|like|love|need|want)\b", rest, re.IGNORECASE):
        return
    if (
        re.match(r"(?:join|move|leave|run|try|work|do|keep|have|see|visit|come)\b", rest, re.IGNORECASE)
        and not to_me
    ):
        return
    at = clause.start + match.start("rest")
    yield Draft("theirs", talk.who(match["subject"], clause.start + match.start("subject")), rest, at)


def _duty(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    if re.search(
        rf"(?:{PERSON}|\b(?:he|she|they|you|who|it))\s*(?:'s|'ll|will|would|still|also|just)?\s*$",
        match["lead"],
        re.IGNORECASE,
    ):
        return
    rest = match["rest"]
    if not re.search(WHO, rest, re.IGNORECASE) and not re.match(rf"{ACTION}\b", rest, re.IGNORECASE):
        return
    if re.match(r"(?:remember|be|know|say|admit)\b", rest, re.IGNORECASE):
        return
    yield from _mine(talk, clause, rest, match.start("rest"), None, -1)


def _owe(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    whom, subject, rest = match["whom"], match["subject"], match["rest"]
    at = clause.start + match.start("rest")
    if re.match(r"\s*(?:one|big time|a lot|so much|everything|big)?\W*$", rest, re.IGNORECASE):
        return
    if whom.lower() in ("me", "us"):
        people = (
            talk.who(subject, clause.start + match.start("subject")) if _is_third(subject) else talk.last(at)
        )
        yield Draft("theirs", people, "send " + rest, at)
    elif not _is_third(subject):
        for item in _items(rest):
            yield Draft("mine", talk.who(whom, clause.start + match.start("whom")), "send " + item, at)


def _items(rest: str) -> list[str]:
    """ "1) the scan by 1/4 2) two names" is two promises."""
    parts = re.split(r"(?:^|\s|:)\s*\d\)\s*", rest)
    return [part for part in parts if part.strip(" :,")] if len(parts) > 2 else [rest]


def _gets(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    what = re.sub(r"\s*\bfrom (?:me|us)\b", "", match["rest"])
    yield Draft(
        "mine",
        talk.who(match["whom"], clause.start + match.start("whom")),
        "send " + what,
        clause.start + match.start("rest"),
    )


def _waiting(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest, at = match["rest"], match.start("rest")
    person = re.search(WHO, rest, re.IGNORECASE)
    if person is None:
        return
    people = talk.who(person[0], clause.start + at + person.start())
    before = re.sub(r"\b(?:from|by|on|for)\s*$", "", rest[: person.start()].strip())
    after = re.sub(r"^(?:'s|\s)*(?:for|to|on|about|with)?\s*", "", rest[person.end() :])
    if re.search(r"\bfrom\s*$", rest[: person.start()]) or not before.strip():
        yield Draft("theirs", people, _order((before or after) or "reply"), clause.start + at)


def _present(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    if not re.search(DAY, match["rest"]):
        return
    yield Draft(
        "theirs",
        talk.who(match["who"], clause.start + match.start("who")),
        match["rest"],
        clause.start + match.start("rest"),
    )


def _imperative(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest = match["rest"]
    if not re.search(WHO, rest, re.IGNORECASE):
        return
    if re.match(r"\w+\s+(?:with|from|w)\b", rest) and not re.search(DAY, rest):
        return
    if re.match(r"\w+\s+with\b", rest):
        return
    yield from _mine(talk, clause, rest, match.start("rest"), None, -1)


def _progressive(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    days = [talk.line.phrase(mark).tense for mark in re.findall(DAY, match["rest"])]
    is_ahead = "future" in days or (match["subject"] and days and "past" not in days)
    if is_ahead and re.search(WHO, match["rest"]):
        yield from _mine(talk, clause, match["rest"], match.start("rest"), None, -1)


_READERS = (
    (_OWE, _owe),
    (_TOLD, _told),
    (_PROMISED, _promised),
    (_GETS, _gets),
    (_GETS_BY, _gets),
    (_DUTIES, _duty),
    (_WILL_DO, _will_do),
    (_WAITING, _waiting),
    (_PRESENT, _present),
    (_PROGRESSIVE, _progressive),
    (_IMPERATIVE, _imperative),
)


def _is_third(subject: str | None) -> bool:
    return bool(subject) and subject is not None and subject.lower() not in ("i", "we", "you")


def _mine(talk: Talk, clause: Clause, rest: str, at: int, whom: str | None, whom_at: int) -> Iterator[Draft]:
    """To whom: who was told, else whom the order itself names, else the person spoken of."""
    order = _order(rest)
    if whom:
        people = talk.who(whom, clause.start + whom_at)
    else:
        people = _receiver(talk, rest, clause.start + at) or talk.last(clause.start + at)
    yield Draft("mine", people, order, clause.start + at)


_TO_WHOM = _rx(rf"\b(?:to|for|with)\s+(?P<who>{WHO})")
_VERB_WHOM = _rx(
    rf"^\s*(?:to\s+|that\s+|I'll\s+|I'd\s+|I will\s+|I would\s+)*[\w-]+(?:\s+(?:back|over|out|up"
    rf"|off|on))?(?:\s+(?:to|with|at|on|in with|for))*\s+(?P<who>{WHO})"
)


def _receiver(talk: Talk, rest: str, at: int) -> Names:
    match = (
        _VERB_WHOM.search(rest) or _TO_WHOM.search(rest) or re.search(rf"(?P<who>{WHO})", rest, re.IGNORECASE)
    )
    return talk.who(match["who"], at + match.start("who")) if match else ()


_LEAD = _rx(
    r"^\W*(?:(?:that|to|on|about)\s+)?(?:(?:I|we|he|she|they)(?:'ll|'d| will| would| am going to"
    r"|'m going to|\s+can)\s+)?(?:to\s+)?"
)


def _order(rest: str) -> str:
    """The rest of a promise as an order: "to send the deck" and "the deck" are both "send the deck"."""
    lead = _LEAD.match(rest)
    body = rest[lead.end() :] if lead else rest
    starts_with_verb = re.match(rf"{ACTION}\b", body, re.IGNORECASE) and (
        (lead and lead[0].strip(" ,")) or not re.match(r"\w+\s*(?:$|,)", body)
    )
    return body if starts_with_verb or not body.strip() else "send " + body
