"""Notes spelled out: arrows ("me → Ana: link") and lists under a heading ("Owed to me: Ana (NDA, Fri)")."""

import re
from collections.abc import Callable

from bot.coach.capture.shape import DAY, PERSON, Line
from bot.coach.capture.verbs import ACTION, base_form
from bot.coach.patterns import Match, Pattern

# "I was told by Omar that ..." is "Omar told me that ...".
_TOLD_BY = Pattern(
    rf"\b(?:I|we)(?:'ve|\s+(?:was|were|have|had))(?:\s+(?:been|also|then|kindly))*\s+(?P<verb>told"
    rf"|informed|assured|advised"
    rf"|invited|thanked|helped|recommended)\s+by\s+(?P<who>{PERSON})"
)
_ME = r"(?:me|i|us|we)"
_THEM = rf"(?:{PERSON}|\b(?:he|she|they|him|her|them)\b)"
_START = r"(?:(?<=^)|(?<=[.;,:!?\n→]\s)|(?<=[.;,:!?\n→]))"
_THING = r"(?P<thing>[^.;!?\n→←]+?(?:\.(?=\w)[^.;!?\n→←]+?)*)(?=\s*(?:[.;!?\n→←]|$))"

_ME_TO_THEM = Pattern(rf"{_START}{_ME}\s*→\s*(?P<who>{_THEM})\s*[:,-]?\s*{_THING}")
_THEM_TO_ME = Pattern(rf"{_START}(?P<who>{_THEM})\s*→\s*(?:me|us)\b\s*[:,-]?\s*{_THING}")
_THEM_FROM_ME = Pattern(rf"{_START}(?P<who>{_THEM})\s*←\s*{_ME}\b\s*[:,-]?\s*{_THING}")
_ME_FROM_THEM = Pattern(rf"{_START}{_ME}\s*←\s*(?P<who>{_THEM})\s*[:,-]?\s*{_THING}")
# "He → sends the list Friday", "Viv → draft MOU, eod": a deed, or a thing with a day or with "me" in it.
_THEM_THEN = Pattern(rf"{_START}(?P<who>{_THEM})\s*→\s*(?!{PERSON}|(?:i|we|he|she|they|all)\b){_THING}")
_THING_TO = Pattern(
    rf"{_START}(?P<what>(?!(?:{_ME}|{PERSON})\b)[\w' -]{{3,40}}?)\s*→\s*(?P<who>{PERSON})"
    rf"(?P<day>\s*,?\s*{DAY})?"
)
_BACK = re.compile(r"^(?:back|get back|gets back)\b", re.IGNORECASE)

_ME_THEN = Pattern(rf"{_START}{_ME}\s*→\s*(?!{_THEM}){_THING}")
# "Remind me: Anders, invoice, 31 Dec", "pending: the quote, for Ana": a duty for somebody.
_REMINDER = Pattern(
    rf"{_START}(?:(?:pls|please|oh|ok)\s+)?(?:remind me|reminder|pending|outstanding|to ?-?do|action"
    rf"|don't forget|next step"
    rf"|note to self|open)(?:\s+(?:pls|please|me|item))?\s*[:-]\s*(?!{ACTION}\b|to\b)"
    rf"(?P<thing>[^.;!?\n→←]*{PERSON}[^.;!?\n→←]*)"
)

_HEADING = Pattern(rf"{_START}(?P<head>[^.:;!?\n]{{3,60}}?)\s*:\s*(?={PERSON})")
_ITEM = Pattern(
    rf"\s*(?:,|;|\+|&|and|\d\))?\s*(?P<who>{PERSON})\s*(?:\((?P<thing>[^()]{{2,60}})\))?", exact_case=True
)
_LISTS: tuple[tuple[Pattern, str], ...] = (
    (Pattern(r"\b(?:thanks?|thank[- ]yous?)\b"), "I need to thank {who} for {thing}"),
    (
        Pattern(r"\b(?:to|owed|owes?|owing)\s+(?:to\s+)?(?:me|us)\b|\b(?:waiting|chase|chasing|awaiting)\b"),
        "{who} owes me {thing}",
    ),
    (Pattern(r"\b(?:i|we)\s+owe\b|\bmy (?:promises|debts)\b|\bowed by me\b|^owe$"), "I owe {who} {thing}"),
)


def spell_out(line: Line) -> None:
    """Rewrite the notation of a line's shape in plain clauses, so that one grammar reads both."""
    line.shape = _AND_I.sub(r"\1\2 and me", _lists(line, line.shape))
    line.shape = _TOLD_BY.sub(r"\g<who> \g<verb> me", line.shape)
    line.shape = _REMINDER.sub(_remind, line.shape)
    if "→" not in line.shape and "←" not in line.shape:
        return
    for pattern, rewrite in _ARROWS:
        line.shape = pattern.sub(rewrite, line.shape)


def _owe_them(match: Match) -> str:
    return f"I owe {_object(match['who'])} {match['thing'].strip()}"


def _owes_me(match: Match) -> str:
    """ "Tariq → back to me in a week" is a deed, "Jonah → me: the link" a thing."""
    who, thing = _subject(match["who"]), match["thing"].strip()
    first, _, rest = thing.partition(" ")
    if _BACK.match(thing):
        return f"{who} will get {thing.removeprefix('get ').removeprefix('gets ')}"
    if re.fullmatch(ACTION, base_form(first), re.IGNORECASE) and rest and first != base_form(first):
        return f"{who} will {base_form(first)} {rest}"
    return f"{who} owes me {thing}"


def _then(match: Match) -> str:
    """Without a day, a deed or "me", what follows the arrow is news, not a promise."""
    thing = match["thing"].strip()
    first = thing.partition(" ")[0]
    is_deed = bool(re.fullmatch(ACTION, base_form(first), re.IGNORECASE))
    if is_deed or re.search(rf"{DAY}|\b(?:to|for) (?:me|us)\b", thing):
        return _owes_me(match)
    return match[0]


def _send_to(match: Match) -> str:
    first = match["what"].split()[0]
    verb = "" if re.fullmatch(ACTION, first, re.IGNORECASE) else "send "
    return f"todo: {verb}{match['what'].strip()} to {match['who']}{match['day'] or ''}"


def _do(match: Match) -> str:
    """ "Me → logo files to Gustav": the member's own deed."""
    thing = match["thing"].strip()
    verb = "" if re.match(rf"{ACTION}\b", thing, re.IGNORECASE) else "send "
    return f"todo: {verb}{thing}"


def _remind(match: Match) -> str:
    """Who is named gets the thing: "Priya's birthday gift" as well as "the quote, for Ben"."""
    who = re.findall(PERSON, match["thing"])[0]
    thing = re.sub(rf"\s*,?\s*(?:\bfor\s+)?{who}(?:'s)?\s*,?", "", match["thing"], count=1)
    return f"I owe {who} {thing.strip()}"


_ARROWS: tuple[tuple[Pattern, Callable[[Match], str]], ...] = (
    (_ME_TO_THEM, _owe_them),
    (_THEM_FROM_ME, _owe_them),
    (_THEM_TO_ME, _owes_me),
    (_ME_FROM_THEM, _owes_me),
    (_ME_THEN, _do),
    (_THEM_THEN, _then),
    (_THING_TO, _send_to),
)


def _subject(who: str) -> str:
    return {"him": "he", "her": "she", "them": "they"}.get(who.lower(), who)


def _object(who: str) -> str:
    return {"he": "him", "she": "her", "they": "them"}.get(who.lower(), who)


# "Ana and I met" is one subject; "met Ana and I promised" is not.
_AND_I = Pattern(
    rf"((?:^|[.,;!?→\n]|{DAY})\s*(?:(?:so|then|and|but|also|ok|um|today|yesterday)\s)?)({PERSON})\s*"
    rf"(?:,?\s*(?:and|&|\+|n|y))\s+(?:I|me|myself)"
    rf"(?:\s+we)?(?=\s|$)"
)


def _lists(line: Line, shape: str) -> str:
    """ "Thank list: Ana (the tip), Ben (a lift)": each item becomes a clause of the heading's kind."""
    heading = _HEADING.search(shape)
    if heading is None:
        return shape
    template = next((t for p, t in _LISTS if p.search(heading["head"])), None)
    if template is None:
        return _met_list(line, shape, heading)
    items, at = [], heading.end()
    while match := _ITEM.match(shape, at):
        items.append((match["who"], match["thing"]))
        at = match.end()
    if not any(thing for _, thing in items) and "thank" not in template:
        return shape
    said = [template.format(who=who, thing=thing or "it").removesuffix(" for it") for who, thing in items]
    return f"{shape[: heading.start()]}{'. '.join(said)}{shape[at:]}"


# "Demo day: Ana (Lagoon), Ben, Cy": a gathering, and who was there.
_GATHERING = Pattern(
    r"\b(?:day|night|event|party|meetup|mixer|conference|summit|brunch|fair|expo|reception|met|meeting"
    r"|met with|booth|stand|"
    r"panel|workshop|session|drinks)\b"
)
_WROTE_TO = Pattern(
    r"\b(?:emailed|texted|messaged|called|rang|phoned|pinged|dm'd|saw|lunch|coffee|dinner|zoom|call)$"
)
_ABOUT = r"(?:\s*\([^()]{1,60}\))?"
_GUESTS = Pattern(
    rf"{PERSON}{_ABOUT}(?:(?:\s*(?:,|;|\+|&|and)+\s*{PERSON}{_ABOUT})+|(?=\s*(?:$|[.;\n→])))", exact_case=True
)


def _met_list(line: Line, shape: str, heading: Match) -> str:
    guests = _GUESTS.match(shape, heading.end())
    if guests is None:
        return shape
    head = heading["head"].strip()
    names = tuple(n for mark in re.findall(PERSON, guests[0]) for n in line.people(mark))
    group = line.add_group(names, line.words(guests[0]))
    if _WROTE_TO.search(head):
        return f"{shape[: heading.start()]}{head} {group}{shape[guests.end() :]}"
    if _GATHERING.search(head):
        return f"{shape[: heading.start()]}met {group} at {head}{shape[guests.end() :]}"
    return shape
