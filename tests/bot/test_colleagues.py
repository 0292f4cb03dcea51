"""Whom a typed name means: a mention surely, a name only when Slack tells of exactly one such person."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot import colleagues

BOB = {"id": "U2", "name": "bob", "profile": {"display_name": "Bobby", "real_name": "Bob Castellan"}}


class Slack:
    """Tells of people, or of nothing."""

    def __init__(self, *people: dict[str, Any], cursor: str = "", error: Exception | None = None) -> None:
        self.page = {"members": list(people), "response_metadata": {"next_cursor": cursor}}
        self.error = error

    async def users_list(self, limit: int) -> dict[str, Any]:
        if self.error:
            raise self.error
        return self.page


def meant(typed: str, slack: Slack | None = None) -> str:
    client: Any = slack or Slack(BOB)
    return asyncio.run(colleagues.meant(client, typed))


@pytest.mark.parametrize("typed", ["@bob", "bob", " @Bobby ", "bob castellan", "<@U2>", "<@U2|someone>"])
def test_a_name_of_one_person_means_them(typed: str) -> None:
    assert meant(typed) == "U2"


@pytest.mark.parametrize("typed", ["", "@", "@bo", "bob and ann", "<@U2> <@U3>", "<@u2>", "<!channel>"])
def test_anything_else_means_nobody(typed: str) -> None:
    assert meant(typed) == ""


def test_of_two_with_one_name_neither_is_meant() -> None:
    twin = {"id": "U3", "name": "robert", "profile": {"display_name": "bob"}}
    assert meant("@bob", Slack(BOB, twin)) == ""


@pytest.mark.parametrize("gone", [{"deleted": True}, {"is_bot": True}])
def test_who_left_and_bots_are_not_meant(gone: dict[str, Any]) -> None:
    assert meant("@bob", Slack({**BOB, **gone})) == ""


def test_a_workspace_that_does_not_fit_on_a_page_is_not_guessed_in() -> None:
    assert meant("@bob", Slack(BOB, cursor="more")) == ""


@pytest.mark.parametrize("error", [SlackApiError("no", {"error": "ratelimited"}), TimeoutError(), OSError()])
def test_a_slack_that_does_not_tell_means_nobody(error: Exception) -> None:
    assert meant("@bob", Slack(error=error)) == ""
