"""CPU time a request: Kith's divided by a bare Bolt app's, taken in alternating turns."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from bot.app import table_of_contents
from bot.routes import KINDS
from tests.bench import processes
from tests.bench.report import Row
from tests.bench.wire import Wire, command, signed, unknown_click

# Many short turns: on a busy machine neighbours disturb both alike, and the median leaves the rest out.
ROUNDS = 61
ROUNDS_FOR_INFORMATION = 15
REQUESTS = 80
LEAST_ROUTES = 60
LEAST = 0.90


class Server(NamedTuple):
    """A running server and the one connection to it."""

    process: subprocess.Popen[str]
    wire: Wire


class Kind(NamedTuple):
    """One kind of request, to one of the servers; signed anew each round, since signatures grow old."""

    server: Server
    form: dict[str, str]


def rows(slack: Any, folder: Path) -> list[Row]:
    """Each kind of request to Kith beside the one to the bare app, in one run."""
    with served("bare", slack, folder) as bare_server, served("kith", slack, folder) as kith:
        bare_server = reconnected(bare_server)
        bare, helped = (Kind(server, command(slack, "/kith", "help")) for server in (bare_server, kith))
        click = Kind(kith, unknown_click(slack))
        promise = Kind(kith, command(slack, "/promise", "send Dana the deck by Friday"))
        bare_bytes, size, *_ = (answer_bytes(kind, slack) for kind in (bare, helped, click, promise))
        assert bare_bytes == size, f"{bare_bytes} bytes beside {size}: that is not fair"
        name = f"`/kith help` through all of Kith ({routes()} routes, answer of {size:,} bytes)"
        return [
            throughput(name, helped, bare, slack, ROUNDS, LEAST),
            compared("A click on a button that nobody knows", click, bare, slack),
            compared(
                "`/promise send Dana the deck by Friday`: read, written, answered", promise, bare, slack
            ),
        ]


@contextmanager
def served(name: str, slack: Any, folder: Path) -> Iterator[Server]:
    """A server that is ready."""
    env = processes.environment(slack, folder)
    with processes.process(("-m", "tests.bench.served", name), env) as started:
        wire = processes.until_answering(started, int(env["PORT"]))
        yield Server(started, wire)
        wire.close()


def reconnected(server: Server) -> Server:
    """The server with a new connection: it hangs up on who was silent while another one started."""
    server.wire.close()
    return server._replace(wire=processes.until_answering(server.process, server.wire.port))


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


def compared(what: str, kind: Kind, bare: Kind, slack: Any, rounds: int = ROUNDS_FOR_INFORMATION) -> Row:
    """What a request of the one kind costs, divided by what the other does."""
    ratios, how = taken_in_turns(kind, bare, slack, rounds)
    return Row(what, median(ratios), "x", None, how)


def throughput(what: str, kind: Kind, bare: Kind, slack: Any, rounds: int, least: float) -> Row:
    """How many requests of the one kind are answered in the time of one of the other."""
    ratios, how = taken_in_turns(kind, bare, slack, rounds)
    return Row(what, median(1 / ratio for ratio in ratios), "x", None, f"throughput; {how}", least)


def taken_in_turns(kind: Kind, bare: Kind, slack: Any, rounds: int) -> tuple[list[float], str]:
    """The cost ratio of each round, and the figures in words. Who comes first changes from round to round."""
    taken: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            taken.append((microseconds(kind, slack), microseconds(bare, slack)))
        else:
            taken.append((microseconds(bare, slack), microseconds(kind, slack))[::-1])
    ratios = [one / other for one, other in taken]
    low, _, high = quantiles(ratios, n=4)
    one, other = (median(column) for column in zip(*taken, strict=True))
    how = f"{one:.0f} µs ÷ {other:.0f} µs; half of {rounds} rounds {low:.2f} to {high:.2f}"
    return ratios, how


def routes() -> int:
    """How many commands, sub-commands, actions, forms, shortcuts and events Kith answers to."""
    table = table_of_contents()
    count = sum(len(getattr(table, kind)) for kind in KINDS)
    assert count >= LEAST_ROUTES, count
    return count
