"""The few Block Kit parts that every message is made of, each kept within Slack's limits.

Source of the limits: docs.slack.dev, reference of blocks, block elements and composition objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.coach.pieces import pieces

Block = dict[str, Any]
Element = dict[str, Any]
Payload = dict[str, Any]

SECTION_TEXT = 3000
INPUT_TEXT = 3000
FALLBACK_TEXT = 3900
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
QUOTED_PIECES = 10
_CUT_ENTITY = re.compile(r"&[a-z]{0,3}$")


def fit(text: str, limit: int) -> str:
    """At most `limit` characters, never ending within an entity."""
    text = str(text)
    if len(text) <= limit:
        return text
    return _CUT_ENTITY.sub("", text[: limit - 1]) + "…"


def plain(text: str, limit: int) -> Element:
    """A plain_text object; Slack shows it exactly as it is."""
    return {"type": "plain_text", "text": fit(text, limit) or " ", "emoji": False}


def mrkdwn(text: str, limit: int = SECTION_TEXT) -> Element:
    """A mrkdwn object. Verbatim: Slack makes no link of a name or an address that happens to be in it."""
    return {"type": "mrkdwn", "text": fit(text, limit) or " ", "verbatim": True}


def section(text: str, *, block_id: str | None = None, accessory: Element | None = None) -> Block:
    """A paragraph of mrkdwn, with at most one element beside it."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if block_id:
        block["block_id"] = block_id
    if accessory:
        block["accessory"] = accessory
    return block


def context(*texts: str, block_id: str | None = None) -> Block:
    """Small print below a paragraph: up to ten pieces."""
    block: Block = {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}
    return {**block, "block_id": block_id} if block_id else block


def header(text: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain(text, 150)}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def copyable(text: str) -> Block:
    """A text to be copied: shown, and copied, letter by letter as it is."""
    words = {"type": "text", "text": fit(text, SECTION_TEXT) or " "}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [words]}],
    }


def lettered(title: str, text: str) -> Block:
    """A title, and a line below it that is shown, and copied, letter by letter as it is."""
    bold = {"type": "text", "text": f"{title}\n", "style": {"bold": True}}
    words = {"type": "text", "text": fit(text, SECTION_TEXT) or " "}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [bold, words]}]}


def quoted(text: str) -> list[Block]:
    """Somebody's own words in full, shown letter by letter, with a bar beside them; long ones in pieces."""
    return [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": piece.strip()}]}],
        }
        for piece in pieces(text.strip(), SECTION_TEXT)[:QUOTED_PIECES]
        if piece.strip()
    ]


def actions(*elements: Element, block_id: str | None = None) -> Block:
    """A row of buttons and selects."""
    block: Block = {"type": "actions", "elements": list(elements[:25])}
    return {**block, "block_id": block_id} if block_id else block


def confirm(title: str, text: str, yes: str, no: str = "Keep it") -> Element:
    """The question that Slack asks before a button acts."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def button(
    label: str,
    name: str,
    number: object = "",
    *,
    style: str | None = None,
    ask: Element | None = None,
) -> Element:
    """A button. Its action_id is `name`, or `name:number`; the number is a hint, never a proof of whose row
    it is."""
    made: Element = {"type": "button", "text": plain(label, 75), "action_id": action_id(name, number)}
    if number != "":
        made["value"] = str(number)
    if style:
        made["style"] = style
    return {**made, "confirm": ask} if ask else made


def action_id(name: str, number: object = "") -> str:
    """The id of an element, unique in a message that shows several rows of a kind."""
    return f"{name}:{number}" if number != "" else name


def option(label: str, value: object, description: str | None = None) -> Element:
    """One choice of a select."""
    made: Element = {"text": plain(label, 75), "value": str(value)[:150]}
    return {**made, "description": plain(description, 75)} if description else made


def select(
    action_id: str, placeholder: str, options: Sequence[Element], chosen: object | None = None
) -> Element:
    """A menu of at most 100 choices, with one chosen when `chosen` is the value of one."""
    made: Element = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "options": list(options[:100]),
    }
    return _with_initial(made, [one for one in options if chosen is not None and one["value"] == str(chosen)])


def grouped_select(
    action_id: str, placeholder: str, groups: Mapping[str, Sequence[Element]], chosen: object
) -> Element:
    """A menu of more than 100 choices, in at most 100 groups by their labels."""
    options = [option for group in groups.values() for option in group]
    made: Element = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "option_groups": [
            {"label": plain(label, 75), "options": list(group)} for label, group in groups.items()
        ],
    }
    return _with_initial(made, [one for one in options if one["value"] == str(chosen)])


def _with_initial(element: Element, chosen: Sequence[Element]) -> Element:
    return {**element, "initial_option": chosen[0]} if chosen else element


def checkboxes(action_id: str, options: Sequence[Element], chosen: Iterable[object] = ()) -> Element:
    """Boxes to tick, at most ten."""
    values = {str(value) for value in chosen}
    ticked = [one for one in options if one["value"] in values]
    made: Element = {"type": "checkboxes", "action_id": action_id, "options": list(options[:10])}
    return {**made, "initial_options": ticked} if ticked else made


def date_picker(action_id: str, initial: date | None = None, placeholder: str = "Pick a date") -> Element:
    """A calendar."""
    made: Element = {"type": "datepicker", "action_id": action_id, "placeholder": plain(placeholder, 150)}
    return {**made, "initial_date": initial.isoformat()} if initial else made


def time_picker(action_id: str, initial: str | None = None) -> Element:
    """A clock; `initial` is HH:MM."""
    made: Element = {"type": "timepicker", "action_id": action_id, "placeholder": plain("Pick a time", 150)}
    return {**made, "initial_time": initial} if initial else made


def channel_select(action_id: str, chosen: str | None = None) -> Element:
    """A menu of the public and private channels that the person is in."""
    made: Element = {
        "type": "conversations_select",
        "action_id": action_id,
        "placeholder": plain("Pick a channel", 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return {**made, "initial_conversation": chosen} if chosen else made


def text_input(
    action_id: str,
    initial: str | None = None,
    *,
    multiline: bool = False,
    placeholder: str = "",
    limit: int = INPUT_TEXT,
) -> Element:
    """A field to type in; what is put there beforehand is cut to what the field can hold."""
    made: Element = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": limit,
    }
    if initial:
        made["initial_value"] = fit(initial, limit)
    return {**made, "placeholder": plain(placeholder, 150)} if placeholder else made


def field(label: str, block_id: str, element: Element, *, optional: bool = False, hint: str = "") -> Block:
    """An input block: the label above, the element, an optional hint below."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint, 2000)} if hint else block


def without_ids(blocks: Sequence[Block]) -> list[Block]:
    """The blocks as they stand beside a list that may hold the same item: ids must be unique."""
    return [{key: value for key, value in block.items() if key != "block_id"} for block in blocks]


def listed_in(name: str, blocks: Sequence[Block]) -> list[Block]:
    """The items of a list, marked with its name. An ephemeral message is not sent back with a click, so
    that its list can only be made anew: the mark tells which it was."""
    return [
        {**block, "block_id": f"{block['block_id']}@{name}"} if block["type"] == "actions" else block
        for block in blocks
    ]


def done_in(name: str, blocks: Sequence[Block]) -> list[Block]:
    """What was done to an item, to stand above the list that may hold it still."""
    renamed = [{**block, "block_id": f"done:{number}"} for number, block in enumerate(blocks)]
    return listed_in(name, renamed)


def message(text: str, *blocks: Block) -> Payload:
    """A message: blocks for the eye, `text` for notifications and screen readers."""
    kept = list(blocks)[:MESSAGE_BLOCKS]
    return {"text": fit(text, FALLBACK_TEXT) or " ", **({"blocks": kept} if kept else {})}


def sentence(text: str) -> Payload:
    """A message of one paragraph."""
    return message(text, section(text))


def modal(
    title: str,
    callback_id: str,
    *blocks: Block,
    submit: str | None = "Save",
    close: str = "Cancel",
    private_metadata: str = "",
) -> Payload:
    """A modal view."""
    view: Payload = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": list(blocks)[:VIEW_BLOCKS],
    }
    if submit:
        view["submit"] = plain(submit, 24)
    return {**view, "private_metadata": private_metadata} if private_metadata else view


def home(*blocks: Block) -> Payload:
    """The App Home view."""
    return {"type": "home", "blocks": list(blocks)[:VIEW_BLOCKS]}
