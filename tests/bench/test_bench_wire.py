"""The client of the benchmarks sends what Slack sends, and reads answers however they are cut up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from time import time
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest

from bot.web import is_signed, parse
from tests.bench.wire import Answer, Wire, command, signed, unknown_click

SECRET = "0123456789abcdef"
SLACK = SimpleNamespace(team_id="T1", person=lambda name: SimpleNamespace(id=f"U-{name}"))


def head_and_body(request: bytes) -> tuple[dict[str, str], bytes]:
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")[1:]
    return {name.lower(): value for name, value in (line.split(": ") for line in lines)}, body


@pytest.mark.parametrize("form", [command(SLACK, "/kith", "help"), unknown_click(SLACK)])
def test_what_is_measured_passes_the_guard(form: dict[str, str]) -> None:
    headers, body = head_and_body(signed(SECRET, form))
    assert is_signed(SECRET, headers, body, time())
    assert parse(body, headers["content-type"]) is not None
    assert int(headers["content-length"]) == len(body)


def test_the_command_is_alices() -> None:
    _, body = head_and_body(signed(SECRET, command(SLACK, "/promise", "send Dana the deck")))
    fields = parse_qs(body.decode())
    assert (fields["user_id"], fields["text"]) == (["U-alice"], ["send Dana the deck"])


@pytest.fixture
def answering() -> Iterator[Callable[[list[bytes]], Wire]]:
    """A wire to a server that sends these pieces, whatever it is asked."""
    server = socket.create_server(("127.0.0.1", 0))
    wires: list[Wire] = []

    def serve(pieces: list[bytes]) -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(1000)
            for piece in pieces:
                connection.sendall(piece)

    def wire(pieces: list[bytes]) -> Wire:
        threading.Thread(target=serve, args=(pieces,), daemon=True).start()
        wires.append(Wire(server.getsockname()[1]))
        return wires[-1]

    yield wire
    for one in wires:
        one.close()
    server.close()


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"],
        [b"HTTP/1.1 200 OK\r\ncontent-le", b"ngth: 5\r\n", b"\r\nhe", b"llo"],
    ],
)
def test_an_answer_is_read_whole(answering: Callable[[list[bytes]], Wire], pieces: list[bytes]) -> None:
    assert answering(pieces).get("/readyz") == Answer(200, b"hello")


def test_an_answer_that_breaks_off_is_an_error(answering: Callable[[list[bytes]], Wire]) -> None:
    wire = answering([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe"])
    with pytest.raises(ConnectionError):
        wire.get("/readyz")
