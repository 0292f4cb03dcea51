"""The command line: what is wrong is one clear line and a status; nobody's token is ever printed."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import __main__ as cli
from bot import clock, settings
from bot.local_slack import Fault, LocalSlackThread
from storage import migrations
from tests.databases import SqliteFiles
from tests.processes import MANIFEST, PATIENCE_SECONDS, environment, kith

COMMANDS = ("demo", "run", "sweep", "migrate", "backup", "restore", "replay", "doctor", "capture", "practice")
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def slack() -> Iterator[Any]:
    with LocalSlackThread(MANIFEST) as slack:
        yield slack


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Say]:
    """`kith` in this process, with an environment of its own: status, standard output, standard error."""
    for name in (
        *(v.name for v in settings.VARIABLES),
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "http_proxy",
        "https_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(settings, "set_up_logging", lambda _level: None)

    def run(*args: str, **variables: str) -> tuple[int, str, str]:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        try:
            status = cli.main(list(args))
        except SystemExit as end:
            status = int(str(end.code))
        return status, *capsys.readouterr()

    yield run
    clock.follow(None)


@pytest.fixture
def url(sqlite_files: SqliteFiles) -> Iterator[str]:
    with sqlite_files.fresh() as url:
        yield url


def served_by(slack: Any, url: str, **more: str) -> dict[str, str]:
    """The variables of a good environment, some of them replaced."""
    good = {"SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": slack.bot_token, "PORT": "0"}
    return good | {"SLACK_SIGNING_SECRET": slack.signing_secret, "KITH_DATABASE_URL": url} | more


def test_help_names_every_command(say: Say) -> None:
    status, out, err = say("--help")
    assert (status, err) == (0, "")
    assert [name for name in COMMANDS if f"\n    {name} " not in out] == []


@pytest.mark.parametrize("command", [*COMMANDS, "capture evaluate", "practice evaluate"])
def test_each_command_has_help_of_its_own_that_says_what_it_does(say: Say, command: str) -> None:
    status, out, err = say(*command.split(), "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"usage: kith {command} [-h]")
    assert out.split("\n\n")[1].endswith(".")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "kith: "),
        ("frobnicate", "frobnicate"),
        ("run --fast", "--fast"),
        ("capture", "kith capture: "),
        ("capture evaluate", "FILE.jsonl"),
        ("practice evaluate", "FILE.jsonl"),
        ("sweep --as-of", "--as-of"),
    ],
)
def test_what_is_not_understood_is_one_line_and_status_2(say: Say, line: str, said: str) -> None:
    status, out, err = say(*line.split())
    assert (status, out) == (2, "")
    assert said in err and err.count("\n") == 1 and "--help` tells more." in err


BROKEN = [
    "2026-12-01",
    "2026-12-01T09:00:00",
    "tomorrow",
    "",
    "2026-13-01T00:00:00Z",
    "1066-10-14T09:00:00+00:00",
]


@pytest.mark.parametrize("instant", [*BROKEN, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_without_zone_or_sense_is_one_line_with_an_example(say: Say, instant: str) -> None:
    status, out, err = say("sweep", "--as-of", instant)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and "like 2026-12-01T09:00:00+00:00" in err


WRONG = [
    ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set"),
    ({"SLACK_BOT_TOKEN": "xoxb-…"}, "SLACK_BOT_TOKEN still holds a placeholder"),
    ({"SLACK_BOT_TOKEN": "xoxb-of-nobody"}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"),
    ({"SLACK_APP_TOKEN": "xapp-of-nobody"}, "Slack refuses SLACK_APP_TOKEN (invalid_auth)"),
    ({"SLACK_SIGNING_SECRET": ""}, "one of them is needed"),
    ({"SLACK_API_URL": "http://127.0.0.1:1/api/"}, "Slack does not answer"),
    ({"PORT": "ninety"}, "PORT is not a port number"),
    ({"KITH_HOST": "192.0.2.1"}, "Cannot listen on 192.0.2.1:0"),
    ({"KITH_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "The folder /nowhere/at does not exist"),
    ({"KITH_DATABASE_URL": "postgresql+psycopg://u:hunter2@127.0.0.1:1/x"}, "PostgreSQL at"),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG)
def test_a_missing_or_wrong_value_stops_the_start_with_one_line(
    say: Say, slack: Any, url: str, caplog: pytest.LogCaptureFixture, wrong: dict[str, str], said: str
) -> None:
    status, out, err = say("run", **served_by(slack, url, **wrong))
    assert (status, out) == (2, "")
    assert err.startswith("kith: ") and said in err and err.count("\n") == 1
    assert caplog.text == ""
    assert not any(secret in err for secret in ("hunter2", "nobody", slack.bot_token, slack.signing_secret))


def test_a_port_that_is_taken_is_told(say: Say, slack: Any, url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _out, err = say("run", **served_by(slack, url, PORT=str(port)))
    assert status == 2 and f"Cannot listen on 127.0.0.1:{port} (" in err and err.count("\n") == 1


def test_slack_that_fails_at_the_door_of_socket_mode_is_told(say: Say, slack: Any, url: str) -> None:
    slack.faults.add(Fault("apps.connections.open", "html"))
    status, _out, err = say("run", **served_by(slack, url, SLACK_APP_TOKEN=slack.app_token))
    assert status == 2 and "SLACK_APP_TOKEN (unreadable answer)" in err and err.count("\n") == 1


def test_migrate_brings_the_schema_and_says_when_it_is_there(say: Say, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kith.db'}"
    for told in ("", " already"):
        said = f"The database is at schema {migrations.head()}{told}.\n"
        assert say("migrate", KITH_DATABASE_URL=url) == (0, said, "")


@pytest.mark.parametrize("command", ["migrate", "sweep", "run"])
def test_a_file_that_is_no_database_is_one_line(say: Say, slack: Any, tmp_path: Path, command: str) -> None:
    (tmp_path / "kith.db").write_text("This is no database. " * 99)
    status, out, err = say(command, **served_by(slack, f"sqlite:///{tmp_path / 'kith.db'}"))
    assert (status, out) == (2, "") and err.count("\n") == 1 and "file is not a database" in err


def test_a_database_that_fails_midway_is_one_line_without_its_values(
    say: Say, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    def fail(_engine: object) -> bool:
        raise OperationalError("INSERT ...", {"text": "canarybird"}, Exception("disk I/O error"))

    monkeypatch.setattr(migrations, "upgrade", fail)
    status, _out, err = say("migrate", KITH_DATABASE_URL=url)
    assert (status, err.count("\n")) == (2, 1) and "The database failed" in err and "kith doctor" in err
    assert "canarybird" not in err


def test_the_doctors_status_tells_whether_there_is_a_fault(say: Say, slack: Any, url: str) -> None:
    status, out, err = say("doctor", **served_by(slack, url))
    assert (status, err) == (0, "") and out.count("\n") == out.count("ok    ")
    status, out, _err = say(
        "doctor", **served_by(slack, url, PORT="ninety", SLACK_BOT_TOKEN="xoxb-of-nobody")
    )
    assert status == 1 and out.startswith("FAIL  Settings: PORT is not a port number. -> Give one")
    assert "Slack refuses it (invalid_auth)" in out and "nobody" not in out


LINES = [
    {
        "id": 7,
        "text": "met Dana Lee from Acme, promised her the deck by Friday",
        "today": "2026-11-23",
        "gold": {},
    },
    {"id": "é", "text": "Zoë said thanks", "today": "2026-11-23", "known": ["Zoë Blum"]},
]


def test_evaluate_prints_one_json_a_line(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LINES) + "\n\n")
    status, out, err = say("capture", "evaluate", str(path))
    records = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "") and [one["id"] for one in records] == [7, "é"]
    slots = {"id", "people", "promises", "thank_yous", "touches", "facts"}
    assert [set(one) for one in records] == [slots, slots]
    assert records[0]["people"][0]["name"] == "Dana Lee"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"id": 1, "text": "hi", "today": "2026-11-23"}\n{"id": 2,\n', "Line 2 is not JSON"),
        (b'\n{"id": 1, "text": "hi"}\n', 'Line 2 has no "today"'),
        (b'{"id": 1, "text": "hi", "today": "soon"}\n', "Line 1: "),
        (b"[]\n", "Line 1 is JSON, but not an object"),
        (b"\xff\xfe{", "is not text in UTF-8"),
    ],
)
def test_a_broken_line_is_named(say: Say, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "lines.jsonl").write_bytes(content)
    status, _out, err = say("capture", "evaluate", str(tmp_path / "lines.jsonl"))
    assert status == 2 and err.startswith("kith: ") and said in err and err.count("\n") == 1


def test_a_file_that_cannot_be_read_is_named(say: Say, tmp_path: Path) -> None:
    status, _out, err = say("capture", "evaluate", str(tmp_path / "none.jsonl"))
    assert (status, err) == (
        2,
        f"kith: {tmp_path / 'none.jsonl'} cannot be read: No such file or directory.\n",
    )
    assert say("capture", "evaluate", str(tmp_path))[0] == 2


def test_ctrl_c_is_no_error_to_be_explained(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_url: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "open_database", interrupted)
    assert say("migrate", KITH_DATABASE_URL="sqlite:///:memory:") == (130, "", "")


def test_a_real_process_refuses_a_wrong_app_token_in_one_line(slack: Any, url: str) -> None:
    ended = kith("run", env=environment(slack, url, SLACK_APP_TOKEN="xapp-of-nobody", KITH_LOG="DEBUG"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("kith: Slack refuses SLACK_APP_TOKEN (invalid_auth)")
    assert ended.stderr.count("\n") == 1


WITHOUT_EMOJI = """
import sys
sys.modules["emoji"] = None
from bot.__main__ import main
sys.exit(main(["demo", "--no-browser"]))
"""


def test_without_what_the_page_needs_the_demo_says_what_to_install() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_EMOJI],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "pip install 'kith[demo]'" in ended.stderr and "--terminal" in ended.stderr
