"""What a talk went through, or what it went with: the phone, mail, a coffee, a lunch, a place."""

from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import WHO
from bot.coach.capture.touch_patterns import COFFEE, LUNCH, OTHER
from bot.coach.patterns import Pattern

_BY = r"\b(?:on|over|by|via|through|per|using|in)\s+(?:the |a |an |my |his |her )?(?:\w+ )?"
_WITH = r"\b(?:over|for|at|during|to|having|at the|after)\s+(?:(?!and\b|the next\b)\w+\s+){0,3}?"
_MEDIA: tuple[tuple[str, Pattern], ...] = (
    (
        "call",
        Pattern(
            rf"{_BY}(?:phone|telephone|zoom|teams|call|video|facetime|skype|google meet|line)\b(?! number)"
            r"|\((?:phone|zoom|video|teams|call)\)"
        ),
    ),
    (
        "message",
        Pattern(
            rf"{_BY}(?:e?-?mail|text|sms|message|linkedin|whatsapp|slack|dms?|telegram|signal|wechat"
            rf"|messenger"
            r"|instagram|chat|letter|card)\b(?! (?:address|number))"
        ),
    ),
    ("coffee", Pattern(rf"{_WITH}{COFFEE}\b")),
    ("lunch", Pattern(rf"{_WITH}{LUNCH}\b")),
    ("other", Pattern(rf"{_WITH}(?:{OTHER})\b")),
)
_SOMEWHERE = Pattern(
    r"\b(?:at|in|outside|inside|near|during|after|behind|around)\s+(?:the|a|an|our|my|his|her|their|[A-Z])"
)
# Verbs of saying are a touch only with the way in which it was said.
_SAID_BY = Pattern(
    rf"(?:^[^\w\ue000-\ue7ff]*|{DAY}\s*,?\s*|\b(?:I|we|and|just|also|then|already|have|'ve|finally)\s+)"
    rf"(?:just\s+|also\s+)?"
    r"(?:thanked|told|asked|informed|updated|said|gave|congratulated|wished|chased|reminded|answered"
    r"|discussed|settled"
    rf"|signed|fixed|agreed|sorted|argued|negotiated|planned|worked)\b[^.]*?(?P<who>{WHO})"
)
_NOT_SAID = Pattern(
    r"\b(?:will|'ll|should|didn't|not|never|might|would|could|if|forgot|they|he|she"
    r"|need to|have to|must|want to)\b"
    r"|[\ue000-\ue3ff].*[\ue000-\ue3ff]"
)
_INVITED = Pattern(r"\s+(?:round|over|out|for|to|if|whether)\b")
_JOINT_BY = Pattern(rf"(?P<who>{PERSON})\s+(?:and|&)\s+me\b(?:\s+\w+){{0,3}}?\s+\w+(?:ed|ught|ke|ad|ot)\b")


def medium(text: str) -> str | None:
    """The kind of touch that a medium or a meal in a clause makes of a talk; None if none is named."""
    found = [(match.start(), kind) for kind, pattern in _MEDIA if (match := pattern.search(text))]
    return min(found)[1] if found else None


def kind_of_talk(text: str, verb: str) -> str:
    """Talking happens by its medium; without one, face to face where a place is named or "chat" is said."""
    named = medium(text)
    if named:
        return named
    is_vague = verb.lower().startswith(("sp", "ta"))
    return "call" if is_vague and not _SOMEWHERE.search(text) else "met"


def said_by_medium(text: str) -> tuple[str, int, str] | None:
    """ "Thanked Ana on the phone" is a call: its kind, where the person stands, the person; or None."""
    for pattern in (_SAID_BY, _JOINT_BY):
        match = pattern.search(text)
        kind = medium(text) if match else None
        if match and (_NOT_SAID.search(text, 0, match.end("who")) or _INVITED.match(text, match.end("who"))):
            return None
        if match and kind in ("call", "message", "lunch", "coffee"):
            return kind, match.start("who"), match["who"]
    return None
