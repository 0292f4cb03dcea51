"""What people do for each other: verbs with their inflections, from which the patterns are put together."""

from bot.coach.patterns import Pattern

_ACTIONS = """
accept add answer apply approve arrange ask attend bake block book bring build buy call change chase check
circle circulate clear coach collect come compile complete confirm congratulate connect contact convince cook
copy countersign cover deliver dig discuss dm do donate draft drive drop edit email endorse escalate estimate
explain explore export fax feed fetch figure file fill find finalise finalize finish fix follow forward get
give go grab hand have help hold hook host include inform intro introduce invite invoice join keep knit leave
lend let link loan look loop mail make meet mend mentor message move nominate nudge offer open order organise
organize pack pass pay phone pick ping plan post prepare present print proofread propose provide publish pull
push put quote raise reach read recommend redo refer refund register reimburse remind remove rent repair repay
reply report request reschedule reserve respond return review revise rewrite ring run save scan schedule see
send set settle share ship show sign sort source speak sponsor submit suggest supply support swap take talk
teach tell test text train transfer translate try update upload verify visit vote wash whatsapp wire wish work
write
"""
ACTION_WORDS = frozenset(_ACTIONS.split())
ACTION = r"(?:" + "|".join(sorted(ACTION_WORDS, key=len, reverse=True)) + ")"


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return {"have": "has"}.get(verb, verb + "s")


def _progressive(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    is_short = len(verb) > 2 and verb[-1] in "bdgmnpt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    doubled = is_short and verb not in _UNDOUBLED
    return verb + (verb[-1] if doubled else "") + "ing"


_UNDOUBLED_WORDS = "answer open deliver cover edit visit explain explore export offer return order report"
_UNDOUBLED = frozenset(_UNDOUBLED_WORDS.split(" "))
_FORMS = {_third(v): v for v in ACTION_WORDS} | {_progressive(v): v for v in ACTION_WORDS}
THIRD_PERSON = r"(?:" + "|".join(sorted(map(_third, ACTION_WORDS), key=len, reverse=True)) + ")"
PROGRESSIVE_FORM = r"(?:" + "|".join(sorted(map(_progressive, ACTION_WORDS), key=len, reverse=True)) + ")"
_FIRST_WORD = Pattern(r"^\s*([\w']+)")


def base_form(word: str) -> str:
    """ "sends" and "sending" as "send"; any other word unchanged."""
    return _FORMS.get(word.lower(), word)


def as_order(what: str) -> str:
    """ "sends me the list" as "send me the list"."""
    return _FIRST_WORD.sub(lambda match: match[0].replace(match[1], base_form(match[1])), what)
