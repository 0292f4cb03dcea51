"""The port: the one that was asked for, or the next; never one that somebody else answers on."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import pytest

from bot import demo_port
from bot.demo_data import DemoError
from bot.demo_port import free_port, is_taken
from tests.bot.demo_process import Demo, surroundings

FAMILIES = {"127.0.0.1": socket.AF_INET, "0.0.0.0": socket.AF_INET, "::1": socket.AF_INET6}


def held(host: str, is_listening: bool = True) -> tuple[socket.socket, int]:
    """A socket that holds a port of this address, with a neighbour that is free."""
    while True:
        holder = socket.socket(FAMILIES[host])
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, is_listening)  # as servers do
        try:
            holder.bind((host, 0))
        except OSError:
            pytest.skip(f"this machine has no {host}")
        if is_listening:
            holder.listen()
        port = int(holder.getsockname()[1])
        if port < 65535 and not is_taken(port + 1):
            return holder, port
        holder.close()


@pytest.mark.parametrize("is_listening", [True, False], ids=["listening", "bound"])
@pytest.mark.parametrize("host", FAMILIES)
def test_a_port_that_is_held_on_any_loopback_is_passed_over(host: str, is_listening: bool) -> None:
    holder, port = held(host, is_listening)
    with holder:
        assert is_taken(port) and free_port(port) == port + 1
    assert not is_taken(port) and free_port(port) == port


def test_a_port_that_was_just_left_can_be_had_again() -> None:
    holder, port = held("127.0.0.1")
    with holder, socket.create_connection(("127.0.0.1", port)) as caller:
        holder.accept()[0].close()  # who hangs up first keeps the port's past
        assert caller.recv(1) == b""
    assert free_port(port) == port


def test_any_port_is_any_port() -> None:
    assert free_port(0) == 0


def test_when_all_are_taken_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_port, "is_taken", lambda _port: True)
    with pytest.raises(DemoError, match=r"Port 65500 and those after it are taken: give another"):
        free_port(65500)


def test_a_port_for_the_mighty_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_port: int) -> bool:
        raise PermissionError

    monkeypatch.setattr(demo_port, "is_taken", refuse)
    with pytest.raises(DemoError, match=r"Port 80 is not for everybody: give one from 1024 on"):
        free_port(80)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_demo_takes_the_next_port_and_says_so_in_one_line(tmp_path: Path, host: str) -> None:
    with contextlib.ExitStack() as holding:
        holder, port = held(host)
        holding.enter_context(holder)
        with Demo(surroundings(tmp_path), "--port", str(port), "--no-browser") as demo:
            demo.until_ready()
            assert demo.port == port + 1 and "Message Kith" in demo.get("/p/alice/dm")
            assert demo.output.startswith(f"Port {port} is taken, so it is {port + 1} this time.\nKith is at")


def test_the_port_that_was_asked_for_is_no_news(tmp_path: Path) -> None:
    holder, port = held("127.0.0.1")
    holder.close()
    with Demo(surroundings(tmp_path), "--port", str(port), "--no-browser") as demo:
        demo.until_ready()
        assert demo.port == port and demo.output.startswith("Kith is at")
