"""One serving process a SQLite file: by real processes and real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.database import DatabaseError, open_database, parse_url
from storage.single_writer import database_file, single_writer
from tests.postgres_server import PostgresServer
from tests.processes import PATIENCE_SECONDS, ROOT

HOLD = """
import sys, time
from storage.single_writer import single_writer
with single_writer(sys.argv[1], "kith run"):
    print("held", flush=True)
    time.sleep(600)
"""


@contextmanager
def holder(url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the file, as it is called in that folder."""
    started = subprocess.Popen(
        [sys.executable, "-c", HOLD, url],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stdout and started.stdout.readline() == "held\n"
        yield started
    finally:
        started.kill()
        started.communicate(timeout=PATIENCE_SECONDS)


def linked(folder: Path) -> str:
    (folder / "link.db").symlink_to(folder / "kith.db")
    return f"sqlite:///{folder}/link.db"


def through_a_linked_folder(folder: Path) -> str:
    (folder / "other").symlink_to(folder)
    return f"sqlite:///{folder}/other/kith.db"


PATHS = {
    "whole": lambda folder: f"sqlite:///{folder}/kith.db",
    "relative": lambda folder: f"sqlite:///{os.path.relpath(folder)}/kith.db",
    "roundabout": lambda folder: f"sqlite:///{folder}/../{folder.name}/kith.db",
    "link": linked,
    "linked folder": through_a_linked_folder,
    "uri": lambda folder: f"sqlite:///file:{folder}/kith.db?uri=true",
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_whatever_path_leads_to_the_file_the_second_is_told_who_is_the_first(
    tmp_path: Path, path: Callable[[Path], str]
) -> None:
    with holder("sqlite:///kith.db", tmp_path) as first:
        with (
            pytest.raises(DatabaseError) as refused,
            single_writer(path(tmp_path), "kith migrate"),
        ):
            pass
        assert f"{tmp_path}/kith.db is in use by process {first.pid} (`kith run`)." in str(refused.value)
        assert "End that one, or" in refused.value.hint and "\n" not in str(refused.value)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_any_end_lets_go_of_it(tmp_path: Path, end: signal.Signals) -> None:
    url = f"sqlite:///{tmp_path}/kith.db"
    with holder(url, tmp_path) as first:
        first.send_signal(end)
        first.wait(PATIENCE_SECONDS)
        with single_writer(url, "kith run"):
            assert (tmp_path / "kith.db-lock").read_text() == f"{os.getpid()} kith run\n"


def test_a_file_that_was_left_behind_locks_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "kith.db-lock").write_text("1 kith run\n")
    for _ in range(2):
        with single_writer(f"sqlite:///{tmp_path}/kith.db", "kith run"):
            pass
    assert (tmp_path / "kith.db-lock").read_text() == ""


def test_who_has_written_nothing_yet_is_another_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kith.db"
    with holder(url, tmp_path):
        (tmp_path / "kith.db-lock").write_text("")
        with (
            pytest.raises(DatabaseError, match="in use by another process"),
            single_writer(url, "kith run"),
        ):
            pass


def test_where_there_is_no_room_for_the_note_the_file_is_held_without(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kith.db"
    (tmp_path / "kith.db-lock").symlink_to("/dev/full")
    with single_writer(url, "kith run"), pytest.raises(OSError, match="No space"):
        (tmp_path / "kith.db-lock").write_text("the device is really full")


def test_the_database_works_while_it_is_held_and_after(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kith.db"
    with single_writer(url, "kith run"):
        database = open_database(url)
        assert database.run_sync(lambda conn: conn.exec_driver_sql("SELECT 1").scalar_one()) == 1
        database.close()


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "kith.db-lock").mkdir()  # stands for what no right helps against: the tests may run as root
    with (
        pytest.raises(DatabaseError, match=r"kith\.db-lock cannot be written \(Is a directory\)"),
        single_writer(f"sqlite:///{tmp_path}/kith.db", "kith run"),
    ):
        pass


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_a_database_in_memory_is_nobody_elses(url: str) -> None:
    assert database_file(parse_url(url)) is None
    with single_writer(url, "kith run"), single_writer(url, "kith run"):
        pass


def test_postgresql_takes_any_number(postgres_server: PostgresServer) -> None:
    url = postgres_server.url
    with single_writer(url, "kith run"), single_writer(url, "kith run"):
        assert database_file(url) is None


def test_a_missing_folder_is_left_to_who_opens(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/nowhere/kith.db"
    with single_writer(url, "kith run"), pytest.raises(DatabaseError, match="does not exist"):
        open_database(url)


def test_a_file_with_a_second_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kith.db").touch()
    (tmp_path / "again.db").hardlink_to(tmp_path / "kith.db")
    with (
        pytest.raises(DatabaseError, match="second name"),
        single_writer(f"sqlite:///{tmp_path}/again.db", "kith run"),
    ):
        raise AssertionError("it was let in")
