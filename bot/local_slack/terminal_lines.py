"""Reads lines from a terminal while messages may arrive, and writes without tearing the line being typed."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import sys
import threading
from collections.abc import AsyncIterator, Callable

ERASE_LINE = "\r\x1b[K"


class Terminal:
    """Standard input and output. Reading happens in a thread, since input() cannot be awaited."""

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._asked = threading.Semaphore(0)
        self._prompt = ""
        self._is_waiting = False
        self._readline: object | None = None
        with contextlib.suppress(ImportError):
            # Its mere import gives input() editing and history.
            self._readline = importlib.import_module("readline")

    async def lines(self, prompt: Callable[[], str]) -> AsyncIterator[str]:
        """Lines as they are typed; ends when the input does. `prompt` is asked before each."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(loop,), daemon=True).start()
        while True:
            self._prompt, self._is_waiting = prompt(), True
            self._asked.release()
            line = await self._lines.get()
            self._is_waiting = False
            if line is None:
                return
            yield line

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            self._asked.acquire()
            try:
                line: str | None = input(self._prompt)
            except (EOFError, KeyboardInterrupt):
                line = None
            with contextlib.suppress(RuntimeError):
                # The loop may be gone when the program ends while somebody types.
                loop.call_soon_threadsafe(self._lines.put_nowait, line)
            if line is None:
                return

    def write(self, text: str) -> None:
        """Writes above the line being typed, and puts that line back."""
        if self._is_waiting:
            typed = str(getattr(self._readline, "get_line_buffer", str)())
            sys.stdout.write(f"{ERASE_LINE}{text}\n{self._prompt}{typed}")
        else:
            sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
