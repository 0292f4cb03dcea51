"""The only caller of chat.postMessage; sorts what Slack answers into try later, unknown, and give up."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery_errors import DeliveryError, classified, code_of, is_about_token
from storage.records import Posting, Sent

TIMEOUT_SECONDS = 10
# Looking and sending together must end within the lease of the message.
LOOK_SECONDS = 2 * TIMEOUT_SECONDS
EVENT_TYPE = "kith_nudge"
# How far back the search for a message begins before it was first due: clocks differ a little.
SLACK_CLOCK = timedelta(minutes=5)
PAGE = 100
MOST_PAGES = 20


# Cannot look: the workspace does not allow it. Not here: this conversation cannot be read, or not far enough
# back. Limited: not so often. No answer: Slack, or the way to it, is in trouble.
Answer = Literal["found", "not found", "cannot look", "not here", "limited", "no answer"]


class Look(NamedTuple):
    """What looking for a message came to; where it stands when it was found, how many seconds to wait."""

    answer: Answer
    ts: str | None = None
    channel_id: str | None = None
    retry_after: int = 0

    @property
    def is_blind(self) -> bool:
        """Nobody can tell whether the message is there."""
        return self.answer in ("cannot look", "not here", "limited")


AS_JSON = {"Content-Type": "application/json;charset=utf-8"}
CANNOT_LOOK = Look("cannot look")
NO_ANSWER = Look("no answer")


def open_session() -> aiohttp.ClientSession:
    """The one session that all clients of a process share. To be made, and closed, inside the event loop."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))


def web_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The one way to make a client: it never posts again by itself, since Slack may have accepted already."""
    return AsyncWebClient(
        token=token, base_url=base_url, session=session, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )


def body_of(posting: Posting) -> bytes:
    """The request of chat.postMessage. The payload is JSON already: it is not read to be written again."""
    to, outbox_id = json.dumps(posting.channel_id or posting.owner.member_id), json.dumps(posting.id)
    # Ours come last: of two values of one name the last one counts.
    own = (
        f'"channel": {to}, "unfurl_links": false, "unfurl_media": false, "metadata": '
        f'{{"event_type": "{EVENT_TYPE}", "event_payload": {{"outbox_id": {outbox_id}}}}}}}'
    )
    content = posting.content.rstrip()[:-1]
    return f"{content}{'' if content == '{' else ', '}{own}".encode()


class Messenger:
    """Sends messages and looks for them. `client_for` gives the client of a workspace id."""

    def __init__(self, client_for: Callable[[str], AsyncWebClient]) -> None:
        self.client_for = client_for

    async def send(self, posting: Posting, now: datetime) -> Sent:
        """Make one attempt. Raises DeliveryError."""
        client = self._client(posting.owner.workspace_id)
        # The types of the SDK know of forms alone here; what is no dictionary it sends as it is.
        body: Any = body_of(posting)
        try:
            answer = await client.api_call("chat.postMessage", data=body, headers=dict(AS_JSON))
        except Exception as error:
            raise classified(error) from error
        ts, channel_id = answer.get("ts"), answer.get("channel")
        return Sent(posting.id, "sent", now, ts, channel_id, attempts=posting.attempts)

    async def edit(self, workspace_id: str, channel_id: str, ts: str, payload: dict[str, Any]) -> None:
        """Put other words into a message that stands there. Raises DeliveryError."""
        client = self._client(workspace_id)
        try:
            await client.chat_update(channel=channel_id, ts=ts, **payload)
        except Exception as error:
            raise classified(error) from error

    async def look_for(self, posting: Posting) -> Look:
        """Whether the message stands in its conversation, by its id. Never raises."""

        async def look(client: AsyncWebClient) -> Look:
            channel_id = posting.channel_id or await self._direct_channel(client, posting)
            return await self._search(client, posting, channel_id)

        return await self._looked(posting.owner.workspace_id, look)

    async def peek(self, workspace_id: str, channel_id: str) -> Look:
        """Whether the conversation can be read: "not found" when it can. Never raises."""

        async def look(client: AsyncWebClient) -> Look:
            await client.conversations_history(channel=channel_id, limit=1)
            return Look("not found", channel_id=channel_id)

        return await self._looked(workspace_id, look)

    async def _looked(self, workspace_id: str, look: Callable[[AsyncWebClient], Awaitable[Look]]) -> Look:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await look(self._client(workspace_id))
        except SlackApiError as error:
            return _refused(classified(error))
        except DeliveryError:  # without a token nobody asked
            return Look("not here")
        except Exception:  # whatever it was, nobody has seen the conversation
            return NO_ANSWER

    async def is_token_good(self, workspace_id: str) -> bool:
        """Whether Slack still knows the workspace's token; an answer that does not come counts as yes."""
        try:
            await self.client_for(workspace_id).auth_test()
        except SlackApiError as error:
            return not is_about_token(code_of(error))
        except (aiohttp.ClientError, OSError, TimeoutError):
            return True
        return True

    def _client(self, workspace_id: str) -> AsyncWebClient:
        try:
            return self.client_for(workspace_id)
        except LookupError as error:
            raise DeliveryError("no_token", "never", "workspace") from error

    async def _direct_channel(self, client: AsyncWebClient, posting: Posting) -> str:
        answer = await client.conversations_open(users=posting.owner.member_id)
        return str(answer["channel"]["id"])

    async def _search(self, client: AsyncWebClient, posting: Posting, channel_id: str) -> Look:
        oldest = f"{(posting.due_at - SLACK_CLOCK).timestamp():.6f}"
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = await _reader(client, posting)(
                channel=channel_id, oldest=oldest, limit=PAGE, include_all_metadata=True, cursor=cursor
            )
            for message in page["messages"]:
                if _outbox_id(message) == posting.id:
                    return Look("found", message["ts"], channel_id)
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Look("not found", channel_id=channel_id)
        return Look("not here")


def _refused(error: DeliveryError) -> Look:
    if error.outcome == "unknown":
        return NO_ANSWER
    if error.code == "ratelimited":
        return Look("limited", retry_after=error.retry_after or 1)
    return CANNOT_LOOK if error.blame == "workspace" else Look("not here")


def _reader(client: AsyncWebClient, posting: Posting) -> Callable[..., Awaitable[AsyncSlackResponse]]:
    """What reads the place of a posting: a reply in a thread does not stand in the conversation's history."""
    thread_ts = posting.payload.get("thread_ts")
    if thread_ts:
        return partial(client.conversations_replies, ts=str(thread_ts))
    return client.conversations_history


def _outbox_id(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    found: str | None = (metadata.get("event_payload") or {}).get("outbox_id")
    return found
