"""Several `kith run` on one database, ended and started again at will, each at a door that stays its own."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from random import Random
from types import TracebackType
from typing import Any, Self

from tests.processes import Running, environment, free_port, until

ENDS = (signal.SIGKILL, signal.SIGTERM)


class Machines:
    """So many processes at once; `doors` are their addresses, whether somebody is behind them or not."""

    def __init__(self, slack: Any, url: str, number: int, dice: Random, **variables: str) -> None:
        self.dice = dice
        self.envs = [
            environment(slack, url, PORT=str(free_port()), KITH_LOG="WARNING", **variables)
            for _ in range(number)
        ]
        self.running: list[Running] = []
        self.restarts = 0
        self._all = ExitStack()

    def __enter__(self) -> Self:
        self.running = [self._all.enter_context(Running(env)) for env in self.envs]
        for process in self.running:
            process.until_ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._all.close()

    @property
    def doors(self) -> list[str]:
        return [f"http://127.0.0.1:{env['PORT']}/slack/events" for env in self.envs]

    def restart(self) -> None:
        """End one of them in one of the two ways, and start it anew; returns when it is ready again."""
        number = self.dice.randrange(len(self.running))
        how = ENDS[self.restarts % len(ENDS)]
        self.running[number].ask_to_end(how)
        status = self.running[number].status()
        assert status == (0 if how is signal.SIGTERM else -how), self.running[number].log
        until(lambda: self._is_back(number), "the next one")
        self.restarts += 1

    def _is_back(self, number: int) -> bool:
        """Start it until it stays: on a busy machine Slack may not answer it in time."""
        process = self._all.enter_context(Running(self.envs[number]))
        until(lambda: process.is_ready() or process.process.poll() is not None, "the process is ready")
        self.running[number] = process
        return process.process.poll() is None

    def logs(self) -> str:
        """What those that live now wrote."""
        return "\n".join(process.log for process in self.running)
