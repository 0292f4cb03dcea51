"""files.info and the two calls of the external upload."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Any

from bot.local_slack.call import Call
from bot.local_slack.files import StoredFile, file_payload
from bot.local_slack.methods_chat import record_post, writable
from bot.local_slack.posting import bot_post, check_content
from bot.local_slack.refusals import Refusal, refusal_with_messages
from bot.local_slack.workspace import Workspace


def payload(workspace: Workspace, file: StoredFile) -> dict[str, Any]:
    return file_payload(file, workspace.base_url, workspace.team_id)


def files_info(workspace: Workspace, call: Call) -> dict[str, Any]:
    (file_id,) = call.required("file")
    file = workspace.files.find(file_id)
    if file is None:
        is_deleted = file_id in workspace.files.by_id and workspace.files.by_id[file_id].is_deleted
        raise Refusal("file_deleted" if is_deleted else "file_not_found")
    return {"file": payload(workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def get_upload_url(workspace: Workspace, call: Call) -> dict[str, Any]:
    name, _ = call.required("filename", "length")
    length = call.integer("length")
    if length <= 0:
        raise Refusal("length_invalid")
    file = StoredFile(
        id=workspace.numbering.next_id("F"),
        name=name,
        title=name,
        content=b"",
        mimetype=guess_type(name)[0] or "application/octet-stream",
        user_id=workspace.bot_user_id,
        created=int(workspace.clock.now().timestamp()),
        is_complete=False,
        expected_length=length,
    )
    workspace.files.add(file)
    return {"upload_url": f"{workspace.base_url}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(workspace: Workspace, call: Call) -> dict[str, Any]:
    call.required("files")
    entries = call.structured("files")
    if not isinstance(entries, list):
        raise refusal_with_messages("invalid_arguments", ["must be an array [json-pointer:/files]"])
    files = [_uploaded(workspace, entry) for entry in entries]
    channels = call.text("channel_id") or call.text("channels")
    payloads = [payload(workspace, file) for file in files]
    for channel in filter(None, channels.split(",")):
        conversation = writable(workspace, channel)
        comment = call.text("initial_comment")
        check_content(workspace, comment or " ", None, attachments=payloads)
        draft = {"text": comment, "files": payloads, "thread_ts": call.text("thread_ts")}
        record_post(workspace, call.method, bot_post(workspace, conversation, draft))
    return {"files": payloads}


def _uploaded(workspace: Workspace, entry: Any) -> StoredFile:
    file = workspace.files.by_id.get(str(entry.get("id", ""))) if isinstance(entry, dict) else None
    if file is None or (file.expected_length is not None and len(file.content) != file.expected_length):
        raise Refusal("file_not_found" if file is None else "file_upload_size_restricted")
    file.title, file.is_complete = str(entry.get("title") or file.name), True
    return file


METHODS = {
    "files.completeUploadExternal": complete_upload,
    "files.getUploadURLExternal": get_upload_url,
    "files.info": files_info,
}
