"""Response addresses: five uses within thirty minutes, as Slack gives them out with each interaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.local_slack.refusals import Refusal

MOST_USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    """`source_ts` is the message that the interaction came from, when it came from one."""

    path: str
    user_id: str
    channel_id: str
    born_at: datetime
    source_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    def __init__(self) -> None:
        self.count = 0
        self._known: dict[str, ResponseUrl] = {}

    def issue(self, user_id: str, channel_id: str, now: datetime, source_ts: str | None = None) -> str:
        """Returns the path below the server's own address."""
        self.count += 1
        number = self.count
        path = f"/response/{channel_id}/{number:024x}"
        self._known[path] = ResponseUrl(path, user_id, channel_id, now, source_ts)
        return path

    def use(self, path: str, now: datetime) -> ResponseUrl:
        """Counts a use; raises `expired_url` or `used_url`."""
        found = self._known.get(path)
        if found is None or now - found.born_at > LIFETIME:
            raise Refusal("expired_url")
        if found.uses >= MOST_USES:
            raise Refusal("used_url")
        found.uses += 1
        return found
