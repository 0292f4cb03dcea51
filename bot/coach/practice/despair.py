"""Words of somebody who is not well: a cry for help, or a text that only runs its writer down."""

import re
from collections.abc import Sequence

_QUOTED = re.compile(r'"[^"]*"')
_SMALL = "really|just|often|still|only|keep|sometimes|always|honestly"
_I = rf"\bI(?:'m| am|'ve| have)?(?: (?:{_SMALL}))* ?"
_WANT = (
    r"(?:want|need|wish|plan|going|about|ready|thinking|think|thought|trying|feel like|like|should|will|might"
    r"|could|decided|'ll|'m|am|keep)"
)
_TO = r"(?: (?:to|about|of|on|that|I|could|would|should|just|go and))* "
_SELF = (
    r"(?:kill(?:ing)? myself|end(?:ing)? (?:my (?:own )?life|it all)|tak(?:e|ing) my (?:own )?life"
    r"|hurt(?:ing)? myself|cut(?:ting)? myself|harm(?:ing)? myself|suicide)"
)
# "Laughing", "of shame", "to meet the date": ways of speaking. So is not wanting to live in some town.
_FUN = (
    r"(?! (?:laughing|with laughter|to (?:get|make|meet|finish)|over|at the gym|on (?:the|a)"
    r"|of (?:shame|laughter)))"
)
_SOMEWHERE = r"(?! (?:in|with|at|on|near|by|alone|under|off|from|like that|here|there|to|for|up|through)\b)"
_DIES = r"(?! (?:of|from|on|for|laughing|when|every time|an?|with|old|rich|happy)\b)"
# Said of oneself, and now: who tells how it was once and what came after has a story.
_DISTRESS = re.compile(
    rf"{_I}{_WANT}{_TO}{_SELF}\b{_FUN}"
    rf"|{_I}(?:don't|do not|no longer|can't) (?:really |even )?(?:want|wish|see (?:a|any) reason) to"
    r" (?:live|be alive|exist|be here any ?more|wake up (?:any ?more|again|tomorrow)|go on living"
    r"|stay alive)\b"
    rf"{_SOMEWHERE}"
    rf"|{_I}(?:want|wish) (?:to die|to be dead|I (?:was|were) dead|it (?:was|were) (?:all )?over"
    rf"|I (?:had never been|was never|were never) born)\b{_DIES}"
    rf"|{_I}(?:feel(?:ing)?|am|'m)? ?suicidal\b"
    r"|\b(?:no|nothing) (?:reason|point)? ?(?:left )?(?:to|in) (?:live for|living|keep living)\b"
    r"|\b(?:my )?life (?:is|isn't|is not) (?:not |no longer )?worth (?:living|it any ?more)\b"
    r"|\b(?:everyone|everybody|they|the world|my family|you)(?:'d| would| will| is| are|'s)? (?:all )?"
    r"(?:be )?better off without me\b"
    r"|\b(?:nobody|no one) would (?:even )?(?:miss me|notice if I (?:died|was gone|were gone|disappeared))\b"
    r"|\bI (?:can't|cannot) (?:go on|bear it|take (?:it|this)) any ?(?:more|longer)(?:[.!]|$)",
    re.IGNORECASE,
)
_MUCH = "just|really|so|such|only|completely|pretty"
_DOWN = re.compile(
    rf"\bI(?:'m| am) (?:(?:{_MUCH}) )*(?:an? )?(?:nobody|nothing special|terrible|awful|useless|worthless"
    r"|hopeless|(?:total )?failure|stupid|no good|bad at|rubbish|idiot|loser|disaster|fraud|joke|boring"
    r"|the worst|not (?:good|smart|interesting|special|worth|clever|able|cut out)\b)"
    r"|\bI (?:always |just |only |will )*(?:mess|screw|fail|ruin|spoil) (?:\w+ )?"
    r"(?:up|everything|at everything|again)\b"
    r"|\bI (?:can't|cannot|could never|can never) (?:even )?(?:do|get) (?:this|it|anything|a single thing)\b"
    r"|\b(?:nobody|no one|no employer) (?:would|will|wants|likes|needs|cares)\b"
    r"|\bI don't (?:know why I (?:try|bother|am here)|deserve)\b"
    r"|\bwhy (?:would|should) (?:anyone|anybody|you)\b"
    r"|\bI (?:have|'ve got) (?:nothing|no (?:skills?|talent))\b|\bI hate myself\b"
    r"|\bI never (?:achieve|amount|manage)\b|\bnothing I do (?:matters|works)\b|\bdon't (?:waste|hire)\b"
    r"|\b(?:there is|there's) nothing (?:good|special|interesting) (?:about|in) me\b",
    re.IGNORECASE,
)
_I_OR_ME = re.compile(r"\b(?:I|me|my|myself)\b", re.IGNORECASE)
_MOST = 80  # words: who says more has something to say


def is_distress(text: str) -> bool:
    """Whether somebody says of themselves that they do not want to live, or mean to hurt themselves."""
    return bool(_DISTRESS.search(_QUOTED.sub("", text)))


def is_self_doubt(sentences: Sequence[str], count: int) -> bool:
    """Whether the whole of it, of `count` words, speaks ill of its writer."""
    down = sum(bool(_DOWN.search(_QUOTED.sub("", sentence))) for sentence in sentences)
    is_own = any(_I_OR_ME.search(sentence) for sentence in sentences)
    return is_own and 0 < count <= _MOST and down * 3 >= len(sentences) * 2
