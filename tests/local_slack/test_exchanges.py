"""The log of what goes between Slack and the app: what it keeps, what it hides, what it forgets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.local_slack.exchange_titles import title_of
from bot.local_slack.exchanges import LARGEST, Exchange, Exchanges, as_json, pretty

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
TOKENS = [
    {"token": "local-verification-token", "text": "x"},
    {"nested": {"token": 'a "quoted" one: local-verification-token'}},
    {"text": "my token is xoxb-1234-canary"},
    {"xoxp-canary": [["xapp-1-canary"]]},
    {"url": "ws://127.0.0.1/link/?ticket=0001-canary&app_id=A1"},
    {"blocks": '[{"token": "canary"}]'},
    "xoxe-canary",
]
TITLES = [
    ("slash_commands", {"command": "/promise", "text": "x"}, "/promise"),
    ("interactive", {"type": "block_actions", "actions": [{"action_id": "kept:3"}]}, "block_actions kept:3"),
    ("interactive", {"type": "view_submission", "view": {"callback_id": "add"}}, "view_submission add"),
    ("interactive", {"type": "block_suggestion", "action_id": "whom"}, "block_suggestion whom"),
    ("interactive", {"type": "shortcut", "callback_id": "capture"}, "shortcut capture"),
    ("interactive", {"type": "view_closed"}, "view_closed"),
    ("events_api", {"type": "event_callback", "event": {"type": "team_join"}}, "event team_join"),
    ("events_api", {"event": {"type": "message", "channel_type": "im"}}, "event message.im"),
    ("events_api", {"event": {"type": "message", "subtype": "file_share"}}, "event message file_share"),
    ("events_api", {"type": "url_verification", "challenge": "x"}, "url_verification"),
]


def log(**options: int) -> Exchanges:
    return Exchanges(lambda: MONDAY, **options)


def one(exchanges: Exchanges, payload: Any = None, **options: Any) -> Exchange:
    made = exchanges.add("to_app", "slash_commands", "/promise", payload or {})
    exchanges.finish(made, **options)
    return made


def test_an_exchange_is_there_while_it_is_waited_for() -> None:
    exchanges = log()
    made = exchanges.add("to_app", "slash_commands", "/promise", {"text": "x"})
    assert exchanges.newest(9) == [made] and exchanges.is_waiting()
    assert made.verdict.startswith("waiting 0.") and made.at == MONDAY
    exchanges.finish(made, {"text": "done"})
    assert made.verdict == "accepted" and not exchanges.is_waiting()
    assert made.answer == b'{"text": "done"}'


@pytest.mark.parametrize(
    ("ending", "verdict"),
    [
        ({}, "accepted"),
        ({"error": "channel_not_found"}, "channel_not_found"),
        ({"error": "invalid_blocks", "remarks": ["too long", "empty"]}, "invalid_blocks: too long; empty"),
        ({"remarks": ["bad answer: no_text"]}, "bad answer: no_text"),
        ({"error": "operation_timeout", "is_answered": False}, "no answer (operation_timeout)"),
    ],
)
def test_the_verdict_says_in_words_what_slack_made_of_it(ending: dict[str, Any], verdict: str) -> None:
    assert one(log(), **ending).verdict == verdict


def test_only_the_last_ones_are_kept() -> None:
    exchanges = log(most=3)
    for _ in range(5):
        one(exchanges)
    assert [e.number for e in exchanges.newest(9)] == [5, 4, 3]
    assert [exchanges.find(n) is None for n in (0, 2, 3, 5, 6)] == [True, True, False, False, True]
    assert exchanges.count == 5 and len(exchanges) == 3


def test_large_ones_push_the_older_out() -> None:
    exchanges = log(most_bytes=1000)
    for _ in range(5):
        one(exchanges, {"text": "x" * 150}, answer="y" * 150)
    assert [e.number for e in exchanges.newest(9)] == [5, 4, 3]
    one(exchanges, {"text": "x" * 5000})
    assert [e.number for e in exchanges.newest(9)] == [6]


def test_an_answer_to_one_that_is_no_longer_kept_changes_no_count() -> None:
    exchanges = log(most=1, most_bytes=100)
    gone = exchanges.add("to_app", "events_api", "event", {})
    kept = one(exchanges)
    exchanges.finish(gone, "z" * 500)
    assert exchanges.newest(9) == [kept]


def test_later_changes_do_not_reach_what_was_written_down() -> None:
    payload = {"text": "as it was"}
    made = one(log(), payload)
    payload["text"] = "changed"
    assert made.sent == b'{"text": "as it was"}'


@pytest.mark.parametrize("payload", TOKENS)
def test_no_token_is_written_down(payload: Any) -> None:
    kept = as_json(payload).decode()
    assert "canary" not in kept and "local-verification-token" not in kept
    assert "(hidden)" in kept and "(hidden)" in pretty(kept.encode())


def test_a_forms_lists_are_shown_as_lists() -> None:
    assert pretty(as_json({"blocks": '[{"type": "divider"}]', "text": "[not a list"})) == (
        '{\n  "blocks": [\n    {\n      "type": "divider"\n    }\n  ],\n  "text": "[not a list"\n}'
    )


def test_what_no_browser_can_show_is_kept_readable() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert pretty(as_json({"deep": deep})) == '"(nested too deeply to be kept)"'
    assert pretty(as_json({"half": "\ud800"})) == '{\n  "half": "\\ud800"\n}'
    assert pretty(as_json("x" * (LARGEST + 1))).endswith("(cut: longer than 200,000 characters)")


def test_a_remark_that_comes_after_finds_its_payload() -> None:
    exchanges, payload = log(), {"text": "x"}
    first, again, other = one(exchanges, payload), one(exchanges, payload), one(exchanges)
    exchanges.remark(payload, "late")
    exchanges.remark({"text": "x"}, "of nobody")
    assert [e.remarks for e in (first, again, other)] == [[], ["late"], []]


def test_every_change_is_told() -> None:
    exchanges, heard = log(), list[str]()
    exchanges.on_exchange.append(lambda e: heard.append("waiting" if e.is_waiting else e.verdict))
    payload = {"text": "x"}
    one(exchanges, payload)
    exchanges.remark(payload, "bad answer")
    assert heard == ["waiting", "accepted", "bad answer"]


def test_times_to_ack_are_those_of_the_last_fifty() -> None:
    exchanges = log()
    assert exchanges.ack_times() is None
    one(exchanges, seconds=9.0)
    for number in range(50):
        one(exchanges, seconds=0.010 if number else 0.5)
    one(exchanges, seconds=7.0, error="dispatch_failed", is_answered=False)
    exchanges.finish(exchanges.add("from_app", "web_api", "chat.postMessage", {}), seconds=8.0)
    times = exchanges.ack_times()
    assert times is not None and (times.count, times.median, times.slowest) == (50, 0.010, 0.5)


def test_an_answer_that_slack_saw_late_on_order_counts_as_fast_as_it_was() -> None:
    exchanges = log()
    made = exchanges.add("to_app", "interactive", "block_actions", {}, fault="late_ack")
    exchanges.finish(made, error="operation_timeout", is_answered=False, seconds=0.02)
    times = exchanges.ack_times()
    assert times is not None and (times.count, times.slowest) == (1, 0.02)


@pytest.mark.parametrize(("kind", "payload", "title"), TITLES)
def test_an_exchange_has_a_title(kind: str, payload: dict[str, Any], title: str) -> None:
    assert title_of(kind, payload) == title
