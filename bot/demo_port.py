"""The port of the demo: the one asked for, or the next that is free."""

from __future__ import annotations

import errno
import socket

from bot.demo_data import DemoError

PORT = 5484
TRIES = 100
LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def is_taken(port: int) -> bool:
    """Whether somebody has it on this machine, on either loopback: "localhost" may mean each of them.

    Raises PermissionError for a port that is not for everybody.
    """
    return any(_is_taken(family, host, port) for family, host in LOOPBACK)


def _is_taken(family: socket.AddressFamily, host: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as caller:
            caller.settimeout(0.5)
            # Some systems let us bind beside one who listens on every address: so knock first.
            if caller.connect_ex((host, port)) == 0 and caller.getsockname() != caller.getpeername():
                return True
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except PermissionError:
        raise
    except OSError as error:
        return error.errno == errno.EADDRINUSE  # else this machine has no such loopback
    return False


def free_port(wanted: int) -> int:
    """`wanted`, or the next one that is free; 0 is any. Raises DemoError when there is none."""
    try:
        for port in range(wanted, min(wanted + TRIES, 65536)):
            if port == 0 or not is_taken(port):
                return port
    except PermissionError:
        raise DemoError(
            f"Port {wanted} is not for everybody: give one from 1024 on, as --port {PORT}."
        ) from None
    raise DemoError(f"Port {wanted} and those after it are taken: give another, as --port 8080.")
