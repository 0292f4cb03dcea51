"""Lines typed at a prompt, while messages arrive above it."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator

with contextlib.suppress(ImportError):  # editing and history, where Python has it
    import readline

CLEAR_LINE = "\r\033[K"


def without_prompt(text: str) -> None:
    """Write above the prompt: the line that is being typed is put back below."""
    typed = readline.get_line_buffer() if "readline" in globals() and _Prompt.shown else ""
    tail = f"\n{_Prompt.shown}{typed}" if _Prompt.shown else "\n"
    sys.stdout.write(f"{CLEAR_LINE}{text}{tail}")
    sys.stdout.flush()


class _Prompt:
    """The prompt that stands on the screen at this moment, if one does."""

    shown = ""


async def typed_lines(prompt: Callable[[], str]) -> AsyncIterator[str]:
    """Each line that a person types, until the input ends. `prompt` is asked anew for each."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    wanted = threading.Semaphore(0)

    def read() -> None:
        while True:
            wanted.acquire()
            line = _ask(prompt())
            loop.call_soon_threadsafe(lines.put_nowait, line)
            if line is None:
                return

    with terminal_restored():
        # A thread of its own, and a daemon: it may hang in input() when the process ends.
        threading.Thread(target=read, daemon=True, name="typed-lines").start()
        while True:
            wanted.release()
            line = await lines.get()
            if line is None:
                return
            yield line


def _ask(prompt: str) -> str | None:
    _Prompt.shown = prompt
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        return None
    finally:
        _Prompt.shown = ""


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
