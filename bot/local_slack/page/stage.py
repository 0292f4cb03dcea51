"""What every part of the page stands on: the local Slack, the hub, the templates, and short answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import jinja2
from aiohttp import web

from bot.local_slack.page.hub import Hub
from bot.local_slack.page.templating import environment
from bot.local_slack.person import Person
from bot.local_slack.server import LocalSlack


@dataclass
class Stage:
    """Shared by all parts of one page."""

    slack: LocalSlack
    hub: Hub = field(default_factory=Hub)
    templates: jinja2.Environment = field(default_factory=environment)

    def person(self, request: web.Request) -> Person:
        """Whose page it is, by the handle in the address; raises HTTPNotFound."""
        try:
            return self.slack.person(request.match_info["who"])
        except LookupError as error:
            raise web.HTTPNotFound(text=str(error.args[0])) from error

    def html(self, template: str, **values: object) -> str:
        """A template drawn with these values."""
        return self.templates.get_template(template).render(**values)


def done(toast: str = "", kind: str = "error") -> web.Response:
    """The answer to what a person did; what changed comes over the live stream. A toast is shown at once."""
    headers = {"HX-Trigger": json.dumps({"toast": {"text": toast, "kind": kind}})} if toast else {}
    return web.Response(status=204, headers=headers)
