"""Touches in a clause: what happened between the member and somebody, of which kind, on which day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture.clauses import Clause, days_of
from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import WHO, Names, Talk


@dataclass(frozen=True, slots=True)
class Touch:
    """A touch as it stands in a clause; `place` is where, when it was a meeting."""

    people: Names
    kind: str
    place: str | None
    day: str | None


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SUBJECT = rf"(?P<who>{PERSON}|\b(?:he|she|they)\b)"
_OBJECT = rf"(?P<who>{WHO})"
_Q = (
    r"(?:(?:a|an|the|quick|brief|short|long|great|good|nice|lovely|brilliant|productive|super|really"
    r"|very|first|quite|interesting|little|proper|catch-up|catchup|my|our|this|big|fun|late|early|old"
    r"|dear|again|briefly|with|up|finally|just|also|all|both|two|by chance|randomly)\s+)*"
)
_WITH = r"(?:\s+(?:together|out|up|again|today|briefly|in person|over \w+|about \w+))*\s+(?:with|and|w)\s+"
_IN = rf"(?:\s+(?!with\b|and\b)[\w'-]+|\s*{DAY}){{0,6}}?"
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "call",
        (
            rf"\b(?:zoom(?:ed)?|call|phone call|video(?: ?call| chat)?|facetime(?:d)?|skype(?:d)?"
            rf"|phoner|teams(?: call| meeting)?|google meet|hangout|videocall|1:1 call|zoom"
            rf" call)\b{_IN}\s+(?:with|w|from|to)\s+{_Q}{_OBJECT}",
            rf"\b(?:called|phoned|rang|telephoned|facetimed|skyped|zoomed|dialled"
            rf"|buzzed)\s+(?:up\s+|with\s+)?{_OBJECT}",
            rf"\b(?:spoke|talked|chatted|chat|chatting|catch[- ]?up|caught up|conversation|convo"
            rf"|talk)\b(?=.*\b(?:phone|zoom|teams|video|call|facetime|skype|whatsapp call"
            rf"|line)\b){_IN}\s+(?:to|with|w)\s+{_Q}{_OBJECT}",
            rf"\b(?:on|over) (?:the |a )?(?:phone|zoom|teams|call|video|facetime"
            rf"|skype)\b{_IN}\s+(?:with|w)\s+{_OBJECT}",
            rf"{_SUBJECT}(?:'s)?\s+(?:just |also |finally |then |and I |& I )*(?:called|phoned|rang"
            rf"|facetimed|zoomed|buzzed|telephoned|gave (?:me|us) a (?:call|ring|bell)|(?:\w+"
            rf" )?(?:had a|on a|jumped on a) (?:\w+ )?call)\b(?!\s+(?:off|it|himself|herself|for|in"
            rf" sick|the|a|an)\b)(?!\s+{PERSON})",
            rf"\bgave\s+{_OBJECT}\s+a\s+(?:quick\s+)?(?:call|ring|bell|buzz)\b",
            rf"\b(?:spoke|talked|spoken|speaking)\b{_IN}\s+(?:to|with|w)\s+{_Q}{_OBJECT}",
        ),
    ),
    (
        "message",
        (
            rf"\b(?:emailed|e-mailed|mailed|texted|messaged|pinged|dm'?d|dm'ed|whatsapped|slacked"
            rf"|wrote(?: back)?(?: to)?|replied to|got back to|linkedin'd|dropped)\s+(?:a (?:line"
            rf"|note|message) to\s+)?{_OBJECT}(?!'s? )",
            rf"\b(?:sent|dropped|shot|wrote)\s+{_OBJECT}\s+(?:a |an |the |my |quick |short |long "
            rf"|another )*(?:email|mail|text|message|note|dm|whatsapp|line|voice (?:note|message)"
            rf"|letter|card|linkedin message|linkedin request)\b",
            rf"\b(?:sent|dropped|shot|wrote)\s+(?:a |an |the |my |quick |short |long |another"
            rf" )*(?:email|mail|text|message|note|dm|whatsapp|line|voice note|letter|card|linkedin"
            rf" message)\s+to\s+{_OBJECT}",
            rf"\b(?:email|mail|text|message|dm|whatsapp|voice (?:note|message)|letter|postcard|note"
            rf"|linkedin (?:message|request|invite|dm))\b{_IN}\s+from\s+{_Q}{_OBJECT}",
            rf"\bheard(?: back)?(?: again)?(?: today)? from\s+{_OBJECT}",
            rf"\b(?:texted|messaged|emailed|chatted|texting|messaging|chatting|exchanged (?:emails"
            rf"|messages|texts)|swapped (?:emails|messages|texts)|(?:chat|talk|spoke|chatted) (?:on"
            rf"|over|via) (?:slack|whatsapp|email|linkedin|signal|telegram|text|wechat|chat"
            rf"|dm))\b{_IN}\s+with\s+{_OBJECT}(?=.*)",
            rf"{_SUBJECT}(?:'s)?\s+(?:just |also |finally |then |has |already )*(?:texted|messaged"
            rf"|emailed|e-mailed|pinged|whatsapped|dm'?d|dm'ed|wrote(?: back)?(?: to)?(?: me| us)?"
            rf"|replied|mailed|slacked|got back to me|sent (?:me|us) (?:a |an )?(?:\w+ )?(?:email"
            rf"|text|message|note|dm|voice note|letter|card|whatsapp|link|article)|reached"
            rf" out)\b(?!\s+{PERSON})",
            rf"\bcongratulated\s+{_OBJECT}\s+(?:by|via|on|over|per|through)\s+(?:e?-?mail|text"
            rf"|message|linkedin|whatsapp|slack)",
            rf"\b(?:replied|wrote|responded|got back|reached out)(?: back)? to\s+{_OBJECT}",
        ),
    ),
    (
        "coffee",
        (
            rf"\b(?:coffees?|espresso|cappuccino|flat white|latte|tea|cuppa)\b{_IN}{_WITH}{_Q}{_OBJECT}",
            rf"\b(?:coffee|cuppa)\s+(?:{DAY}\s*)?{_OBJECT}",
            rf"{_SUBJECT}[^.]{{0,30}}\b(?:coffee|cuppa)\b",
        ),
    ),
    (
        "lunch",
        (
            rf"\b(?:lunch(?:ed)?|lunchtime)\b{_IN}{_WITH}{_Q}{_OBJECT}",
            rf"\blunch\s+(?:{DAY}\s*)?{_OBJECT}",
            rf"{_SUBJECT}[^.]{{0,30}}\blunch\b",
        ),
    ),
    (
        "other",
        (
            rf"\b(?:dinner|supper|drinks?|beers?|breakfast|brunch|pint|pints|wine|bbq|barbecue"
            rf"|cocktails?|walk(?:ed)?|hike[d]?|hiking|ride|bike ride|run|golf|tennis|padel|squash"
            rf"|football|yoga|gym|game|ice cream|dined|sauna|climbing|cycling|swim|sailing|lesson"
            rf"|class|party|picnic|cinema|movie|carpool(?:ed)?|taxi|drive|train ride|road trip"
            rf"|shared a (?:cab|taxi|ride)|played \w+|ate|cooked|danced|jog(?:ged)?|concert"
            rf"|theatre)\b{_IN}{_WITH}{_Q}{_OBJECT}",
            rf"\b(?:dinner|drinks|breakfast|brunch|beers?)\s+(?:{DAY}\s*)?{_OBJECT}",
            rf"{_SUBJECT}(?:\s+and I|\s+& I|\s+and me)?[^.,]{{0,30}}\b(?:dinner|drinks|beers"
            rf"|breakfast|brunch)\b",
        ),
    ),
    (
        "event",
        (
            rf"\b(?:at|to)\s+(?P<event>{PERSON}'s?\s+(?:\w+\s+){{0,3}}(?:exhibition|opening|party"
            rf"|wedding|launch|talk|concert|show|gala|event|dinner|ceremony|screening|reading"
            rf"|vernissage|graduation|funeral|keynote|birthday|housewarming)[^.,]*)",
            rf"{_SUBJECT}\s+(?:came|spoke|was|presented|gave a talk|showed up|turned up)\s+(?:to|at"
            rf"|by|for)\s+(?:the|our|my|a)\s+[^.,]*\b(?:house|conference|meetup|event|fair|expo"
            rf"|summit|panel|party|launch|workshop|gala|talk|webinar|opening|dinner|awards"
            rf"|ceremony)\b",
            rf"\b(?:sat|seated|was|were)\s+(?:at|with|next to|beside|opposite)\s+{_OBJECT}(?:'s?"
            rf" table)?\s+(?:at|during)\s+(?:the|a|our)\s+[^.,]*\b(?:dinner|gala|conference|awards"
            rf"|event|summit|wedding|panel|workshop|meetup|talk|seminar|ceremony)\b",
            rf"\b(?:went to|attended|was at|were at)\s+[^.,]{{2,50}}\s+with\s+{_OBJECT}",
        ),
    ),
    (
        "met",
        (
            rf"\b(?:met|saw|seen|visited|hosted)\b(?:\s+(?:up|again|briefly|finally"
            rf"|today))*(?:\s+(?:with|w))?\s+{_Q}{_OBJECT}",
            rf"\b(?:ran|run|bumped|bump|walked|crashed)\s+in(?:\s)?to\s+{_Q}{_OBJECT}",
            rf"\b(?:met|hung out|hang out|sat down|caught up|sat|catch[- ]?up|catching up|time"
            rf"|meeting|met up|meetup|meet-up|session|visit|workshop|walkthrough|interview|1:1"
            rf"|one-on-one|sync|shook hands|chat|chatted|talk|chatting|good time|hello|conversation"
            rf"|convo|appointment|reunion)\b{_IN}\s+(?:with|w|next to|beside|to)\s+{_Q}{_OBJECT}",
            rf"\bmeeting\s+(?:{DAY}\s*)?{_OBJECT}",
            rf"\b(?:was |been |got |were )?introduced to\s+{_OBJECT}",
            rf"\b(?:spotted|stumbled (?:up)?on|came across|connected with|got talking to|got"
            rf" chatting to|got to know|made friends with|shook hands with|dropped in on|popped"
            rf" (?:in|over|by) to see|had)\s+{_OBJECT}(?=\s+over\b|\s|[.,!]|$)(?!\s+(?:to|a|the"
            rf"|call|send|do|on|for)\b)",
            rf"{_SUBJECT}\s+(?:and I |& I |and me )?(?:just |also )?(?:visited|dropped by|dropped"
            rf" in|stopped by|came by|came over|came to see|popped in|popped by|swung by|(?:showed"
            rf"|gave) (?:me|us) (?:a tour|round|around|the)|met (?:up|me|us|for)|caught up|came"
            rf" round)\b",
            rf"\bmet\s+(?:at|in|on|during|through|last|{DAY}|yesterday|over)\b",
            rf"(?P<who>{PERSON})[^.]{{0,60}}\bmet\s+(?:both|them|him|her|today|at|in|on|{DAY})",
            rf"^\W*new (?:contact|person|friend)?:?\s*{_OBJECT}(?=\W)",
        ),
    ),
)
_PATTERNS = tuple((kind, tuple(_rx(p) for p in patterns)) for kind, patterns in _KINDS)
_NOT_DONE = _rx(
    r"\b(?:will|'ll|going to|need(?:s)? to|must|have to|got to|to meet|to call|to see|to have|to"
    r" catch|want(?:s)? to|wanna|wanted to|let's|should|hope to|hoping|remind|plan(?:s|ning)?"
    r"|scheduled|booked|invite[ds]?|arrange\w*|set up a|organi[sz]e|would|could|can't wait|looking"
    r" forward|promised|owe[sd]?"
    r"|didn't|did not|never|couldn't|could not|haven't|hasn't|hadn't|wasn't able|failed to|missed"
    r"|cancel\w*|postponed|rescheduled|didn't get|not met|no show|instead of|without|almost|nearly"
    r"|forgot|tried to|trying|todo|to do|might|maybe|wants|asked (?:me |us )?(?:for|to)|suggested"
    r"|propos\w*|agreed|said|don't|upcoming|if|next|before my|prep\w*|ahead of|waiting)\b"
)
_PLACE = _rx(
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
    for kind, patterns in _PATTERNS:
        for pattern in patterns:
            match = pattern.search(clause.text)
            if match is None:
                continue
            if _NOT_DONE.search(clause.text, 0, match.end()):
                continue
            yield _touch(talk, clause, match, kind)
            return


def _touch(talk: Talk, clause: Clause, match: re.Match[str], kind: str) -> Touch:
    groups = match.groupdict()
    if groups.get("who"):
        people = talk.who(match["who"], clause.start + match.start("who"))
        after = match.end("who")
    elif groups.get("event"):
        people, after = talk.line.people(match["event"][0]), match.start()
    else:
        people, after = talk.last(clause.start + match.start()), match.start()
    days = days_of(clause.text)
    return Touch(people, kind, _place(talk, clause.text, after), days[0] if days else None)


def _place(talk: Talk, text: str, after: int) -> str | None:
    match = _PLACE.search(text, after)
    return talk.line.words(match["place"]) if match else None
