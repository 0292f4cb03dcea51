"""markdown blocks as HTML: standard Markdown, without anything that would load or run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from bot.local_slack.page.drawing_links import is_followed, with_links
from bot.local_slack.page.drawing_pictures import elsewhere
from bot.local_slack.page.drawing_text import clean
from bot.local_slack.page.emoji_names import with_emoji

# The page itself has the two highest headings.
HIGHEST_HEADING, LOWEST_HEADING = 3, 6
OF_TEXT = ("p", "li", "th", "td", "blockquote", "h3", "h4", "h5", "h6")


class _Markdown(MarkdownIt):
    """Leaves as text what must not be followed."""

    def validateLink(self, url: str) -> bool:
        return is_followed(url)


def markdown(text: str) -> Markup:
    """The text of a markdown block. HTML in it is shown as text; only good addresses become links."""
    reader = _reader()
    tokens = reader.parse(clean(text))
    for token in tokens:
        _settle(token)
    return Markup(reader.renderer.render(tokens, reader.options, {}))


@cache
def _reader() -> MarkdownIt:
    made = _Markdown("commonmark", {"html": False, "breaks": True, "xhtmlOut": False}).enable(
        ["table", "strikethrough"]
    )
    made.add_render_rule("text", _text)
    made.add_render_rule("image", _image)
    return made


def _settle(token: Token) -> None:
    """Headings below the page's own, directions of their own, classes in the place of styles."""
    if token.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        level = min(int(token.tag[1]) + HIGHEST_HEADING - 1, LOWEST_HEADING)
        token.tag = f"h{level}"
    if token.nesting == 1 and token.tag in OF_TEXT:
        token.attrSet("dir", "auto")
    if align := token.attrs.pop("style", None):
        token.attrSet("class", f"align-{str(align).rpartition(':')[2]}")
    if token.type == "table_open":
        token.attrSet("class", "table")
    for child, is_linked in _with_links_known(token.children or []):
        if child.type == "link_open":
            child.attrs |= {"class": "link", "rel": "noopener noreferrer", "target": "_blank"}
        child.meta["is_linked"] = is_linked


def _with_links_known(children: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Each piece of a line, and whether it stands in a link."""
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        yield child, depth > 0


def _text(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Words: bare addresses become links, except in a link, and names of emoji become emoji."""
    token = tokens[at]
    pieces = [token.content] if token.meta.get("is_linked") else with_links(token.content)
    shown: list[str | Markup] = []
    for piece in pieces:
        shown += [piece] if isinstance(piece, Markup) else with_emoji(piece)
    return str(Markup().join(shown))


def _image(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """A picture from elsewhere is never loaded."""
    token = tokens[at]
    return str(elsewhere(token.content, str(token.attrs.get("src", ""))))
