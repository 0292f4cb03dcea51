"""Touches in a clause: what happened between the member and somebody, of which kind, on which day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture.clauses import Clause
from bot.coach.capture.media import kind_of_talk, medium, said_by_medium
from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import Names, Talk
from bot.coach.capture.touch_patterns import (
    DONE_TO_ME,
    DONE_TO_THEM,
    DONE_WITH,
    EVENT,
    PATTERNS,
    TOGETHER,
)
from bot.coach.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Touch:
    """A touch as it stands in a clause; `place` is where, when it was a meeting."""

    people: Names
    kind: str
    place: str | None
    day: str | None


_NOT_DONE = Pattern(
    r"\b(?:will|'ll|going to|need(?:s)? to|must|have to|got to|to meet|to call|to see|to have|to"
    r" catch|want(?:s)? to|wanna|wanted to|let's|should|hope to|hoping|remind|plan(?:s|ning)?"
    r"|scheduled|booked|invite[ds]?|arrange\w*|set up a|organi[sz]e|would|could|can't wait|looking"
    r" forward|promised|owe[sd]?|asked [\ue000-\ue3ff] (?:to|for|round|out|over|if|whether)"
    r"|didn't|did not|never|couldn't|could not|haven't|hasn't|hadn't|have not|has not|had not|'ve not|not"
    r" yet|wasn't|invit\w* able|failed to|missed"
    r"|cancel\w*|postponed|rescheduled|didn't get|not met|no show|instead of|without|almost|nearly"
    r"|forgot|tried to|trying|todo|to do|might|maybe|wants|asked (?:me |us )?(?:for|to)|suggested"
    r"|propos\w*|agreed|said(?! (?:hello|hi|goodbye|bye))|don't|upcoming|if|next|before my|prep\w*|ahead"
    r" of|waiting)\b"
)
_CALLED_OFF = Pattern(
    r"[^,.]*\b(?:(?:was |is |got |has been |been )?(?:cancelled|canceled|postponed|rescheduled"
    r"|pushed back|called off|tbc|tbd)\b|(?:got |was |has |is )?moved(?= *$| *,)|fell through|didn't"
    r" happen|never happened|is off\b|no-show|no show|didn't show)"
)
_HAPPENED = Pattern(
    r"\b(?:met|saw|had|spoke|talked|called|rang|phoned|emailed|texted|messaged|wrote|sent|ran|bumped"
    r"|caught|went|was"
    r"|visited|came|dropped|sat|joined|chatted|interviewed|introduced|grabbed|off)\b"
)
_OF_A_DAY = Pattern(r"\b(?:about|for|re:?|regarding|until|till)\s*(?:the\s+)?$")
_PLACE = Pattern(
    rf"\b(?:at|in|on|during)\s+(?P<place>(?!(?:person|the phone|phone|zoom|teams|slack|linkedin"
    rf"|whatsapp|skype|facetime|a call|video|friday|monday|first|last|touch"
    rf"|passing)\b)(?:{PERSON}'s\s+)?[^,.;:!?{DAY[1:-1]}{PERSON[1:-1]}]{{2,60}}?)"
    rf"(?=\s*(?:$|[,.;:!?()]|{DAY}|{PERSON}|\s(?:and|where|who|with|about|we|she|he|they|to discuss"
    rf"|over|after|before|during|for|through|via|when|by|but|again|-)\s))"
)


def find_touches(talk: Talk, clause: Clause) -> Iterator[Touch]:
    """At most one touch a clause; what lies ahead, was planned or did not happen is none."""
    said = said_by_medium(clause.text)
    if said and not _lies_ahead(talk, clause.text, said[1]):
        kind, at, who = said
        day = _day(talk, clause, at, at + len(who))
        yield Touch(talk.who(who, clause.start + at), kind, None, day)
        return
    found = [(match.start(), kind, match) for kind, match in _matches(clause.text)]
    if found:
        # "Met Ana at the coffee auction" is a meeting: what is said first decides.
        _, kind, match = min(found, key=lambda one: one[0])
        kind, match = _closer(kind, match, found)
        if not _lies_ahead(talk, clause.text, match.end()):
            yield _touch(talk, clause, match, kind)
        return
    yield from _dated(talk, clause)


def _dated(talk: Talk, clause: Clause) -> Iterator[Touch]:
    """Whatever was done with somebody on a day that is over: "saw to the plan with Ana today"."""
    for pattern in (DONE_WITH, TOGETHER, DONE_TO_ME, DONE_TO_THEM):
        match = pattern.search(clause.text)
        if match is None or _NOT_DONE.search(clause.text, 0, match.end()):
            continue
        day = _day(talk, clause, match.start("who"), match.end("who"))
        if day:
            people = talk.who(match["who"], clause.start + match.start("who"))
            yield Touch(people, _kind_of_deed(clause.text), _place(talk, clause.text, match.end()), day)
            return


def _kind_of_deed(text: str) -> str:
    return medium(text) or ("event" if EVENT.search(text) else "met")


def _closer(
    kind: str, match: re.Match[str], found: list[tuple[int, str, re.Match[str]]]
) -> tuple[str, re.Match[str]]:
    """ "Pitch call with Ana", "an hour on the phone with Ana": the same person, met by phone."""
    if kind != "met" or "who" not in match.groupdict():
        return kind, match
    for _, other, one in found:
        if (
            other in ("call", "coffee", "lunch")
            and one.groupdict().get("who")
            and one.start("who") == match.start("who")
        ):
            return other, one
    return kind, match


def _lies_ahead(talk: Talk, text: str, end: int) -> bool:
    """Whether the nearest day is still to come; what is in the past tense has happened all the same."""
    if _HAPPENED.search(text, 0, end):
        return False
    marks = list(re.finditer(DAY, text))
    nearest = min(marks, key=lambda m: abs(m.start() - end), default=None)
    return nearest is not None and (
        talk.line.phrase(nearest[0]).tense == "future" or talk.line.is_deadline(nearest[0])
    )


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, patterns in PATTERNS:
        for pattern in patterns:
            match = pattern.search(text)
            if (
                match
                and not _NOT_DONE.search(text, 0, match.end())
                and not _CALLED_OFF.match(text, match.end())
            ):
                yield kind, match


def _touch(talk: Talk, clause: Clause, match: re.Match[str], kind: str) -> Touch:
    if kind == "talk":
        kind = kind_of_talk(clause.text, _talking(match))
    groups = match.groupdict()
    after = match.start()
    if groups.get("who"):
        people = talk.who(match["who"], clause.start + match.start("who"))
        after = match.end("who")
    elif groups.get("event"):
        people = talk.line.people(match["event"][0])
    else:
        people = _around(talk, clause, match)
    return Touch(
        people, kind, _place(talk, clause.text, after), _day(talk, clause, match.start(), match.end())
    )


def _around(talk: Talk, clause: Clause, match: re.Match[str]) -> Names:
    """ "Group call Monday: Priya, Ken" names them after it; "Rui and Ana, drinks after the panel" before."""
    end = clause.start + len(clause.text)
    if talk.line.shape[end : end + 2].lstrip().startswith(":"):
        after = re.search(PERSON, talk.line.shape[end:])
        if after and _LIES_AHEAD.match(talk.line.shape, end + after.end()):
            return ()
        if after:
            return talk.line.people(after[0])
    return talk.last(clause.start + match.start())


# "Rent negotiation: Dana will answer".
_LIES_AHEAD = Pattern(r"(?:\s+|')(?:will|ll|would|should|to|can|is going to)\b")


def was_called_off(shape: str) -> bool:
    """Whether a line only tells that something did not take place."""
    return bool(_CALLED_OFF.match(shape)) and not re.search(r"\bmoved\b", shape)


def _day(talk: Talk, clause: Clause, start: int, end: int) -> str | None:
    """The day nearest to what happened; one that was only last year is another thing's ("starts 1 March")."""
    marks = [
        m
        for m in re.finditer(DAY, clause.text)
        if _is_recent(talk, m[0]) and not _OF_A_DAY.search(clause.text, 0, m.start())
    ]
    if marks:
        return min(marks, key=lambda m: max(start - m.end(), m.start() - end))[0]
    # "Coffee with Ana (the photographer) on Wednesday": the day follows the bracket.
    after = _AFTER_BRACKET.match(talk.line.shape, clause.start + len(clause.text))
    return after[1] if after and _is_recent(talk, after[1]) else None


def _talking(match: re.Match[str]) -> str:
    """The word of a match that says how they talked ("Ana and I spoke"), or its first."""
    verb = _TALKED.search(match[0])
    return verb[0] if verb else match[0].split()[0]


_AFTER_BRACKET = Pattern(rf"\s*\([^()]*\)\s*({DAY})")
_TALKED = Pattern(r"\b(?:spoke|talked|chatted|caught|spoken)\b")


def _is_recent(talk: Talk, mark: str) -> bool:
    on = talk.line.day(mark, past=True)
    return not talk.line.is_deadline(mark) and on is not None and (talk.line.today - on).days < 200


def _place(talk: Talk, text: str, after: int) -> str | None:
    match = _PLACE.search(text, after)
    return talk.line.words(match["place"]) if match else None
