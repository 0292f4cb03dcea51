"""Reads a verified request of Slack's: who did it, from which organisation, and which listener is meant."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from storage.records import Owner

Body = dict[str, Any]
# The three that Slack uses; more would turn a typed "R&notes" into something else.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_MARKED = re.compile(r"<([^<>\n]*)>")
# What we put between a sign and its word (bot/content.py) comes back when somebody copies our words.
_OURS = "\u2060"
_LONGEST_NUMBER = 15


class Sender(NamedTuple):
    """Who did it. `is_stranger`: a person of another organisation, met in a shared channel."""

    owner: Owner
    is_stranger: bool


def sender(body: Body, home_team_id: str) -> Sender | None:
    """The person behind a request, or None when there is none (a bot, an event about nobody)."""
    user_id, team_id = _event_person(body) if "event" in body else _person(body)
    if not user_id:
        return None
    return Sender(Owner(home_team_id, user_id), bool(team_id) and team_id != home_team_id)


def _person(body: Body) -> tuple[str, str]:
    user = body.get("user")
    if isinstance(user, dict):
        team = body.get("team") or {}
        return str(user.get("id") or ""), str(user.get("team_id") or team.get("id") or "")
    return str(body.get("user_id") or ""), str(body.get("team_id") or "")


def _event_person(body: Body) -> tuple[str, str]:
    event = body["event"]
    if event.get("bot_id") or event.get("hidden"):
        return "", ""
    user = event.get("user")
    if isinstance(user, dict):
        return str(user.get("id") or ""), str(user.get("team_id") or "")
    team = event.get("user_team") or event.get("source_team") or event.get("team")
    return str(user or ""), str(team or body.get("team_id") or "")


def action(body: Body) -> dict[str, Any]:
    """The element that was used."""
    actions = body.get("actions") or [{}]
    return dict(actions[0])


def list_name(body: Body) -> str:
    """The name of the list in which something was clicked: it stands behind the block's id."""
    return str(action(body).get("block_id", "")).partition("@")[2]


def action_value(element: dict[str, Any]) -> str:
    """What was chosen or stands on the button, whatever the element's type."""
    chosen = element.get("selected_option")
    if chosen:
        return str(chosen["value"])
    for key in ("selected_date", "selected_time", "selected_conversation", "selected_user", "value"):
        if element.get(key):
            return str(element[key])
    return ""


def view_values(view: dict[str, Any]) -> dict[str, Any]:
    """A submitted form: block_id -> what was typed, picked or ticked (a list), None if empty."""
    state = (view.get("state") or {}).get("values") or {}
    return {block_id: _state_value(next(iter(held.values()), {})) for block_id, held in state.items()}


def event_name(event: dict[str, Any]) -> str:
    """What an event is about: its type, with the subtype of a message: "message.file_share"."""
    subtype = event.get("subtype")
    return f"{event['type']}.{subtype}" if subtype else str(event["type"])


def typed(text: str) -> str:
    """A text as the person typed it: without Slack's entities, and links and mentions by their label.

    Source: docs.slack.dev, "Formatting message text", retrieving formatted messages.
    """
    text = _MARKED.sub(_label, storable(text).replace(_OURS, ""))
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text


def storable(text: str) -> str:
    """A text that every database takes: without NUL, and without halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _label(found: re.Match[str]) -> str:
    target, _, label = found.group(1).partition("|")
    target = re.sub("^(mailto:|tel:)", "", target)
    if not label:
        return re.sub("^!", "@", target)
    if target.startswith("http") and _bare(target) != _bare(label):
        return f"{label} ({target})"  # a link under other words: its address is not lost
    return ("#" if target.startswith("#") else "") + label


def _bare(address: str) -> str:
    return re.sub("^https?://", "", address).rstrip("/")


def message_text(body: Body) -> str:
    """The words of the message on which a shortcut was used, as they were typed."""
    return typed(str((body.get("message") or {}).get("text") or ""))


def row_number(text: object) -> int:
    """The number of a row that a button, a choice or a form names, 0 (which no row has) if it is none.

    A hint, to be checked against the owner.
    """
    digits = str(text)
    return int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else 0


def first_input(view: dict[str, Any]) -> str:
    """The block_id of the first field of a form: where a fault of the whole form is shown."""
    blocks = [block["block_id"] for block in view.get("blocks", []) if block.get("type") == "input"]
    return str(blocks[0]) if blocks else ""


def _state_value(element: dict[str, Any]) -> Any:
    if "selected_options" in element:
        return [chosen["value"] for chosen in element["selected_options"] or []]
    return storable(action_value(element)) or None
