"""A log line is one JSON object: of libraries their own words alone, of errors never the text."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.log_lines import JsonLines, told

TOKEN = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy"
APP_TOKEN = "xapp-1-A0B1C2D3-4567-89abcdef"


def written(
    message: str,
    *args: object,
    name: str = "bot.scheduler",
    raised: Exception | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """A line as it would be written, read again."""
    info = (type(raised), raised, raised.__traceback__) if raised else None
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "/x/client.py", 7, message, args, info, extra=fields
    )
    line = JsonLines().format(record)
    assert "\n" not in line
    found: dict[str, Any] = json.loads(line)
    return found


def failed() -> ValueError:
    try:
        raise ValueError("canarybird")
    except ValueError as error:
        return error


def test_a_line_tells_when_how_bad_where_and_what_with_its_counts() -> None:
    line = written("sweep of %d", 3, due=5, queued=2)
    assert line.pop("at")[10] == "T"
    told_as = {"level": "ERROR", "logger": "bot.scheduler", "message": "sweep of 3"}
    assert line == {**told_as, "due": 5, "queued": 2}


def test_an_error_is_its_kind_and_its_places_and_not_its_text() -> None:
    for line in (written("x", raised=failed()), written("x", **told(failed()))):
        assert line["error"] == "ValueError" and line["places"][-1].startswith("test_log_lines.py:")
        assert "canarybird" not in str(line)


def test_a_deep_error_has_the_innermost_places() -> None:
    def fall(depth: int) -> None:
        if depth == 0:
            raise failed()
        fall(depth - 1)

    with pytest.raises(ValueError) as caught:
        fall(50)
    places = told(caught.value)["places"]
    assert len(places) == 12 and places[-1].endswith(" failed")


@pytest.mark.parametrize("secret", [TOKEN, APP_TOKEN, "xoxe.xoxb-1-abc", "ticket=2c5e"])
def test_a_secret_is_cut_out_wherever_it_stands(secret: str) -> None:
    line = written(f"could not use {secret}, again", code=f"wss://wss.example/?{secret}&app=1")
    assert secret not in str(line) and str(line).count("(hidden)") == 2
    assert line["message"].startswith("could not use ") and line["message"].endswith("again")


@pytest.mark.parametrize(
    ("message", "args", "kept"),
    [
        ("Task exception was never retrieved\nfuture: <Task ValueError('canarybird')>", (), "Task exception"),
        ("Failed to send a request: {'text': 'canarybird'}", (), "Failed to send a request"),
        ("Unhandled request ({'text': 'canarybird'})", (), "Unhandled request"),
        ('Job "%s" raised an exception', ("canarybird",), "Job"),
        ("%s canarybird", ("x",), ""),
    ],
)
@pytest.mark.parametrize("name", ["slack_sdk.web", "asyncio", "bot.bolt"])
def test_of_a_librarys_line_its_own_words_are_kept_and_nothing_that_it_was_handed(
    name: str, message: str, args: tuple[object, ...], kept: str
) -> None:
    line = written(message, *args, name=name, raised=failed(), body="canarybird")
    assert line["message"].startswith(kept) and line["place"] == "client.py:7"
    assert line["error"] == "ValueError" and "canarybird" not in str(line)


def test_what_is_no_json_becomes_the_name_of_its_kind() -> None:
    line = written("x", odd=failed(), them={1: object()})
    assert (line["odd"], line["them"]) == ("ValueError", {"1": "object"})


def test_a_line_break_and_any_script_fit_in_one_line() -> None:
    assert written("a\nb\u2028 ñ 漢")["message"] == "a\nb\u2028 ñ 漢"
