"""rich_text blocks as HTML: sections, nested lists, quotes, code, and what stands in their lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.local_slack.page.drawing_links import link_or_text
from bot.local_slack.page.drawing_reader import Reader
from bot.local_slack.page.drawing_text import clean, joined, paragraph, preformatted, quote, with_breaks
from bot.local_slack.page.emoji_names import emoji_named, emoji_span

STYLES = {
    "code": Markup('<code class="code">{}</code>'),
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "strike": Markup("<s>{}</s>"),
    "underline": Markup("<u>{}</u>"),
    "highlight": Markup("<mark>{}</mark>"),
    "client_highlight": Markup("<mark>{}</mark>"),
}
ITEM = Markup('<li dir="auto">{}{}</li>')
BULLETS = Markup('<ul class="{}">{}</ul>')
NUMBERS = Markup('<ol class="{}" start="{}">{}</ol>')
BOX = Markup('<div class="bordered">{}</div>')
SWATCH = Markup('<span class="color"><bdi>{}</bdi></span>')

Element = dict[str, Any]


def rich_text(reader: Reader, block: Element) -> Markup:
    """A rich_text block. Raises an error of Python's for one that Slack would never have let through."""
    return joined(_parts(reader, block["elements"]))


def _parts(reader: Reader, parts: list[Element]) -> list[Markup]:
    shown = []
    at = 0
    while at < len(parts):
        if parts[at]["type"] == "rich_text_list":
            html, at = _list(reader, parts, at, 0)
        else:
            html, at = PARTS[parts[at]["type"]](reader, parts[at]), at + 1
        shown.append(html)
    return shown


def _section(reader: Reader, part: Element) -> Markup:
    return paragraph(_inline(reader, part))


def _quote(reader: Reader, part: Element) -> Markup:
    return _bordered(part, quote(_inline(reader, part)))


def _preformatted(reader: Reader, part: Element) -> Markup:
    html = joined([_element(reader, element, is_code=True) for element in part["elements"]])
    return _bordered(part, preformatted(html))


def _bordered(part: Element, html: Markup) -> Markup:
    return BOX.format(html) if part.get("border") else html


PARTS: dict[str, Callable[[Reader, Element], Markup]] = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
}


def _list(reader: Reader, parts: list[Element], at: int, depth: int) -> tuple[Markup, int]:
    """The list at this place, with the deeper ones that follow it inside its last entry.

    `depth` is the indent of the entry that it stands in. Returns the place after them.
    """
    part = parts[at]
    indent = int(part.get("indent") or 0)
    items = [_inline(reader, item) for item in part["elements"]]
    inside: list[Markup] = []
    at += 1
    while at < len(parts) and _is_deeper(parts[at], indent):
        html, at = _list(reader, parts, at, indent + 1)
        inside.append(html)
    entries = [ITEM.format(item, joined(inside) if item is items[-1] else "") for item in items]
    if not items:
        entries = inside
    return _bordered(part, _list_html(part, joined(entries), indent - depth)), at


def _is_deeper(part: Element, indent: int) -> bool:
    return part["type"] == "rich_text_list" and int(part.get("indent") or 0) > indent


def _list_html(part: Element, entries: Markup, steps: int) -> Markup:
    """`steps`: by how much it is indented beyond where it stands."""
    names = "list" if steps <= 0 else f"list indent-{min(steps, 8)}"
    if part.get("style") == "ordered":
        return NUMBERS.format(names, int(part.get("offset") or 0) + 1, entries)
    return BULLETS.format(names, entries)


def _inline(reader: Reader, part: Element) -> Markup:
    return joined([_element(reader, element) for element in part["elements"]])


def _element(reader: Reader, element: Element, is_code: bool = False) -> Markup:
    """In code, line ends are as they are; elsewhere they are breaks."""
    if is_code and element["type"] == "text":
        return Markup("{}").format(clean(element["text"]))
    html = INLINE[element["type"]](reader, element)
    style = element.get("style") or {}
    for name, tag in STYLES.items():
        if style.get(name) is True:
            html = tag.format(html)
    return html


def _link(reader: Reader, element: Element) -> Markup:
    return link_or_text(clean(element["url"]), clean(element.get("text") or ""))


def _emoji(reader: Reader, element: Element) -> Markup:
    """The sign as Slack gives it in `unicode` (hexadecimal numbers with dashes), or by its name."""
    name = clean(element["name"])
    code = element.get("unicode")
    if code:
        return emoji_span(name, "".join(chr(int(number, 16)) for number in str(code).split("-")))
    sign = emoji_named(name, element.get("skin_tone"))
    return emoji_span(name, sign) if sign else Markup(":{}:").format(name)


def _date(reader: Reader, element: Element) -> Markup:
    fallback, address = element.get("fallback") or "", element.get("url") or ""
    return reader.date(element["timestamp"], clean(element["format"]), clean(fallback), clean(address))


def _team(reader: Reader, element: Element) -> Markup:
    known = element["team_id"] == reader.workspace.team_id
    return reader.group_mention(reader.workspace.team_name if known else clean(element["team_id"]))


INLINE: dict[str, Callable[[Reader, Element], Markup]] = {
    "text": lambda reader, element: with_breaks(element["text"]),
    "link": _link,
    "user": lambda reader, element: reader.user_mention(clean(element["user_id"])),
    "usergroup": lambda reader, element: reader.group_mention(clean(element["usergroup_id"])),
    "channel": lambda reader, element: reader.channel_mention(clean(element["channel_id"])),
    "team": _team,
    "emoji": _emoji,
    "broadcast": lambda reader, element: reader.group_mention(clean(element["range"])),
    "date": _date,
    "color": lambda reader, element: SWATCH.format(clean(element["value"])),
}


def rich_text_words(block: Element) -> str:
    """What was typed into a rich text field, as plain lines, to be typed on."""
    lines = []
    for part in block.get("elements") or ():
        rows = part["elements"] if part["type"] == "rich_text_list" else [part]
        lines += [_words(row) for row in rows]
    return "\n".join(lines)


def _words(part: Element) -> str:
    return "".join(
        str(e.get("text") or e.get("url") or e.get("fallback") or (f":{e['name']}:" if "name" in e else ""))
        for e in part["elements"]
    )
