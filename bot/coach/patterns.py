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

    # What is called a hundred times a line is the compiled pattern's own method: nothing stands between.
    @cached_property
    def search(self) -> Callable[..., Match | None]:
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., Match | None]:
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., Match | None]:
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[Match]]:
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[[str | Callable[[Match], str], str], str]:
        return self.compiled.sub

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """Only for patterns without groups."""
        return [piece or "" for piece in self.compiled.split(text, maxsplit)]

    def findall(self, text: str) -> list[str]:
        """All matches of a pattern with one group, or none, as texts."""
        return [match[1] if self.compiled.groups else match[0] for match in self.compiled.finditer(text)]
