"""`--data DIR`: the next start goes on with the same talk at the same time, and says nothing twice."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bot.demo_process import Demo, surroundings
from tests.processes import kith, until

LINE = "met Dana Lee from Acme at the fair, promised her the deck by tomorrow"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def started(tmp_path: Path, *more: str) -> Demo:
    args = ("--port", "0", "--no-browser", "--data", str(tmp_path / "data"))
    return Demo(surroundings(tmp_path), *args, *more)


def kept(data: Path) -> dict[str, Any]:
    """What the file of the workspace holds."""
    found: dict[str, Any] = json.loads((data / "kith-demo.json").read_text())
    return found


def words(data: Path) -> list[str]:
    """Everything that was said, with its blocks, in the order in which it stands."""
    return [json.dumps(post["body"]) for post in kept(data)["posts"]]


def stood_at(data: Path) -> datetime:
    return datetime.fromisoformat(kept(data)["saved_at"])


def ended(demo: Demo) -> None:
    demo.ask_to_end()
    assert demo.status() == 0 and "Traceback" not in demo.output, demo.output


def live_a_day(demo: Demo) -> None:
    """A promise, and the brief of the next morning."""
    demo.say("/promise send Dana the deck by tomorrow")
    demo.post("/clock", who="alice", to="tomorrow 09:00")
    until(lambda: "One thing today" in demo.get("/p/alice/dm"), "the brief")


def test_the_next_start_goes_on_where_this_one_ended(tmp_path: Path, data: Path) -> None:
    with started(tmp_path) as demo:
        live_a_day(demo.until_ready())
        ended(demo)
    before, state = stood_at(data), kept(data)
    with started(tmp_path) as demo:
        page = demo.until_ready().get("/p/alice/dm")
        ended(demo)
    assert "One thing today" in page and "send the deck" in page.lower()
    for name in ("posts", "users", "conversations", "homes"):
        assert kept(data)[name] == state[name], name
    assert before <= stood_at(data) < before + timedelta(minutes=5)


def test_killed_it_has_all_but_the_last_second_and_works_on(tmp_path: Path, data: Path) -> None:
    with started(tmp_path) as demo:
        live_a_day(demo.until_ready())
        until(lambda: any("One thing today" in text for text in words(data)), "the brief in the file")
        demo.kill()
    before, said = stood_at(data), words(data)
    with started(tmp_path) as demo:
        assert "One thing today" in demo.until_ready().get("/p/alice/dm")
        demo.say(LINE)
        until(lambda: "Dana Lee" in "".join(words(data)[len(said) + 1 :]), "an answer to an event")
        ended(demo)
    assert words(data)[: len(said)] == said and stood_at(data) > before
    assert sum("One thing today" in text for text in words(data)) == 1


@pytest.mark.parametrize("line", [LINE, "hello"])
def test_killed_again_and_again_it_answers_each_time(tmp_path: Path, data: Path, line: str) -> None:
    seen: set[str] = set()
    for _ in range(3):
        with started(tmp_path) as demo:
            demo.until_ready().say(line)
            fresh = until(lambda known=seen: answers(data) - known, "an answer of this start")
            demo.kill()
        seen |= fresh


def answers(data: Path) -> set[str]:
    """The messages of Kith, but for the welcome, which comes once."""
    posts = [post["body"] for post in kept(data)["posts"]]
    return {post["ts"] for post in posts if post.get("bot_id") and "Welcome" not in post["text"]}


def test_reset_begins_anew(tmp_path: Path, data: Path) -> None:
    with started(tmp_path) as demo:
        live_a_day(demo.until_ready())
        ended(demo)
    with started(tmp_path, "--reset") as demo:
        page = demo.until_ready().get("/p/alice/dm")
        ended(demo)
    assert "send the deck" not in page.lower() and words(data) == []


def test_the_terminal_keeps_as_well(tmp_path: Path, data: Path) -> None:
    args = ("demo", "--terminal", "--data", str(data))
    for lines in ("/promise call Dana tomorrow\n", "/promise\n:messages\n"):
        played = kith(*args, env=surroundings(tmp_path), stdin=lines)
        assert (played.returncode, played.stderr) == (0, "")
        assert f"everything is kept in {data}" in played.stdout
    assert played.stdout.lower().count("call") > 2
