"""What stands in angle brackets in mrkdwn: links, people, channels, moments, calls to everybody."""

from __future__ import annotations

import re

from markupsafe import Markup

from bot.local_slack.page.drawing_links import is_followed, link
from bot.local_slack.page.drawing_reader import Reader

EVERYBODY = ("here", "channel", "everyone", "group")
CODE = Markup('<code class="code">{}</code>')


def decoded(text: str) -> str:
    """Slack escapes three characters, and only these (docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def reference(reader: Reader, inside: str) -> Markup | None:
    """What `<inside>` stands for; None when it is no reference that a page may show as more than text."""
    target, _, label = (decoded(part) for part in inside.partition("|"))
    sign, rest = target[:1], target[1:]
    if sign == "@" and rest:
        return reader.user_mention(rest, label)
    if sign == "#" and rest:
        return reader.channel_mention(rest, label)
    if sign == "!":
        return _special(reader, rest, label)
    return link(target, label) if is_followed(target) else None


def _special(reader: Reader, rest: str, label: str) -> Markup | None:
    kind, *more = rest.split("^")
    if kind == "date" and len(more) >= 2:
        return reader.date(more[0], more[1], label, more[2] if len(more) > 2 else "")
    if kind == "subteam" and more:
        return reader.group_mention(label or more[0])
    if kind in EVERYBODY:
        return reader.group_mention(kind)
    return Markup("<bdi>{}</bdi>").format(label) if label else None


def code(reader: Reader, text: str) -> Markup:
    """Code within a line; what is in angle brackets is shown by name there too."""
    return CODE.format(code_text(reader, text))


def code_text(reader: Reader, text: str) -> Markup:
    parts: list[str | Markup] = []
    end = 0
    for found in re.finditer(r"<([^<>\n]+)>", text):
        shown = reference(reader, found.group(1))
        parts += [decoded(text[end : found.start()]), decoded(found.group()) if shown is None else shown]
        end = found.end()
    return Markup().join([*parts, decoded(text[end:])])
