"""Regular expressions that are compiled when first used: importing the rules costs next to nothing."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

Match = re.Match[str]


class Pattern:
    """A pattern that is compiled once and late, case-blind unless told otherwise, like `re.Pattern`."""

    def __init__(self, source: str, *, exact_case: bool = False) -> None:
        self.source = source
        self.flags = re.NOFLAG if exact_case else re.IGNORECASE

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, self.flags)

    def search(self, text: str, start: int = 0, end: int = 1 << 30) -> Match | None:
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0) -> Match | None:
        return self.compiled.match(text, start)

    def fullmatch(self, text: str, start: int = 0, end: int = 1 << 30) -> Match | None:
        return self.compiled.fullmatch(text, start, end)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """Only for patterns without groups."""
        return [piece or "" for piece in self.compiled.split(text, maxsplit)]

    def finditer(self, text: str) -> Iterator[Match]:
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """All matches of a pattern with one group, or none, as texts."""
        return [match[1] if self.compiled.groups else match[0] for match in self.compiled.finditer(text)]

    def sub(self, replacement: str | Callable[[Match], str], text: str) -> str:
        return self.compiled.sub(replacement, text)
