"""Looking at what people see, and requests that Slack would never send: somebody else's ids in one's own."""

from __future__ import annotations

import json
from typing import Any

from tests.world import World


def greet(world: World, *people: Any) -> None:
    """Make them members whose welcome has come already."""
    for person in people:
        person.command("/kith", "status")
    world.settle()


def forge_button(world: World, person: Any, old: str, new: str) -> None:
    """Put `new` in place of `old` in the newest message that the person sees."""
    workspace = world.slack._target.workspace
    post = workspace.dm_with(person.id).seen_by(person.id)[-1]
    text = json.dumps(post.body)
    assert f'"{old}"' in text
    post.body.update(json.loads(text.replace(f'"{old}"', f'"{new}"')))


def forge_form(world: World, person: Any, **metadata: Any) -> None:
    """Change what the form that the person has open was opened with."""
    view = world.slack._target.workspace.views.top(person.id).view
    view["private_metadata"] = json.dumps({**json.loads(view["private_metadata"] or "{}"), **metadata})


def words_of(message: dict[str, Any]) -> str:
    """Everything of a message or view, as one text to search in."""
    return json.dumps(message, ensure_ascii=False)


def last_said(person: Any) -> str:
    """The newest message that the person sees, as one text."""
    return words_of(person.messages[-1])
