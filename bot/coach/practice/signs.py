"""A sign: words so plain that a listener would say the same of them."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Place = Literal["anywhere", "first", "opening", "middle", "ending", "last"]


@dataclass(frozen=True)
class Sign:
    """One pattern for one element, where in the text it counts, and what in the same sentence undoes it."""

    pattern: re.Pattern[str]
    place: Place = "anywhere"
    unless: re.Pattern[str] | None = None

    @cached_property
    def in_a_line(self) -> re.Pattern[str]:
        """Finds whatever the pattern finds in one of several lines, and at times more."""
        return re.compile(self.pattern.pattern, self.pattern.flags | re.MULTILINE)

    def start_in(self, sentence: str, position: int, count: int) -> int | None:
        """Where the telling words begin in the sentence at `position` of `count`; None when not shown."""
        if not self.is_in_place(position, count):
            return None
        match = self.pattern.search(sentence)
        if match is None or (self.unless and self.unless.search(sentence)):
            return None
        return match.start()

    def is_in_place(self, position: int, count: int) -> bool:
        """Whether a sentence at `position` of `count` stands where the sign counts.

        The opening is the first two sentences, the ending the last third (the last one at least), the middle
        all between the first third and the last sentence.
        """
        last = count - 1
        first_of = {"middle": count / 3, "ending": min(count * 2 // 3, last), "last": last}
        last_of = {"first": 0, "opening": 1, "middle": last - 1}
        return first_of.get(self.place, 0) <= position <= last_of.get(self.place, last)


def sign(pattern: str, place: Place = "anywhere", *, unless: str = "", case: bool = False) -> Sign:
    """A sign from patterns; `case` where a capital matters (a name)."""
    flags = re.NOFLAG if case else re.IGNORECASE
    return Sign(re.compile(pattern, flags), place, re.compile(unless, flags) if unless else None)
