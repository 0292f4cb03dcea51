"""What Slack answers when it says no."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An `ok: false` answer: `code` is Slack's error name, `extra` what stands beside it."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.extra}


def refusal_with_messages(code: str, messages: list[str]) -> Refusal:
    """A refusal that tells where the fault is, in the two places where Slack tells it."""
    return Refusal(code, errors=messages, response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})
