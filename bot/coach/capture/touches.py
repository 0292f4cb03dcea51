"""Touches in a clause: what happened between the member and somebody, of which kind, on which day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture.clauses import Clause, days_of
from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import Names, Talk
from bot.coach.capture.touch_patterns import PATTERNS
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
    r" forward|promised|owe[sd]?"
    r"|didn't|did not|never|couldn't|could not|haven't|hasn't|hadn't|wasn't able|failed to|missed"
    r"|cancel\w*|postponed|rescheduled|didn't get|not met|no show|instead of|without|almost|nearly"
    r"|forgot|tried to|trying|todo|to do|might|maybe|wants|asked (?:me |us )?(?:for|to)|suggested"
    r"|propos\w*|agreed|said|don't|upcoming|if|next|before my|prep\w*|ahead of|waiting)\b"
)
_CALLED_OFF = Pattern(
    r"[^,.]*\b(?:(?:was |is |got |has been |been )?(?:cancelled|canceled|postponed|rescheduled"
    r"|pushed back|called off|tbc|tbd)\b|(?:got |was |has |is )?moved(?= *$| *,| to )|fell through|didn't"
    r" happen|never happened|is off\b|no-show|no show|didn't show)"
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
    if any(talk.line.phrase(mark).tense == "future" for mark in days_of(clause.text)):
        return
    found = [(match.start(), kind, match) for kind, match in _matches(clause.text)]
    if found:
        # "Met Ana at the coffee auction" is a meeting: what is said first decides.
        _, kind, match = min(found, key=lambda one: one[0])
        yield _touch(talk, clause, match, kind)


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
    groups = match.groupdict()
    after = match.start()
    if groups.get("who"):
        people = talk.who(match["who"], clause.start + match.start("who"))
        after = match.end("who")
    elif groups.get("event"):
        people = talk.line.people(match["event"][0])
    else:
        people = _around(talk, clause, match)
    return Touch(people, kind, _place(talk, clause.text, after), _day(talk, clause, match))


def _around(talk: Talk, clause: Clause, match: re.Match[str]) -> Names:
    """ "Group call Monday: Priya, Ken" names them after it; "Rui and Ana, drinks after the panel" before."""
    end = clause.start + len(clause.text)
    if talk.line.shape[end : end + 2].lstrip().startswith(":"):
        after = re.search(PERSON, talk.line.shape[end:])
        if after:
            return talk.line.people(after[0])
    return talk.last(clause.start + match.start())


def was_called_off(shape: str) -> bool:
    """Whether a line only tells that something did not take place."""
    return bool(_CALLED_OFF.match(shape))


def _day(talk: Talk, clause: Clause, match: re.Match[str]) -> str | None:
    """The day nearest to what happened; one that was only last year is another thing's ("starts 1 March")."""
    marks = [
        m
        for m in re.finditer(DAY, clause.text)
        if _is_recent(talk, m[0]) and not _OF_A_DAY.search(clause.text, 0, m.start())
    ]
    return (
        min(marks, key=lambda m: max(match.start() - m.end(), m.start() - match.end()))[0] if marks else None
    )


def _is_recent(talk: Talk, mark: str) -> bool:
    on = talk.line.day(mark, past=True)
    return on is not None and (talk.line.today - on).days < 200


def _place(talk: Talk, text: str, after: int) -> str | None:
    match = _PLACE.search(text, after)
    return talk.line.words(match["place"]) if match else None
