"""`kith demo` as a process of its own, with its address; and connections to it that a browser might hold."""

from __future__ import annotations

import signal
import socket
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from tests.processes import PATIENCE_SECONDS, Started, direct, environment

READY = "Ctrl-C ends it."


def surroundings(folder: Path, **variables: str) -> dict[str, str]:
    """Nothing of ours gets in, no screen is there, and temporary folders are made in `folder`."""
    return environment(TMPDIR=str(folder), KITH_DATABASE_URL="", **variables)


class Demo(Started):
    """Killed at the end of the block."""

    def __init__(self, env: Mapping[str, str], *args: str) -> None:
        super().__init__(env, "demo", *args)

    @property
    def address(self) -> str:
        """Where the page is, without a slash at its end."""
        return self.output.partition("Kith is at ")[2].partition("/\n")[0]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def is_ready(self) -> bool:
        """It has said that it is there."""
        return READY in self.output

    def ask_to_end(self, how: signal.Signals = signal.SIGINT) -> None:
        """Send the signal."""
        self.process.send_signal(how)

    def call(self, sent: bytes, answer_holds: bytes = b"") -> socket.socket:
        """A connection on which this was sent, and which stays open after these words of its answer."""
        caller = socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS)
        caller.sendall(sent)
        heard = b""
        while answer_holds not in heard:
            heard += caller.recv(1 << 16) or b"(hung up)"
            assert b"(hung up)" not in heard, heard
        return caller

    def get(self, path: str) -> str:
        """What stands at an address below the page's own."""
        with direct.open(self.address + path, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> None:
        """What a form of the page sends; fails on anything but a good answer."""
        with direct.open(self.address + path, urlencode(fields).encode(), PATIENCE_SECONDS) as answer:
            assert answer.status == 204, answer.read()

    def say(self, text: str) -> None:
        """alice types it in her direct message with Kith."""
        self.post("/p/alice/say", place="dm", text=text)


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())
