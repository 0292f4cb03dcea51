"""The messenger: one attempt, and looking for what may have been sent."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.delivery_errors import DeliveryError
from bot.messenger import EVENT_TYPE, MOST_PAGES, Messenger, body_of, web_client
from storage.records import Owner, Posting
from tests.jobs.stage import NOW

POSTING = Posting("a" * 32, Owner("T1", "U1"), "brief", '{"text": "hello"}', None, "unknown", 1, NOW)


class Client:
    """Answers from a list of pages, and remembers how it was asked."""

    def __init__(self, pages: list[dict[str, Any]]) -> None:
        self.pages = pages
        self.asked: list[dict[str, Any]] = []

    async def conversations_open(self, **args: Any) -> dict[str, Any]:
        self.asked.append(args)
        return {"channel": {"id": "D1"}}

    async def conversations_history(self, **args: Any) -> dict[str, Any]:
        self.asked.append(args)
        return self.pages[min(len(self.asked) - 2, len(self.pages) - 1)]


def page(*ids: str, cursor: str = "", event_type: str = EVENT_TYPE) -> dict[str, Any]:
    messages = [
        {"ts": f"{number}.0", "metadata": {"event_type": event_type, "event_payload": {"outbox_id": one}}}
        for number, one in enumerate(ids)
    ]
    return {
        "messages": [{"ts": "9.9", "text": "no metadata"}, *messages],
        "response_metadata": {"next_cursor": cursor},
    }


async def look(client: Client) -> Any:
    return await Messenger(lambda _: client).look_for(POSTING)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(
    ("pages", "answer"),
    [
        ([page("b" * 32, "a" * 32)], "found"),
        ([page("b" * 32)], "not found"),
        ([page()], "not found"),
        ([page("b" * 32, cursor="more"), page("a" * 32)], "found"),
        ([page("a" * 32, event_type="somebody_elses")], "not found"),
        ([page(cursor="for ever")], "not here"),
        ([{}], "no answer"),
    ],
)
def test_a_message_is_found_by_its_id_on_any_page(pages: list[dict[str, Any]], answer: str) -> None:
    client = Client(pages)
    assert asyncio.run(look(client)).answer == answer
    assert len(client.asked) <= MOST_PAGES + 1


def test_it_looks_back_to_before_the_first_attempt_and_asks_for_metadata() -> None:
    client = Client([page()])
    asyncio.run(look(client))
    opened, asked = client.asked
    assert opened == {"users": "U1"}
    assert float(asked["oldest"]) < NOW.timestamp() and asked["include_all_metadata"] is True


def test_a_workspace_without_a_token_is_the_workspaces_fault() -> None:
    messenger = Messenger({}.__getitem__)
    with pytest.raises(DeliveryError) as caught:
        asyncio.run(messenger.send(POSTING, NOW))
    assert (caught.value.code, caught.value.blame) == ("no_token", "workspace")
    assert asyncio.run(messenger.look_for(POSTING)).is_blind


def test_a_client_never_posts_again_by_itself() -> None:
    assert web_client("xoxb-1", "http://127.0.0.1:1/api", None).retry_handlers == []  # type: ignore[arg-type]


@pytest.mark.parametrize("payload", [{}, {"text": 'Olá "you"', "blocks": [{"type": "divider"}]}])
def test_a_request_is_the_stored_payload_and_where_it_goes_and_by_what_it_is_found(
    payload: dict[str, Any],
) -> None:
    assert json.loads(body_of(POSTING._replace(content=json.dumps(payload), channel_id='D"1'))) == {
        "channel": 'D"1',
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"outbox_id": POSTING.id}},
        **payload,
    }
