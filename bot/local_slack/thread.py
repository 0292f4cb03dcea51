"""LocalSlack in a thread of its own, with the same face for tests that are plain functions."""

from __future__ import annotations

import asyncio
import functools
import inspect
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from bot.local_slack.person import Person
from bot.local_slack.server import LocalSlack

PATIENCE_SECONDS = 60.0


class Synchronous:
    """Stands before an object of the other thread: coroutine methods block until they are done."""

    def __init__(self, target: Any, loop: asyncio.AbstractEventLoop) -> None:
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_loop", loop)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        return (
            self._blocking(value) if callable(value) and not isinstance(value, type) else self._wrapped(value)
        )

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._target, name, value)

    def __repr__(self) -> str:
        return repr(self._target)

    def _blocking(self, method: Any) -> Any:
        @functools.wraps(method)
        def call(*args: Any, **kwargs: Any) -> Any:
            plain = [_bare(arg) for arg in args]
            named = {key: _bare(arg) for key, arg in kwargs.items()}
            work = _as_coroutine(method, plain, named)
            return self._wrapped(asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS))

        return call

    def _wrapped(self, value: Any) -> Any:
        if isinstance(value, Person):
            return Synchronous(value, self._loop)
        if isinstance(value, list):
            return [self._wrapped(item) for item in value]
        return value


def _bare(value: Any) -> Any:
    return value._target if isinstance(value, Synchronous) else value


async def _as_coroutine(method: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Runs in the loop's thread, so that plain methods too see the state from one thread only."""
    result = method(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result


class SynchronousSlack(Synchronous):
    """The face of LocalSlack itself."""

    def until(self, is_true: Callable[[], Any], seconds: float = 10.0) -> Any:
        """As LocalSlack.until; `is_true` is asked in the caller's thread, so it may use this face."""
        end = time.monotonic() + seconds
        while not (found := is_true()):
            if time.monotonic() > end:
                raise TimeoutError(f"it did not happen within {seconds:g} s")
            time.sleep(0.005)
        return found


class LocalSlackThread:
    """`with LocalSlackThread(manifest) as slack:` gives the face of LocalSlack without `await`.

    Takes the arguments of LocalSlack, and `port`.
    """

    def __init__(self, manifest: Mapping[str, Any], port: int = 0, **options: Any) -> None:
        self._manifest, self._port, self._options = manifest, port, options
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="local-slack", daemon=True)
        self._slack: LocalSlack | None = None

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def __enter__(self) -> Any:
        # Made here, so that a manifest that Slack would refuse raises in the caller's own thread.
        self._slack = LocalSlack(self._manifest, **self._options)
        self._thread.start()
        self._wait(self._slack.start(self._port))
        return SynchronousSlack(self._slack, self._loop)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._slack is not None:
            self._wait(self._slack.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_SECONDS)
        self._loop.close()

    def _wait(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS)
