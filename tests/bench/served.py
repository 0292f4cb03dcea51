"""The server processes that are measured: `python -m tests.bench.served kith` (or `bare`).

`kith` is `kith run`, unmodified. `stored` and `raw` are `kith run` with one command more, see
tests/bench/commands.py. `bare` is the smallest Bolt app over HTTP: one listener, no database. Either
tells its CPU time, in nanoseconds, on standard output whenever a line comes in, and ends when input ends.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any


def tell_cpu_time() -> None:
    """Answer each line on standard input with the CPU time that this process has used."""
    for _line in sys.stdin:
        print(time.process_time_ns(), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)


def kith() -> None:
    """`kith run`, which reads its settings from the environment."""
    from bot.__main__ import main

    sys.exit(main(["run"]))


def stored() -> None:
    """`kith run` with a command that reads and writes as every listener does."""
    from tests.bench import commands

    commands.add_stored()
    kith()


def raw() -> None:
    """`kith run` with a command that reads and writes by sqlite3."""
    from tests.bench import commands

    commands.add_raw()
    kith()


def bare() -> None:
    """The app of Bolt's own documentation, with the flag and the server that Kith uses."""
    import uvicorn

    uvicorn.run(
        bare_app(),
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_config=None,
    )


def bare_app() -> Any:
    """One listener that answers with Kith's own help, so that both answer with the same bytes."""
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    from bot.blocks.help import help_message

    # Taken away, since Bolt warns of a token that is given twice.
    token, secret = os.environ.pop("SLACK_BOT_TOKEN"), os.environ["SLACK_SIGNING_SECRET"]
    client = AsyncWebClient(token=token, base_url=os.environ["SLACK_API_URL"])
    bolt = AsyncApp(client=client, signing_secret=secret, process_before_response=True)
    handler = AsyncSlackRequestHandler(bolt)
    answer = help_message("/kith")

    @bolt.command("/kith")
    async def help_command(ack: AsyncAck) -> None:
        await ack(response_type="ephemeral", **answer)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def ready(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)])


if __name__ == "__main__":
    threading.Thread(target=tell_cpu_time, daemon=True).start()
    {"kith": kith, "bare": bare, "stored": stored, "raw": raw}[sys.argv[1]]()
