"""Style sheets, scripts and pictures of the page, from memory, under an address that tells their version."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"
# In this order: a later one may refine an earlier one. One file: nothing is painted before all are there.
SHEETS = ("base", "layout", "messages", "blocks", "forms", "drawer")
JOINED = "page.css"
# The address changes with the content, so what a browser has under it never grows old.
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class Assets:
    """All files of the folder, read once."""

    def __init__(self, folder: Path = STATIC) -> None:
        names = sorted(path for path in folder.rglob("*") if path.is_file())
        self._files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}
        self._files[JOINED] = b"\n".join(self._files[f"{name}.css"] for name in SHEETS)
        self.version = self._digest()

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for name, content in self._files.items():
            digest.update(f"{name}:{len(content)}:".encode() + content)
        return digest.hexdigest()[:12]

    @property
    def base(self) -> str:
        """What the address of each file begins with; scripts find each other beside them."""
        return f"/static/{self.version}"

    def routes(self) -> list[web.RouteDef]:
        """Every file under its version, and the icon where browsers look for one unasked."""
        return [
            web.get("/static/{version}/{name:.+}", self.file),
            web.get("/favicon.ico", self.icon),
        ]

    async def file(self, request: web.Request) -> web.Response:
        """A file by its name within the folder."""
        if request.match_info["version"] != self.version:
            raise web.HTTPNotFound(text="That is of another version. Reload the page.")
        return self._answer(request.match_info["name"])

    async def icon(self, request: web.Request) -> web.Response:
        """The same icon as on the page."""
        return self._answer("icon.svg")

    def _answer(self, name: str) -> web.Response:
        content = self._files.get(name)
        if content is None:
            raise web.HTTPNotFound(text="There is no such file.")
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        # One name for scripts on every machine: the table of types is the system's.
        kind = "text/javascript" if name.endswith(".js") else kind
        return web.Response(body=content, content_type=kind, charset=_charset(kind), headers=FOR_EVER)


def _charset(kind: str) -> str | None:
    return "utf-8" if kind.startswith("text/") else None
