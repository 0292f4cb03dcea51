"""CPU time a request: Kith's divided by a bare Bolt app's, taken in alternating turns."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bot.app import table_of_contents
from bot.routes import KINDS
from tests.bench import processes
from tests.bench.report import Row
from tests.bench.wire import Wire, command, signed, unknown_click

# Many short turns: on a busy machine neighbours disturb both alike, and the median leaves the rest out.
ROUNDS = 41
REQUESTS = 80
LEAST_ROUTES = 60
MOST = 1.15


class Server(NamedTuple):
    """A running server and the one connection to it."""

    process: subprocess.Popen[str]
    wire: Wire


class Kind(NamedTuple):
    """One kind of request, to one of the servers; signed anew each round, since signatures grow old."""

    server: Server
    form: dict[str, str]
    answer_bytes: int = 0


def rows(slack: Any, folder: Path) -> list[Row]:
    """All kinds of requests, in one run."""
    with served("bare", slack, folder) as bare, served("kith", slack, folder) as kith:
        kinds = {
            "bare": Kind(bare, command(slack, "/kith", "help")),
            "help": Kind(kith, command(slack, "/kith", "help")),
            "click": Kind(kith, unknown_click(slack)),
            "promise": Kind(kith, command(slack, "/promise", "send Dana the deck by Friday")),
        }
        sizes = {name: answer_bytes(kind, slack) for name, kind in kinds.items()}
        assert sizes["bare"] == sizes["help"], sizes
        taken = {name: [] for name in kinds}  # type: dict[str, list[float]]
        for _ in range(ROUNDS):
            for name, kind in kinds.items():
                taken[name].append(microseconds(kind, slack))
    return reported(taken, sizes["help"])


@contextmanager
def served(name: str, slack: Any, folder: Path) -> Iterator[Server]:
    """A server that is ready."""
    env = processes.environment(slack, folder)
    with processes.process(("-m", "tests.bench.served", name), env) as started:
        wire = processes.until_answering(started, int(env["PORT"]))
        yield Server(started, wire)
        wire.close()


def answer_bytes(kind: Kind, slack: Any) -> int:
    """Ask twice (the first act makes a member), and see that the answer is a good one. Its size."""
    request = signed(slack.signing_secret, kind.form)
    kind.server.wire.exchange(request)
    answer = kind.server.wire.exchange(request)
    assert answer.status == 200, answer
    return len(answer.body)


def microseconds(kind: Kind, slack: Any) -> float:
    """The server's CPU time a request, over one round."""
    request = signed(slack.signing_secret, kind.form)
    before = processes.cpu_ns(kind.server.process)
    for _ in range(REQUESTS):
        assert kind.server.wire.exchange(request).status == 200
    return (processes.cpu_ns(kind.server.process) - before) / REQUESTS / 1000


def reported(taken: dict[str, list[float]], size: int) -> list[Row]:
    """The medians of the rounds' ratios."""
    count = routes()
    assert count >= LEAST_ROUTES, count

    def row(what: str, name: str, most: float | None = None) -> Row:
        ratios = [one / bare for one, bare in zip(taken[name], taken["bare"], strict=True)]
        how = f"{median(taken[name]):.0f} µs ÷ {median(taken['bare']):.0f} µs"
        return Row(what, median(ratios), "x", most, f"{how}; rounds {min(ratios):.2f} to {max(ratios):.2f}")

    return [
        row(f"`/kith help` through all of Kith ({count} routes, answer of {size:,} bytes)", "help", MOST),
        row("A click on a button that nobody knows", "click"),
        row("`/promise send Dana the deck by Friday`: reads, writes, answers", "promise"),
    ]


def routes() -> int:
    """How many commands, sub-commands, actions, forms, shortcuts and events Kith answers to."""
    table = table_of_contents()
    return sum(len(getattr(table, kind)) for kind in KINDS)
