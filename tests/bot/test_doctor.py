"""`kith doctor`: each finding, with what to do about it."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot import clock, manifest
from bot.clock import utc_now
from bot.doctor import Finding, examine
from bot.local_slack import Fault, LocalSlackThread
from bot.settings import Settings, SettingsError
from storage import members, outbox, outbox_claim, pace, schedule
from storage.database import Database
from storage.records import Member, Message, Owner, Sent
from tests.world import MANIFEST, settings_for

TODAY = utc_now().date()


@pytest.fixture
def slack() -> Iterator[Any]:
    with LocalSlackThread(MANIFEST) as slack:
        yield slack


@pytest.fixture
def good(slack: Any, database_url: str) -> Settings:
    """Settings with which nothing is wrong."""
    return settings_for(slack, database_url, is_socket_mode=True)


def findings(settings: Settings, *errors: SettingsError) -> list[Finding]:
    return asyncio.run(examine(settings, errors))


def faults(settings: Settings, *errors: SettingsError) -> list[str]:
    """What is not good, as it is printed. Each of these says what to do."""
    found = [one for one in findings(settings, *errors) if one.level != "good"]
    assert all(one.advice.endswith(".") for one in found)
    return [str(one) for one in found]


def test_when_all_is_well_each_line_says_so(good: Settings) -> None:
    lines = [str(one) for one in findings(good)]
    assert all(line.startswith("ok  ") for line in lines)
    for topic in (
        "Settings: Socket Mode",
        "Database: ",
        "Clockwork: ",
        "Token: kith in",
        "Scopes: ",
        "App token: ",
    ):
        assert any(topic in line for line in lines), topic


def test_http_is_as_good_as_socket_mode(good: Settings) -> None:
    found = findings(replace(good, app_token=None))
    assert "ok    Settings: HTTP on 127.0.0.1:0." in [str(one) for one in found]
    assert not any(one.is_fault for one in found)


def test_no_token_and_no_way_in_are_two_faults(good: Settings) -> None:
    found = faults(replace(good, bot_token=None, app_token=None, signing_secret=None))
    assert [line[:4] for line in found] == ["FAIL", "FAIL"]
    assert "Slack has no way to reach Kith" in found[0] and "SLACK_BOT_TOKEN is not set" in found[1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"bot_token": "xoxb-of-nobody"},
            "FAIL  Token: Slack refuses it (invalid_auth). -> Copy it anew into SLACK_BOT",
        ),
        (
            {"app_token": "xapp-of-nobody"},
            "FAIL  App token: Slack refuses it (invalid_auth). -> Copy it anew into SLACK_APP",
        ),
    ],
)
def test_a_wrong_token_is_a_fault_and_is_not_printed(
    good: Settings, wrong: dict[str, str], said: str
) -> None:
    (line,) = faults(replace(good, **wrong))
    assert line.startswith(said) and "nobody" not in line


@pytest.mark.parametrize("kind", ["refuse", "reset_before"])
def test_no_answer_is_a_fault_of_the_way_there(good: Settings, slack: Any, kind: str) -> None:
    slack.faults.add(Fault("auth.test", kind, times=None))
    (line,) = faults(good)
    assert line.startswith(f"FAIL  Slack: no answer at {good.api_url}")


@pytest.mark.parametrize("kind", ["html", "server_error"])
def test_trouble_of_slacks_own_is_not_the_tokens_fault(good: Settings, slack: Any, kind: str) -> None:
    slack.faults.add(Fault("auth.test", kind, times=None))
    (line,) = faults(good)
    assert line.startswith("FAIL  Slack: it has trouble of its own") and "Try again in a minute" in line


def test_to_be_asked_too_often_is_not_the_tokens_fault_either(good: Settings, slack: Any) -> None:
    slack.faults.add(Fault("auth.test", "ratelimited", times=None, retry_after=30))
    (line,) = [str(one) for one in findings(good) if one.level != "good"]
    assert line == "warn  Slack: it says that there was too much. -> Ask again in a minute."


def test_nobody_at_the_address_is_a_fault(good: Settings) -> None:
    assert faults(replace(good, api_url="http://127.0.0.1:1/api/", app_token=None))[0].startswith(
        "FAIL  Slack: no"
    )


def scopes(*, without: str = "", extra: str = "") -> dict[str, Any]:
    """The manifest of an app that was installed with other scopes."""
    made: dict[str, Any] = copy.deepcopy(MANIFEST)
    granted = [scope for scope in made["oauth_config"]["scopes"]["bot"] if scope != without]
    made["oauth_config"]["scopes"]["bot"] = granted + [extra] * bool(extra)
    return made


@pytest.mark.parametrize(
    ("installed", "said"),
    [
        (scopes(without="files:write"), "FAIL  Scopes: the token lacks files:write. -> Paste app.yaml"),
        (
            scopes(extra="users:read.email"),
            "warn  Scopes: the token also has users:read.email. -> Kith does not need",
        ),
    ],
)
def test_scopes_are_held_against_the_manifest(
    database_url: str, installed: dict[str, Any], said: str
) -> None:
    with LocalSlackThread(installed) as slack:
        (line,) = faults(settings_for(slack, database_url, is_socket_mode=True))
    assert line.startswith(said)


def test_an_installation_without_its_manifest_is_a_fault_too(
    good: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise FileNotFoundError("app.yaml is missing: install Kith anew")

    monkeypatch.setattr(manifest, "manifest", missing)
    assert faults(good) == ["FAIL  Scopes: app.yaml is missing. -> Install Kith anew."]


def test_a_database_that_is_not_there_yet_is_told_and_not_made(good: Settings, tmp_path: Path) -> None:
    path = tmp_path / "kith.db"
    (line,) = faults(replace(good, database_url=f"sqlite:///{path}"))
    assert line.startswith(f"warn  Database: there is no file {path} yet. -> Run `kith migrate`")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nowhere/at/all/kith.db", "FAIL  Database: The folder /nowhere/at/all does not exist."),
        ("postgresql+psycopg://kith:hunter2@127.0.0.1:1/kith", "FAIL  Database: PostgreSQL at"),
        ("sqlite:///{tmp}/text", "FAIL  Database: The database file"),
    ],
)
def test_a_database_that_cannot_be_opened_is_a_fault(
    good: Settings, tmp_path: Path, url: str, said: str
) -> None:
    (tmp_path / "text").write_text("This is no database. " * 99)
    (line,) = faults(replace(good, database_url=url.replace("{tmp}", str(tmp_path))))
    assert line.startswith(said) and "hunter2" not in line


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("0000", "warn  Database: schema 0000, this version needs 0003. -> Run `kith migrate`"),
        ("9999", "FAIL  Database: schema 9999 is of a newer Kith"),
    ],
)
def test_another_schema_is_told(good: Settings, database: Database, version: str, said: str) -> None:
    def mark(conn: Connection) -> None:
        conn.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": version})

    database.run_sync(mark)
    (line,) = faults(good)
    assert line.startswith(said)


@pytest.fixture
def owner(slack: Any, database: Database) -> Owner:
    """alice, a member."""
    owner = Owner(slack.team_id, slack.person("alice").id)
    database.run_sync(members.add, Member(owner, "Europe/Lisbon", utc_now()))
    return owner


def test_what_should_have_been_done_long_ago_is_a_fault(
    good: Settings, database: Database, owner: Owner
) -> None:
    database.run_sync(schedule.put, owner, "brief", 0, utc_now() - timedelta(minutes=9, seconds=30))
    (line,) = faults(good)
    assert line.startswith("FAIL  Clockwork: something is due for 9 minutes. -> Is `kith run` running?")


def test_a_message_that_waits_too_long_is_a_fault(good: Settings, database: Database, owner: Owner) -> None:
    database.run_sync(
        outbox.add, Message(owner, "reply", TODAY, {"text": "hi"}), utc_now() - timedelta(hours=5)
    )
    assert "due for 5 hours" in faults(good)[0]


def test_a_little_lag_is_no_fault(good: Settings, database: Database, owner: Owner) -> None:
    database.run_sync(schedule.put, owner, "brief", 0, utc_now() - timedelta(seconds=60))
    assert faults(good) == []


def parked_message(conn: Connection, owner: Owner) -> None:
    """A message of alice's that Slack refused for good."""
    message_id = outbox.add(conn, Message(owner, "brief", TODAY, {"text": "canarybird"}), utc_now())
    assert message_id and outbox_claim.claim(conn, utc_now(), 1, 60)
    outbox_claim.complete(conn, [Sent(message_id, "parked", utc_now(), error="msg_too_long")])


def test_what_was_parked_is_told_with_its_reason_and_without_its_words(
    good: Settings, database: Database, owner: Owner
) -> None:
    database.run_sync(parked_message, owner)
    database.run_sync(schedule.put, owner, "review", 0, utc_now() + timedelta(days=1))
    (row,) = database.run_sync(schedule.of_member, owner)
    database.run_sync(schedule.fail, row.id, "KeyError at review.py:3", None)
    message, due = faults(good)
    assert (
        message.startswith("warn  Message ")
        and '(brief) could not be sent: Slack said "msg_too_long".' in message
    )
    assert due.startswith("warn  Schedule row ") and "KeyError at review.py:3" in due
    assert "canarybird" not in message + due


def test_a_workspace_that_is_paused_is_a_fault(good: Settings, database: Database, owner: Owner) -> None:
    database.run_sync(pace.pause, owner.workspace_id, "token_revoked", utc_now())
    (line,) = faults(good)
    assert (
        line.startswith(f"FAIL  Workspace {owner.workspace_id} is paused since") and "token_revoked" in line
    )


def test_a_shifted_clock_is_a_warning(good: Settings, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("3600")
    clock.follow(tmp_path / "clock")
    try:
        (line,) = faults(replace(good, clock_file=tmp_path / "clock"))
    finally:
        clock.follow(None)
    assert line.startswith("warn  Clock: shifted by +3600 s through KITH_CLOCK_FILE. -> Unset")


def test_an_address_without_encryption_is_a_warning(good: Settings) -> None:
    found = faults(replace(good, api_url="http://[::ffff:127.0.0.1]:1/api/", app_token=None))
    assert found[0].startswith("warn  Settings: SLACK_API_URL is not encrypted")


def test_settings_that_are_wrong_come_first_and_the_rest_is_looked_at_all_the_same(good: Settings) -> None:
    wrong = SettingsError("PORT is not a port number: give one, for example 3000.")
    found = findings(good, wrong)
    assert str(found[0]) == "FAIL  Settings: PORT is not a port number. -> Give one, for example 3000."
    assert len(found) == len(findings(good)) + 1


def test_a_token_that_is_wrong_is_not_said_to_be_missing_too(good: Settings) -> None:
    wrong = SettingsError("SLACK_BOT_TOKEN still holds a placeholder: put the real value there.")
    told = [str(one) for one in findings(replace(good, bot_token=None), wrong)]
    assert [line for line in told if "SLACK_BOT_TOKEN" in line] == told[:1]
