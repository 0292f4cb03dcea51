"""Reads a verified request of Slack's: who did it, from which organisation, and which listener is meant."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any, NamedTuple

from bot.coach.text_files import FileKind, kind_of
from storage.records import Owner

Body = dict[str, Any]
# The three that Slack uses; more would turn a typed "R&notes" into something else.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_MARKED = re.compile(r"<([^<>\n]*)>")
# What we put between a sign and its word (bot/content.py) comes back when somebody copies our words.
_OURS = "\u2060"
_LONGEST_NUMBER = 15
# Behind it the id of a file must have room, in a column of 64.
LONGEST_EVENT_ID = 40
SLACKBOT = "USLACKBOT"
# Subtypes of what a person said, in another manner: "/me waves", an answer that is shown in the channel, too.
SAID = ("me_message", "thread_broadcast")
# Where an element keeps what was chosen: docs.slack.dev, Block Kit, block elements.
SINGLE = (
    "selected_date",
    "selected_time",
    "selected_date_time",
    "selected_conversation",
    "selected_channel",
    "selected_user",
    "value",
)
SEVERAL = ("selected_conversations", "selected_channels", "selected_users")


class Sender(NamedTuple):
    """Who did it. `is_stranger`: a person of another organisation, or whose organisation is not told."""

    owner: Owner
    is_stranger: bool


def sender(body: Body, home_team_id: str) -> Sender | None:
    """The person behind a request, or None when there is none (a bot, an event about nobody)."""
    user_id = _event_user(body["event"]) if "event" in body else _user(body)
    if not user_id:
        return None
    is_home = _is_event_of(body, home_team_id) if "event" in body else _is_act_of(body, home_team_id)
    return Sender(Owner(home_team_id, user_id), not is_home)


def _user(body: Body) -> str:
    user = body.get("user")
    return str((user.get("id") if isinstance(user, dict) else body.get("user_id")) or "")


def _event_user(event: dict[str, Any]) -> str:
    if event.get("bot_id") or event.get("hidden"):
        return ""
    user = event.get("user")
    user_id = user.get("id") if isinstance(user, dict) else user
    return user_id if isinstance(user_id, str) and user_id != SLACKBOT else ""


def _is_act_of(body: Body, home_team_id: str) -> bool:
    """Whether a command, click, form or shortcut comes from our workspace.

    Every workspace that it names must be ours. In an Enterprise organisation the user's `team_id` may be that
    of the organisation, and `team` is null where the app serves all of it; then the view tells the workspace.
    Source: docs.slack.dev, interaction payloads, block_suggestion and view_submission.
    """
    user, team, view = _part(body, "user"), _part(body, "team"), _part(body, "view")
    orgs = {_part(body, "enterprise").get("id"), team.get("enterprise_id"), body.get("enterprise_id")}
    named = {user.get("team_id"), team.get("id"), body.get("team_id")} - orgs - {None, ""}
    named = named or {view.get("app_installed_team_id") or view.get("team_id")}
    return named == {home_team_id}


def _is_event_of(body: Body, home_team_id: str) -> bool:
    """Whether an event is meant for our workspace, and its author belongs there.

    The outer `team_id` is where it happened, `authorizations` name where the app is installed; the author's
    team is the organisation's on Enterprise Grid. Source: docs.slack.dev, "Using the Events API".
    """
    event = body["event"]
    user = event.get("user")
    of_user = user.get("team_id") if isinstance(user, dict) else None
    author = of_user or event.get("user_team") or event.get("source_team") or event.get("team")
    author = author or body.get("team_id") or ""
    if not is_for(body, home_team_id):
        return False
    orgs = {one.get("enterprise_id") for one in _authorizations(body)} or {
        body.get("context_enterprise_id") or body.get("enterprise_id")
    }
    return author in ("", home_team_id) or author in orgs - {None}


def is_for(body: Body, home_team_id: str) -> bool:
    """Whether an event was sent for the installation in our workspace."""
    installed = {one.get("team_id") for one in _authorizations(body)} - {None}
    return home_team_id in (installed or {body.get("context_team_id") or body.get("team_id")})


def _authorizations(body: Body) -> list[dict[str, Any]]:
    found = body.get("authorizations")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _part(body: Body, name: str) -> dict[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def completed(body: Body) -> Body:
    """An event with what some of Slack's leave out: an id that our tables take, and the kind of channel."""
    event = dict(body["event"])
    if event["type"] == "message" and not event.get("channel_type"):
        event["channel_type"] = "im" if str(event.get("channel")).startswith("D") else None
    return {**body, "event": event, "event_id": _event_id(body)}


def _event_id(body: Body) -> str:
    """Slack's id, or one made of what happened, which is the same when it is delivered again."""
    given = body.get("event_id")
    if isinstance(given, str) and 0 < len(given) <= LONGEST_EVENT_ID and given == storable(given):
        return given
    what = json.dumps([body.get("team_id"), body["event"], given], sort_keys=True)
    return "Ev" + sha256(what.encode()).hexdigest()[:LONGEST_EVENT_ID]


def action(body: Body) -> dict[str, Any]:
    """The element that was used."""
    actions = body.get("actions") or [{}]
    return dict(actions[0])


def list_name(body: Body) -> str:
    """The name of the list in which something was clicked: it stands behind the block's id."""
    return str(action(body).get("block_id", "")).partition("@")[2]


def action_value(element: dict[str, Any]) -> str:
    """What was chosen or stands on the button, whatever the element's type; several with commas between."""
    if isinstance(element.get("rich_text_value"), dict):
        return rich_text(element["rich_text_value"])
    chosen = _chosen(element)
    if chosen is not None:
        return ",".join(chosen)
    return next((str(element[key]) for key in SINGLE if element.get(key)), "")


def _chosen(element: dict[str, Any]) -> list[str] | None:
    """The values of the options, people or channels that were picked; None where one cannot pick several."""
    if "selected_options" in element:
        return [_option_value(option) for option in element["selected_options"] or []]
    if element.get("selected_option"):
        return [_option_value(element["selected_option"])]
    several = next((key for key in SEVERAL if key in element), None)
    return [str(one) for one in element[several] or []] if several else None


def _option_value(option: Any) -> str:
    return str(option.get("value") or "") if isinstance(option, dict) else ""


def rich_text(block: dict[str, Any]) -> str:
    """The words of a rich_text block, a line a section or item."""
    if block.get("type") in ("rich_text", "rich_text_list"):
        return "\n".join(filter(None, map(rich_text, block.get("elements") or [])))
    if "elements" in block:
        return "".join(map(rich_text, block["elements"] or []))
    if block.get("type") == "emoji":
        return f":{block.get('name')}:"
    return str(block.get("text") or block.get("url") or "")


def view_values(view: dict[str, Any]) -> dict[str, Any]:
    """A submitted form: block_id -> what was typed, picked or ticked (a list), None if empty."""
    state = (view.get("state") or {}).get("values") or {}
    return {block_id: _state_value(next(iter((held or {}).values()), {})) for block_id, held in state.items()}


def event_name(event: dict[str, Any]) -> str:
    """What an event is about: its type, with the subtype of a message: "message.file_share"."""
    subtype = event.get("subtype")
    if subtype in SAID:
        return str(event["type"])
    return f"{event['type']}.{subtype}" if subtype else str(event["type"])


def files(event: dict[str, Any]) -> list[dict[str, Any]]:
    """The file objects that a message brings."""
    found = event.get("files")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def kinds_of_files(event: dict[str, Any]) -> list[FileKind | None]:
    """What they are to Kith."""
    return [kind_of(file) for file in files(event)]


def file_id(event: dict[str, Any]) -> str:
    """The file that an event is about."""
    return str(event.get("file_id") or _part(event, "file").get("id") or "")


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


def event_text(event: dict[str, Any]) -> str:
    """The words of a message as they were typed."""
    if event.get("text"):
        return typed(str(event["text"]))
    blocks = event.get("blocks")
    rich = [one for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []
    return storable("\n".join(rich_text(one) for one in rich if one.get("type") == "rich_text"))


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
    inputs = [block for block in view.get("blocks") or [] if block.get("type") == "input"]
    return str(inputs[0].get("block_id") or "") if inputs else ""


def _state_value(element: dict[str, Any]) -> Any:
    if "selected_options" in element:
        return _chosen(element)
    return storable(action_value(element)) or None
