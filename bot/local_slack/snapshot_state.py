"""What of a workspace is kept from one start to the next, as JSON; and a workspace made of it again.

The file is one JSON object:
- `kind`, `version`, `app_id`, `team_id`: what it is, and whose;
- `saved_at`: the virtual instant (ISO 8601, UTC); `has_ended`: whether it was saved at an orderly end;
- `highest`: the highest number in any series of ids; ids of the next start begin far behind it;
- `users`, `conversations`, `homes`, `scheduled`: the fields of the dataclasses of these names;
- `files`: the same, with `size` in the place of the content, which lies beside in a file named by the id;
- `posts`: `body`, `channel_id`, `visible_to`, `state`, in the order in which they stand; one a line.
Not kept: open modals, trigger ids and response addresses (they live for seconds and minutes), the ledger
and the calls, orders for trouble, and that the app was uninstalled.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any
from zoneinfo import ZoneInfo

from bot.local_slack.conversations import Conversation, Post, ts_key
from bot.local_slack.files import StoredFile, file_payload
from bot.local_slack.identifiers import GAP
from bot.local_slack.schedule import ScheduledMessage
from bot.local_slack.users import User
from bot.local_slack.view_store import OpenView
from bot.local_slack.workspace import Workspace

KIND, VERSION = "kith local workspace", 1
HOME_FIELDS = ("id", "user_id", "view", "root_id", "hash", "version", "values")

Json = dict[str, Any]


@dataclass(frozen=True)
class Copy:
    """Who and what was there at one instant; the words of the posts are read while it is written.

    `head` is JSON, everything but the posts.
    """

    head: str
    posts: list[Post]
    files: list[StoredFile]

    def pieces(self) -> Iterator[str]:
        """The text of the file, in small pieces: nothing has to wait for the whole of it."""
        yield f'{self.head[:-1]}, "posts": ['
        for number, post in enumerate(self.posts):
            yield f"{',' if number else ''}\n{json.dumps(vars(post))}"
        yield "\n]}\n"


def copied(workspace: Workspace, has_ended: bool) -> Copy:
    """What is to be kept of it now. It takes no longer than counting its messages."""
    files = [file for file in workspace.files.by_id.values() if file.is_complete]
    talks = list(workspace.conversations.values())
    head = {
        "kind": KIND,
        "version": VERSION,
        "app_id": workspace.app_id,
        "team_id": workspace.team_id,
        "saved_at": workspace.clock.now().isoformat(),
        "has_ended": has_ended,
        "highest": workspace.numbering.highest(),
        "users": [vars(user) for user in workspace.users.values()],
        "conversations": [_without(talk, "posts") for talk in talks],
        "homes": [{n: getattr(home, n) for n in HOME_FIELDS} for home in workspace.views.homes.values()],
        "scheduled": [vars(message) for message in workspace.scheduled.waiting()],
        "files": [{**_without(file, "content"), "size": len(file.content)} for file in files],
    }
    return Copy(json.dumps(head), [post for talk in talks for post in talk.posts], files)


def _without(thing: Any, name: str) -> Json:
    return {each.name: getattr(thing, each.name) for each in fields(thing) if each.name != name}


def is_ours(state: Any, workspace: Workspace) -> bool:
    """Whether this was written by a local Slack of this version, for this app."""
    wanted = (KIND, VERSION, workspace.app_id, workspace.team_id)
    return isinstance(state, dict) and wanted == tuple(
        state.get(name) for name in ("kind", "version", "app_id", "team_id")
    )


def restore(workspace: Workspace, state: Json, content: Callable[[str, int], bytes]) -> None:
    """Fill a fresh workspace. `content` reads a file by id and size.

    Raises KeyError, TypeError, ValueError or OSError for what is not whole.
    """
    _refuse_odd(state)
    workspace.users |= {each["id"]: User(**each) for each in state["users"]}
    workspace.conversations |= {each["id"]: Conversation(**each) for each in state["conversations"]}
    for each in state["files"]:
        size = each.pop("size")
        workspace.files.add(StoredFile(content=content(each["id"], size), **each))
    for each in state["posts"]:
        post = Post(**each)
        workspace.conversations[post.channel_id].posts.append(post)
        workspace.numbering.take(post.channel_id, post.body["ts"])
    workspace.views.homes |= {each["user_id"]: OpenView(**each) for each in state["homes"]}
    for each in state["scheduled"]:
        workspace.scheduled.add(ScheduledMessage(**each))
    _number_anew(workspace, state["highest"])


def _refuse_odd(state: Json) -> None:
    """What would only fail later, when somebody looks at it. Raises TypeError, KeyError or ValueError."""
    for user in state["users"]:
        ZoneInfo(user["tz"])
    for each in state["conversations"]:
        if not isinstance(each["members"], list):
            raise TypeError("members are no list")
    for each in state["posts"]:
        if not isinstance(each["body"].get("files", []), list):
            raise TypeError("files are no list")
    if not isinstance(state["highest"], int):
        raise TypeError("highest is no number")


def _number_anew(workspace: Workspace, highest: int) -> None:
    """Ids that were handed out before never come again: an app drops what it has seen."""
    workspace.numbering.go_on_after(highest)
    workspace.triggers.count = workspace.response_urls.count = (highest // GAP + 1) * GAP


def renew_addresses(workspace: Workspace) -> None:
    """Files lie below the server's own address, which may have another port at this start."""
    for talk in workspace.conversations.values():
        for post in talk.posts:
            if given := post.body.get("files"):
                post.body["files"] = [_renewed(workspace, each) for each in given]


def _renewed(workspace: Workspace, payload: Json) -> Json:
    file = workspace.files.by_id.get(str(payload.get("id")))
    return file_payload(file, workspace.base_url, workspace.team_id) if file else payload


def last_ts(workspace: Workspace) -> float:
    """The seconds since 1970 of the newest message, 0.0 when there is none."""
    stamps = [ts_key(post.ts) for talk in workspace.conversations.values() for post in talk.posts]
    seconds, micros = max(stamps, default=(0, 0))
    return seconds + micros / 1_000_000
