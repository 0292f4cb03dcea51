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
    rf"(?=(?:I|we|he|she|they|it|you|who|which|i)(?:'|\b)|(?:me|us)\s+to\s|{PERSON}(?:'|\s+\w|\s*$|:)"
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
_NOT_FIRST = "".join(rf"(?<!\b{word} {DAY})" for word in ("that", "and", "but", "so", "then", "because"))
_RUN_ON = (
    rf"(?<=[a-z0-9\ue400-\ue7ff]){_NOT_AFTER}\s+(?=(?:he|she|they|I|we)(?:'(?:s|ll|ve|m)\b"
    rf"|\s+(?:said|says|told|wants|wanted|needs|has|is|was|will|promised|promise|owes?|agreed"
    rf"|offered|asked|need|have|had|must|owe|loves|likes|works|knows|can't|called|mentioned|got"
    rf"|gave|going|also|just|still|really)\b))"
    rf"|(?<=[\ue000-\ue3ff])\s+(?=(?:he|she|they)\s+(?:said|says|told|wants|wanted|needs|has|is|was"
    rf"|owes|promised|agreed|offered|loves|likes|works|mentioned)\b)"
    rf"|(?<=[\w\ue000-\ue3ff] {DAY}){_NOT_FIRST}\s+(?=(?:he|she|they|I|we)\b)"
    r"|(?<=\w)\s+(?=(?:remind me to|note to self|(?:and )?i (?:need to|have to|must|owe|promised))\b)"
)
_BREAK = Pattern(
    rf"\s*(?:,|:|\(|\)|\.\.\.|\s-\s)\s*(?:(?:and|but|so|then|also|plus|because|though|although"
    rf"|while|&|\+)\s+)*{_STARTER}"
    rf"|\s+(?:and|but|so|then|&|\+|plus|because|though|although|while)\s+(?:(?:also|then|now|so|in"
    rf" return)\s+)?{_STARTER}"
    rf"|\s*[→←]\s*|\s*(?:\(|(?<!\d)\))\s*|\s+-\s+|\s*:\s+(?={PERSON}|\")"
    rf"|{_RUN_ON}"
)
_QUESTION = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:so |and |but |hey |hi |kith |ok |um |hmm )*(?:who|whom|whose|what"
    r"|what's|when|where"
    r"|why|how|which|did|do|does|am|are|is|was|were|can|could|should|shall"
    r"|would|have|has|had|any|anyone|anything|wouldn't|couldn't|shouldn't|isn't|aren't|doesn't|won't|didn't"
    r"(?=\s(?:i|we|you))|haven't(?=\si))\s+(?:did|do|does|is|are|was|were|should|shall|can"
    r"|could|would|will|have|has|had|many|much|often|long|to|else|i|we|you|he|she|they|it|the|my"
    r"|our|there|anyone|anybody"
    r"|someone)\b"
)
# "Is Dana still there", "what's Ben's number"; not "had Ben on the phone", "when Ana called".
_QUESTION_OF = Pattern(
    rf"^[^\w\ue000-\ue7ff]*(?:(?:so|and|but|hey|hi|kith|ok|um+|uh+|hmm+)\s+)*(?:did|do|does|are|is|was"
    rf"|were|can|could|should"
    rf"|shall|would|has|wouldn't|couldn't|isn't|doesn't|won't|didn't|what's|who's|where's|how's|when's|"
    rf"(?:what|how) about)\s+{PERSON}"
)
# "I wonder if Priya got the job", "hope Dana gets it": the sentence tells what the member thinks.
_MUSING = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:and|but|so|well|oh|hmm+|uh+|um+|ok|okay|just|kith)\s*,?\s+)*(?:I|we)?"
    r"(?:'m|'ve been|\s+am|\s+was"
    r"|\s+were|\s+have been|\s+still|\s+just|\s+really|\s+do)*\s*(?:wonder\w*|wish\w*|hope|hoping|forget"
    r"|forgot (?:if|whether|who"
    r"|when)|don't know|do not know|doubt|imagine|no idea|not sure|suppose|dream\w*)\b(?!\s+(?:her|him"
    r"|them|[\ue000-\ue3ff])\s+a\b)"
)
_UNREAL = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:and|but|so|well|oh|hmm|ok|just|i|we|also)\s+)*(?:if|wish(?:ed"
    r"|ing)? (?:i|we|he|she|they|that|there|it|you)|let's see|imagine|i (?:was|were) going to|i hope "
    r"(?!to send)"
    r"|imagine|suppose"
    r"|supposing|in a perfect world|in an ideal world|ideally|hypothetically|in theory|what if"
    r"|were i|had i|unless|let's say|say i|in case"
    r"|would have|could have|should have|would've|could've|should've|dreamt|dreamed|dream|(?:maybe"
    r"|perhaps|might|may|could|thinking (?:of|about)|"
    r"considering|wondering|toying with|tempted to|not sure)\b(?! (?:later|next)\b)|it would be|it'd be"
    r"|would be (?:nice|great|good|lovely|cool))\b"
    r"|\b(?:if only|would(?: have|'ve) (?:been|loved|liked|done|gone|made|met|sent|come|got|had|\w+ed))\b"
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


# What the bot is told to do, not what a person is promised.
_ORDER = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:please|pls|kindly|can you|could you|would you|kith|hey|hi|ok|now"
    r"|just),?\s+)*(?:(?:draft"
    r"|write|show|tell|give|list|find|search|open|delete|remove|undo|export|print|pull|look"
    r"|translate|summari[sz]e|set|snooze|cancel|stop|clear|forget|change|rename|merge|mark|move|mute|hide"
    r"|archive|add|count"
    r"|update)\b\s*(?:me\b|my (?:contacts?|reminders?|promises?|notes?|list|week|tasks?)\b|all\b|everyone"
    r"|everybody|every"
    r"|up\b|the (?:last|promise|reminder|note|contact|entry|touch|thank|list of)|last\b|a (?:list|note"
    r"|reminder|contact)\b"
    r"|contacts?|promises|reminders?|notes?|who|what|when|that\W*$|$)"
    r"|remind me (?:who|what|when|where|how|whether|if|why|again)\b"
    r"|(?:stop|don't|do not|quit|no more|never) (?:remind|nudg|ping|messag|ask)\w*|(?:rename|merge|unmute"
    r"|mute)\b)"
)


def says_something(sentence: str) -> bool:
    """False for questions, wishes and hypotheticals: nothing in them happened or was promised."""
    stripped = sentence.strip()
    if (
        not stripped
        or _ORDER.match(stripped)
        or _UNREAL.search(stripped)
        or _CONDITION.search(stripped)
        or _MUSING.match(stripped)
    ):
        return False
    if stripped.endswith("?"):
        return False
    return not _is_question(stripped)


_SUBJECTS = frozenset(("i", "we", "you", "he", "she", "they", "it", "the", "my", "our"))


def _is_question(sentence: str) -> bool:
    """A question without its mark: "when did I last see Hugo"; not "had lunch", "should call Ann"."""
    if _QUESTION_OF.match(sentence):
        return True
    match = _QUESTION.match(sentence)
    if match is None:
        return False
    words = match[0].lower().split()
    if words[0] == "when" and words[-1] in _SUBJECTS:
        return False  # "when she called I promised" is no question
    return not (
        words[0] in ("had", "should", "have", "can", "could", "would", "is", "was", "do")
        and len(words) > 1
        and words[-1] in ("to", "the", "my", "our", "had", "have")
    )


# "In Lyon on Tuesday I met ...": a place and a day at the front belong to what follows.
_OPENS_WITH_DAY = Pattern(
    rf"[^\w\ue000-\ue7ff]*(?:(?:and|but|that|so)\s+)*(?:in|on|at|during|after|before)\s[^,:;"
    rf"()\ue000-\ue3ff]{{1,40}}{DAY}\s*,?$"
)


def _split(sentence: str, start: int, number: int) -> Iterator[Clause]:
    at = 0
    for match in _BREAK.finditer(sentence):
        # "Tomorrow, I'll send it": a day on its own at the front belongs to what follows.
        is_alone = at == 0 and not re.search(r"[a-z\ue000-\ue3ff]", sentence[: match.start()], re.IGNORECASE)
        is_alone = is_alone or bool(_OPENS_WITH_DAY.match(sentence[at : match.start()]))
        if match.end() > at and not is_alone:
            yield from _clause(sentence[at : match.start()], start + at, number)
            at = match.end()
    yield from _clause(sentence[at:], start + at, number)


def _clause(text: str, start: int, number: int) -> Iterator[Clause]:
    if text.strip(" ,.;:!?\"'"):
        yield Clause(text, start, number)
