"""What Slack's errors mean for a message: try later, nobody knows, or give up, and whose fault it is."""

from __future__ import annotations

from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError

Outcome = Literal["later", "unknown", "never"]
Blame = Literal["nobody", "message", "receiver", "workspace"]

# How many seconds to wait when Slack does not say, and when it cannot be reached.
UNTOLD_RETRY_AFTER = 30
REFUSED_RETRY_AFTER = 30

# Slack's words, from the errors of docs.slack.dev, method chat.postMessage. One that is not here: try later.
WORDS: dict[Blame, str] = {
    "workspace": """
    access_denied ekm_access_denied enterprise_is_restricted invalid_auth missing_scope
    no_permission not_allowed_token_type not_authed org_login_required team_access_not_granted
    team_added_to_org token_expired token_revoked two_factor_setup_required
    """,
    "receiver": """
    account_inactive cannot_dm_bot channel_not_found is_archived messages_tab_disabled
    not_in_channel user_disabled user_not_found user_not_visible
    """,
    "message": """
    as_user_not_supported attachment_payload_limit_exceeded block_mismatch blocks_too_long
    invalid_arguments invalid_blocks invalid_blocks_format markdown_text_conflict
    message_limit_exceeded metadata_must_be_sent_from_app metadata_too_large msg_blocks_too_long
    msg_too_long no_text too_many_attachments restricted_action
    restricted_action_read_only_channel
    """,
}
_BLAME: dict[str, Blame] = {code: blame for blame, codes in WORDS.items() for code in codes.split()}
# "It's possible some aspect of the operation succeeded before the error was raised", says Slack of these.
_UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})


class DeliveryError(Exception):
    """A message was not sent, or nobody knows. `code` is Slack's word or ours, never anybody's text."""

    def __init__(
        self, code: str, outcome: Outcome, blame: Blame = "message", retry_after: int | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.outcome = outcome
        self.blame = blame
        self.retry_after = retry_after

    @property
    def permanent(self) -> bool:
        """Trying again would end the same way."""
        return self.outcome == "never"


def classified(error: Exception) -> DeliveryError:
    """What a failed chat.postMessage means for the message.

    Without a clear "no" from Slack the message may have been accepted: unknown. That holds for a 5xx, and for
    a page of HTML from something in between, too.
    """
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return DeliveryError("connection_refused", "later", "nobody", REFUSED_RETRY_AFTER)
    if isinstance(error, TimeoutError):
        return DeliveryError("timeout", "unknown")
    return DeliveryError(type(error).__name__, "unknown")


def _answered(error: SlackApiError) -> DeliveryError:
    code, status = code_of(error), _status(error)
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return DeliveryError("ratelimited", "later", "nobody", _retry_after(error))
    if not code or code in _UNSURE or status >= 500:
        return DeliveryError(code or f"http_{status}", "unknown")
    if code in _BLAME:
        return DeliveryError(code, "never", _BLAME[code])
    return DeliveryError(code, "later")


def code_of(error: SlackApiError) -> str:
    """Slack's word for the error; empty when it gave none."""
    # The SDK hands over the bare HTTP response when it could not read the body.
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def is_about_token(code: str) -> bool:
    """Whether the word says that the workspace's token is of no use."""
    return _BLAME.get(code) == "workspace" or code == "account_inactive"


def _status(error: SlackApiError) -> int:
    response = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)


def _retry_after(error: SlackApiError) -> int:
    told = str(error.response.headers.get("Retry-After", ""))
    return max(int(told), 1) if told.isdecimal() else UNTOLD_RETRY_AFTER
