"""What Slack tells a person when the app did not answer as it should."""

from __future__ import annotations

from bot.local_slack.acks import Ack

FAILURES = {
    "operation_timeout": "{app} did not respond in time. Try again in a moment.",
    "dispatch_failed": "{app} could not be reached. Is it running? Try again in a moment.",
    "invalid_answer": "{app} answered in a way that Slack does not accept. See Under the hood.",
}
OTHERWISE = "{app} failed to answer ({error}). Try again, or see Under the hood."


def toast_for(ack: Ack | None, app: str) -> str:
    """The sentence for a failed answer; empty when all went well."""
    if ack is None or not ack.error:
        return ""
    return FAILURES.get(ack.error, OTHERWISE).format(app=app, error=ack.error)
