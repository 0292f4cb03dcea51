"""Thanks in a clause: owed, said, and introductions, which always owe one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture.clauses import Clause
from bot.coach.capture.reading import ThanksState
from bot.coach.capture.shape import PERSON
from bot.coach.capture.talk import WHO, Names, Talk
from bot.coach.patterns import Pattern

INTRODUCTION = "the introduction"


@dataclass(frozen=True, slots=True)
class Thanks:
    """Thanks as they stand in a clause; `introduced` are the people who were met through it."""

    state: ThanksState
    people: Names
    reason: str | None
    introduced: Names = ()


_A = (
    r"(?:(?:also|really|just|kindly|very|so|then|already|even|finally|first|now|still|again|once|in"
    r" person|properly|graciously|personally|super|both)\s+)*"
)
_FOR = (
    r"(?:\s*,?\s*(?:so much |a lot |again |too |a million |properly |in person |personally |for real"
    r" )*(?:for|re|about|over)\s+(?P<reason>.+))?"
)
_SAID = (
    Pattern(rf"\bthanked\s+{_A}(?:to\s+)?(?P<who>{WHO}){_FOR}"),
    Pattern(
        rf"\b(?:said|gave|sent|sending|passed on|wrote|texted|emailed|dropped|expressed|mailed"
        rf"|left)\s+(?:(?P<who>{WHO})\s+)?(?:my |our |a |an |some |big |many |warm |huge |quick "
        rf"|lovely )*(?:thanks|thank you|thank-you|thx|thankyou|gratitude"
        rf"|appreciation)(?:\s+(?:note|card|email|message|text|letter|mail|flowers))?(?:\s+(?:to"
        rf"|with)\s+(?P<who2>{WHO}))?{_FOR}"
    ),
    Pattern(
        rf"\b(?:thanks|thank you|thank-you(?: \w+)?|gratitude|appreciation)\s+(?:(?:was|were|has been"
        rf"|have been|duly"
        rf"|already|now)\s+)*(?:said|sent|given|passed(?: on)?|conveyed|expressed|delivered)\s+to\s+"
        rf"(?P<who>{WHO}){_FOR}"
    ),
    Pattern(rf"\btold\s+(?P<who>{WHO})\s+(?:thanks|thank you|how grateful|i(?:'m| am) grateful){_FOR}"),
    Pattern(
        rf"(?P<who>{PERSON})\s+(?:(?:was|is|has been|already|been)\s+)*thanked\b(?!\s+(?:me|us"
        rf"|{PERSON}|everyone|for me)){_FOR}"
    ),
    Pattern(
        rf"\b(?:called|rang|phoned|emailed|texted|messaged|wrote to|wrote|pinged|met|visited"
        rf"|saw)\s+(?P<who>{WHO})[^.,]{{0,24}}?\s+to (?:say (?:thanks|thank you|thx)|thank (?:him|her"
        rf"|them)){_FOR}"
    ),
)
_OWED = (
    Pattern(rf"(?:^[^\w\ue000-\ue7ff]*|\bto )tell\s+(?P<who>{WHO})\s+(?:thanks|thank you|thx)\b{_FOR}"),
    Pattern(rf"\bfavou?rs? from\s+(?P<who>{PERSON}){_FOR}"),
    Pattern(
        rf"\b(?:thank|thanking|say thanks to|say thank you to|say a (?:big )?thank you to|give"
        rf" thanks to|say thx to)\s+{_A}(?P<who>{WHO}){_FOR}"
    ),
    Pattern(
        rf"\bowe[sd]?\s+{_A}(?P<who>{WHO})\s+(?:(?!to\b|by\b|for\b)\w+ ){{0,4}}?"
        rf"(?:thanks|thank\b|thank you|thank-you|thx|gratitude|word of"
        rf" thanks)(?:\s+(?:note|card|email|message|you|letter))?{_FOR}"
    ),
    Pattern(
        rf"\b(?:send|write|give|drop|get|email|text|buy|shoot|post|mail)\s+(?P<who>{WHO})\s+(?:a "
        rf"|an |my |some |big |nice |proper |quick |little )*(?:thanks|thank[- ]you|thank"
        rf"|thx)\b(?:\s+(?:note|card|email|message|you|letter|gift|present|flowers|text))?{_FOR}"
    ),
    Pattern(
        rf"\b(?:thanks|thank[- ]you|thx)\s+(?:note |card |email |message |letter |text |you )?(?:to"
        rf"|is due to|are due to|(?:is|are) (?:still )?owed to|due to|owed to|go to|go out to|for)\s+"
        rf"(?P<who>{PERSON}){_FOR}"
    ),
    Pattern(
        rf"(?P<who>{PERSON}|\b(?:he|she|they)\b)\s+(?:really |definitely |still |also |surely"
        rf" )?(?:deserves?|is owed|is due|gets|should get|has earned|earned)\s+(?:a |an |my |our "
        rf"|big |huge |proper )*(?:thanks|thank[- ]you|thx){_FOR}"
    ),
    Pattern(rf"\b(?:grateful|thankful|indebted|much obliged)\s+to\s+(?P<who>{WHO}){_FOR}"),
    Pattern(
        rf"\b(?:express|convey|extend|pass on|offer|return)\s+(?:my |our )?(?:\w+ )?(?:thanks|gratitude"
        rf"|appreciation"
        rf"|thank you)\s+to\s+(?P<who>{WHO}){_FOR}"
    ),
    Pattern(rf"(?P<who>{PERSON})\s+(?:is|has) (?:still )?(?:to be|yet to be|not yet been)\s+thanked\b{_FOR}"),
    Pattern(r"\bsay(?: a (?:big )?)?\s+(?:thanks|thank you|cheers|thx)\b(?!\s+(?:to|and|but)\b)(?P<who>)"),
    Pattern(
        r"\b(?:did not|didn't|haven't|have not|never|forgot to|yet to)\s+(?:say|said|thank|thanked)\s*"
        r"(?:thanks|thank you)?\b"
        r"(?P<who>)(?!\s+(?:to\b|[\ue000-\ue3ff]|him|her|them))"
    ),
    Pattern(
        rf"\b(?:big |huge |many )?(?:thanks|thx|thank you|kudos|shout-?out)\s+(?:again |so much"
        rf" )?(?:to\s+)?(?P<who>{PERSON})\s*,?\s*(?:for)\s+(?P<reason>.+)"
    ),
)
_THANKS_NAME = Pattern(
    rf"^[^\w\ue000-\ue7ff]*(?:(?:big|huge|many|so many) )?(?:thanks|thank you|thx|shout ?-?out"
    rf"|kudos)(?: (?:so much|a lot|again|a million))*,?\s+(?:to\s+)?(?P<who>{PERSON})(?=\s*(?:$"
    rf"|[!.,]|who\b|again\b|and\b|so\b))"
)
_ME = r"(?:me|us|both of us|my \w+|our \w+|the two of us)"
_INTRODUCED = (
    Pattern(
        rf"(?P<who>{PERSON}|\b(?:he|she|they|who)\b)(?:'d|'s|'ve)?\s+(?:has |had |have"
        rf" )?{_A}(?:introduced|presented|connected|linked|hooked|paired"
        rf"|matched)\s+(?:{_ME})(?:\s+up)?(?:\s+(?:to|with)(?P<new>.*))?"
    ),
    Pattern(
        rf"(?P<who>{PERSON}|\b(?:he|she|they|who)\b)(?:'d|'s|'ve)?\s+(?:has |had |have )?{_A}(?:put"
        rf"|brought|got)\s+{_ME}\s+(?:in (?:touch|contact)|together)(?:\s+with(?P<new>.*))?"
    ),
    Pattern(
        rf"(?P<who>{PERSON}|\b(?:he|she|they|who)\b)(?:'d|'s|'ve)?\s+(?:has |had |have"
        rf" )?{_A}(?:made|did|gave (?:me|us)|sent (?:me|us)|set up)\s+(?:an?|the|that|this"
        rf"|my)\s+(?:\w+\s+){{0,2}}(?:intro|introduction|connection)s?\b(?!\s+(?:call|meeting"
        rf"|session))(?:\s+(?:to|with)(?P<new>.*))?"
    ),
    Pattern(
        rf"\b(?:intro|introduction|intros|introductions|introduced|connected"
        rf"|connection)\b(?P<new>[^.]{{0,60}}?)\s+(?:from|by|via|through|thanks to|courtesy"
        rf" of)\s+(?P<who>{PERSON})(?P<new2>(?:\s+(?:to|with)\s+.+)?)"
    ),
    Pattern(
        rf"(?P<who>{PERSON}|\b(?:he|she|they|who)\b)(?:'d|'s|'ve)?\s+(?:has |had |have"
        rf" )?{_A}put\s+{_ME}\s+on\s?to\s+(?P<new>.*)"
    ),
    Pattern(rf"\b(?:put|brought)\s+in\s+(?:touch|contact)\b(?P<new>[^.]{{0,60}}?)\s+by\s+(?P<who>{PERSON})"),
    Pattern(
        rf"\b(?:through|via|thanks to)\s+(?P<who>{PERSON}),?\s+(?:I|we)\s+(?:met|got to know|know|found"
        rf"|have met)\b(?P<new>.*)"
    ),
    Pattern(rf"(?P<new>{PERSON})[^.]{{0,50}}?\s(?:via|through|thanks to)\s+(?P<who>{PERSON})"),
    Pattern(rf"(?P<who>{PERSON})'s\s+(?:\w+\s+)?(?:intro|introduction)(?:\s+(?:to|with)(?P<new>.*))?"),
)
_GAVE = (
    r"(?:gave|sent|lent|loaned|bought|got|found|shared(?: with)?|showed|offered)\s+(?:me"
    r"|us)\s+(?:a |an |some |the |his |her |their |great |good |really |very |such |super |so much"
    r" |lots of |useful |helpful |honest |solid |brilliant |fantastic |amazing |two |three |few )*"
    r"(?:advice|lift|ride|reference|tip|tips|feedback|recommendation|good word|help|hand|discount"
    r"|tour of the|lead|leads|referral|pointers|books?|tickets?|umbrella|charger|drill|van|car"
    r"|ladder|laptop|bike|notes|template|job|contacts?|flowers|present|gift|dinner|lunch|seat|desk"
    r"|loan|spare|keys?)\b"
)
_FAVOUR = Pattern(
    rf"(?P<who>{PERSON}|\b(?:he|she|they|who)\b)(?:'d|'s|'ve)?\s+(?:has |had |have |was kind enough to "
    rf"|was nice enough to )?{_A}(?P<favour>"
    r"(?:helped|helping)\s+(?:me|us|my|our|out|with)\b|put in a (?:good |kind )?word|put a good"
    r" word|vouched for (?:me|us)|recommended (?:me|us|my|our)|referred (?:me|us|a|an|my|our)\b"
    r"|covered (?:for me|for us|my|our)|stood in for|stepped in|filled in for|saved (?:me|us|my"
    r"|our|the day)|bailed (?:me|us)|drove (?:me|us|my \w+|our \w+)|picked (?:me|us) up|did (?:me"
    r"|us) an? (?:\w+"
    r" )?favou?r"
    r"|pointed (?:me|us) (?:to|towards)|(?:passed|forwarded) (?:on )?(?:my|our)|spoke (?:well|highly) of "
    r"(?:me|us|my|our)|looked after|talked me through|walked (?:me|us) through|proofread|stayed late|took"
    r" the time"
    r"|went out of (?:his|her|their) way|sorted (?:me|us|my|our|out)|fixed (?:my|our)|got (?:me"
    r"|us) (?:in|into|a|an|the|tickets|out)\b"
    rf"|{_GAVE}|wrote (?:me|us) (?:a |an |my )?(?:\w+ )?(?:letter of recommendation|reference"
    rf"|recommendation|testimonial|review)|lent (?:me|us)\b|nominated (?:me|us)|mentored me|let"
    rf" (?:me|us) (?:use|stay|crash"
    rf"|borrow|have)|reviewed my|read my|looked over my|backed (?:me|us|my)|taught me|endorsed me"
    rf"|shared my|opened (?:a |the |some )?doors?|hosted (?:me|us)|carried|watched my"
    r")(?P<rest>.*)"
)
# "was kind enough to lend me", "so kind and translated my slides".
_KIND = Pattern(
    rf"(?P<who>{PERSON}|\b(?:he|she|they|who)\b)\s+(?:was|is|were|has been|'s)\s+(?:so |very |really |too"
    rf" )?(?:kind|nice|good"
    rf"|generous|lovely)(?: enough)?(?: as)?\s+(?:to|and)\s+(?P<favour>\w+(?P<rest>.*\b(?:me|us|my|our)\b.*))"
)
_GOT_FROM = Pattern(
    rf"\b(?:got|had|received)\s+(?P<favour>(?:\w+\s+){{0,3}}?(?:advice|help|feedback|tips?|support|lift"
    rf"|reference|recommendation"
    rf"|hand)\b(?P<rest>[^.,]{{0,20}}?))\s+from\s+(?P<who>{PERSON})"
)
_WAS_HELPED = Pattern(
    rf"\b(?:I|we|me|us) (?:was|were|have been|'ve been|got|am)\s+(?P<favour>(?:kindly |greatly |really "
    rf"|very )?(?:helped|assisted"
    rf"|supported|recommended|referred|vouched for|covered|mentored|advised|lent|given)\b"
    rf"(?P<rest>[^.]*?))\s*\bby\s+(?P<who>{PERSON})"
)
_NEGATED = Pattern(
    r"\b(?:didn't|did not|don't(?! (?:let me )?forget)|doesn't|never|no need|not(?! to)|no thanks"
    r"|nothing|hasn't|won't|will|'ll|going to|should i|would|could|promised to|said|offered to"
    r"|wants? to|if|might)\b"
)
_STILL_OWED = Pattern(
    r"\b(?:haven't|have not|hasn't|never|forgot to|yet to|didn't|still not|not yet)\b.*\bthank"
)
_DROPPED = Pattern(
    r"\bno (?:need|reason) to thank|\b(?:don't|not) (?:need|have) to thank|\bwon't thank|\bnot going to thank"
)
_ALREADY = Pattern(r"\b(?:already|done)\b")


def find_thanks(talk: Talk, clause: Clause) -> Iterator[Thanks]:
    """Every thank-you in a clause; thanks that went to the member or between others are none of them."""
    said = list(_matches(talk, clause, _SAID, "said"))
    if said and not _STILL_OWED.search(clause.text):
        yield from said
        return
    if _DROPPED.search(clause.text):
        return
    owed = list(_matches(talk, clause, (*_OWED, _THANKS_NAME), "owed")) or (said and _owing(said))
    yield from owed or ()
    if not owed:
        yield from _introductions(talk, clause)
        yield from _favours(talk, clause)


def _owing(said: list[Thanks]) -> list[Thanks]:
    return [Thanks("owed", thanks.people, thanks.reason) for thanks in said]


def _matches(
    talk: Talk, clause: Clause, patterns: tuple[Pattern, ...], state: ThanksState
) -> Iterator[Thanks]:
    for pattern in patterns:
        match = pattern.search(clause.text)
        if match is None:
            continue
        if _is_somebody_elses(talk, clause.text[: match.start()], match[0]):
            continue
        groups = match.groupdict()
        name = "who" if groups["who"] else "who2"
        people = (
            talk.who(match[name], clause.start + match.start(name))
            if groups.get(name)
            else talk.last(clause.start)
        )
        yield Thanks(state, people, _reason(talk, groups.get("reason")))
        return


def _is_somebody_elses(talk: Talk, before: str, matched: str) -> bool:
    """ "Fatima said thanks", "Omar thanked Ken": not the member's thanks."""
    subject = re.search(
        rf"({PERSON}|\b(?:he|she|they|I|we|you)\b)\s*(?:'ve|'s|'d|'ll)?(?:\s+(?:has|have|had"
        rf"|already|also|just|both|really|still|will|should|must|needs? to|wants? to))*\s*$",
        before,
        re.IGNORECASE,
    )
    return bool(subject and subject[1].lower() not in ("i", "we")) and not matched[:1].isspace()


def _reason(talk: Talk, shape: str | None) -> str | None:
    return (talk.line.as_typed(shape) or None) if shape else None


def _introductions(talk: Talk, clause: Clause) -> Iterator[Thanks]:
    for pattern in _INTRODUCED:
        match = pattern.search(clause.text)
        if match is None or _NEGATED.search(clause.text, 0, match.end("who")):
            continue
        if not _is_about_me(clause.text, match):
            continue
        groups = match.groupdict()
        at = clause.start + match.start("who")
        people = talk.who(match["who"], at)
        new = [n for key in ("new", "new2") for n in _named(talk, groups.get(key))]
        before = [name for name in talk.last(at) if name not in people]
        yield Thanks("owed", people, INTRODUCTION, tuple(n for n in new if n not in people) or tuple(before))
        return


def _is_about_me(text: str, match: re.Match[str]) -> bool:
    """ "Omar introduced Ken to Ana" and "Ken's intro call" owe nothing."""
    if re.match(r"\s*(?:myself|himself|herself)", text[match.end("who") :]):
        return False
    return not re.search(
        r"\b(?:asked|asking|want|wants|need|needs|hoping|promise[sd]?|waiting|owe[sd]?|request\w*"
        r"|send|make|give)\b",
        text[: match.end()].split("intro")[0],
        re.IGNORECASE,
    )


def _named(talk: Talk, shape: str | None) -> list[str]:
    marks = re.findall(PERSON, shape or "")
    return [name for mark in marks for name in talk.line.people(mark)]


def _favours(talk: Talk, clause: Clause) -> Iterator[Thanks]:
    found = (pattern.search(clause.text) for pattern in (_FAVOUR, _KIND, _GOT_FROM, _WAS_HELPED))
    match = next(filter(None, found), None)
    if match is None or _NEGATED.search(clause.text, 0, match.start("favour")):
        return
    people = talk.who(match["who"], clause.start + match.start("who"))
    reason = talk.line.as_typed(match["favour"] + match["rest"])
    yield Thanks("owed", people, re.sub(r"^helped (?:me|us)(?: out)?", "help", reason))
