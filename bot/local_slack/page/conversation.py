"""A conversation as one person sees it: messages with their frames, days between them, threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.local_slack.answers import SLACKBOT_ID
from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.page.drawing import Canvas
from bot.local_slack.page.fields import message_id
from bot.local_slack.page.stage import Stage
from bot.local_slack.person import Person

# So many messages come with the page; earlier ones as one scrolls up to them.
PAGE = 60


@dataclass(frozen=True)
class Row:
    """One message with all that stands around it."""

    id: str
    post: Post
    author: str
    initial: str
    kind: str
    at: datetime
    day: str
    content: Markup
    replies: int
    is_first_of_day: bool


class ConversationView:
    """Draws one conversation for one person."""

    def __init__(self, stage: Stage, person: Person, conversation: Conversation, path: str) -> None:
        self.stage, self.person, self.conversation, self.path = stage, person, conversation, path
        self.tz = ZoneInfo(person.tz)
        workspace, templates = stage.slack.workspace, stage.templates
        self.canvas = Canvas(workspace, person.user, templates)
        self.thread_canvas = Canvas(workspace, person.user, templates, mark="t")

    def posts(self) -> list[Post]:
        """What stands in the conversation itself; replies stand in their thread."""
        return [p for p in self.conversation.seen_by(self.person.id) if not is_reply(p)]

    def newest(self) -> str:
        """The last messages, with a place above them that loads earlier ones."""
        return self._page(self.posts())

    def earlier(self, ts: str) -> str:
        """The messages before one; nothing when it is the first, or is not there."""
        posts = self.posts()
        place = next((n for n, post in enumerate(posts) if post.ts == ts), 0)
        return self._page(posts[:place]) if place else ""

    def _page(self, posts: list[Post]) -> str:
        shown = posts[-PAGE:]
        before = posts[-PAGE - 1] if len(posts) > PAGE else None
        rows = self.rows(shown, before)
        more = shown[0].ts if before else ""
        return self._draw("messages.html", rows=rows, more=more)

    def thread(self, ts: str) -> str:
        """A message and the replies to it; empty when this person does not see it."""
        seen = self.conversation.seen_by(self.person.id)
        found = [p for p in seen if p.ts == ts or p.body.get("thread_ts") == ts]
        if not found or found[0].ts != ts:
            return ""
        rows = self.rows(found, found[0], is_thread=True)
        return self._draw("messages.html", rows=rows, more="", is_thread=True)

    def one(self, post: Post, is_thread: bool = False) -> str:
        """One message that came or changed, with the line of its day when it is the first of it."""
        rows = self.rows([post], self._before(post), is_thread)
        return self._draw("messages.html", rows=rows, more="", is_thread=is_thread)

    def _before(self, post: Post) -> Post | None:
        posts = self.conversation.posts
        for number in range(len(posts) - 1, -1, -1):
            if posts[number] is post:
                earlier = reversed(posts[:number])
                return next((p for p in earlier if p.is_seen_by(self.person.id) and not is_reply(p)), None)
        return None

    def _draw(self, template: str, *, is_thread: bool = False, **values: object) -> str:
        manifest = self.stage.slack.workspace.manifest
        shortcuts = [s for s in manifest.shortcuts if s.kind == "message"]
        return self.stage.html(
            template, view=self, who=self.person.handle, shortcuts=shortcuts, is_thread=is_thread, **values
        )

    def rows(self, posts: Sequence[Post], before: Post | None, is_thread: bool = False) -> list[Row]:
        """The messages in order; `before` stands above the first of them."""
        rows, canvas = [], self.thread_canvas if is_thread else self.canvas
        day = self._day(before) if before else None
        for post in posts:
            rows.append(self._row(post, canvas.message(post), self._day(post) != day))
            day = self._day(post)
        return rows

    def _day(self, post: Post) -> date:
        return posted_at(post).astimezone(self.tz).date()

    def _row(self, post: Post, content: Markup, is_first_of_day: bool) -> Row:
        author, kind = self._author(post)
        at = posted_at(post).astimezone(self.tz)
        return Row(
            id=message_id(post.channel_id, post.ts),
            post=post,
            author=author,
            initial=author[:1].upper(),
            kind=kind,
            at=at,
            day=f"{at:%A}, {at.day} {at:%B %Y}",
            content=content,
            replies=int(post.body.get("reply_count", 0)),
            is_first_of_day=is_first_of_day,
        )

    def _author(self, post: Post) -> tuple[str, str]:
        user_id = str(post.body.get("user", ""))
        if user_id == SLACKBOT_ID:
            return "Slack", "slack"
        user = self.stage.slack.workspace.users.get(user_id)
        if user is None:
            return "Somebody", "person"
        return user.real_name, "app" if user.is_bot else "person"


def posted_at(post: Post) -> datetime:
    """The virtual instant of a message, aware and UTC."""
    return datetime.fromtimestamp(float(post.ts), UTC)


def is_reply(post: Post) -> bool:
    """Whether it stands in a thread and not in the conversation itself."""
    return str(post.body.get("thread_ts", post.ts)) != post.ts
