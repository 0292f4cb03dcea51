"""Links: which addresses can be followed, and how they stand in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

# What else could stand in an address (javascript:, data:, file:) is shown as text and never followed.
FOLLOWED = re.compile(r"(?:https?://[^\s/]|mailto:[^\s]|tel:[^\s])", re.IGNORECASE)
# An address in running text: what ends a sentence, or a mark around the address, is no part of it.
BARE = re.compile(r"https?://(?:[^\s<>|&`]|&(?![lg]t;))*(?:[^\s<>|&`.,;:!?)\]*_~'\"]|&(?![lg]t;))")
LINK = Markup('<a class="link" href="{}" rel="noopener noreferrer" target="_blank"><bdi>{}</bdi></a>')


def is_followed(address: str) -> bool:
    return FOLLOWED.match(address) is not None


def link(address: str, label: str | Markup = "") -> Markup:
    """A link that opens apart. Raises ValueError for an address that must not be followed."""
    if not is_followed(address):
        raise ValueError(f"{address!r} must not be followed")
    shown = label or re.sub(r"^(mailto|tel):", "", address, flags=re.IGNORECASE)
    return LINK.format(address, shown)


def link_or_text(address: str, label: str | Markup = "") -> Markup:
    """A link where it can be followed; else label and address as they are."""
    if is_followed(address):
        return link(address, label)
    shown = label if label in ("", address) else Markup("{} ").format(label)
    return Markup("{}<bdi>{}</bdi>").format(shown if shown != address else "", address)


def with_links(text: str) -> Iterator[str | Markup]:
    """Running text in pieces, each address in it a link."""
    end = 0
    for found in BARE.finditer(text):
        yield text[end : found.start()]
        yield link(found.group()) if is_followed(found.group()) else found.group()
        end = found.end()
    yield text[end:]
