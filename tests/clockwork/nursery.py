"""A warm process with everything imported that forks others: each a real one, there in milliseconds.

`python -m tests.clockwork.nursery` reads orders, one a line, and forks children for each. It tells their
numbers, waits for a line before it lets them begin, and tells at the end how they ended. The parent has no
thread and no event loop: so forking it is safe.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tests.processes import ROOT, environment


class Brood:
    """Processes that wait to begin, and then run until each ends or is killed."""

    def __init__(self, nursery: Nursery, pids: list[int]) -> None:
        self.nursery, self.pids = nursery, pids

    @property
    def pid(self) -> int:
        """The number of the first, or the only one."""
        return self.pids[0]

    def live(self) -> int:
        """Let the only one begin; how it ended: its exit status, or the negative number of the signal."""
        return self.live_together()[0]

    def live_together(self) -> list[int]:
        """Let them all begin; how each ended, when the last one has."""
        self.nursery.say("")
        return [int(status) for status in self.nursery.hear()["statuses"]]


class Nursery:
    """The face of the warm process in a test. Several may live at once, each with one child at a time."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.clockwork.nursery"],
            env=environment(),
            cwd=ROOT,
            text=True,
            bufsize=1,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)

    def say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the warm process has ended"
        heard: dict[str, Any] = json.loads(line)
        return heard

    def born(self, work: str, **order: Any) -> Brood:
        """A child for `work`, with the rest as its keywords; it has not begun."""
        return self.brood(work, [order])

    def brood(self, work: str, orders: list[dict[str, Any]]) -> Brood:
        """A child for each of the orders."""
        self.say(json.dumps({"work": work, "orders": orders}))
        return Brood(self, self.hear()["pids"])


def grow_up(gate: int, work: Callable[..., Any], order: dict[str, Any]) -> None:
    """The life of a child, from the moment it is let begin; it never returns."""
    status = 1
    try:
        os.read(gate, 1)
        work(**order)
        status = 0
    except BaseException as error:  # whatever it is, the copy of the parent must not go on
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        raise
    finally:
        os._exit(status)


def fork(gate: int, hands: int, work: Callable[..., Any], order: dict[str, Any]) -> int:
    """A child that waits at the gate."""
    if (pid := os.fork()) == 0:
        os.close(hands)
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())  # the orders are the parent's
        grow_up(gate, work, order)
    return pid


def raise_all(work: Callable[..., Any], orders: list[dict[str, Any]]) -> None:
    """Fork a child for each order, let them live when told to, and tell how they ended."""
    gate, hands = os.pipe()
    pids = [fork(gate, hands, work, order) for order in orders]
    os.close(gate)
    print(json.dumps({"pids": pids}), flush=True)
    if not sys.stdin.readline():
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
    os.close(hands)  # each child reads the end of its pipe, and begins
    statuses = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    print(json.dumps({"statuses": statuses}), flush=True)


def main() -> None:
    from tests.clockwork.draining import drain
    from tests.jobs.doomed import WORKS

    works = WORKS | {"drain": drain}
    while line := sys.stdin.readline():
        order = json.loads(line)
        raise_all(works[order["work"]], order["orders"])


if __name__ == "__main__":
    main()
