"""Draws messages, modals and Home as HTML; what cannot be drawn is a box that says so."""

from __future__ import annotations

from typing import Any

import jinja2
from markupsafe import Markup

from bot.local_slack.conversations import Post
from bot.local_slack.page.drawing_choices import Group, groups
from bot.local_slack.page.drawing_controls import Control, Element, Scene, control, told
from bot.local_slack.page.drawing_files import file_cards
from bot.local_slack.page.drawing_links import is_followed, link_or_text
from bot.local_slack.page.drawing_pictures import picture
from bot.local_slack.page.drawing_reader import Reader
from bot.local_slack.page.drawing_tables import Cell, data_table_rows, table_rows
from bot.local_slack.page.drawing_text import clean, finished, joined, paragraph, with_breaks, words
from bot.local_slack.page.emoji_names import emoji_named, in_signs, with_emoji
from bot.local_slack.page.fields import Surface, control_id
from bot.local_slack.page.markdown import markdown
from bot.local_slack.page.mrkdwn import Mrkdwn
from bot.local_slack.page.rich_text import rich_text
from bot.local_slack.users import User
from bot.local_slack.view_store import OpenView
from bot.local_slack.workspace import Workspace


class Canvas:
    """What one person sees of messages and views, as HTML that is safe to put into the page.

    `mark` sets the ids of controls apart where a message stands on the page a second time.
    """

    def __init__(
        self, workspace: Workspace, user: User, templates: jinja2.Environment, mark: str = ""
    ) -> None:
        self.reader = Reader(workspace, user)
        self.mrkdwn = Mrkdwn(self.reader)
        self.mark = mark
        self.sheet: Any = templates.get_template("blocks.html").module
        self.elements: Any = templates.get_template("elements.html").module

    def drawing(self, scene: Scene) -> Drawing:
        return Drawing(self, scene)

    def message(self, post: Post) -> Markup:
        """The surface of a message: blocks, or its text when it has none, then attachments and files."""
        try:
            return self._message(post)
        except Exception:
            # One message that cannot be drawn must not hide all the others.
            return Markup(self.sheet.unsupported("message"))

    def _message(self, post: Post) -> Markup:
        surface = str(Surface("m", channel_id=post.channel_id, ts=post.ts))
        scene = Scene(surface, post.state.get(self.reader.user.id, {}), mark=self.mark)
        drawing, body = self.drawing(scene), post.body
        content = drawing.blocks(body["blocks"]) if body.get("blocks") else drawing.fallback(body)
        # What stands in an attachment is old Slack: it is shown, but the app is told of nothing in it.
        still = self.drawing(Scene(surface, is_live=False))
        attached = [still.attachment(each) for each in body.get("attachments") or ()]
        files = self.sheet.files(drawing, file_cards(self.reader, body))
        return finished(Markup(self.sheet.surface(surface, joined([content, *attached, files]))))

    def view(self, opened: OpenView) -> Markup:
        """The surface of Home; of a modal the blocks alone, for the form that they stand in."""
        is_modal = opened.view.get("type") == "modal"
        surface = str(Surface("v" if is_modal else "h", view_id=opened.id))
        scene = Scene(surface, opened.values, getattr(opened, "errors", {}))
        content = self.drawing(scene).blocks(opened.view.get("blocks") or [])
        return finished(content if is_modal else Markup(self.sheet.surface(surface, content)))


class Drawing:
    """One surface being drawn. The templates call it for everything that is more than a tag."""

    def __init__(self, canvas: Canvas, scene: Scene) -> None:
        self.canvas, self.reader, self.scene = canvas, canvas.reader, scene
        # The outermost block keeps the values; an inner one with an id of its own is addressed by that.
        self.top_id = self.block_id = ""

    # ---- Blocks and elements
    def blocks(self, blocks: Any) -> Markup:
        """The blocks of a surface, one after the other."""
        if not isinstance(blocks, list):
            return self._unsupported(type(blocks).__name__)
        shown = []
        for block in blocks:
            self.top_id = self.block_id = _own_id(block)
            shown.append(self.block(block))
        return joined(shown)

    def block(self, block: Any) -> Markup:
        """One block, on its own or within another one."""
        outer_id = self.block_id
        self.block_id = _own_id(block) or outer_id
        try:
            return self._drawn(self.canvas.sheet, "block", block)
        finally:
            self.block_id = outer_id

    def element(self, element: Any, block: Element) -> Markup:
        """One element of a block; nothing when it is shown to other people only."""
        if isinstance(element, dict) and not self._is_for_reader(element):
            return Markup()
        return self._drawn(self.canvas.elements, "element", element, block)

    def _is_for_reader(self, element: Element) -> bool:
        chosen_people = element.get("visible_to_user_ids")
        return not isinstance(chosen_people, list) or self.reader.user.id in chosen_people

    def _drawn(self, sheet: Any, prefix: str, thing: Any, *more: Any) -> Markup:
        kind = thing.get("type") if isinstance(thing, dict) else type(thing).__name__
        macro = getattr(sheet, f"{prefix}_{kind}", None) if isinstance(kind, str) else None
        if macro is None or not isinstance(thing, dict):
            return self._unsupported(kind)
        try:
            return Markup(macro(self, thing, *more))
        except Exception:
            # Whatever is wrong with one block, the other blocks and messages are to be seen.
            return self._unsupported(kind)

    def _unsupported(self, kind: object) -> Markup:
        return Markup(self.canvas.sheet.unsupported(clean(str(kind))))

    def control(self, element: Element, block: Element) -> Control:
        return control(self.scene, element, block, self.block_id, self.top_id)

    def place(self, name: str) -> str:
        """An id for a part of the block that keeps a state of its own."""
        return self.scene.only_id(control_id(self.scene.mark + self.scene.address, self.block_id, name))

    def groups(self, made: Control) -> list[Group]:
        return groups(self.reader, made)

    # ---- Texts
    def text(self, value: Element) -> Markup:
        """A text object as paragraphs."""
        if value["type"] == "mrkdwn":
            return self.canvas.mrkdwn.blocks(words(value), bool(value.get("verbatim")))
        return paragraph(self.line(value))

    def line(self, value: Element) -> Markup:
        """A text object where no paragraph may stand."""
        if value["type"] == "mrkdwn":
            return self.canvas.mrkdwn.inline(words(value), bool(value.get("verbatim")))
        if value["type"] != "plain_text":
            raise ValueError(f"{value['type']!r} is no text")
        return plain(words(value), value.get("emoji") is not False)

    def plain(self, value: Any) -> str:
        """A text object, or a text, for attributes."""
        return in_signs(words(value))

    def said(self, value: Any) -> Markup:
        """A bare text of a block, shown letter by letter."""
        return with_breaks(words(value))

    def fallback(self, body: Element) -> Markup:
        """The `text` of a message without blocks."""
        text = body.get("text") or ""
        if not isinstance(text, str):
            return self._unsupported("text")
        if body.get("mrkdwn") is False:
            return paragraph(plain(clean(text)))
        return self.canvas.mrkdwn.blocks(text)

    def attachment(self, attachment: Any) -> Markup:
        """An attachment of a message: its texts and its blocks."""
        return self._drawn(self.canvas.sheet, "old", {"type": "attachment", "of": attachment})

    def mrkdwn(self, text: Any) -> Markup:
        return self.canvas.mrkdwn.blocks(words(text))

    # ---- Everything else that templates ask for
    def rich_text(self, block: Element) -> Markup:
        return rich_text(self.reader, block)

    def markdown(self, text: str) -> Markup:
        return markdown(text)

    def picture(self, image: Element, name: str = "picture") -> Markup:
        return picture(self.reader, image, name)

    def rows(self, block: Element) -> list[list[Cell]]:
        is_data = block["type"] == "data_table"
        return data_table_rows(self.reader, block) if is_data else table_rows(self.reader, block)

    def told(self, element: Element) -> str:
        return told(element)

    def link(self, address: str, label: str = "") -> Markup:
        return link_or_text(clean(address), clean(label))

    def follows(self, address: object) -> bool:
        return isinstance(address, str) and is_followed(clean(address))

    def icon(self, name: str) -> str:
        """The sign of an icon by its name, or nothing."""
        return emoji_named(name) or ""

    def page(self, *parts: str) -> str:
        return self.reader.page(*parts)


def _own_id(block: Any) -> str:
    given = block.get("block_id") if isinstance(block, dict) else ""
    return given if isinstance(given, str) else ""


def plain(text: str, has_emoji: bool = True) -> Markup:
    """Plain text: its emoji as signs, its line ends as breaks, all else letter by letter."""
    pieces = with_emoji(text) if has_emoji else [text]
    return joined([each if isinstance(each, Markup) else with_breaks(each) for each in pieces])
