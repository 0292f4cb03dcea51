"""Text on its way into HTML: what a page cannot hold is replaced, line ends become breaks."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

# Control characters and halves of surrogate pairs cannot be read.
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# These no page can hold at all; the other control characters may stand in the value of an option.
IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
REPLACEMENT = "\ufffd"
BREAK = Markup("<br>")


def clean(text: str) -> str:
    """Text with line ends of one kind and a replacement sign for each character that no page can hold."""
    return UNSHOWABLE.sub(REPLACEMENT, LINE_ENDS.sub("\n", text))


def with_breaks(text: str) -> Markup:
    """Plain text, letter by letter; its line ends are shown."""
    return BREAK.join(clean(text).split("\n"))


def finished(html: Markup) -> Markup:
    """The last look at a piece of page: attributes too hold only what a page can hold."""
    return Markup(IMPOSSIBLE.sub(REPLACEMENT, html))


def paragraph(html: Markup, also: str = "") -> Markup:
    """A paragraph whose direction is its own; nothing for nothing."""
    names = f"text {also}".strip()
    return Markup('<p class="{}" dir="auto">{}</p>').format(names, html) if html else Markup()


def preformatted(html: Markup) -> Markup:
    """A block of code. A browser drops the first line end in it, so that one is given twice."""
    first = "\n" if html.startswith("\n") else ""
    return Markup('<pre class="code" dir="auto">{}{}</pre>').format(first, html)


def quote(html: Markup) -> Markup:
    return Markup('<blockquote class="quote" dir="auto">{}</blockquote>').format(html)


def joined(parts: list[Markup]) -> Markup:
    return Markup().join(parts)


def words(value: Any) -> str:
    """The text of a text object, or a text itself; raises ValueError for what is neither."""
    text = value.get("text") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise ValueError(f"{value!r} is no text")
    return clean(text)
