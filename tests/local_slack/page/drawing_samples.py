"""A workspace to draw in, and a sample of each block and each element with what is to be seen of it."""

from __future__ import annotations

from typing import Any

from bot.local_slack import LocalSlack
from bot.local_slack.conversations import Post
from bot.local_slack.page.drawing import Canvas
from bot.local_slack.page.templating import environment
from bot.local_slack.posting import with_ids
from bot.local_slack.view_store import OpenView
from bot.local_slack.workspace import Workspace
from tests.local_slack.page.markup_reader import Node, tree
from tests.local_slack.sample_app import MANIFEST, button, mrkdwn, option, plain

TEMPLATES = environment()
ELSEWHERE = "https://example.com/a.png"
PICTURE = {"type": "image", "image_url": ELSEWHERE, "alt_text": "a chart"}
CONFIRM = {"title": plain("Sure?"), "text": plain("Gone."), "confirm": plain("Yes"), "deny": plain("No")}


def new_workspace() -> Workspace:
    workspace = LocalSlack(MANIFEST).workspace
    workspace.base_url = "http://127.0.0.1:1"
    return workspace


def canvas(workspace: Workspace | None = None, who: str = "alice") -> Canvas:
    workspace = workspace or new_workspace()
    return Canvas(workspace, workspace.user_by_handle(who), TEMPLATES)


def drawn(*blocks: Any, on: Canvas | None = None, **more: Any) -> Node:
    """A message of these blocks as alice sees it; `more` goes into the post."""
    on = on or canvas()
    ids = with_ids(on.reader.workspace, [block for block in blocks if isinstance(block, dict)])
    body = {"ts": "1.2", "blocks": ids, **more.pop("body", {})}
    return tree(on.message(Post(body, "C1", **more)))


def drawn_text(text: str, on: Canvas | None = None, **body: Any) -> Node:
    return tree((on or canvas()).message(Post({"ts": "1.2", "text": text, **body}, "C1")))


def drawn_modal(*blocks: dict[str, Any], on: Canvas | None = None, **more: Any) -> Node:
    """A modal's blocks as alice sees them; `values` and `errors` may be given."""
    on = on or canvas()
    view = {"type": "modal", "blocks": with_ids(on.reader.workspace, list(blocks))}
    opened = OpenView("V1", "U1", view, "V1", values=more.get("values", {}))
    opened.errors = more.get("errors", {})
    return tree(on.view(opened))


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def part(kind: str, *elements: Any, **more: Any) -> dict[str, Any]:
    """A section, quote, ... of rich text; a bare string is a text element."""
    inside = [{"type": "text", "text": e} if isinstance(e, str) else e for e in elements]
    return {"type": f"rich_text_{kind}", "elements": inside, **more}


WORDS = rich(part("section", "Words"))
CARD = {
    "type": "card",
    "title": mrkdwn("*Dana*"),
    "subtitle": plain("Acme"),
    "body": plain("Met at the fair"),
    "actions": [button()],
}
TASK = {"type": "task_card", "task_id": "1", "title": "Look", "status": "complete", "output": WORDS}
CELLS = [[{"type": "raw_text", "text": t} for t in row] for row in (("Name", "Won"), ("Dana", "2"))]
SECTION = {"type": "section", "text": mrkdwn("*Dana* waits")}

# Each block as the app sends it -> the words that a person sees, in their order.
BLOCKS: dict[str, tuple[dict[str, Any], str]] = {
    "actions": ({"type": "actions", "elements": [button()]}, "Done"),
    "alert": ({"type": "alert", "level": "warning", "text": plain("Careful")}, "Warning Careful"),
    "call": (
        {
            "type": "call",
            "call_id": "R1",
            "call": {"v1": {"name": "Chat", "join_url": "https://example.com"}},
        },
        "Chat R1 Join",
    ),
    "card": (CARD, "Dana Acme Met at the fair Done"),
    "carousel": ({"type": "carousel", "elements": [CARD, CARD]}, "Dana Acme Met at the fair Done " * 2),
    "container": (
        {"type": "container", "title": plain("Box"), "subtitle": plain("small"), "child_blocks": [SECTION]},
        "Box small Dana waits",
    ),
    "context": ({"type": "context", "elements": [mrkdwn("_Only_ you"), plain("*x*")]}, "Only you *x*"),
    "context_actions": (
        {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain("Drop")}],
        },
        "🗑 Drop",
    ),
    "data_table": ({"type": "data_table", "caption": "Wins", "rows": CELLS}, "Wins Name Won Dana 2"),
    "divider": ({"type": "divider"}, ""),
    "file": ({"type": "file", "external_id": "X1", "source": "remote"}, "A file kept elsewhere: X1"),
    "header": ({"type": "header", "text": plain("Today :tada:")}, "Today 🎉"),
    "image": ({**PICTURE, "title": plain("Chart")}, f"Chart a chart {ELSEWHERE}"),
    "input": (
        {
            "type": "input",
            "label": plain("What"),
            "hint": plain("In short"),
            "optional": True,
            "element": {"type": "plain_text_input"},
        },
        "What (optional) In short",
    ),
    "markdown": ({"type": "markdown", "text": "# Title\n\n**bold** words"}, "Title bold words"),
    "plan": ({"type": "plan", "title": "Plan", "tasks": [TASK]}, "Plan Look Done Words"),
    "rich_text": (WORDS, "Words"),
    "section": ({**SECTION, "fields": [mrkdwn("*a*"), plain("b")]}, "Dana waits a b"),
    "table": ({"type": "table", "rows": CELLS}, "Name Won Dana 2"),
    "task_card": (
        {**TASK, "sources": [{"type": "url", "url": "https://example.com", "text": "Here"}]},
        "Look Done Words Here",
    ),
    "video": (
        {
            "type": "video",
            "alt_text": "a talk",
            "title": plain("Talk"),
            "author_name": "Ines",
            "provider_name": "Films",
            "description": plain("Long"),
            "thumbnail_url": ELSEWHERE,
            "video_url": "https://example.com/v",
        },
        "Talk Ines Films Long a talk https://example.com/v",
    ),
}

AB = {"options": [option("A", "1"), option("B", "2")]}
PLACES = "#general #growth #partners"
PEOPLE = "Alice Moreira (sample) Bob Castellan (sample) Ines Falcao (sample) Priya Sengupta (sample)"
PEOPLE += " Tama Parata (sample)"
FEEDBACK = {
    "positive_button": {"text": plain("Useful"), "value": "y"},
    "negative_button": {"text": plain("Not useful"), "value": "n"},
}

# Each element: its fields beside `type` -> the words that a person sees of it.
ELEMENT_SAMPLES: dict[str, tuple[dict[str, Any], str]] = {
    "button": ({"text": plain("Done")}, "Done"),
    "checkboxes": (AB, "Choices A B"),
    "radio_buttons": (AB, "Choices A B"),
    "datepicker": ({"placeholder": plain("Until")}, "Until"),
    "timepicker": ({"timezone": "Europe/Lisbon"}, "Choose a time Europe/Lisbon time."),
    "datetimepicker": ({}, "Choose a date and time"),
    "overflow": (AB, "⋯ A B"),
    "static_select": ({**AB, "placeholder": plain("Snooze")}, "Snooze A B"),
    "external_select": ({}, "Search"),
    "users_select": ({}, f"Choose a person {PEOPLE}"),
    "conversations_select": ({}, f"Choose a conversation {PLACES}"),
    "channels_select": ({}, f"Choose a channel {PLACES}"),
    "multi_static_select": ({**AB, "max_selected_items": 1}, "Choose an option A B Choose at most 1."),
    "multi_external_select": ({}, "Search"),
    "multi_users_select": ({}, f"Choose a person {PEOPLE}"),
    "multi_conversations_select": ({}, f"Choose a conversation {PLACES}"),
    "multi_channels_select": ({}, f"Choose a channel {PLACES}"),
    "plain_text_input": ({"min_length": 2, "max_length": 9}, "2 to 9 characters."),
    "email_text_input": ({}, ""),
    "url_text_input": ({}, ""),
    "number_input": ({"is_decimal_allowed": False, "max_value": "9"}, "At most 9."),
    "rich_text_input": ({"initial_value": WORDS}, "Words"),
    "file_input": ({"max_files": 3}, "At most 3 files."),
    "feedback_buttons": (FEEDBACK, "Useful Not useful"),
    "icon_button": ({"icon": "trash", "text": plain("Drop")}, "🗑 Drop"),
    "workflow_button": ({"text": plain("Run"), "workflow": {}}, "Run"),
    "image": ({"image_url": ELSEWHERE, "alt_text": "a chart"}, f"a chart {ELSEWHERE}"),
}


def element(kind: str, **more: Any) -> dict[str, Any]:
    """The sample of this element, with an action_id."""
    return {"type": kind, "action_id": "act", **ELEMENT_SAMPLES[kind][0], **more}
