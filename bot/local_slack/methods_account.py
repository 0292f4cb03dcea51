"""auth.test, api.test, team.info, users.info, users.list and blocks.validate."""

from __future__ import annotations

from typing import Any

from bot.local_slack.block_rules import block_findings, view_findings
from bot.local_slack.block_schema import Finding
from bot.local_slack.call import Call, page
from bot.local_slack.refusals import Refusal
from bot.local_slack.users import User, user_payload
from bot.local_slack.workspace import Workspace


def auth_test(workspace: Workspace, call: Call) -> dict[str, Any]:
    return {
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_name,
        "user": workspace.users[workspace.bot_user_id].handle,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "app_id": workspace.app_id,
        "is_enterprise_install": False,
    }


def api_test(workspace: Workspace, call: Call) -> dict[str, Any]:
    if error := call.text("error"):
        raise Refusal(error, args=call.args)
    return {"args": call.args}


def team_info(workspace: Workspace, call: Call) -> dict[str, Any]:
    if call.text("team", workspace.team_id) != workspace.team_id:
        raise Refusal("team_not_found")
    team = {
        "id": workspace.team_id,
        "name": workspace.team_name,
        "url": f"https://{workspace.team_domain}.slack.com/",
        "domain": workspace.team_domain,
        "email_domain": "",
        "icon": {"image_default": True},
        "avatar_base_url": "https://ca.slack-edge.com/",
        "is_verified": False,
    }
    return {"team": team}


def _payload(workspace: Workspace, user: User) -> dict[str, Any]:
    with_email = "users:read.email" in workspace.manifest.scopes
    found = user_payload(user, workspace.clock.now(), workspace.team_id, with_email)
    if user.is_bot:
        found["profile"]["api_app_id"] = workspace.app_id
    return found


def users_info(workspace: Workspace, call: Call) -> dict[str, Any]:
    (user_id,) = call.required("user")
    user = workspace.users.get(user_id)
    if user is None:
        raise Refusal("user_not_found")
    return {"user": _payload(workspace, user)}


def users_list(workspace: Workspace, call: Call) -> dict[str, Any]:
    found, metadata = page(list(workspace.users.values()), call)
    return {
        "members": [_payload(workspace, user) for user in found],
        "cache_ts": int(workspace.clock.now().timestamp()),
        "response_metadata": metadata,
    }


def blocks_validate(workspace: Workspace, call: Call) -> dict[str, Any]:
    """Exactly one of blocks, message and view; faults come as a list with pointers."""
    given = [name for name in ("blocks", "message", "view") if call.args.get(name)]
    if len(given) != 1:
        raise Refusal("invalid_arguments")
    content = call.structured(given[0])
    if found := _findings(given[0], content):
        errors = [{"pointer": f.pointer, "code": "failed_constraint", "message": f.message} for f in found]
        raise Refusal(f"invalid_{given[0]}", errors=errors)
    return {}


def _findings(kind: str, content: Any) -> list[Finding]:
    if kind == "view":
        return view_findings(content, "")
    if kind == "message":
        blocks = content.get("blocks") if isinstance(content, dict) else None
        return block_findings(blocks, "message")
    return block_findings(content, "message", "")


METHODS = {
    "api.test": api_test,
    "auth.test": auth_test,
    "blocks.validate": blocks_validate,
    "team.info": team_info,
    "users.info": users_info,
    "users.list": users_list,
}
