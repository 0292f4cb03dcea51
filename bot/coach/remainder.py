"""Whether a line says more than was read out of it: then its words are kept as they are, too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.coach import dates
from bot.coach.capture import Reading
from bot.coach.names import key

# So many words that nothing accounts for are more than a turn of phrase.
MOST_UNREAD = 3
_WORD = re.compile(r"[^\W\d_]+")
# What carries no news of its own: the small words, and those for what the slots hold.
_PLAIN_WORDS = """
    a about across after again ago all also am an and any are around as asked at away back be because been
    before being both but by can chat chatted could did do does done down during each even few finally first
    for from gave get gets getting give given go goes going good gonna got great had has have having he her
    here hers herself hi him his how i if im in into is it its just kindly last lately lot lovely many may me
    might mine morning most much must my myself need new next nice no not note now of off oh ok on
    once one only or other our out over own please pleased probably promise promised promises quick quite
    ran really remind reminder right said same say says she should shortly so some someone soon still such
    than thank thanked thanking thanks that the their them then there these they thing things this those
    through time to today todo together told tomorrow tonight too two under until up us very via
    was we week weekend well went were what when which while who will with without work works would year
    yes yesterday yet you your
    afternoon evening night lunch lunches dinner breakfast coffee beer drink drinks call called calling calls
    phone phoned phoning rang ring zoom video meet meeting met seen see saw bumped spoke spoken talk talked
    talking caught catch message messaged messages mail mailed email emailed emails text texted wrote write
    written ping pinged sent send sends sending owe owes owed intro intros introduce introduced introduces
    introducing introduction connect connected help helped helping agreed offered give gives bring brings
    share shares shared follow followup deadline due eod eow asap
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec day days weeks month months end hour hours
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


def is_left_over(reading: Reading, text: str) -> bool:
    """Whether words of the line went into no slot: any at all beside a mere name, else more than a few."""
    if reading.is_empty:
        return False
    covered = {_stem(word) for part in _parts(reading) for word in _words(part)}
    unread = {word for word in _words(_undated(text)) if word not in _PLAIN and _stem(word) not in covered}
    is_mere_name = not (reading.promises or reading.thank_yous or reading.touches or reading.facts)
    return len(unread) > (0 if is_mere_name and _says_nothing(reading) else MOST_UNREAD)


def _says_nothing(reading: Reading) -> bool:
    return not any(person.company or person.met_at or person.via for person in reading.people)


def _parts(reading: Reading) -> Iterable[str]:
    for person in reading.people:
        yield from filter(None, (person.name, person.company, person.met_at, person.via))
    for promise in reading.promises:
        yield promise.what
    for thank_you in reading.thank_yous:
        yield thank_you.reason or ""
    for fact in reading.facts:
        yield fact.fact


def _undated(text: str) -> str:
    """The line without its dates and hours: they are in the slots."""
    for phrase in reversed(dates.scan(text)):
        text = f"{text[: phrase.start]} {text[phrase.end :]}"
    return text


def _words(text: str) -> list[str]:
    return _WORD.findall(key(text))


def _stem(word: str) -> str:
    """A word without its ending: "sending" and "send" are one."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word
