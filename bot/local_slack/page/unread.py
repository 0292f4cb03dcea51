"""What each person has not seen yet."""

from __future__ import annotations

from collections.abc import Iterable

from bot.local_slack.conversations import Conversation
from bot.local_slack.person import Person


class Unread:
    """How far each person has read each conversation: the number of messages that stood there then."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], int] = {}

    def read(self, person: Person, conversation: Conversation) -> None:
        self._read[person.id, conversation.id] = len(conversation.posts)

    def read_all(self, person: Person, conversations: Iterable[Conversation]) -> None:
        """Nothing that stands anywhere is new to this person."""
        for conversation in conversations:
            self.read(person, conversation)

    def count(self, person: Person, conversation: Conversation) -> int:
        """The messages of others that came since."""
        new = conversation.posts[self._read.get((person.id, conversation.id), 0) :]
        return sum(1 for p in new if p.is_seen_by(person.id) and p.body.get("user") != person.id)
