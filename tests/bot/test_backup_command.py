"""`kith backup` and `kith restore`: words and status, beside others, and killed in the middle."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import __main__ as cli
from bot import clock, settings
from bot.backup import back_up, describe, sentences
from storage import backup_file, restore
from storage.database import Database, open_database
from storage.single_writer import single_writer
from tests.bot.doomed_restore import WHEN
from tests.databases import SqliteFiles
from tests.processes import command, environment
from tests.storage.test_storage_backup import limited
from tests.storage.whole_databases import address, fill_all, never, rows_of

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Say]:
    """`kith` on the test's database: status, standard output, standard error."""
    for variable in settings.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    monkeypatch.setenv("KITH_DATABASE_URL", address(database))
    monkeypatch.setattr(settings, "set_up_logging", lambda _level: None)

    def run(*args: str) -> tuple[int, str, str]:
        try:
            status = cli.main(list(args))
        except SystemExit as end:
            status = int(str(end.code))
        return status, *capsys.readouterr()

    yield run
    clock.follow(None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Übung & Sicherung.kith"


def test_a_backup_is_one_line_with_rows_size_schema_and_instant(
    say: Say, database: Database, path: Path
) -> None:
    database.run_sync(fill_all)
    status, out, err = say("backup", str(path))
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert out.startswith(f"Backed up to {path}: 3 members, 3 people, 3 promises, 3 thank-yous, ")
    assert re.search(r"; \d+ kB, schema \d{4}, as of 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$", out.strip())


def test_words_fit_one_and_many_and_none(path: Path) -> None:
    none = backup_file.Backup(path, {"members": 0}, 2_345_678, "0003", WHEN)
    assert describe(none) == "no rows yet; 2.3 MB, schema 0003, as of 2026-03-02 10:00:00 UTC"
    some = describe(none._replace(rows={"members": 1, "contacts": 2, "inbox": 1}))
    assert some.startswith("1 member, 2 people, 1 other row; ")
    told = sentences(none, restore.Restored(None, 1, 2, 1))
    assert told[2].endswith(
        "1 message that waited was put away, 2 nudges that came due since were passed over."
    )
    assert told[3] == "1 member who asked for it was forgotten again."


def test_a_restore_says_what_it_did_and_what_to_do_next(say: Say, database: Database, path: Path) -> None:
    database.run_sync(fill_all)
    say("backup", str(path))
    status, out, err = say("restore", str(path))
    assert (status, err) == (0, "")
    for told in (
        f"Restored {path}: 3 members",
        "is kept in /",
        ".before-restore-20",
        "Next: start `kith run`",
    ):
        assert told in out
    kept = re.search(r"kept in (\S+\.before-restore-\d{8}T\d{6}Z)", out)
    if database.is_sqlite:  # beside the database; with PostgreSQL beside the backup, whose name has blanks
        assert kept and kept[1].startswith(address(database).removeprefix("sqlite:///"))
        Path(kept[1]).unlink()
    else:
        assert len(list(path.parent.glob(f"{path.name}.before-restore-*"))) == 1


WRONG = [
    ("backup", "", "write one, like kith-monday.backup"),
    ("backup", "/", "'/' is no name of a file"),
    ("backup", "a\udcffb", "is no name of a file"),
    ("backup", "/nowhere/at/all.kith", "No such file or directory. Look for room"),
    ("restore", "/nowhere/at/all.kith", "cannot be read: No such file or directory. Name a file"),
    ("restore", sys.executable, "is no backup. Name a file that `kith backup FILE` has made, like"),
]


@pytest.mark.parametrize(("command", "name", "told"), WRONG)
def test_what_cannot_be_is_one_line_with_an_example(say: Say, command: str, name: str, told: str) -> None:
    status, out, err = say(command, name)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("kith") and told in err


def test_a_backup_over_a_file_is_refused(say: Say, path: Path) -> None:
    path.touch()
    status, out, err = say("backup", str(path))
    assert (status, out) == (2, "") and f"like `kith backup {path.name}.2`" in err


def test_kith_run_on_the_same_file_keeps_a_restore_out_and_a_backup_not(
    say: Say, database: Database, path: Path
) -> None:
    with single_writer(address(database), "kith run"):
        assert say("backup", str(path))[0] == 0
        status, out, err = say("restore", str(path))
    if database.is_sqlite:
        assert (status, out) == (2, "") and "is in use by process" in err and "(`kith run`)" in err
    else:
        assert (status, err) == (0, "") and "start those that still run anew" in out


def test_a_database_that_fails_is_told_without_its_values(
    say: Say, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("INSERT ...", {"text": "canarybird"}, Exception("canarybird"))

    say("backup", str(path))
    monkeypatch.setattr(restore, "restore", fail)
    status, out, err = say("restore", str(path))
    assert (status, out, err.count("\n")) == (2, "", 1) and "canarybird" not in err
    assert "Nothing was restored, and all is as it was." in err


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_restore_on_a_full_disk_is_one_line_and_changes_nothing(
    database: Database, sqlite_files: SqliteFiles, path: Path
) -> None:
    database.run_sync(fill_all)
    back_up(address(database), path, WHEN)
    with sqlite_files.fresh() as url:
        ended = subprocess.run(
            command("restore", str(path)),
            env=environment(None, url),
            preexec_fn=limited,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
        assert "Nothing was restored, and all is as it was." in ended.stderr
        target = open_database(url)
        assert not any(rows_of(target).values())
        target.close()


class Unlucky:
    """A database in which others come in between, so many times."""

    def __init__(self, times: int, code: str) -> None:
        self.times, self.code, self.tries = times, code, 0

    def run_sync(self, _work: object) -> str:
        self.tries += 1
        if self.tries <= self.times:
            raise OperationalError("LOCK", {}, type("Deadlock", (Exception,), {"sqlstate": self.code})())
        return "restored"


@pytest.mark.parametrize(
    ("times", "code", "tries"), [(4, "40P01", 5), (5, "40P01", None), (1, "57014", None)]
)
def test_a_deadlock_with_who_works_there_is_tried_again(times: int, code: str, tries: int | None) -> None:
    db: Any = Unlucky(times, code)
    arguments: tuple[Any, ...] = (db, None, WHEN, Path("kept"), WHEN, never)
    if tries is None:
        with pytest.raises(OperationalError):
            restore.restore(*arguments)
    else:
        assert restore.restore(*arguments) == "restored" and db.tries == tries  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("point", ["25", "commit"])
def test_a_killed_restore_changes_nothing_and_can_be_run_again(
    database: Database, path: Path, tmp_path: Path, point: str
) -> None:
    url = address(database)
    back_up(url, path, WHEN)
    database.run_sync(fill_all)
    before = rows_of(database)
    arguments = [sys.executable, "-m", "tests.bot.doomed_restore", url, str(path)]
    env = environment(TMPDIR=str(tmp_path))
    assert subprocess.run([*arguments, point], env=env, timeout=60).returncode == -signal.SIGKILL
    assert rows_of(database) == before
    for kept in before_restore(database, path):
        with backup_file.opened(kept) as (described, _):
            assert described.rows["contacts"] == 3
        kept.unlink()
    assert subprocess.run([*arguments, "never"], env=env, timeout=60).returncode == 0
    assert rows_of(database)["contacts"] == []


def before_restore(database: Database, path: Path) -> list[Path]:
    """What was kept: beside the file of the database, or beside the backup."""
    beside = Path(str(database.engine.url.database)) if database.is_sqlite else path
    found = [
        each for each in beside.parent.iterdir() if each.name.startswith(f"{beside.name}.before-restore-")
    ]
    assert len(found) == 1
    return found
