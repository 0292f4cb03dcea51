"""Reading one line: clean it, find who and when, then read each clause and put the slots together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from bot.coach.capture.clauses import Clause, clauses
from bot.coach.capture.clean import clean
from bot.coach.capture.companies import later_companies, take_companies, take_shared_companies
from bot.coach.capture.facts import find_facts
from bot.coach.capture.notation import spell_out
from bot.coach.capture.promise_draft import Draft
from bot.coach.capture.promises import find_promises
from bot.coach.capture.reading import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch
from bot.coach.capture.shape import DAY, PERSON, Line, join_lists, shape_line
from bot.coach.capture.talk import Talk
from bot.coach.capture.thanks import find_thanks
from bot.coach.capture.touches import find_touches, was_called_off
from bot.coach.names import key
from bot.coach.patterns import Pattern

_LATIN = Pattern(r"[a-z\u00c0-\u024f]")
_COMMAND = Pattern(r"\s*/\w", exact_case=True)
_IDLE = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:i|we|still|sadly|unfortunately|just|really|so|well)\s+)*(?:didn't"
    r"|did not|have not|had not|'ve not|am not|'m not|cannot|wasn't|were not|'d better not|don't|do not"
    r"|not|never|no\b|haven't|hadn't|couldn't|can't|won't|would love|would"
    r" like|'d love|'d like"
    r"|i'd love|i'd like|'d rather|i'd rather|would rather|wish|hope|hoping|wondering|wonder"
    r"|thinking|thought|dreamt|want to|nothing"
    r"|nobody|maybe|perhaps|might|could|guess|need a|anyone|someone should)\b"
)
# "It might be worth calling Ana", "I have never met him": the member did nothing, and nothing is told.
_HEDGED = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:and|but|so|well|hmm+|uh+|um+|oh|ok|okay)\s+)*"
    r"(?:(?:I|we|it|one|someone|somebody|let's)(?:'m|'d|'ve|'s)?\s*"
    r"(?:\b(?:am|was|were|is|have|had|do|did|be|still|just|really|also|only)\s+){0,2})?\s*"
    r"\b(?:wonder\w*|hope|hoping|wish\w*|might|maybe|perhaps|could|would|should|ought|consider\w*"
    r"|thinking|nearly|almost|not|never|nobody|no\b|forget|supposed to|going to|don't|didn't|haven't"
    r"|can't|couldn't|wouldn't|shouldn't|wasn't|made no|feel like|feeling like)\b"
)
_NEEDS_IT = Pattern(
    rf"\b(?:he|she|they)\s+(?:said|needs? (?:it|them|that|this)|wants? (?:it|them|that)|asked for"
    rf" (?:it|them))\s*{DAY}|{DAY},?\s+(?:he|she|they) (?:says?|said|promised|swears)\b"
)
_REFERRING = Pattern(
    r"^(?:do|send|get|have|finish|return)?\s*(?:it|that|this|so|them)\b|^(?:do|send)?\s*$"
    r"|^(?:let me know|(?:get|come|report|be) back|revert)\b"
)
_SAID_SO = Pattern(
    r"\b(?:told (?:him|her|them) (?:so|already|in person)|said (?:it|so)\b|(?:already )?(?:did"
    r"|done) (?:it|so|that)\b|(?:already )?(?:did|done)\W*$|have (?:already )?told (?:him|her"
    r"|them) so)"
)
# "Thursday it is", "she asked to make it Thursday": the date of the promise before has changed.
_REVISED = Pattern(
    rf"\b(?:make it|moved (?:it )?to|pushed (?:it )?(?:back )?to|postponed (?:it )?to|delayed to|is"
    rf" now|now)\s*{DAY}|{DAY}\s+it is\b"
)


@dataclass(slots=True)
class _Slots:
    """What has been read so far; a person who is named twice with the same thing is kept once."""

    people: dict[str, Person] = field(default_factory=dict)
    promises: list[ReadPromise] = field(default_factory=list)
    thanks: dict[str, ReadThankYou] = field(default_factory=dict)
    touches: dict[str, ReadTouch] = field(default_factory=dict)
    facts: dict[tuple[str, str], ReadFact] = field(default_factory=dict)


def read(text: str, today: date, known: Sequence[str] = ()) -> Reading:
    """Read one line. Any text is fine; one that holds nothing gives an empty reading.

    `today` is the member's own date; `known` are the full names of the member's contacts.
    """
    if _COMMAND.match(text):
        return Reading()
    line = shape_line(clean(text), today, known)
    companies = take_companies(line)
    join_lists(line)
    take_shared_companies(line, companies)
    spell_out(line)
    said = list(clauses(line.shape))
    if not said:
        return Reading()
    slots, talk = _Slots(), Talk(line)
    for name in _named(line, said):
        slots.people[name] = Person(name, companies.get(name))
    if not slots.people or _is_foreign(text, slots.people, known):
        return Reading()
    for clause in said:
        _read_clause(slots, talk, clause, companies)
    reading = _reading(slots, companies)
    return Reading() if _says_nothing(reading, line.shape) else reading


def _is_foreign(text: str, people: Iterable[str], known: Sequence[str]) -> bool:
    """Whether not a letter is Latin and nobody in it is known: words cannot be told from names there."""
    return not _LATIN.search(text) and not set(people) & set(known)


def _says_nothing(reading: Reading, shape: str) -> bool:
    """ "Not calling Stefan again", "I'd love to meet her one day": a name alone is no news about anybody."""
    has_more = reading.promises or reading.thank_yous or reading.touches or reading.facts
    return not has_more and bool(_IDLE.match(shape) or _is_hedged(shape) or was_called_off(shape))


def _is_hedged(shape: str) -> bool:
    """Whether all that is said of anybody is hedged; a person with a clause of plain news stays."""
    told = [clause.text for clause in clauses(shape) if re.search(PERSON, clause.text)]
    return bool(told) and all(_HEDGED.search(text) for text in told)


def _named(line: Line, said: Iterable[Clause]) -> list[str]:
    """Everybody named in a clause that says something; not those who only stand in a question."""
    marks = [mark for clause in said for mark in re.findall(PERSON, clause.text)]
    return list(dict.fromkeys(name for mark in marks for name in line.people(mark)))


def _read_clause(slots: _Slots, talk: Talk, clause: Clause, companies: dict[str, str]) -> None:
    drafts = list(find_promises(talk, clause))
    if drafts:
        # "texted Ana that I'd send it": what stands before the promise may be a touch.
        before = clause.text[: max(0, drafts[0].at - clause.start)]
        _add_touches(slots, talk, Clause(before, clause.start, clause.sentence))
    for draft in drafts:
        _add_promises(slots, talk, draft, clause)
    has_thanks = _add_thanks(slots, talk, clause) or _thanks_were_said(slots, clause)
    has_touch = False
    if not drafts:
        has_touch = _add_touches(slots, talk, clause)
        _add_late_date(slots, talk, clause, has_touch or has_thanks)
    if not (drafts or has_touch or has_thanks or was_called_off(clause.text)):
        for people, fact in find_facts(talk, clause):
            later_companies(talk.line, people, clause.text, companies)
            for name in people:
                slots.facts.setdefault((name, fact), ReadFact(name, fact))


def _add_promises(slots: _Slots, talk: Talk, draft: Draft, clause: Clause) -> None:
    on, at = _due(talk, draft, clause, slots.promises)
    what = talk.line.words(_without_people(draft.what, draft))
    if on and re.search(rf"\b(?:both|all)\s*{DAY}", draft.what):
        slots.promises = [p if p.due_on else replace(p, due_on=on, due_time=at) for p in slots.promises]
    for name in draft.people:
        said = _without_name(what, name) or "keep the promise"
        promise = ReadPromise(draft.direction, name, said, on, at)
        twin = next(
            (
                p
                for p in slots.promises
                if (p.direction, p.person) == (promise.direction, name) and _same(p, promise)
            ),
            None,
        )
        if twin is None:
            slots.promises.append(promise)
        elif twin.due_on is None:
            slots.promises[slots.promises.index(twin)] = replace(twin, due_on=on, due_time=at)


def _same(one: ReadPromise, other: ReadPromise) -> bool:
    if one.due_on and other.due_on and one.due_on != other.due_on:
        return False
    if _REFERRING.match(other.what):
        return True
    ours, theirs = set(one.what.lower().split()), set(other.what.lower().split())
    return ours <= theirs or theirs <= ours or len(ours & theirs) > 2


def _due(
    talk: Talk, draft: Draft, clause: Clause, promises: Sequence[ReadPromise]
) -> tuple[date | None, time | None]:
    what = re.sub(rf"\b(?:about|re|regarding)\s+{DAY}", " ", draft.what)
    if promises and re.search(r"\bsame day\b", what):
        return promises[-1].due_on, None
    marks = re.findall(DAY, what) or re.findall(DAY, clause.text[: max(0, draft.at - clause.start)])
    usable = [m for m in marks if talk.line.phrase(m).tense != "past"]
    if not usable and re.search(r"\b(?:then|them|it|that|this|so|by then)\b", draft.what, re.IGNORECASE):
        # "she needs the figures by Monday, told her she'd have them": the day was said just before.
        before = re.findall(DAY, talk.line.shape[: clause.start])[-1:]
        taken = set() if "then" in draft.what else {promise.due_on for promise in promises}
        usable = [m for m in before if talk.line.phrase(m).tense != "past" and talk.line.day(m) not in taken]
    if not usable:
        return None, None
    dated = [m for m in usable if talk.line.day(m) is not None] or usable
    return talk.line.day(dated[-1]), talk.line.phrase(dated[-1]).at


def _without_name(what: str, name: str | None) -> str:
    """The order without the person it is for at its end: "call Ben" is "call", for Ben."""
    words, parts = what.rstrip(" .!").split(), set(key(name or "").split())
    while len(words) > 1 and (key(words[-1]) in parts or words[-1].lower() == "though"):
        words.pop()
        if len(words) > 1 and words[-1].lower() in ("to", "for"):
            words.pop()
    return " ".join(words)


def _without_people(what: str, draft: Draft) -> str:
    """The receiver leaves the order: "send Dana the deck" is "send the deck"."""
    what = re.sub(
        rf"^(\s*[\w-]+)\s+(?:{PERSON}|him|her|them|both)(?=\s|$)(?!\s+(?:to {PERSON}))", r"\1", what, count=1
    )
    what = re.sub(rf"\s+(?:to|for)\s+(?:{PERSON}|him|her|them|both)(?=\W|$)", "", what, count=1)
    return re.sub(rf"\s*\b(?:by|on|before|until|for|at)\s*(?={DAY}|$)", " ", what)


def _add_late_date(slots: _Slots, talk: Talk, clause: Clause, is_taken: bool) -> None:
    """ "send Bill the bill, i promised, by the 30th": a date on its own belongs to the promise before it."""
    marks = [m for m in re.findall(DAY, clause.text) if talk.line.phrase(m).tense != "past"]
    if not marks or not slots.promises:
        return
    is_own = (
        is_taken
        or bool(slots.promises[-1].due_on)
        or bool(_ANOTHER.search(clause.text) and not _NEEDS_IT.search(clause.text))
    )
    if is_own and not _REVISED.search(clause.text):
        return
    on, at = talk.line.day(marks[-1]), talk.line.phrase(marks[-1]).at
    count = len(slots.promises) if re.match(r"\W*(?:both|all)\b", clause.text) else 1
    for index in range(-count, 0):
        slots.promises[index] = replace(slots.promises[index], due_on=on, due_time=at)


_ANOTHER = Pattern(rf"{PERSON}|\b(?:he|she|they|is|was|has|meets?|party|birthday|meeting|trip)\b")


def _add_thanks(slots: _Slots, talk: Talk, clause: Clause) -> bool:
    found = False
    for thanks in find_thanks(talk, clause):
        found = bool(thanks.people)
        for name in thanks.people:
            earlier = slots.thanks.get(name)
            reason = thanks.reason or (earlier.reason if earlier else None)
            state = "said" if earlier and earlier.state == "said" else thanks.state
            slots.thanks[name] = ReadThankYou(
                name, earlier.reason if earlier and earlier.reason else reason, state
            )
            for new in thanks.introduced:
                if new in slots.people and not slots.people[new].via:
                    slots.people[new] = replace(slots.people[new], via=name)
    return found


def _thanks_were_said(slots: _Slots, clause: Clause) -> bool:
    """ "thanks to Luciana for the slides, told her so by mail": the thanks before are said, not owed."""
    if not slots.thanks or not _SAID_SO.search(clause.text):
        return False
    name = next(reversed(slots.thanks))
    slots.thanks[name] = replace(slots.thanks[name], state="said")
    return True


def _add_touches(slots: _Slots, talk: Talk, clause: Clause) -> bool:
    found = False
    for touch in find_touches(talk, clause):
        on = talk.line.day(touch.day, past=True) if touch.day else None
        for name in touch.people:
            found = True
            slots.touches.setdefault(name, ReadTouch(name, on or talk.line.today, touch.kind))
            if touch.place and name in slots.people and not slots.people[name].met_at:
                slots.people[name] = replace(slots.people[name], met_at=touch.place)
    return found


def _reading(slots: _Slots, companies: dict[str, str]) -> Reading:
    people = tuple(replace(p, company=companies.get(p.name)) for p in slots.people.values())
    named = set(slots.people)
    return Reading(
        people,
        tuple(p for p in slots.promises if p.person in named),
        tuple(t for t in slots.thanks.values() if t.person in named),
        tuple(t for t in slots.touches.values() if t.person in named),
        tuple(f for f in slots.facts.values() if f.person in named),
    )
