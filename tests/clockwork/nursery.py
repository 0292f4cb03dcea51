"""A warm process with everything imported that forks others: each a real one, there in milliseconds.

`python -m tests.clockwork.nursery` reads one order a line from its input and forks a child for it. It tells
the child's number, waits for a line before it lets it begin, and tells at the end how it ended. The child
runs one of `tests.jobs.doomed.WORKS`. The parent has no thread and no event loop: so forking it is safe.
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


class Child:
    """A process that waits to begin, and then runs until it ends or is killed."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.nursery, self.pid = nursery, pid

    def live(self) -> int:
        """Let it begin; how it ended: its exit status, or the negative number of the signal."""
        self.nursery.say("")
        return int(self.nursery.hear()["status"])


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

    def born(self, work: str, **order: Any) -> Child:
        """A child for `work`, with the rest as its keywords; it has not begun."""
        self.say(json.dumps({"work": work, **order}))
        return Child(self, self.hear()["pid"])


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


def raise_one(order: dict[str, Any], works: dict[str, Callable[..., Any]]) -> None:
    """Fork one child, let it live when told to, and tell how it ended."""
    hands, gate = os.pipe()[::-1]
    work = works[order.pop("work")]
    if (pid := os.fork()) == 0:
        os.close(hands)
        os.close(sys.stdin.fileno())  # the orders are the parent's
        grow_up(gate, work, order)
    os.close(gate)
    print(json.dumps({"pid": pid}), flush=True)
    if not sys.stdin.readline():
        os.kill(pid, signal.SIGKILL)
    os.close(hands)  # the child reads the end of its pipe, and begins
    _, status = os.waitpid(pid, 0)
    print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)


def main() -> None:
    from tests.jobs.doomed import WORKS

    while line := sys.stdin.readline():
        raise_one(json.loads(line), WORKS)


if __name__ == "__main__":
    main()
