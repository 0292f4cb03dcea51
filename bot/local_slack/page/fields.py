"""Names on the wire between the page and its server: surfaces, the fields of a form, what was used."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

PREFIX = "v"


@dataclass(frozen=True)
class Surface:
    """Where elements stand: a message (`kind` "m", with channel and ts), Home ("h") or a modal ("v")."""

    kind: str
    view_id: str = ""
    channel_id: str = ""
    ts: str = ""

    def __str__(self) -> str:
        parts = (self.channel_id, self.ts) if self.kind == "m" else (self.view_id,)
        return ".".join((self.kind, *parts))


@dataclass(frozen=True)
class Use:
    """Which element was used; `index` is the entry of a menu, in the order in which its options stand."""

    block_id: str
    action_id: str
    index: int | None = None


def read_surface(text: str) -> Surface:
    """Raises ValueError for what is no surface's address."""
    kind, _, rest = text.partition(".")
    if kind == "m" and rest.count(".") == 2:
        channel_id, _, ts = rest.partition(".")
        return Surface("m", channel_id=channel_id, ts=ts)
    if kind in ("h", "v") and rest:
        return Surface(kind, view_id=rest)
    raise ValueError(f"{text!r} is no address of a surface")


def field_name(block_id: str, action_id: str) -> str:
    """The form field that carries an element's value."""
    return f"{PREFIX}.{_quoted(block_id)}.{_quoted(action_id)}"


def read_field_name(name: str) -> tuple[str, str] | None:
    """The block_id and action_id of a field that carries a value; None for any other field."""
    parts = name.split(".")
    if len(parts) != 3 or parts[0] != PREFIX:
        return None
    return unquote(parts[1]), unquote(parts[2])


def use_value(block_id: str, action_id: str, index: int | None = None) -> str:
    """The value of the field `use`."""
    parts = [_quoted(block_id), _quoted(action_id)]
    return ".".join(parts if index is None else [*parts, str(index)])


def read_use(text: str) -> Use:
    """Raises ValueError for what no element of the page sends."""
    parts = text.split(".")
    if len(parts) not in (2, 3):
        raise ValueError(f"{text!r} names no element")
    index = int(parts[2]) if len(parts) == 3 else None
    return Use(unquote(parts[0]), unquote(parts[1]), index)


def message_id(channel_id: str, ts: str) -> str:
    """The id of a message in the page."""
    return f"m-{channel_id}-{ts.replace('.', '-')}"


def control_id(surface: str, block_id: str, action_id: str) -> str:
    """The id of a control, the same at each drawing: focus survives a redraw by it."""
    return "c-" + "-".join(
        part.replace(".", "-") for part in (surface, _quoted(block_id), _quoted(action_id))
    )


def _quoted(text: str) -> str:
    return quote(text, safe="").replace(".", "%2E")
