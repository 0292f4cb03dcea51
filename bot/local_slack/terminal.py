"""The conversation in a terminal: one person at a time talks to the app, messages are drawn as text."""

from __future__ import annotations

import difflib
from collections.abc import AsyncIterator

from bot.local_slack.server import LocalSlack
from bot.local_slack.terminal_commands import COMMANDS
from bot.local_slack.terminal_screen import Advance, Screen, Write


class TerminalClient(Screen):
    """Takes lines, writes text. It knows the local Slack alone, never the bot behind it.

    `write` gets whole pieces of text without a line end. `advance` moves the clock to an instant, letting
    everything that is due in between happen in order; without one the clock just jumps.
    """

    def __init__(
        self,
        slack: LocalSlack,
        write: Write,
        advance: Advance | None = None,
        person: str = "alice",
        has_colour: bool = False,
    ) -> None:
        super().__init__(slack, write, advance, person, has_colour)

    @property
    def prompt(self) -> str:
        return f"{self.person.handle}> "

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Takes lines until they end or somebody quits."""
        async for line in lines:
            await self.take(line)
            if self.is_over:
                return

    async def take(self, line: str) -> None:
        """Does what one line asks for. What cannot be done is told in one sentence."""
        line = line.strip()
        try:
            if line.startswith(":"):
                await self._colon(line[1:])
            elif line.startswith("/"):
                command, _, text = line.partition(" ")
                await self.person.command(command, text.strip())
            elif line.split(" ")[0] == "as" and len(line.split()) == 2:
                self.become(line.split()[1])
            elif line:
                await self.person.say(line)
        except LookupError as error:
            self.write(str(error.args[0]))

    async def _colon(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word not in COMMANDS:
            near = difflib.get_close_matches(word, COMMANDS, n=1)
            hint = f"Did you mean :{near[0]}?" if near else "Type :help to see what there is."
            self.write(f"There is no :{word}. {hint}")
            return
        await COMMANDS[word](self, rest.strip())
