"""Each side of the comparisons does its work, at a tiny size; the figures are divided as the page says."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import psycopg
import pytest

from tests.bench import peers_nudges
from tests.bench.peers_turns import Stopwatch, Turn, ahead, in_turns
from tests.bench.postgres import copy_of, plain, postgres, server_cpu_seconds

FEW = 12


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgres() as address:
        yield address


@pytest.mark.parametrize(
    ("peer", "more"), [("procrastinate", {}), ("pgqueuer", {"consumers": 1}), ("pgqueuer", {"consumers": 2})]
)
def test_a_queue_runs_and_completes_every_job(url: str, peer: str, more: dict[str, int]) -> None:
    pytest.importorskip(peer, reason="the extra `bench` is not installed")
    side = import_module(f"tests.bench.peers_{peer}")
    with copy_of(url) as copied:
        assert side.turn(copied, FEW, **more).done == FEW


def test_every_message_is_claimed_and_completed(url: str) -> None:
    for peer in ("procrastinate", "pgqueuer"):
        pytest.importorskip(peer, reason="the extra `bench` is not installed")
    messages = import_module("tests.bench.peers_messages")
    with copy_of(url) as copied:
        assert messages.by_kith(copied, FEW).done == FEW


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_sweep_and_jobs_keep_a_message_each_and_set_the_next_time(
    url: str, kind: str, tmp_path: Path
) -> None:
    filled = peers_nudges.on_sqlite(tmp_path, FEW) if kind == "sqlite" else peers_nudges.on_postgres(url, FEW)
    adding: list[Turn] = []
    with filled as fresh:
        assert peers_nudges.by_kith(fresh).done == FEW
        assert peers_nudges.by_jobs(fresh, FEW, 1, adding).done == FEW
    assert [turn.done for turn in adding] == [FEW]


def test_a_copy_is_gone_afterwards(url: str) -> None:
    with copy_of(url) as copied:
        assert copied != url
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(plain(copied))


def test_what_the_server_works_counts(url: str) -> None:
    before, watch = server_cpu_seconds(url), Stopwatch(url)
    with psycopg.connect(plain(url)) as connection:
        connection.execute("SELECT sum(n) FROM generate_series(1, 1000000) AS n")
    assert server_cpu_seconds(url) > before
    assert watch.turn(1).cpu > 0


def test_the_smaller_ratio_is_told_with_the_other_one() -> None:
    ours, theirs = [Turn(100, wall=1.0, cpu=0.5)] * 3, [Turn(10, wall=1.0, cpu=0.1)] * 3
    ratio = ahead(ours, theirs)
    assert (ratio.by_wall, ratio.by_cpu, ratio.smaller) == (10, 2, 2)
    assert ratio.how("a sweep", "jobs") == (
        "the smaller of wall 10.0 x and CPU 2.0 x; "
        "a sweep 100/s at 5000 us of CPU, jobs 10/s at 10000 us of CPU"
    )


def test_a_turn_is_divided_by_its_neighbour() -> None:
    ours = [Turn(1, wall=1.0, cpu=1.0), Turn(1, wall=9.0, cpu=9.0), Turn(1, wall=2.0, cpu=2.0)]
    theirs = [Turn(1, wall=3.0, cpu=3.0), Turn(1, wall=27.0, cpu=27.0), Turn(1, wall=8.0, cpu=8.0)]
    assert ahead(ours, theirs).by_wall == 3


def test_the_sides_take_turns() -> None:
    seen: list[str] = []

    def side(name: str) -> Turn:
        seen.append(name)
        return Turn(1, 1.0, 1.0)

    turns = in_turns({"a": lambda: side("a"), "b": lambda: side("b")}, rounds=2)
    assert seen == ["a", "b", "a", "b"]
    assert {name: len(taken) for name, taken in turns.items()} == {"a": 2, "b": 2}
