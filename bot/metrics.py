"""What a monitoring system asks: counters of this process, and gauges of the database at the moment asked.

Nothing is global, and no label holds an id: there is one series a kind, state or result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.coach.practice_opinion import CHECKS
from bot.jobs.delivery import DeliverCounts
from bot.jobs.sweep import SweepCounts
from storage.checkup import Clockwork

KINDS = ("command", "action", "view", "shortcut", "event")
# Slack waits three seconds for an answer.
ACK_BUCKETS = (
    *(0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075),
    *(0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0),
)
# Told by name, so that a field which is there for another reason does not become a series.
SENDS = ("sent", "unknown", "later", "parked", "folded", "canceled")
OPINIONS = ("passed", "late", "failed", "gone", *(f"refused_{check}" for check in CHECKS))
OUTCOMES = ("queued", "silent", "folded", "again", "failed")


class Metrics:
    """The counters of one process; made in the composition root."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._sweeps = self._counter("kith_sweeps", "Sweeps by how they ended.", "result", ("ok", "failed"))
        self._rows = self._counter(
            "kith_sweep_rows", "Schedule rows by what was decided.", "outcome", OUTCOMES
        )
        self._sends = self._counter("kith_sends", "Messages by what became of them.", "result", SENDS)
        self._opinions = self._counter(
            "kith_second_opinions", "Second opinions by what became of them.", "result", OPINIONS
        )
        acks = Histogram(
            "kith_ack_seconds",
            "From a request of Slack's to its answer.",
            ["kind"],
            buckets=ACK_BUCKETS,
            registry=self.registry,
        )
        # Looked up once: a label costs as much as all the rest of an observation.
        self._acks = {kind: acks.labels(kind) for kind in KINDS}
        info = Gauge("kith_build_info", "The version that runs.", ["version"], registry=self.registry)
        info.labels(_version()).set(1)

    def _counter(self, name: str, about: str, label: str, values: Iterable[str]) -> Mapping[str, Counter]:
        counter = Counter(name, about, [label], registry=self.registry)
        return {value: counter.labels(value) for value in values}

    def swept(self, counts: SweepCounts | None) -> None:
        """A sweep came to its end, or failed: None."""
        self._sweeps["failed" if counts is None else "ok"].inc()
        if counts is not None:
            _count(self._rows, counts._asdict())

    def delivered(self, counts: DeliverCounts) -> None:
        """A batch of messages was dealt with."""
        _count(self._sends, counts._asdict())

    def opined(self, result: str) -> None:
        """A second opinion was asked for, and came to this. A word that is not in OPINIONS is not counted."""
        if result in self._opinions:
            self._opinions[result].inc()

    def acked(self, kind: str, seconds: float) -> None:
        """A request was answered. Another kind than those in KINDS is not counted."""
        if kind in self._acks:
            self._acks[kind].observe(seconds)

    def page(self, clockwork: Clockwork | None) -> bytes:
        """Everything in the text format of Prometheus. `clockwork` None: the database does not answer."""
        at_the_moment = CollectorRegistry()
        at_the_moment.register(_Gauges(clockwork))
        return generate_latest(self.registry) + generate_latest(at_the_moment)


class _Gauges(Collector):
    """What the database says at this moment. What is not known is left out, rather than told as it was."""

    def __init__(self, clockwork: Clockwork | None) -> None:
        self.clockwork = clockwork

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """One family a question."""
        told = self.clockwork
        yield _gauge("kith_database_up", "Whether the database answers.", 0 if told is None else 1)
        if told is None:
            return
        late = told.schedule_lag.total_seconds()
        yield _gauge("kith_schedule_lag_seconds", "The age of the oldest schedule row that is due.", late)
        late = told.outbox_lag.total_seconds()
        yield _gauge("kith_outbox_lag_seconds", "The age of the oldest message that is to be sent.", late)
        yield _gauge("kith_schedule_parked", "Schedule rows that failed again and again.", told.parked_rows)
        messages = GaugeMetricFamily(
            "kith_outbox_messages", "Messages that are not done with.", labels=["state"]
        )
        for state, number in told.messages.items():
            messages.add_metric([state], number)
        yield messages


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


def _count(counters: Mapping[str, Counter], numbers: Mapping[str, int]) -> None:
    for name, number in numbers.items():
        if number and name in counters:
            counters[name].inc(number)


def _version() -> str:
    try:
        return version("kith")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "unknown"
