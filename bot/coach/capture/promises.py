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
    r"|note to self[:,]?|please|must)\s+)*(?:need to|have to|had to|have got to|got"
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
    r"|refused|can't|cannot|don't(?! (?:let me )?forget)|not(?! to forget| only|\s+[\ue000-\ue3ff]"
    r" but)|forgot to promise|held"
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
    rf"(?:(?:\s+(?:to|with))?\s+(?P<whom>{WHO}|me\b|us\b))?(?:\s+(?:both|all))?(?P<rest>.*)"
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
    rf"(?P<subject>\b{_I}\b|{PERSON}|\b(?:he|she|they|who)\b)?(?:'ve|'d|'s)?{_ADV}\s*\bow(?:e|es"
    rf"|ing)\b{_ADV}\s+(?P<whom>{WHO}|me\b|us\b)(?:\s+(?:both|each|all))?\s*(?P<rest>.*)"
)
_GETS = _rx(
    rf"(?P<whom>{PERSON}|\b(?:he|she|they)\b)\s+(?:gets?|is getting|'s getting|will get|will have"
    rf"|'ll get|'ll have|'d get|'d have|needs|expects|is expecting|'s expecting|is waiting for"
    rf"|wants)\s+(?P<rest>.+?\bfrom (?:me|us)\b.*)"
)
_GETS_BY = _rx(rf"^[^\w\ue000-\ue7ff]*(?P<whom>{PERSON})\s+gets\s+(?P<rest>(?:my|our|the|a)\b.+{DAY}.*)")
_WAITING = _rx(
    r"\b(?:waiting (?:on|for)|chasing|expecting|awaiting|hearing back from|still need|due)\s+(?P<rest>.+)"
)
# "he sends samples Wed, I pay him within 30 days": a plain present with a day is a promise too.
_DEEDS = (
    r"(?:send|mail|email|forward|pay|wire|transfer|bring|give|lend|intro|introduce|circulate"
    r"|countersign|sign|deliver|ship|post|call|ring|return|confirm|share|submit|supply|drop|hand|text"
    r"|order|book|draft|review|quote|invoice|refund|repay|publish|provide|present|upload|collect|pick)"
)
_PRESENT = _rx(
    rf"^[^\w\ue000-\ue7ff]*(?:(?:and|but|so|then)\s+)?(?:(?P<who>{PERSON}|he|she|they|I)(?:'s| is|"
    rf" then| also)?\s+(?P<rest>(?:{_DEEDS})(?:s|es|ing|ting|ning)?\b.+))"
)
_IMPERATIVE = _rx(rf"^[^\w\ue000-\ue7ff]*(?:(?:please|also|and|then|so|ok|still)\s+)*(?P<rest>{ACTION}\b.+)")
_PROGRESSIVE = _rx(
    r"^[^\w\ue000-\ue7ff]*(?:(?P<subject>I'm|I am|we're|we are)\s+)?(?P<rest>(?:send|shar|giv|bring|call|mail"
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
    if not re.search(r"\w", re.sub(rf"{DAY}|\b(?:by|on|so|and|too|it|that|this|already)\b", "", rest)):
        return
    if subject is None and not whom and re.match(r"\s*to\s.*\b(?:me|us)\b", rest, re.IGNORECASE):
        subject_at = clause.start + match.start()
        yield Draft("theirs", talk.last(subject_at), _order(rest), clause.start + match.start("rest"))
        return
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
    if (
        subject is None
        and will in ("will", "'ll", "shall")
        and _OPENING.match(clause.text[: match.start()])
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
    yield from _mine(talk, clause, rest, at, None, -1)


def _goes_on_about_them(talk: Talk, clause: Clause, match: re.Match[str]) -> bool:
    """ "Charlotte agreed to speak and will send her bio": the subject of the clause before still holds."""
    sentence = re.split(r"[.!?;\n]", talk.line.shape[: clause.start])[-1]
    before = re.split(r",", sentence)[-1] or sentence
    names_her = re.search(WHO, match["rest"], re.IGNORECASE)
    if names_her and names_her[0].lower() not in ("his", "her", "their"):
        return False
    starts = re.match(
        rf"[^\w\ue000-\ue7ff]*(?:{PERSON}|he\b|she\b|they\b)\s*(?:agreed|promised|offered|will|'ll|said"
        rf"|confirmed|wants|owes|has|is)\b",
        before,
        re.IGNORECASE,
    )
    return bool(starts and match["will"].lower() in ("will", "'ll"))


_OPENING = _rx(r"^[^\w\ue000-\ue7ff]*(?:(?:and|so|but|also|then|now|who|thus|so)\s+)*$")


def _opens(before: str, will: str) -> bool:
    """Without a subject, "will ring Arjun" is the member's when it opens the clause."""
    if will == "to":
        return bool(re.match(r"^[^\w\ue000-\ue7ff]*(?:me|us)\s+$", before, re.IGNORECASE))
    if will in ("'s to", "is to", "'d", "would", "must") or will.startswith(("is ", "was", "'s")):
        return False
    return bool(_OPENING.match(before))


_STATE = _rx(
    r"(?:be|like|love|need|want|start|retire|turn|become|get married|have (?:a |an |the |his |her"
    r" )?(?:baby|surgery|operation|party)|celebrate|miss|graduate|marry|travel|fly|go|arrive|land"
    r"|not|never|always|probably|return to|stay|live|die|win|lose|think|know|understand|see|hire"
    r"|expand|open|launch|switch|change|quit|finish|take (?:a |his |her |maternity|paternity|leave"
    r"|over))\b"
)


def _they_will(talk: Talk, clause: Clause, match: re.Match[str], rest: str, acts: bool) -> Iterator[Draft]:
    will = match["will"].lower()
    to_me = re.search(r"\b(?:me|us|my|our)\b", rest, re.IGNORECASE)
    if will in ("'d", "would", "must", "was supposed to") or will.startswith("happy"):
        return
    if will in ("has to", "needs to", "to", "is ") and not to_me:
        return
    if not acts and not to_me and not re.search(DAY, rest):
        return
    if _STATE.match(rest):
        return
    if (
        re.match(r"(?:join|move|leave|run|try|work|do|keep|have|see|visit|come)\b", rest, re.IGNORECASE)
        and not to_me
    ):
        return
    at = clause.start + match.start("rest")
    subject = match["subject"]
    people = talk.who(subject, clause.start + match.start("subject")) if subject else talk.last(clause.start)
    yield Draft("theirs", people, rest, at)


# "the kick-off must move", "she still has to": the duty is not the member's.
_SOMEBODY_ELSE = _rx(
    rf"(?:{PERSON}|(?<!\band )(?<!\bbut )\b(?!(?:i|we|and|but|so|then|also|still|just|really|yes|ok"
    rf"|oh|now|think|that|definitely|because|which|though|ps|please|actually|too|again"
    rf"|me)\b)[\w'-]+)\s*$"
)


def _duty(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    if _SOMEBODY_ELSE.search(match["lead"]):
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
    days = [talk.line.phrase(mark).tense for mark in re.findall(DAY, match["rest"])]
    if not days or "past" in days:
        return
    if match["who"].lower() == "i":
        yield from _mine(talk, clause, match["rest"], match.start("rest"), None, -1)
        return
    yield Draft(
        "theirs",
        talk.who(match["who"], clause.start + match.start("who")),
        match["rest"],
        clause.start + match.start("rest"),
    )


_NOUN_WITH = _rx(
    rf"(?:(?:phone|quick|zoom|video|text|mail)\s+)?(?:calls?|texts?|e-?mails?|messages?|visit|host"
    rf"|review|meeting|meet|chat|help|talk|work|support|lunch|call back)\s*{DAY}?\s*(?:with|from)\b"
)


def _imperative(talk: Talk, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    rest = match["rest"]
    if not re.search(WHO, rest, re.IGNORECASE):
        return
    if re.match(r"\w+\s+(?:with|from|w)\b", rest) and not re.search(DAY, rest):
        return
    if _NOUN_WITH.match(rest):
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
    second = _SECOND.search(order)
    yield Draft("mine", people, order[: second.start()] if second else order, clause.start + at)
    if second:
        also = talk.line.people(second["who"])
        yield Draft("mine", also, "send " + second["rest"], clause.start + at)


# "send Nadia the invoice and Boris the contract"
_SECOND = _rx(rf"\s+(?:and|n|&|\+)\s+(?P<who>{PERSON})\s+(?P<rest>(?:the|a|an|my|our|some|his|her|\d+)\s.+)")
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
    r"^[^\w\ue000-\ue7ff]*(?:(?:that|to|on|about)\s+)?(?:(?:I|we|he|she|they)(?:'ll|'d| will|"
    r" would| am going to"
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
