"""What is written behind `kith`: read, checked, and refused in one line with an example."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """The line, and status 2."""
        self.exit(2, f"{self.prog}: {message}. `{self.prog} --help` tells more.\n")


def instant(text: str) -> datetime:
    """An instant with its zone; raises ArgumentTypeError with an example."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not EARLIEST <= at <= LATEST:
        example = "write date, hour and offset, like 2026-12-01T09:00:00+00:00"
        raise argparse.ArgumentTypeError(f"{text!r} is no instant: {example}")
    return at


def port(text: str) -> int:
    """A port number; raises ArgumentTypeError with an example."""
    if not (text.isascii() and text.isdecimal()) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: write a number up to 65535, like 5484")
    return int(text)


def folder(text: str) -> Path:
    """A folder, there or still to be made; raises ArgumentTypeError with an example."""
    path = Path(text).expanduser() if text.startswith("~/") else Path(text)
    if not text.strip() or "\0" in text or (path.exists() and not path.is_dir()):
        raise argparse.ArgumentTypeError(f"{text!r} is no folder: write one, like ~/kith-demo")
    return path


def file_name(text: str) -> Path:
    """The name of a file; raises ArgumentTypeError with an example."""
    path = Path(text).expanduser() if text.startswith("~/") else Path(text)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = ""
    if not text.strip() or "\0" in text or path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is no name of a file: write one, like kith-monday.backup")
    return path
