"""Judges what the app answers to a command, a click or a submitted form, as Slack does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.local_slack.block_objects import OPTION, OPTION_GROUP
from bot.local_slack.block_rules import block_findings, view_findings
from bot.local_slack.block_schema import array

MESSAGE_FIELDS = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "mrkdwn",
    "metadata",
    "unfurl_links",
    "unfurl_media",
}
RESPONSE_ACTIONS = {
    "errors": {"response_action", "errors"},
    "update": {"response_action", "view"},
    "push": {"response_action", "view"},
    "clear": {"response_action"},
}


@dataclass(frozen=True)
class Ack:
    """The app's answer: HTTP status (200 over a socket), its body, how long it took, Slack's error name."""

    status: int | None
    body: Any
    seconds: float
    error: str | None = None


def message_faults(body: Any) -> list[str]:
    """What is wrong with a message in an ack or in a response_url post; plain text is fine."""
    if body is None or isinstance(body, str):
        return []
    if not isinstance(body, dict):
        return ["the body is neither text nor an object"]
    faults = [f"unknown field {name}" for name in sorted(set(body) - MESSAGE_FIELDS)]
    if body.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        faults.append(f"unknown response_type {body['response_type']}")
    if body.get("blocks"):
        faults += [str(finding) for finding in block_findings(body["blocks"], "message")]
    elif body and not str(body.get("text") or "").strip() and not body.get("attachments"):
        faults += [] if body.get("delete_original") else ["no_text"]
    return faults


def silent_faults(body: Any) -> list[str]:
    """Clicks and shortcuts are answered with an empty body; Slack ignores anything else."""
    return [] if body in (None, "", {}) else ["the answer to this is ignored by Slack, so it must be empty"]


def submission_faults(body: Any, view: dict[str, Any]) -> list[str]:
    """What is wrong with the answer to a submitted form."""
    if body in (None, "", {}):
        return []
    if not isinstance(body, dict):
        return ["the body is not an object"]
    allowed = RESPONSE_ACTIONS.get(str(body.get("response_action")))
    if allowed is None:
        return [f"unknown response_action {body.get('response_action')}"]
    faults = [f"unknown field {name}" for name in sorted(set(body) - allowed)]
    if body["response_action"] == "errors":
        faults += _error_faults(body.get("errors"), view)
    elif body["response_action"] in ("update", "push"):
        faults += [str(finding) for finding in view_findings(body.get("view"))]
    return faults


def _error_faults(errors: Any, view: dict[str, Any]) -> list[str]:
    if not isinstance(errors, dict) or not errors:
        return ["errors must name at least one block"]
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    faults = [
        f"errors name the block {name}, which is no input here" for name in errors if name not in inputs
    ]
    return faults + [f"the error of {name} is not a text" for name, text in errors.items() if not text]


def options_faults(body: Any) -> list[str]:
    """What is wrong with the options that the app offers for an external select."""
    if not isinstance(body, dict) or set(body) not in ({"options"}, {"option_groups"}):
        return ["the body must hold options or option_groups"]
    if "options" in body:
        return [str(finding) for finding in array(OPTION, 0, 100)(body["options"], "/options")]
    return [str(finding) for finding in array(OPTION_GROUP, 0, 100)(body["option_groups"], "/option_groups")]
