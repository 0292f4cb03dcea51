"""The guard of the tests' PostgreSQL: when the run is over, however it ended, nothing is left."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.postgres_server import GUARD

# Stands for PostgreSQL: it removes its pid file when it is told to end.
SERVER = 'trap \'rm "$1"; exit 0\' INT; echo $$ > "$1"; echo ready; while :; do sleep 0.05; done'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run = tmp_path / "run"
    (run / "data").mkdir(parents=True)
    return run


def guard(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sh", "-c", GUARD, "guard", str(folder)], stdin=subprocess.PIPE)


def test_the_server_is_stopped_and_its_folder_removed(folder: Path) -> None:
    pid_file = str(folder / "data" / "postmaster.pid")
    server = subprocess.Popen(["sh", "-c", SERVER, "server", pid_file], stdout=subprocess.PIPE)
    assert server.stdout is not None and server.stdout.readline() == b"ready\n"
    guard(folder).communicate()
    assert server.wait(timeout=30) == 0
    assert not folder.exists()
    server.stdout.close()


def test_a_run_without_a_server_leaves_no_folder(folder: Path) -> None:
    guard(folder).communicate()
    assert not folder.exists()
