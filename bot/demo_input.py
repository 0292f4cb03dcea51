"""Lines typed at a prompt or piped in, and messages that arrive above the prompt."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
import textwrap
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TextIO

with contextlib.suppress(ImportError):  # editing and history, where Python has it
    import readline


class _Prompt:
    """The prompt that stands on the screen at this moment, if one does."""

    shown = ""


def paper(is_plain: bool) -> Callable[[str], None]:
    """What writes above the prompt: the line that is being typed is put back below.

    `is_plain`: without escape codes, so that the half-typed line stays where it is and is repeated below.
    """

    def write(text: str) -> None:
        columns = shutil.get_terminal_size().columns
        typed = ""
        if _Prompt.shown:
            typed = _Prompt.shown + (readline.get_line_buffer() if "readline" in globals() else "")
        clear = cleared(typed, columns) if not is_plain else "\n" * bool(typed)
        sys.stdout.write(f"{clear}{fitted(text, columns)}\n{typed}")
        sys.stdout.flush()

    return write


def cleared(typed: str, columns: int) -> str:
    """The escape codes that remove what stands on the screen of a line at its end, over all its rows."""
    rows = max(len(typed) - 1, 0) // max(columns, 1)
    return "\r" + (f"\033[{rows}A" if rows else "") + "\033[J"


def fitted(text: str, columns: int) -> str:
    """The text with no line longer than the terminal is wide, each kept at its indentation."""
    return "\n".join(piece for line in text.split("\n") for piece in _folded(line, columns))


def _folded(line: str, columns: int) -> list[str]:
    if len(line) <= columns or columns < 20:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(line, columns, subsequent_indent=indent, drop_whitespace=True) or [line]


async def typed_lines(prompt: Callable[[], str]) -> AsyncIterator[str]:
    """Each line that a person types, until the input ends. `prompt` is asked anew for each."""

    def ask() -> str | None:
        _Prompt.shown = prompt()
        try:
            return input(_Prompt.shown)
        except (EOFError, KeyboardInterrupt, UnicodeDecodeError):
            return None
        finally:
            _Prompt.shown = ""

    with terminal_restored():
        async for line in _in_a_thread(ask):
            yield line


async def piped_lines() -> AsyncIterator[str]:
    """Each line that is piped in, as soon as it comes; nothing where there is no input at all."""
    if sys.stdin is None or sys.stdin.closed:
        return
    source = _input()

    def read() -> str | None:
        try:
            return source.readline() or None
        except OSError:
            return None

    async for line in _in_a_thread(read):
        yield line.rstrip("\r\n")


def _input() -> TextIO:
    # Not sys.stdin itself: a thread that waits in it when the process ends makes Python die badly.
    return open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False)


async def _in_a_thread(ask: Callable[[], str | None]) -> AsyncIterator[str]:
    """What a function that blocks gives, one call for each turn, until it gives None."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    wanted = threading.Semaphore(0)

    def work() -> None:
        while True:
            wanted.acquire()
            line = ask()
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(lines.put_nowait, line)
            if line is None:
                return

    # A thread of its own, and a daemon: it may still wait for a line when the process ends.
    threading.Thread(target=work, daemon=True, name="lines").start()
    while True:
        wanted.release()
        line = await lines.get()
        if line is None:
            return
        yield line


@contextlib.contextmanager
def terminal_restored() -> Iterator[None]:
    """Leave the terminal as it was found, also when the process ends while somebody types."""
    try:
        import termios
    except ImportError:
        yield
        return
    before = termios.tcgetattr(sys.stdin.fileno())
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, before)
        sys.stdout.write("\n")
