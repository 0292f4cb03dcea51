"""Who may talk to the local Slack: programs of this machine, and its own page; no page from elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.local_slack.page.stage import refused
from bot.local_slack.side_doors import LARGEST_UPLOAD

LOOPBACK = ("127.0.0.1", "localhost", "::1")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what a page elsewhere could send, and forbids our own page everything that it does not need.

    A browser names the page that asks: in Origin, and in Sec-Fetch-Site. A name that resolves to this machine
    (DNS rebinding) shows in Host. Programs send neither Origin nor Sec-Fetch-Site.
    """
    if reason := refusal(request):
        return web.Response(status=403, text=f"{reason}\n", headers=HEADERS)
    try:
        response = await unreadable(request) or await handler(request)
    except web.HTTPException as answer:
        answer.headers.update(HEADERS)
        raise
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


async def unreadable(request: web.Request) -> web.Response | None:
    """The answer to a body that is no form or breaks off; None when whoever answers can read it.

    The form is kept in the request. Slack's own addresses read theirs themselves.
    """
    if request.method != "POST" or request.path.startswith(("/api/", "/upload/", "/response/")):
        return None
    try:
        await request.post()
    except web.HTTPRequestEntityTooLarge:
        return refused(f"That is too large: {LARGEST_UPLOAD // 1_000_000} MB at most. Choose a smaller file.")
    except Exception:
        # Of the many ways in which a body can be broken each raises something of its own.
        return web.Response(status=400, text="That is no form that can be read.\n")
    return None


def refusal(request: web.BaseRequest) -> str | None:
    """Why this request is not answered; None when it may come in."""
    if host_name(request.headers.get("Host", "")) not in LOOPBACK:
        return "This is the local Slack: it answers to 127.0.0.1 and localhost only."
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.headers['Host']}":
        return "Pages from elsewhere may not drive the local Slack."
    if is_from_elsewhere(request) and not is_visit(request):
        return "Pages from elsewhere may not drive the local Slack."
    return None


def is_visit(request: web.BaseRequest) -> bool:
    """Following a link to a page: harmless, for it shows and changes nothing."""
    is_page = request.path == "/" or request.path.startswith("/p/")
    headers = request.headers
    is_followed = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    return is_page and request.method == "GET" and is_followed


def is_from_elsewhere(request: web.BaseRequest) -> bool:
    """Whether a link on some other page led here."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")


def host_name(host: str) -> str:
    """The name in a Host header, without its port and brackets; empty when it cannot be read."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
