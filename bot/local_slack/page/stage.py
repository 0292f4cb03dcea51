"""What every part of the page stands on: the local Slack, the hub, the templates, and short answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import jinja2
from aiohttp import web

from bot.local_slack.files import StoredFile
from bot.local_slack.page.hub import Hub, Notice
from bot.local_slack.page.templating import environment
from bot.local_slack.page.unread import Unread
from bot.local_slack.person import Person
from bot.local_slack.server import LocalSlack

LONGEST_TOAST = 300


@dataclass
class Stage:
    """Shared by all parts of one page."""

    slack: LocalSlack
    hub: Hub = field(default_factory=Hub)
    templates: jinja2.Environment = field(default_factory=environment)
    unread: Unread = field(default_factory=Unread)

    def person(self, request: web.Request) -> Person:
        """Whose page it is, by the handle in the address; raises HTTPNotFound."""
        try:
            return self.slack.person(request.match_info["who"])
        except LookupError as error:
            raise web.HTTPNotFound(text=str(error.args[0])) from error

    def html(self, template: str, **values: object) -> str:
        """A template drawn with these values."""
        return self.templates.get_template(template).render(**values)

    def tell_posts_with(self, file: StoredFile) -> None:
        """The messages that hold this file are to be drawn anew."""
        for conversation in self.slack.workspace.conversations.values():
            for post in conversation.posts:
                if any(held["id"] == file.id for held in post.body.get("files") or ()):
                    self.hub.tell(Notice("post", channel_id=conversation.id, ts=post.ts))


def done(toast: str = "", kind: str = "error") -> web.Response:
    """The answer to what a person did; what changed comes over the live stream. A toast is shown at once."""
    return web.Response(status=204, headers=_toast(toast, kind) if toast else {})


def refused(toast: str) -> web.Response:
    """The answer to what could not be done: what was typed stays where it is."""
    return web.Response(status=422, headers=_toast(toast, "error"))


def _toast(text: str, kind: str) -> dict[str, str]:
    # It travels in a header, and browsers take no long ones.
    text = text if len(text) <= LONGEST_TOAST else f"{text[:LONGEST_TOAST]}…"
    return {"HX-Trigger": json.dumps({"toast": {"text": text, "kind": kind}})}
