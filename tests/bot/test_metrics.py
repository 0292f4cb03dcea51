"""The figures: counted where it happens, told in Prometheus' format, with no id in any label."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Connection

from bot.jobs.delivery import DeliverCounts
from bot.jobs.sweep import SweepCounts
from bot.metrics import KINDS, OPINIONS, OUTCOMES, SENDS, Metrics
from bot.web import kind_of
from storage import checkup, outbox, outbox_claim, schedule
from storage.checkup import Clockwork
from storage.records import Message, Owner, Sent

ALICE = Owner("T012345", "U012345")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STANDS = Clockwork(timedelta(seconds=3), timedelta(seconds=7), {"due": 2, "parked": 1}, 4)


def read(metrics: Metrics, clockwork: Clockwork | None = STANDS) -> dict[str, float]:
    """`name{label}` -> value, as a monitoring system reads it."""
    found = {}
    for family in text_string_to_metric_families(metrics.page(clockwork).decode()):
        for one in family.samples:
            found[one.name + "".join(f"{{{value}}}" for value in one.labels.values())] = one.value
    return found


def test_every_figure_is_there_from_the_start() -> None:
    seen = read(Metrics())
    expected = {f"kith_sends_total{{{name}}}" for name in SENDS}
    expected |= {f"kith_sweep_rows_total{{{name}}}" for name in OUTCOMES}
    expected |= {f"kith_ack_seconds_count{{{name}}}" for name in KINDS}
    expected |= {f"kith_second_opinions_total{{{name}}}" for name in OPINIONS}
    expected |= {"kith_sweeps_total{ok}", "kith_sweeps_total{failed}"}
    assert {seen[name] for name in expected} == {0}
    assert any(name.startswith("kith_build_info{") for name in seen)


def test_sweeps_are_counted_with_what_was_decided() -> None:
    metrics = Metrics()
    for counts in (SweepCounts(due=5, queued=2, silent=3), SweepCounts(due=1, failed=1), None):
        metrics.swept(counts)
    seen = read(metrics)
    assert (seen["kith_sweeps_total{ok}"], seen["kith_sweeps_total{failed}"]) == (2, 1)
    rows = [seen[f"kith_sweep_rows_total{{{name}}}"] for name in ("queued", "silent", "failed", "folded")]
    assert rows == [2, 3, 1, 0]


def test_second_opinions_are_counted_by_a_word_and_never_by_a_text() -> None:
    metrics = Metrics()
    for result in ("passed", "refused_numbers", "refused_numbers", "I repair lifts."):
        metrics.opined(result)
    told = {name: value for name, value in read(metrics).items() if "second_opinions_total" in name and value}
    assert told == {
        "kith_second_opinions_total{passed}": 1,
        "kith_second_opinions_total{refused_numbers}": 2,
    }


def test_messages_are_counted_by_what_became_of_them() -> None:
    metrics = Metrics()
    metrics.delivered(DeliverCounts(claimed=4, sent=3, parked=1))
    seen = read(metrics)
    assert (seen["kith_sends_total{sent}"], seen["kith_sends_total{parked}"]) == (3, 1)
    assert "kith_sends_total{claimed}" not in seen


def test_the_counts_of_the_jobs_are_known_by_the_names_that_they_have() -> None:
    assert set(SweepCounts._fields) - {"due"} == set(OUTCOMES)
    assert set(DeliverCounts._fields) - {"claimed"} == set(SENDS)


def test_answers_fall_into_fine_buckets_by_kind() -> None:
    metrics = Metrics()
    for kind, seconds in (("command", 0.0025), ("command", 2.2), ("event", 0.0004), ("other", 1.0)):
        metrics.acked(kind, seconds)
    seen = read(metrics)
    assert [
        seen[f"kith_ack_seconds_bucket{{command}}{{{le}}}"] for le in ("0.002", "0.003", "2.0", "2.5")
    ] == [*(0, 1, 1, 2)]
    assert seen["kith_ack_seconds_bucket{event}{0.001}"] == 1
    assert not any("other" in name for name in seen)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"command": "/kith"}, "command"),
        ({"type": "block_actions"}, "action"),
        ({"type": "view_submission"}, "view"),
        ({"type": "message_action"}, "shortcut"),
        ({"type": "event_callback"}, "event"),
        ({"type": "block_suggestion"}, "other"),
        ({"type": ["event_callback"]}, "other"),
        ({}, "other"),
    ],
)
def test_a_request_is_of_the_kind_that_it_says(body: dict[str, object], kind: str) -> None:
    assert kind_of(body) == kind


def test_what_the_database_says_is_told_and_left_out_when_it_says_nothing() -> None:
    seen = read(Metrics())
    assert (seen["kith_schedule_lag_seconds"], seen["kith_outbox_lag_seconds"]) == (3, 7)
    assert (seen["kith_outbox_messages{due}"], seen["kith_schedule_parked"]) == (2, 4)
    gone = read(Metrics(), None)
    assert gone["kith_database_up"] == 0 and "kith_schedule_parked" not in gone


def filled(conn: Connection) -> None:
    """One message waits, one is parked, one was sent; a schedule row is parked."""
    for day, state in ((1, "due"), (2, "parked"), (3, "sent")):
        row_id = outbox.add(conn, Message(ALICE, "brief", date(2026, 11, day), {"text": "x"}), NOW)
        if row_id and state != "due":
            outbox_claim.claim(conn, NOW, 10, 60)
            outbox_claim.complete(conn, [Sent(row_id, state, NOW, error="msg_too_long")])  # type: ignore[arg-type]
    schedule.put(conn, ALICE, "brief", 0, NOW)
    (due,) = schedule.of_member(conn, ALICE)
    schedule.fail(conn, due.id, "KeyError at brief.py:3", None)


def test_the_database_is_asked_for_what_is_open(conn: Connection) -> None:
    filled(conn)
    told = checkup.clockwork(conn, NOW + timedelta(seconds=30))
    assert told.parked_rows == 1 and set(told.messages) == set(checkup.OPEN_STATES)
    assert told.messages["parked"] == 1 and told.schedule_lag == timedelta(0)


def test_no_label_holds_an_id(conn: Connection) -> None:
    filled(conn)
    metrics = Metrics()
    metrics.acked("command", 0.1)
    page = metrics.page(checkup.clockwork(conn, NOW)).decode()
    labels = {name for inside in re.findall(r"\{(.*?)\}", page) for name in re.findall(r"(\w+)=", inside)}
    assert labels == {"result", "outcome", "kind", "le", "state", "version"}
    assert ALICE.member_id not in page and ALICE.workspace_id not in page
