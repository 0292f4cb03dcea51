"""The templates of the page: Jinja2 that escapes everything it is not told to trust."""

from __future__ import annotations

import jinja2


def environment() -> jinja2.Environment:
    """All templates of the page; a name that is not given is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("bot.local_slack.page"),
        autoescape=True,
        auto_reload=False,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def compile_all(templates: jinja2.Environment) -> None:
    """Compiles every template, which takes half a second: not while somebody waits for the first page."""
    for name in templates.list_templates():
        templates.get_template(name)
