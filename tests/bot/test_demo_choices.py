"""What `kith demo` is told on the command line: wrong values, folders of others, a second demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import __main__ as cli
from tests.bot.demo_process import Demo, names, surroundings
from tests.processes import kith


def refused(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """The one line with which the command line refuses these."""
    with pytest.raises(SystemExit) as end:
        cli.main(["demo", *args])
    out, err = capsys.readouterr()
    assert (end.value.code, out, err.count("\n")) == (2, "", 1)
    return str(err)


@pytest.mark.parametrize(
    "port", ["65536", "99999999999", "-1", "ninety", "", "1.5", "５４８４", "0x10", " 80"]
)
def test_what_is_no_port_is_one_line_with_an_example(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert "like 5484" in refused(capsys, f"--port={port}")


@pytest.mark.parametrize("args", [["--port"], ["--data"], ["--ports", "1"], ["--no-browsers"], ["there"]])
def test_what_is_not_known_or_lacks_its_value_is_one_line(
    capsys: pytest.CaptureFixture[str], args: list[str]
) -> None:
    assert " --help` tells more." in refused(capsys, *args)


@pytest.mark.parametrize("name", ["", " ", "file"])
def test_what_is_no_folder_is_one_line_with_an_example(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("mine")
    assert "like ~/kith-demo" in refused(capsys, f"--data={name}")


def test_a_folder_below_ones_home_is_found() -> None:
    assert cli.folder("~/kith-demo") == Path.home() / "kith-demo"


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    ended = kith("demo", "--data", str(tmp_path / "file" / "below"), env=surroundings(tmp_path))
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert "cannot be used (Not a directory): give a folder that you may write." in ended.stderr


def test_a_second_demo_on_one_folder_says_where_the_first_one_is(tmp_path: Path) -> None:
    args = ("--port", "0", "--no-browser", "--data", str(tmp_path / "data"))
    with Demo(surroundings(tmp_path), *args) as first:
        first.until_ready()
        second = kith("demo", *args, "--reset", env=surroundings(tmp_path))
        assert (second.returncode, second.stdout, second.stderr.count("\n")) == (2, "", 1)
        assert f"Another demo at {first.address}/ is using {tmp_path / 'data'}" in second.stderr
        assert "kith-demo.json" in names(tmp_path / "data")
        first.kill()
    with Demo(surroundings(tmp_path), *args) as third:
        third.until_ready()


@pytest.mark.parametrize("spoilt", ["kith-demo.json", "kith-demo.db"])
def test_data_that_is_damaged_is_one_line_with_the_remedy(tmp_path: Path, spoilt: str) -> None:
    env, data = surroundings(tmp_path), tmp_path / "what? 100%"
    args = ("demo", "--terminal", "--data", str(data))
    assert kith(*args, env=env, stdin="hello\n").returncode == 0
    (data / spoilt).write_text("This is nothing of the kind. " * 99)
    ended = kith(*args, env=env, stdin="hello\n")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert f"`kith demo --data {data} --reset` begins anew." in ended.stderr
    assert kith(*args, "--reset", env=env, stdin="hello\n").returncode == 0


def test_a_clock_that_cannot_be_read_is_wound_up_anew(tmp_path: Path) -> None:
    env, data = surroundings(tmp_path), tmp_path / "data"
    for hour in ("nan", "1e300", "noon"):
        ended = kith("demo", "--terminal", "--data", str(data), env=env, stdin=":clock\n")
        assert ended.returncode == 0 and "It is now Mon" in ended.stdout, ended.stderr
        (data / "kith-demo.clock").write_text(hour)


def test_without_a_folder_there_is_nothing_to_reset(tmp_path: Path) -> None:
    ended = kith("demo", "--terminal", "--reset", env=surroundings(tmp_path), stdin=":clock\n")
    assert (ended.returncode, ended.stderr, names(tmp_path)) == (0, "", [])
