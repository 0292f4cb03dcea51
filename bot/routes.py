"""Which listener answers to what: one Bolt listener a kind, routed by dict: sixty cost no more than one."""

from __future__ import annotations

import difflib
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

log = logging.getLogger(__name__)

# `async def (it)`; or a plain `def (conn, it)`, which is run in one transaction and waits for nobody.
Listener = Callable[..., Any]
KINDS = (
    *("commands", "subcommands", "words", "phrases", "lists", "actions", "views", "shortcuts"),
    *("events", "files"),
)
HELP = ("help", "?", "--help", "-h")
# The phrase of whatever follows /kith and is no sub-command: a line to capture; and the kind of file that
# nobody takes.
OTHERWISE = ""
# Several features may have to do with one message that brings files: it is sorted by what they are.
BRINGS_FILES = "message.file_share"
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Routes:
    """The table of contents.

    `words` are whole sub-commands of /kith, `phrases` are followed by a text; `subcommands` are the first
    words behind another command; `lists` make a list anew after something was done in it; `files` take a kind
    of file that was dropped into the direct message.
    """

    commands: dict[str, Listener] = field(default_factory=dict)
    subcommands: dict[tuple[str, str], Listener] = field(default_factory=dict)
    words: dict[str, Listener] = field(default_factory=dict)
    phrases: dict[str, Listener] = field(default_factory=dict)
    lists: dict[str, Listener] = field(default_factory=dict)
    actions: dict[str, Listener] = field(default_factory=dict)
    views: dict[str, Listener] = field(default_factory=dict)
    shortcuts: dict[str, Listener] = field(default_factory=dict)
    events: dict[str, Listener] = field(default_factory=dict)
    files: dict[str, Listener] = field(default_factory=dict)

    def include(self, feature: ModuleType) -> None:
        """Take over what a feature answers to; two features with one name are an error."""
        for kind in KINDS:
            own = getattr(feature, kind.upper(), {})
            table: dict[Any, Listener] = getattr(self, kind)
            if twice := table.keys() & own.keys():
                raise ValueError(f"{feature.__name__}: {kind} {sorted(twice)} are taken")
            table.update(own)

    def command(self, name: str, text: str) -> tuple[Listener | None, str]:
        """The listener of a slash command, and the text that is left for it."""
        if name != "/kith" or not text:
            return self._short(name, text)
        words = _SPACES.sub(" ", text).lower()
        if words in self.words:
            return self.words[words], ""
        first, _, rest = text.partition(" ")
        if first.lower() in self.phrases:
            return self.phrases[first.lower()], rest.strip()
        return self.phrases.get(OTHERWISE), text

    def _short(self, name: str, text: str) -> tuple[Listener | None, str]:
        first, _, rest = text.partition(" ")
        if found := self.subcommands.get((name, first.lower())):
            return found, rest.strip()
        return self.commands.get(name), text

    def event(self, name: str, kinds: Iterable[str | None] = ()) -> list[Listener]:
        """Who hears of an event; of a message with files, each feature that takes one of their kinds."""
        if name != BRINGS_FILES:
            return [self.events[name]] if name in self.events else []
        takers = [self.files[kind] for kind in kinds if kind in self.files]
        return list(dict.fromkeys(takers or filter(None, [self.files.get(OTHERWISE)])))

    def nearest(self, text: str, name: str = "/kith") -> str | None:
        """The sub-command that a single unknown word behind a command was probably meant to be."""
        known = [word for command, word in self.subcommands if command == name]
        if name == "/kith":
            known = [*self.words, *filter(None, self.phrases), "help"]
        found = difflib.get_close_matches(text.lower(), known, n=1, cutoff=0.7)
        return found[0] if found and " " not in text else None

    def action(self, action_id: str) -> Listener | None:
        """The listener of an element; ids may carry a number behind a colon, to be unique in a message."""
        return self.actions.get(action_id.partition(":")[0])
