"""The pages for operators' tools: /healthz, /readyz and /metrics."""

from __future__ import annotations

from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Pulse(Protocol):
    """What the pages for operators' tools tell."""

    async def why_not(self) -> str | None:
        """None when this process can do its work, else what is in the way."""

    async def figures(self) -> bytes:
        """The metrics, in the text format of Prometheus."""


def pages(pulse: Pulse) -> list[Route]:
    """/healthz, /readyz and /metrics: nothing that Slack would ask for, and nobody's words."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        fault = await pulse.why_not()
        return JSONResponse({"ready": fault is None, "why": fault}, status_code=503 if fault else 200)

    async def metrics(_request: Request) -> Response:
        return Response(await pulse.figures(), headers={"content-type": METRICS_TYPE})

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def pages_app(pulse: Pulse) -> Starlette:
    """The pages alone, for a process that Slack reaches in another way."""
    return Starlette(routes=pages(pulse))
