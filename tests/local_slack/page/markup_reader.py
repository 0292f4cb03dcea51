"""Reads HTML into a tree, as a browser would see it: for tests that ask what a person sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("br", "hr", "img", "input")
INLINE = ("a", "bdi", "code", "em", "mark", "s", "span", "strong", "time", "u")
# In these a browser drops the first line end.
DROPS_FIRST = ("pre", "textarea")


@dataclass
class Node:
    """An element; its children are elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is to be read in it: breaks as line ends, paragraphs one after the other."""
        if self.tag == "br":
            return "\n"
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        """The text with all white space as single spaces; paragraphs, cells and controls stand apart."""
        return " ".join(self._spaced().split())

    def _spaced(self) -> str:
        inside = "".join(c if isinstance(c, str) else c._spaced() for c in self.children)
        return inside if self.tag in INLINE else f" {inside} "

    def walk(self) -> Iterator[Node]:
        """This element and all below, in their order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str = "", **attrs: str) -> list[Node]:
        """All with this tag and these attributes (`class_` names one class, `_` stands for "-")."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [node for node in self.walk() if tag in ("", node.tag) and _has(node, wanted)]

    def one(self, tag: str = "", **attrs: str) -> Node:
        """The only one there is."""
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} of {tag} {attrs}"
        return found[0]


def _has(node: Node, wanted: dict[str, str]) -> bool:
    classes = node.attrs.get("class", "").split()
    return all(
        value in classes if name == "class" else node.attrs.get(name) == value
        for name, value in wanted.items()
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>: {names}"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> within <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        top = self._open[-1]
        if top.tag in DROPS_FIRST and not top.children:
            data = data.removeprefix("\n")
        top.children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def tree(html: str) -> Node:
    """The HTML as a tree; AssertionError when a tag is not closed, or closed in the wrong place."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader._open) == 1, f"<{reader._open[-1].tag}> is never closed"
    return reader.root
