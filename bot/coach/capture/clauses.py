"""Sentences and clauses of a shape, and which of them say nothing that counts (questions, "if", "wish")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture.shape import DAY, PERSON
from bot.coach.patterns import Pattern

_SENTENCE = Pattern(r"[^.!?;\n]+(?:\.(?=\w)[^.!?;\n]+)*[.!?;]*|\n", exact_case=True)
_VERBS = (
    r"promis(?:ed|es|ing|e)|owes?|owed|needs?|must|have to|has to|had|have|has|got|will|said|says"
    r"|told|thanked|thank|thanks|remind|remember|todo"
    r"|met|saw|called|calling|emailed|texted|messaged|spoke|talked|chatted|ran into|bumped|sent"
    r"|sends|send|sending|going to|waiting|works|wants|wanted|is|was|are|loves|likes"
    r"|hates|lives|introduced|connected|intro|helped|gave|gives|agreed|offered|asked|asks|plays"
    r"|runs|moved|moving|joined|started|starts|accepted|don't|didn't|never|no longer"
    r"|forgot|still|also|then|already|just|should|can|could|would|might|may|call|ring|email|text"
    r"|ping|follow|put|let|lent|leaving|left|looking|prefers|knows|studied|speaks"
    r"|teaches|keeps|mails|paid|covered|recommended|referred|drove|coffee|lunch|dinner|drinks"
    r"|breakfast|zoom|congratulated|allergic|married|not|wrote|replied|invited|hired|hiring|after"
    r"|mentioned"
    r"|expecting|due|todo|to-do|to do|action|mine|my turn|on me|quick|great|nice|good|lovely"
    r"|phoned|rang|dropped|picked|brought|bring|get|give|share|review|check|book|intro|introduce"
    r"|connect"
)
_STARTER = (
    rf"(?=(?:I|we|he|she|they|it|you|who|i)(?:'|\b)|(?:me|us)\s+to\s|{PERSON}(?:'|\s+\w|\s*$|:)"
    rf"|(?<=[,:(-]\s)(?:his"
    rf"|her|their|my"
    rf"|our)\s|(?:{_VERBS})\b)"
)
# Dictated lines have no marks: "ran into omar at the station he said he will call".
_NOT_AFTER = "".join(
    rf"(?<!\b{word})"
    for word in [
        "said",
        "says",
        "that",
        "if",
        "when",
        "because",
        "what",
        "who",
        "think",
        "thinks",
        "know",
        "knows",
        "him",
        "her",
        "them",
        "me",
        "us",
        "and",
        "but",
        "or",
        "told",
        "so",
        "hope",
        "where",
        "why",
        "how",
        "as",
        "than",
        "guess",
        "before",
        "after",
        "until",
        "once",
        "while",
        "people",
    ]
)
_RUN_ON = (
    rf"(?<=[a-z0-9\ue400-\ue7ff]){_NOT_AFTER}\s+(?=(?:he|she|they|I|we)(?:'(?:s|ll|ve|m)\b"
    rf"|\s+(?:said|says|told|wants|wanted|needs|has|is|was|will|promised|promise|owes?|agreed"
    rf"|offered|asked|need|have|had|must|owe|loves|likes|works|knows|can't|called|mentioned|got"
    rf"|gave|going|also|just|still|really)\b))"
    rf"|(?<=[\ue000-\ue3ff])\s+(?=(?:he|she|they)\s+(?:said|says|told|wants|wanted|needs|has|is|was"
    rf"|owes|promised|agreed|offered|loves|likes|works|mentioned)\b)"
    r"|(?<=\w)\s+(?=(?:remind me to|note to self|(?:and )?i (?:need to|have to|must|owe|promised))\b)"
)
_BREAK = Pattern(
    rf"\s*(?:,|:|\(|\)|\.\.\.|\s-\s)\s*(?:(?:and|but|so|then|also|plus|because|though|although"
    rf"|while|who|which|&|\+)\s+)*{_STARTER}"
    rf"|\s+(?:and|but|so|then|&|\+|plus|because|though|although|while)\s+(?:(?:also|then|now|so|in"
    rf" return)\s+)?{_STARTER}"
    rf"|\s*(?:\(|(?<!\d)\))\s*|\s+-\s+|\s*:\s+(?={PERSON}|\")"
    rf"|{_RUN_ON}"
)
_QUESTION = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:so |and |but |hey |hi |kith |ok |um |hmm )*(?:who|whom|whose|what"
    r"|what's|when|where"
    r"|why|how|which|did|do|does|am|are|is|was|were|can|could|should|shall"
    r"|would|have|has|had|any|anyone|anything)\s+(?:did|do|does|is|are|was|were|should|shall|can"
    r"|could|would|will|have|has|had|many|much|often|long|to|else|i|we|you|he|she|they|it|the|my"
    r"|our|there|anyone|anybody"
    rf"|someone|{PERSON})\b"
)
_UNREAL = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:and|but|so|well|oh|hmm|ok|just|i|we|also)\s+)*(?:if|wish(?:ed"
    r"|ing)? (?:i|we|he|she|they|that|there|it|you)"
    r"|imagine|suppose"
    r"|supposing|in a perfect world|in an ideal world|ideally|hypothetically|in theory|what if"
    r"|were i|had i|unless|let's say|say i|in case"
    r"|would have|could have|should have|would've|could've|should've|dreamt|dreamed|dream)\b"
    r"|\b(?:if only|would have|would've)\b"
)
_CONDITION = Pattern(r"\bif (?:i|we|he|she|they|" + PERSON + r")\b[^,.]*\bi(?:'d| would)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of the shape that says one thing; `start` is its place in the shape."""

    text: str
    start: int
    sentence: int


def clauses(shape: str) -> Iterator[Clause]:
    """All clauses that say something, in order."""
    for number, match in enumerate(_SENTENCE.finditer(shape)):
        if says_something(match[0]):
            yield from _split(match[0], match.start(), number)


_ORDER = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:please|pls|can you|could you|kith|hey|hi|ok),?\s+)*(?:(?:draft"
    r"|write|show|tell|give|list|find|search|open|delete|remove|undo|export|print|pull|look"
    r"|translate|summari[sz]e"
    r"|remind me (?:who|what|when|where|how)|set|snooze|cancel|stop|clear|forget|change|rename"
    r"|merge)\b\s*(?:me\b|my\b|all\b|everyone|everybody|every|up\b|the last|last\b|a list"
    r"|contacts?|promises|reminders?|notes?|who|what|when|$))"
)


def says_something(sentence: str) -> bool:
    """False for questions, wishes and hypotheticals: nothing in them happened or was promised."""
    stripped = sentence.strip()
    if not stripped or _ORDER.match(stripped) or _UNREAL.search(stripped) or _CONDITION.search(stripped):
        return False
    if stripped.endswith("?"):
        return False
    return not _is_question(stripped)


def _is_question(sentence: str) -> bool:
    """A question without its mark: "when did I last see Hugo"; not "had lunch", "should call Ann"."""
    match = _QUESTION.match(sentence)
    if match is None:
        return False
    words = match[0].lower().split()
    return not (
        words[0] in ("had", "should", "have", "can", "could", "would", "is", "was", "do")
        and len(words) > 1
        and words[-1] in ("to", "the", "my", "our", "had", "have")
    )


def _split(sentence: str, start: int, number: int) -> Iterator[Clause]:
    at = 0
    for match in _BREAK.finditer(sentence):
        # "Tomorrow, I'll send it": a day on its own at the front belongs to what follows.
        is_alone = at == 0 and not re.search(r"[a-z\ue000-\ue3ff]", sentence[: match.start()], re.IGNORECASE)
        if match.end() > at and not is_alone:
            yield from _clause(sentence[at : match.start()], start + at, number)
            at = match.end()
    yield from _clause(sentence[at:], start + at, number)


def _clause(text: str, start: int, number: int) -> Iterator[Clause]:
    if text.strip(" ,.;:!?\"'"):
        yield Clause(text, start, number)


def days_of(text: str) -> list[str]:
    """The marks of the date phrases in a clause."""
    return re.findall(DAY, text)
