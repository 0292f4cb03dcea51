"""Dates in texts are worded for each reader, in their own zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.local_slack.page.drawing_dates import date_text
from bot.local_slack.workspace import Workspace
from tests.local_slack.page.drawing_samples import canvas, drawn, drawn_text, new_workspace, part, rich

AT = datetime(2014, 2, 18, 14, 39, 42, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

WORDED = [
    ("{date_num}", "2014-02-18"),
    ("{date_slash}", "18/02/2014"),
    ("{date}", "February 18th, 2014"),
    ("{date_short}", "Feb 18, 2014"),
    ("{date_long}", "Tuesday, February 18th, 2014"),
    ("{date_long_full}", "February 18, 2014"),
    ("{date_pretty}", "February 18th, 2014"),
    ("{day_divider_pretty}", "Tuesday, February 18th, 2014"),
    ("{time}", "2:39 PM"),
    ("{time_secs}", "2:39:42 PM"),
    ("{ago}", "12 years ago"),
    ("Sent {date_short} at {time}.", "Sent Feb 18, 2014 at 2:39 PM."),
]


@pytest.mark.parametrize(("template", "words"), WORDED)
def test_every_token_of_slack_is_worded(template: str, words: str) -> None:
    assert date_text(template, AT, LATER) == words


NEAR = [
    (timedelta(0), "{date_pretty}", "Today"),
    (timedelta(days=1), "by {date_short_pretty}", "by tomorrow"),
    (timedelta(days=-1), "{date_long_pretty}", "Yesterday"),
    (timedelta(days=2), "{day_divider_pretty}", "Monday, November 23rd"),
    (timedelta(hours=-3), "{ago}", "3 hours ago"),
    (timedelta(minutes=1), "{ago}", "In 1 minute"),
    (timedelta(0), "{ago}", "Now"),
]


@pytest.mark.parametrize(("away", "template", "words"), NEAR)
def test_days_close_by_have_names(away: timedelta, template: str, words: str) -> None:
    assert date_text(template, LATER + away, LATER) == words


def test_a_token_that_nobody_knows_leaves_it_to_the_fallback() -> None:
    assert date_text("{date} {mood}", AT, LATER) is None
    assert drawn_text("<!date^1392734382^{mood}|back then>").words == "back then"
    assert drawn_text("<!date^never^{date}|back then>").words == "back then"
    assert drawn_text("<!date^99999999999999999^{date}|back then>").words == "back then"


DATE = "<!date^1392734382^{date_num} {time}|then>"


@pytest.mark.parametrize(("who", "words"), [("alice", "2014-02-18 2:39 PM"), ("tama", "2014-02-19 3:39 AM")])
def test_a_moment_is_shown_in_the_readers_zone(who: str, words: str) -> None:
    moment = drawn_text(DATE, canvas(who=who)).one("time")
    assert moment.text == words
    assert datetime.fromisoformat(moment.attrs["datetime"]) == AT


def test_a_date_may_be_a_link() -> None:
    page = drawn_text("<!date^1392734382^{date_num}^https://example.com/|then>")
    assert page.one("a", href="https://example.com/").text == "2014-02-18"
    assert not drawn_text("<!date^1392734382^{date_num}^javascript:x|then>").all("a")


def test_rich_text_words_its_dates_alike() -> None:
    date = {"type": "date", "timestamp": 1392734382, "format": "{date_num}", "fallback": "then"}
    assert drawn(rich(part("section", date))).words == "2014-02-18"
    assert drawn(rich(part("section", {**date, "format": "{mood}"}))).words == "then"


def test_today_is_that_of_the_virtual_clock() -> None:
    workspace: Workspace = new_workspace()
    now = int(workspace.clock.now().timestamp())
    assert drawn_text(f"<!date^{now}^{{date_pretty}}|then>", canvas(workspace)).words == "Today"
