"""Who looks at the page: how people, channels and moments are named to them."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.local_slack.conversations import Conversation
from bot.local_slack.page.drawing_dates import date_text, local_time
from bot.local_slack.page.drawing_links import is_followed, link
from bot.local_slack.users import User
from bot.local_slack.workspace import Workspace

MENTION = Markup('<bdi class="{}">{}</bdi>')
TIME = Markup('<time datetime="{}" title="{}">{}</time>')


class Reader:
    """One person of the workspace, who sees what they may see, in their own zone."""

    def __init__(self, workspace: Workspace, user: User) -> None:
        self.workspace, self.user = workspace, user

    @property
    def now(self) -> datetime:
        return self.workspace.clock.now().astimezone(ZoneInfo(self.user.tz))

    def page(self, *parts: str) -> str:
        """An address among this person's pages."""
        return "/".join(["/p", *(quote(part, safe="") for part in (self.user.handle, *parts))])

    def user_mention(self, user_id: str, label: str = "") -> Markup:
        """Somebody by name; by label or id when nobody here has that id."""
        known = self.workspace.users.get(user_id)
        name = known.real_name if known else label.removeprefix("@") or user_id
        names = "mention mention-me" if user_id == self.user.id else "mention"
        return MENTION.format(names, f"@{name}")

    def group_mention(self, name: str) -> Markup:
        """A user group, or everybody here: the local Slack rings nobody's bell for it."""
        return MENTION.format("mention", f"@{name.removeprefix('@')}")

    def channel_mention(self, channel_id: str, label: str = "") -> Markup:
        """A channel by name, leading there when they are in it; a private one of other people has no name."""
        known = self.workspace.conversations.get(channel_id)
        if known is None:
            return MENTION.format("mention", f"#{label.removeprefix('#') or channel_id}")
        if not self.sees(known):
            return MENTION.format("mention", "a private conversation")
        shown = MENTION.format("mention", self.conversation_name(known))
        if self.user.id not in known.members:
            return shown
        place = ("dm",) if known.is_im else ("c", known.name)
        return Markup('<a class="link" href="{}">{}</a>').format(self.page(*place), shown)

    def sees(self, conversation: Conversation) -> bool:
        return conversation.kind == "channel" or self.user.id in conversation.members

    def conversation_name(self, conversation: Conversation) -> str:
        if conversation.is_im:
            return f"@{self.workspace.manifest.display_name}"
        return f"#{conversation.name}"

    def date(self, timestamp: object, template: str, fallback: str, address: str = "") -> Markup:
        """A moment in this person's words; the fallback when it cannot be worded."""
        at = local_time(timestamp, self.user.tz)
        text = date_text(template, at, self.now) if at else None
        if at is None or text is None:
            return Markup("<bdi>{}</bdi>").format(fallback or template)
        shown = TIME.format(at.isoformat(), f"{at:%A, %d %B %Y %H:%M %Z}", text)
        return link(address, shown) if is_followed(address) else shown
