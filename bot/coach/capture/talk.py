"""Who "she", "them" and "both" are: the last person named who can be meant."""

import re
from dataclasses import dataclass, field

from bot.coach.capture.people import gender
from bot.coach.capture.shape import PERSON, Line
from bot.coach.patterns import Pattern

_SOMEBODY = r"(?:that|this|the) (?:woman|man|guy|lady|girl|gentleman|chap|bloke|lad)"
PRONOUN = (
    rf"(?:{_SOMEBODY}|him|her|them|he|she|they|'em|both of them|them both|both|his|their|the guys|the two)"
)
WHO = rf"(?:{PERSON}|\b{PRONOUN}\b)"
_HE, _SHE = frozenset(("he", "him", "his")), frozenset(("she", "her"))
_THEY = frozenset(
    ("they", "them", "both", "both of them", "them both", "their", "'em", "the two", "the guys")
)

_SOMEBODY_IS = dict.fromkeys(("woman", "lady", "girl"), "she") | dict.fromkeys(
    ("man", "guy", "gentleman", "chap", "bloke", "lad"), "he"
)

Names = tuple[str, ...]
_ASIDE = Pattern(r"\b(?:by|via|through|thanks to)\s+$")


@dataclass(slots=True)
class Talk:
    """A line as it is read: its shape, and the person last spoken of."""

    line: Line
    topic: Names = field(default=())

    def who(self, word: str, at: int) -> Names:
        """The people behind a mark or a pronoun that stands at a place of the shape."""
        word = " ".join(word.lower().split())
        if re.fullmatch(PERSON, word):
            return self.line.people(word)
        before = self._named_before(at)
        if word == "who":
            return before[0] if before else ()
        if word in _THEY:
            return self._they(before, word)
        word = _SOMEBODY_IS.get(word.split()[-1], word)
        barred = "f" if word in _HE else "m" if word in _SHE else ""
        wanted = "m" if barred == "f" else "f"
        for group in before:
            fits = [name for name in group if gender(name) != barred]
            if fits and (len(fits) == 1 or len(group) > 1):
                sure = [name for name in fits if gender(name) == wanted]
                return ((sure or fits)[-1],)
        return self._only_one(before)

    def last(self, at: int) -> Names:
        """The person or people spoken of last before a place, whoever they are; else the first one after."""
        before = self._named_before(at)
        if before:
            return before[0]
        after = re.search(PERSON, self.line.shape[at:])
        return self.line.people(after[0]) if after else ()

    def _they(self, before: list[Names], word: str) -> Names:
        for group in before:
            if len(group) > 1:
                return group
        if "both" in word and len(before) > 1:
            return tuple(dict.fromkeys(before[1] + before[0]))
        return before[0] if before else ()

    def _only_one(self, before: list[Names]) -> Names:
        """When no gender fits, the name lists were wrong or the member was: take the last one named."""
        if before:
            return before[0][-1:]
        everybody = self.line.everybody()  # "She said she'd send it. Lovely chat with Dana."
        return tuple(everybody) if len(everybody) == 1 else ()

    def _named_before(self, at: int) -> list[Names]:
        """Groups named before a place, the latest first; whoever only introduced comes last."""
        found = [(self._is_aside(m.start()), m[0]) for m in re.finditer(PERSON, self.line.shape[:at])]
        ordered = [mark for aside, mark in reversed(found) if not aside]
        ordered += [mark for aside, mark in reversed(found) if aside]
        return [self.line.people(mark) for mark in ordered]

    def _is_aside(self, at: int) -> bool:
        return bool(_ASIDE.search(self.line.shape, max(0, at - 20), at))
