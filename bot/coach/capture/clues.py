"""Whether a run of unknown words is a person: what stands before it, after it, and what it is made of."""

import re

from bot.coach.capture.given_names import GIVEN_NAMES, WORDLIKE
from bot.coach.capture.tokens import Token
from bot.coach.capture.words import ADDRESSES, COMMON, COMPANY_TAIL, PLACES, TITLES

_SLOT_WORDS = """
and ask asked assured between bring bumped by call called calling chase chased congratulate congratulated
connect connected contact contacted dear dm email emailed facetimed follow for gave give hello help helped
hi hire hired hosted hug interview interviewed into intro introduce introduced invite invited joined-by know
knows lend mail mailed meet meeting message messaged met named namely nudge owe owed phoned ping pinged plus
poke promise promised rang remind ring saw see seeing send show showed slacked spoken tell text texted thank
thanked thanking told toured update via visit visited whatsapp whatsapped with write wrote zoomed
"""
_SLOTS = frozenset(_SLOT_WORDS.split())
_NOT_SLOTS = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "my",
        "his",
        "her",
        "their",
        "your",
        "this",
        "that",
        "these",
        "those",
        "its",
        "some",
        "any",
        "every",
        "no",
        "in",
        "at",
        "near",
        "inside",
        "around",
        "loves",
        "love",
        "likes",
        "like",
        "hates",
        "hate",
        "plays",
        "speaks",
        "uses",
        "reading",
        "reads",
        "watching",
        "supports",
        "drives",
        "called-it",
    ]
)
_ORG_BEFORE = frozenset(
    [
        "at",
        "in",
        "near",
        "inside",
        "joined",
        "joins",
        "joining",
        "left",
        "leaving",
        "leaves",
        "runs",
        "owns",
        "founded",
        "started",
        "starts",
        "ex",
        "of",
        "through",
        "moved",
        "relocated",
        "based",
        "living",
        "lives",
        "visiting",
        "toward",
        "towards",
        "around",
        "outside",
        "@",
    ]
)
_PERSON_NOUNS = frozenset(
    [
        "guy",
        "guys",
        "girl",
        "woman",
        "man",
        "people",
        "person",
        "team",
        "folks",
        "someone",
        "somebody",
        "lady",
        "colleague",
        "colleagues",
        "he",
        "she",
        "him",
        "her",
        "they",
        "them",
        "both",
        "two",
        "friend",
        "contact",
        "recruiter",
        "manager",
        "lawyer",
        "engineer",
        "designer",
        "analyst",
    ]
)
_GIVING = re.compile(
    r"\b(?:send|sent|sending|give|gave|giving|intro\w*|introduc\w*|promis\w*|talk\w*|spoke"
    r"|speak\w*|said|say|wrote|write|thank\w*"
    r"|owe\w*|hand\w*|mail\w*|email\w*|forward\w*|show\w*|lend|lent|reply|replied|reach\w*"
    r"|listen\w*|get|got|back|connect\w*"
    r"|present\w*|deliver\w*|pass\w*|chat\w*|call|message|note|explain\w*|deck|up|over|apolog\w*"
    r"|grateful|next|return|share\w*|ship\w*)\b[^.!?,;]*$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?:'s|'ll|'d)?\s*(?:,\s*)?(?:also |just |still |really |then |both |already |kindly |finally"
    r" |now |never |always |would |recently )?"
    r"(?:will|would|said|says|told|tells|is|was|has|had|can|could|does|did|and I\b|owes?|owed"
    r"|promise[sd]?|promising|agreed|offered"
    r"|confirmed|wants?|wanted|needs?|needed|loves?|likes?|hates?|prefers?|called|calls|rang"
    r"|phoned|emailed|texted|messaged|wrote|writes"
    r"|mentioned|asked|asks|introduced|intro|connected|helped|gave|gives|got|gets|sent|sends"
    r"|sending|lent|lends|bought|brought|brings|paid|pays|joined|joins|left|leaves|leaving"
    r"|moved|moving|started|starts|works|worked|lives|knows|plays|runs|thanked|deserves|came|comes"
    r"|couldn't|didn't|doesn't|won't|isn't|hasn't"
    r"|can't|wasn't|to (?:send|call|get|give|intro|introduce|share|bring|email|let|confirm|check)"
    r"|mails|circulates|seems|thinks|hopes|studies|teaches|speaks|collects|keeps|became|becomes"
    r"|turned|turns|lost|won|retires|retired"
    r"|recommended|put|showed|invited|forwarded|shared|replied|drove|picked|hosted|hosts|just"
    r"|still|covered|saved|wished|congratulated|reached|pinged|dm|met|signed|quit|changed|broke"
    r"|had|hired|organi[sz]ed|let|made|taught|spoke|talked|suggested|passed)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"'s?\s+(?:birthday|bday|wife|husband|partner|son|daughter|kids?|children|dog|cat|mum|mom|dad"
    r"|mother|father|brother|sister|knee|back"
    r"|team|boss|new|email|number|baby|twins?|wedding|intro|introduction|name|assistant|company"
    r"|startup|house|car|getting|going|looking|moving)\b",
    re.IGNORECASE,
)
_AFFILIATED = re.compile(
    r"\s*(?:\(|@|:|-\s|,?\s*(?:from|of|at)\s|,\s+(?:the |a |an |my |our )?[\w& ]{2,30}(?:,|$))", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"\s*(?:$|[,.;:!?)\n+&]|and\b|with\b|about\b|on\b|for\b|to\b|yesterday|today|this|last|at\b"
    r"|from\b|of\b|@|over\b|again|re\b|in\b|the\b|for\b|by\b|that\b|I\b|who\b|his\b|her\b|a\b|an\b"
    r"|my\b|our\b|tomorrow|next|some\b)",
    re.IGNORECASE,
)


# "vouched for me with Ericsson": after these a single unknown name may as well be a company's.
_WEAK_SLOTS = frozenset(("with", "by", "via", "to", "for"))
_INTERACTION = re.compile(
    r"\b(?:met|meet\w*|coffee|lunch|dinner|drinks?|beers?|breakfast|brunch|call|zoom|chat\w*|spoke"
    r"|talk\w*|catch|caught|walk|tea|mtg|sync|standup"
    r"|introduc\w*|connected|thanks|email|wrote|time|session|ran|party|hung|sat|interview\w*"
    r"|lesson|game|tennis|golf|padel|and|promised|said)\b[^.!?]*$",
    re.IGNORECASE,
)
_ROLES = frozenset(
    (
        "cto",
        "ceo",
        "cfo",
        "coo",
        "boss",
        "wife",
        "husband",
        "colleague",
        "friend",
        "brother",
        "sister",
        "assistant",
        "cofounder",
        "manager",
        "partner",
        "son",
        "daughter",
        "cousin",
        "founder",
        "named",
    )
)
_COMPANY_HEAD = frozenset(
    (
        "studio",
        "bank",
        "hotel",
        "cafe",
        "café",
        "university",
        "team",
        "club",
        "casa",
        "banco",
        "port",
        "city",
        "web",
        "st",
        "saint",
        "the",
        "new",
        "north",
        "south",
    )
)
_TO_PERSON = re.compile(
    r"\b(?:(?:intro\w*|connect\w*)(?: (?:me|us|you|him|her|them))?|spoke|talk\w*|thanks|thank"
    r" you|email|message|note|next|listened|wrote)\s+$",
    re.IGNORECASE,
)


def score(text: str, run: list[Token], before: Token | None, follows_person: bool) -> int:
    """Points for a capitalised run being a person; two or more are enough."""
    points = _make(run) + _place_before(text, run[0], before, follows_person) + _place_after(text, run)
    if run[0].opens and len(run) == 1 and run[0].low not in GIVEN_NAMES:
        points -= 1
    return points


def is_company(run: list[Token]) -> bool:
    """Whether a run says by its own last word that it is an organisation ("Morgan Blake Ltd")."""
    return len(run) > 1 and (run[-1].low in COMPANY_TAIL or run[0].low in _COMPANY_HEAD)


def is_slot(text: str, token: Token, before: Token | None) -> bool:
    """Whether the word before asks for a person: "met ...", "coffee with ...", "promised ..."."""
    if before is None or not _beside(text, before, token):
        return False
    if before.low == "to":
        return bool(_GIVING.search(text, 0, before.start))
    return before.low in _SLOTS


def is_infinitive(text: str, before: Token | None) -> bool:
    """Whether a "to" belongs to a verb ("promised to finish"), not to a person ("wrote to hiroshi")."""
    return before is not None and before.low == "to" and not _TO_PERSON.search(text, 0, before.start)


def is_role(before: Token | None) -> bool:
    """Whether the word before names what somebody is to somebody: "their cto sipho"."""
    return before is not None and before.low in _ROLES and not before.ending


def acts(text: str, end: int) -> bool:
    """Whether what follows makes the run a person who does or has something."""
    return bool(_DOES.match(text, end) or _FAMILY.match(text, end))


def ends_clause(text: str, end: int) -> bool:
    """Whether a name may end here: nothing follows that would make it the first word of a longer noun."""
    return bool(_CLAUSE_END.match(text, end))


def _make(run: list[Token]) -> int:
    points = 0
    if run[0].low in GIVEN_NAMES:
        points += 1 if run[0].low in WORDLIKE and len(run) == 1 else 2
    points += (len(run) > 1) + (len(run) > 1 and not run[0].opens) + 2 * any(t.is_uncased for t in run)
    if all(t.low in PLACES for t in run):
        points -= 3
    if all(len(t.text) > 1 and t.text.isupper() and t.low not in GIVEN_NAMES for t in run):
        points -= 3
    return points - 3 * all(t.low in COMMON and t.low not in GIVEN_NAMES for t in run)


def _place_before(text: str, first: Token, before: Token | None, follows_person: bool) -> int:
    if before is None or not _beside(text, before, first):
        return 0
    if before.low == "from":
        return _after_from(text, before, follows_person)
    if before.low in _ORG_BEFORE:
        return -4
    if before.low in _NOT_SLOTS:
        return -3
    if before.low == "both" and first.low not in GIVEN_NAMES:
        return -4
    if before.low == "for" and re.search(
        r"\b(?:work\w*|position|job|role|freelanc\w*)\s*$", text[: before.start]
    ):
        return -4
    if not is_slot(text, first, before):
        return 0
    return 1 if before.low in _WEAK_SLOTS and not _INTERACTION.search(text, 0, before.start) else 2


def _after_from(text: str, before: Token, follows_person: bool) -> int:
    last = re.search(r"(\w+)\W*$", text[: before.start])
    if follows_person or (last and last[1].lower() in _PERSON_NOUNS):
        return -4
    return 2


def _place_after(text: str, run: list[Token]) -> int:
    end = run[-1].end
    if re.match(r"[^.!?]{0,30}\bits\b", text[end:]):
        return -2
    points = 2 if acts(text, end) else 0
    return points + (1 if _AFFILIATED.match(text, end) else 0)


def _beside(text: str, before: Token, token: Token) -> bool:
    between = text[before.end + len(before.ending) : token.start]
    return all(word.lower() in TITLES | ADDRESSES for word in between.strip(' ."').split())
