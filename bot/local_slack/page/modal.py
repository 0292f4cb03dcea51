"""The modal on top of a person's stack, drawn: head, form, what went wrong, and the buttons below."""

from __future__ import annotations

from typing import Any

from bot.local_slack.page.drawing import Canvas
from bot.local_slack.page.drawing_text import clean
from bot.local_slack.page.emoji_names import in_signs
from bot.local_slack.page.fields import Surface
from bot.local_slack.page.stage import Stage
from bot.local_slack.users import User
from bot.local_slack.view_store import OpenView


def modal_html(stage: Stage, user: User) -> str:
    """The place of the modal: empty when none is open."""
    workspace = stage.slack.workspace
    stack = workspace.views.stack(user.id)
    if not stack:
        return stage.html("modal.html", opened=None)
    opened = stack[-1]
    return stage.html(
        "modal.html",
        who=user.handle,
        app=workspace.manifest.display_name,
        opened=opened,
        surface=str(Surface("v", view_id=opened.id)),
        title=_words(opened.view, "title"),
        submit=_words(opened.view, "submit"),
        close=_words(opened.view, "close") or ("Cancel" if opened.view.get("submit") else "Close"),
        number=len(stack),
        below=_below(stack),
        blocks=Canvas(workspace, user, stage.templates).view(opened),
    )


def _words(view: dict[str, Any], name: str) -> str:
    """The words of the title or of a button; empty when the view has none."""
    return in_signs(clean(str((view.get(name) or {}).get("text", ""))))


def _below(stack: list[OpenView]) -> str:
    """What closing leads back to: the title of the modal beneath, unless all of them close together."""
    if len(stack) < 2 or stack[-1].view.get("clear_on_close"):
        return ""
    return _words(stack[-2].view, "title")
