"""What Slack's errors mean for a message."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery_errors import WORDS, classified, is_about_token


def answered(data: Any, status: int = 200, **headers: str) -> SlackApiError:
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data=data,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        status_code=status,
    )
    return SlackApiError("canary", response)


def refused(code: str) -> SlackApiError:
    return answered({"ok": False, "error": code})


@pytest.mark.parametrize(
    ("error", "code", "outcome", "blame"),
    [
        (refused("channel_not_found"), "channel_not_found", "never", "receiver"),
        (refused("user_disabled"), "user_disabled", "never", "receiver"),
        (refused("is_archived"), "is_archived", "never", "receiver"),
        (refused("token_revoked"), "token_revoked", "never", "workspace"),
        (refused("missing_scope"), "missing_scope", "never", "workspace"),
        (refused("msg_too_long"), "msg_too_long", "never", "message"),
        (refused("invalid_blocks"), "invalid_blocks", "never", "message"),
        (refused("a_word_of_next_year"), "a_word_of_next_year", "later", "message"),
        (refused("fatal_error"), "fatal_error", "unknown", "message"),
        (refused("ratelimited"), "ratelimited", "later", "nobody"),
        (answered({}, 500), "http_500", "unknown", "message"),
        (answered("upstream connect error", 503), "http_503", "unknown", "message"),
        (answered({}, 200), "http_200", "unknown", "message"),
        (
            SlackApiError("unreadable", SimpleNamespace(status=502, headers={})),
            "http_502",
            "unknown",
            "message",
        ),
        (TimeoutError(), "timeout", "unknown", "message"),
        (aiohttp.ServerDisconnectedError(), "ServerDisconnectedError", "unknown", "message"),
        (ConnectionResetError(), "ConnectionResetError", "unknown", "message"),
        (aiohttp.ConnectionTimeoutError(), "connection_refused", "later", "nobody"),
    ],
)
def test_an_error_is_sorted_by_what_is_known_of_the_message(
    error: Exception, code: str, outcome: str, blame: str
) -> None:
    found = classified(error)
    assert (found.code, found.outcome, found.blame) == (code, outcome, blame)
    assert found.permanent == (outcome == "never")
    assert "canary" not in str(found)


@pytest.mark.parametrize(("told", "seconds"), [("17", 17), ("0", 1), ("", 30), ("soon", 30), ("-5", 30)])
def test_too_much_waits_as_long_as_slack_says(told: str, seconds: int) -> None:
    assert classified(answered({}, 429, Retry_After=told)).retry_after == seconds


def test_no_word_is_blamed_on_two() -> None:
    words = [word for codes in WORDS.values() for word in codes.split()]
    assert len(words) == len(set(words))


def test_words_about_the_token_are_told_from_the_others() -> None:
    assert is_about_token("token_revoked") and is_about_token("account_inactive")
    assert not is_about_token("channel_not_found") and not is_about_token("")
