"""Facts in a clause: lasting things worth knowing about a person."""

import re
from collections.abc import Iterator

from bot.coach.capture.clauses import Clause
from bot.coach.capture.shape import PERSON
from bot.coach.capture.talk import Names, Talk
from bot.coach.patterns import Pattern

_SUBJECT = rf"(?P<who>{PERSON}|\b(?:he|she|they)\b)"
_STATES = (
    r"(?:loves?|likes?|hates?|prefers?|needs?|wants?|plays?|lives?|studies|studied|teaches|taught"
    r"|speaks|knows|collects|keeps|runs|owns|works|worked|coaches|trains|"
    r"moved|moving|joined|left|leaving|started|starts|starting|retired|retires|retiring|got|gets"
    r"|getting|had|has|have|is|was|are|just|recently|became|becomes|bought|sold|won|lost|grew|"
    r"built|builds|founded|writes|paints|sings|rides|cooks|bakes|makes|buys|sells|repairs|restores"
    r"|dyes|hires|hiring|expecting|looking|training|allergic|married|divorced|vegan|vegetarian"
    r"|would like|'d like|'d love|after|used to|supports|volunteers|enjoys|misses|drinks|eats"
    r"|doesn't|does not|can't|cannot|never|no longer|recovering|learning|opening|swims|climbs"
    r"|farms|breeds|raises|can|finished|graduated|broke|turned|turns|leads|manages|handles|quit"
    r"|changed|drives|dreams|hopes|plans|struggles|swears|brews|designs|travels)"
)
_SAYS = Pattern(
    rf"(?P<who>{PERSON}|\b(?:he|she|they)\b)(?:\s+both)?\s*(?P<fact>(?:'s\s+(?!wife|husband|partner"
    rf"|son|daughter|kids|birthday|bday|dog|team|boss|mother|father|mum|mom|dad|knee|brother|sister"
    rf"|company|startup)|(?:\s*(?:also|just|still|really|now|finally|recently)\s+)*{_STATES}\b).+"
    rf"|'s\s+\w+)$"
)
_HAS = Pattern(
    rf"(?:(?P<who>{PERSON})'s?|\b(?P<his>his|her|their))\s+(?P<fact>(?:\w+\s+)?(?:wife|husband"
    rf"|partner|son|daughter|kids?|children|dog|cat|birthday|bday|mum|mom|dad|mother|father|brother"
    rf"|sister|knee|back|baby|twins?|wedding|company|startup|boss|parents|family|house|girlfriend"
    rf"|boyfriend|fiancee?|favou?rite|surgery|health)\b.+)$"
)
_NOT_FACTS = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:'s|is|was|has|had|got|just|also|still|have|are)?\s*(?:(?:will|'ll"
    r"|going to (?:send"
    r"|call|give|bring|intro\w*)|promised|owe[sd]?|said|says|told|called|emailed|texted|messaged"
    r"|introduced|thanked|nice|great|lovely|fun|cool|the best|happy to|coming|late|here|there|in"
    r" touch|very|so|good|been|a|an)\s*$|to send\b|me\b|us\b)"
)


def find_facts(talk: Talk, clause: Clause) -> Iterator[tuple[Names, str]]:
    """What a clause says about a person, if nothing else was read from it."""
    for pattern in (_HAS, _SAYS):
        match = pattern.search(clause.text)
        if match is None:
            continue
        groups = match.groupdict()
        name = "who" if groups.get("who") else "his"
        people = talk.who(match[name], clause.start + match.start(name))
        fact = _short(talk, match["fact"])
        if people and fact and not _NOT_FACTS.search(match["fact"]):
            yield people, fact
        return


def _short(talk: Talk, shape: str) -> str:
    text = talk.line.as_typed(shape)
    return re.sub(
        r"^(?:'s|'re|is|was|are|just|also|still|and|both|really|s)\s+(?:a\s+|an\s+)?",
        "",
        text,
        flags=re.IGNORECASE,
    )
