"""The signs of a story that are safe to name; what is not surely there is asked about instead."""

from bot.coach.practice.number_words import NUMBER
from bot.coach.practice.signs import Sign, sign

_KIN = (
    r"(?:boss|manager|neighbou?r|grandmother|grandfather|mother|father|mum|mom|dad|sister|brother|aunt|uncle"
    r"|daughter|son|teacher|landlady|landlord|foreman|captain|supervisor|mentor)"
)
_PERSON = r"(?:woman|man|boy|girl|fella|bloke|guy|lady|nurse|driver|farmer)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer"
    r"|autumn|winter)"
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_TIME = rf"(?:{_MONTH}|{_WEEKDAY}|christmas|easter|fall|night|morning|afternoon|evening|year|week|month)"
_FIRST_DAY = r"(?:day|week|month|year|shift|winter|summer|night|morning|job)"
_DEED = (
    r"(?:took|asked|rang|called|sat|wrote|told|put|stopped|gave|opened|drove|walked|made|showed|turned|picked"
    r"|carried)"
)
_HABIT = (
    r"(?:always|never (?!met|saw|had)\w+|no longer|(?:have |'ve )?learn(?:ed|t)|know|ask|start|begin|check"
    r"|keep|carry|tell)"
)

_SETTING = (
    sign(rf"\b(?:last|one) {_TIME}\b(?! (?:something|I think))", "opening"),
    sign(r"(?<!some )\b(?!some )\w+ (?:years?|months?|weeks?|winters?|summers?) ago\b", "opening"),
    sign(rf"\b(?:in (?:the )?{_MONTH}|on {_WEEKDAY})\b", "opening"),
    sign(r"\bwhen I was\b", "opening"),
    sign(
        rf"\b(?:my|our|the) (?:first|second|third|last) (?:\w+ )?{_FIRST_DAY} (?:at|in|on|as|of)\b", "opening"
    ),
    sign(r"\b(?:in|near|outside) (?!I\b|Q\d)[A-Z]\w+", "opening", case=True),
    sign(
        r"\bI (?:was|worked|had been) (?:(?:an?|the|in|at|on) [\w-]+|working|standing|sitting|driving)\b",
        "opening",
    ),
)
_CHARACTER = (
    sign(rf"\bmy {_KIN}\b(?!')"),
    sign(rf"\b(?:an?|this) (?:[\w-]+ ){{1,2}}{_PERSON}\b(?! who can't)", "opening"),
    sign(r"\b(?<!was )(?:called|named) [A-Z]\w+", case=True),
    sign(r"\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z]\w+", case=True),
)
_CONFLICT = (
    sign(r"\bnobody (?:knew what|knew who|could|would)\b"),
    sign(rf"\b(?:had|with) (?:only )?(?:until|one|{NUMBER}) (?:\w+ )?(?:left|to go|to get out)\b"),
    sign(r"\bwithout (?:it|them|that)\b[^.]*\b(?:couldn't|wouldn't|could not)\b"),
    sign(r"\b(?:would|was going to) (?:be fired|lose|finish me|lose my job)\b"),
)
_TURNING = (
    sign(rf"^(?:so|then|instead)(?: then)?,? (?:I|we|she|he) {_DEED}\b"),
    sign(r"\b(?:I|she|he|we) decided\b"),
    sign(rf"\bI {_DEED}\b", "middle", unless=r"^(?:last|after that)\b"),
)
_RESOLUTION = (
    sign(r"\b(?:to this day|still (?:has|runs|uses?|comes?|works?))\b", "ending"),
    sign(rf"\b(?:a|one|{NUMBER}) (?:weeks?|months?|years?|days?) later\b", "ending"),
    sign(r"\b(?:today|now) (?:we|they|she|he|there) (?!want|know)\w", "ending"),
)
_TAKEAWAY = (
    sign(
        r"\b(?:taught me|I now|now I ask|these days I|since then,? I|ever since,? I"
        r"|(?:that's|which is) why I)\b",
        "ending",
    ),
    sign(rf"\bI {_HABIT}\b", "last"),
    sign(r"\bI(?:'ve| have)? learn(?:ed|t)\b", "ending"),
    sign(r"\b(?:that's|which is) (?:why|what) (?:I|we|you)\b", "last"),
    sign(r"\b(?:this|it|that) (?:shows|showed|proves|taught)\b", "last"),
    sign(r"\bthe (?:point|lesson|moral) (?:is|was)\b", "ending"),
    sign(r"^(?:since then|ever since)\b", "last"),
)
_DIALOGUE = (
    sign(r"[\"“][^\"”]*\w[^\"”]*\s[^\"”]*[\"”]"),
    sign(r"\b(?:said|says|asked|told me|goes|went),? ?'\w"),
)

STORY_SIGNS: dict[str, tuple[Sign, ...]] = {
    "setting": _SETTING,
    "character": _CHARACTER,
    "conflict": _CONFLICT,
    "turning": _TURNING,
    "resolution": _RESOLUTION,
    "takeaway": _TAKEAWAY,
    "dialogue": _DIALOGUE,
}
