"""The addresses beside the Web API: response addresses, uploads and private files."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.local_slack.acks import message_faults
from bot.local_slack.answers import apply_response
from bot.local_slack.exchanges import Exchange
from bot.local_slack.files import StoredFile, vtt_text
from bot.local_slack.refusals import Refusal
from bot.local_slack.web_api import WebApi, bearer_token
from bot.local_slack.workspace import Workspace

LARGEST_UPLOAD = 50_000_000


class SideDoors:
    def __init__(self, workspace: Workspace, api: WebApi) -> None:
        self.workspace, self.api = workspace, api

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/response/{channel}/{number}", self.respond),
            web.post("/upload/v1/{file_id}", self.upload),
            web.get("/files-pri/{place}/{name}", self.download),
            web.get("/files-pri/{place}/download/{name}", self.download),
        ]

    async def respond(self, request: web.Request) -> web.Response:
        """Slack answers "ok" in plain text, or 404 with the name of the error."""
        try:
            text = await request.text()
        except (ValueError, LookupError):
            return web.Response(status=400, text="invalid_payload")
        exchange = self._written_down("response_url", "response_url", text)
        before = len(self.workspace.violations)
        try:
            response = self._respond(request.path, text, exchange)
            remarks = [str(violation) for violation in self.workspace.violations[before:]]
            self._finish(exchange, response, remarks)
            return response
        finally:
            self.workspace.exchanges.break_off(exchange)

    def _written_down(self, kind: str, title: str, payload: Any) -> Exchange:
        return self.workspace.exchanges.add("from_app", kind, title, payload)

    def _finish(self, exchange: Exchange, response: web.Response, remarks: list[str]) -> None:
        words = response.text if response.content_type == "text/plain" else f"{response.content_type}"
        error = "" if response.status == 200 else str(words)
        self.workspace.exchanges.finish(exchange, words, error, remarks=remarks)

    def _respond(self, path: str, text: str, exchange: Exchange) -> web.Response:
        try:
            body = json.loads(text)
            target = self.workspace.response_urls.use(path, self.workspace.clock.now())
            exchange.user_id = target.user_id
            if not isinstance(body, dict):
                raise Refusal("invalid_payload")
            if faults := message_faults(body):
                self.workspace.violate("bad answer", f"response_url: {'; '.join(faults)}", body)
                raise Refusal("no_text" if "no_text" in faults else "invalid_blocks", faults=faults)
            apply_response(self.workspace, target, body)
        except (ValueError, RecursionError):
            return web.Response(status=400, text="invalid_payload")
        except Refusal as refusal:
            return web.Response(status=404, text=refusal.code)
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        """Takes the bytes of an external upload, raw or as a form."""
        about = {"path": request.path, "content_type": request.content_type, "bytes": request.content_length}
        exchange = self._written_down("upload", "upload", about)
        try:
            response = await self._upload(request)
            self._finish(exchange, response, [])
            return response
        finally:
            self.workspace.exchanges.break_off(exchange)

    async def _upload(self, request: web.Request) -> web.Response:
        file = self.workspace.files.by_id.get(request.match_info["file_id"])
        if file is None or file.is_complete:
            return web.Response(status=404, text="file_not_found")
        if request.content_type.startswith("multipart/"):
            fields = [f for f in (await request.post()).values() if isinstance(f, web.FileField)]
            file.content = fields[0].file.read() if fields else b""
        else:
            file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")

    async def download(self, request: web.Request) -> web.Response:
        """Without a good token Slack sends a login page with status 200, not an error."""
        name = request.match_info["name"]
        exchange = self._written_down("download", f"download {name}", {"path": request.path})
        file = self.workspace.files.find(request.match_info["place"].partition("-")[2])
        allowed = "files:read" in self.workspace.manifest.scopes and not self.api.token_state
        if bearer_token(request) != self.api.bot_token or not allowed:
            page = "<!DOCTYPE html><html><body>Sign in to see this file</body></html>"
            response = web.Response(text=page, content_type="text/html")
            self._finish(exchange, response, ["a login page in place of the file"])
            return response
        if file is None:
            response = web.Response(status=404, text="file_not_found")
        else:
            exchange.user_id, response = file.user_id, _content(file, name)
        self._finish(exchange, response, [])
        return response


def _content(file: StoredFile, name: str) -> web.Response:
    if name == "file.vtt" and file.transcript is not None and file.is_transcribed:
        return web.Response(text=vtt_text(file), content_type="text/vtt")
    return web.Response(body=file.content, content_type=file.mimetype)
