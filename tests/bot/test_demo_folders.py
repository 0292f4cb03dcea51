"""The folder of a demo: begun anew without harm to anything else, and gone when nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.demo_data import DemoError, DemoFolder, demo_folder
from tests.bot.demo_process import names

OURS = (
    *("kith-demo.clock", "kith-demo.clock.17.new", "kith-demo.db", "kith-demo.db-shm", "kith-demo.db-wal"),
    *(
        "kith-demo.json",
        "kith-demo.json.new",
        "kith-demo-files/F0ABCDEFGHI",
        "kith-demo-files/F0ABCDEFGHI.new",
    ),
)
FOREIGN = ("kith.db", "notes.txt", "kith-demo.txt", "kith-demo.dbs", "files/F0ABCDEFGHI", "kith-demo/x")


def put(folder: Path, *files: str) -> None:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("something")


def left(folder: Path) -> list[str]:
    """Every file that is there, but the lock."""
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    return sorted(name for name in files if name != "kith-demo.lock")


def test_a_reset_removes_what_the_demo_writes_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, *OURS, *FOREIGN)
    demo_folder(tmp_path, is_reset=True).close()
    assert left(tmp_path) == sorted(FOREIGN) and "kith-demo-files" not in names(tmp_path)


def test_without_reset_everything_stays(tmp_path: Path) -> None:
    put(tmp_path, *OURS, *FOREIGN)
    demo_folder(tmp_path, is_reset=False).close()
    assert left(tmp_path) == sorted([*OURS, *FOREIGN])


def link(folder: Path) -> None:
    put(folder.parent / "elsewhere", "F0ABCDEFGHI")
    (folder / "kith-demo-files").symlink_to(folder.parent / "elsewhere")


NOT_OURS: dict[str, Callable[[Path], object]] = {
    "a folder for a file": lambda folder: put(folder, "kith-demo.db/mine.txt"),
    "a file for a folder": lambda folder: put(folder, "kith-demo-files"),
    "a photo among the files": lambda folder: put(folder, "kith-demo-files/photo.jpg"),
    "a folder among the files": lambda folder: put(folder, "kith-demo-files/F0ABCDEFGHI/x"),
    "files that lie elsewhere": link,
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_what_only_has_our_name_is_left_with_all_the_rest(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "data"
    put(folder, "kith-demo.json")
    NOT_OURS[what](folder)
    before = left(tmp_path)
    with pytest.raises(DemoError, match="is not the demo's, so nothing was removed"):
        demo_folder(folder, is_reset=True)
    assert [name for name in left(tmp_path) if not name.endswith(".lock")] == before


def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    put(tmp_path, "mine.db")
    folder.mkdir()
    (folder / "kith-demo.db").symlink_to(tmp_path / "mine.db")
    demo_folder(folder, is_reset=True).close()
    assert names(folder) == ["kith-demo.lock"] and (tmp_path / "mine.db").exists()


def test_a_database_without_its_workspace_is_refused_with_the_remedy(tmp_path: Path) -> None:
    put(tmp_path, "kith-demo.db")
    with pytest.raises(DemoError, match=r"kith-demo.json is missing .*--reset` begins anew"):
        demo_folder(tmp_path, is_reset=False)


def test_a_folder_is_for_one_at_a_time(tmp_path: Path) -> None:
    first = demo_folder(tmp_path, is_reset=False)
    first.note("http://127.0.0.1:5484/")
    with pytest.raises(DemoError, match=r"Another demo at http://127\.0\.0\.1:5484/ is using"):
        demo_folder(tmp_path, is_reset=False)
    first.close()
    second = DemoFolder(tmp_path, is_kept=True)
    second.hold()
    with pytest.raises(DemoError, match=f"Another demo is using {tmp_path}"):
        demo_folder(tmp_path, is_reset=False)
    second.close()


def test_a_temporary_folder_is_new_and_goes_with_all_that_is_in_it() -> None:
    one, other = demo_folder(None, is_reset=True), demo_folder(None, is_reset=False)
    assert one.path != other.path and names(one.path) == []
    put(one.path, *OURS, *FOREIGN)
    one.close()
    other.close()
    other.close()
    assert not one.path.exists() and not other.path.exists()
