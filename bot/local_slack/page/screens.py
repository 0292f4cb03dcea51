"""What one person has before them: a place, perhaps a thread and the drawer, and each message in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.local_slack.conversations import Post
from bot.local_slack.page.conversation import ConversationView, is_reply
from bot.local_slack.page.fields import message_id
from bot.local_slack.page.places import Place
from bot.local_slack.page.stage import Stage
from bot.local_slack.person import Person


@dataclass
class View:
    """One open page."""

    stage: Stage
    person: Person
    place: Place
    thread: str = ""
    has_hood: bool = False
    talk: ConversationView = field(init=False)

    def __post_init__(self) -> None:
        self.talk = ConversationView(self.stage, self.person, self.place.conversation, self.place.path)

    @property
    def channel_id(self) -> str:
        return self.place.conversation.id

    def mark_read(self) -> None:
        """What stands here now has been seen; on Home nobody reads messages."""
        if not self.place.is_home:
            self.stage.unread.read(self.person, self.place.conversation)

    def changed(self, wanted: dict[str, bool]) -> list[tuple[Post, bool]]:
        """The messages with these timestamps that this person sees here, in order; with their flag."""
        if self.place.is_home or not wanted:
            return []
        posts = self.place.conversation.posts
        return [(p, wanted[p.ts]) for p in posts if p.ts in wanted and p.is_seen_by(self.person.id)]

    def draw(self, post: Post, is_new: bool) -> list[str]:
        """A message for the place where it stands: appended when it is new, else in place of what it was."""
        is_in_thread = self.thread in (post.ts, post.body.get("thread_ts"))
        pieces = []
        if not is_reply(post):
            pieces.append(self._piece(post, is_new, "messages"))
        if self.thread and is_in_thread:
            pieces.append(self._piece(post, is_new, "thread-messages"))
        return pieces

    def _piece(self, post: Post, is_new: bool, home: str) -> str:
        is_thread = home == "thread-messages"
        html = self.talk.one(post, is_thread)
        if is_new:
            return f'<div id="{home}" hx-swap-oob="beforeend">{html}</div>'
        return out_of_band(html, element_id(post, is_thread))


def element_id(post: Post, is_thread: bool = False) -> str:
    """The id of a message in its conversation or, when it is shown a second time, in its thread."""
    return ("t" if is_thread else "") + message_id(post.channel_id, post.ts)


def out_of_band(html: str, element_id: str) -> str:
    """The element with this id, marked so that htmx puts it where it stands in the page."""
    mark = f'id="{element_id}"'
    return html.replace(mark, f'{mark} hx-swap-oob="morph"', 1)
