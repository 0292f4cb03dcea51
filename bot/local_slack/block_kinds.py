"""Block Kit's blocks and the surfaces that may hold them (docs.slack.dev/reference/block-kit/blocks)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.local_slack.block_elements import (
    ELEMENTS,
    IMAGE_SOURCE,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    elements,
)
from bot.local_slack.block_objects import URL_LONGEST, any_text, plain_text
from bot.local_slack.block_schema import (
    Check,
    Finding,
    anything,
    array,
    at_least_one,
    boolean,
    by_type,
    integer,
    one_of,
    only_one,
    shape,
    string,
)
from bot.local_slack.rich_text_rules import RICH_TEXT

BUTTON = by_type(elements(("button",)))
IMAGE = by_type(elements(("image",)))
CONTEXT_ELEMENT = by_type(
    {"image": ELEMENTS["image"], "plain_text": plain_text(3000), "mrkdwn": any_text(3000)}
)
SOURCE = shape({"type": one_of("url"), "url": string(), "text": string()}, {})
CELL = by_type(
    {
        "raw_text": shape({"type": anything, "text": string()}, {}),
        "raw_number": shape({"type": anything, "value": anything}, {"text": string()}),
        "rich_text": RICH_TEXT,
    }
)


def _block(required: dict[str, Check], optional: dict[str, Check], *also: Check) -> Check:
    return shape({"type": anything, **required}, {"block_id": string(255), **optional}, *also)


def _rows_alike(value: dict[str, Any], pointer: str) -> Iterator[Finding]:
    if len({len(row) for row in value["rows"]}) > 1:
        yield Finding(f"{pointer}/rows", "every row must have the same number of cells")


TASK_CARD = _block(
    {"task_id": string(), "title": string()},
    {
        "status": one_of("pending", "in_progress", "complete", "error"),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": array(SOURCE, 0),
    },
)
CARD = _block(
    {},
    {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "slack_icon": shape({"type": one_of("icon"), "name": string()}, {}),
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "actions": array(BUTTON, 1, 3),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)

PLAIN_BLOCKS: dict[str, Check] = {
    "actions": _block({"elements": array(by_type(elements(IN_ACTIONS)), 1, 25)}, {}),
    "context": _block({"elements": array(CONTEXT_ELEMENT, 1, 10)}, {}),
    "divider": _block({}, {}),
    "header": _block({"text": plain_text(150)}, {"level": integer(1, 4)}),
    "image": _block(
        {"alt_text": string(2000)},
        {"title": plain_text(2000), **IMAGE_SOURCE},
        only_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "section": _block(
        {},
        {
            "text": any_text(3000),
            "fields": array(any_text(2000), 1, 10),
            "accessory": by_type(elements(IN_SECTION)),
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "video": _block(
        {
            "alt_text": string(),
            "title": plain_text(199),
            "thumbnail_url": string(URL_LONGEST),
            "video_url": string(URL_LONGEST, pattern=r"https://.+"),
        },
        {
            "author_name": string(49),
            "description": plain_text(200),
            "provider_icon_url": string(URL_LONGEST),
            "provider_name": string(),
            "title_url": string(URL_LONGEST),
        },
    ),
}

CONTAINER = _block(
    {"child_blocks": array(by_type(PLAIN_BLOCKS), 1, 10)},
    {
        "title": plain_text(150),
        "rich_text_title": RICH_TEXT,
        "subtitle": any_text(150),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": IMAGE,
        **dict.fromkeys(("is_collapsible", "default_collapsed", "has_header_divider"), boolean),
    },
    at_least_one("title", "rich_text_title"),
)

MESSAGE_ONLY: dict[str, Check] = {
    "call": _block({"call_id": string()}, {"api_decoration_available": boolean, "call": anything}),
    "card": CARD,
    "carousel": _block({"elements": array(CARD, 1, 10)}, {}),
    "container": CONTAINER,
    "context_actions": _block({"elements": array(by_type(elements(IN_CONTEXT_ACTIONS)), 1, 5)}, {}),
    "data_table": _block(
        {"caption": string(), "rows": array(array(CELL, 1, 20), 2, 201)},
        {"page_size": integer(1, 100), "row_header_column_index": integer(0)},
        _rows_alike,
    ),
    "file": _block({"external_id": string(), "source": one_of("remote")}, {}),
    "markdown": _block({"text": string(12000)}, {}),
    "plan": _block({"title": string()}, {"tasks": array(by_type({"task_card": TASK_CARD}), 0)}),
    "table": _block({"rows": array(array(CELL, 1, 20), 1, 100)}, {"column_settings": array(anything, 1, 20)}),
    "task_card": TASK_CARD,
}

INPUT = _block(
    {"label": plain_text(2000), "element": by_type(elements(IN_INPUT))},
    {"hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
)
ALERT = _block({"text": any_text(200)}, {"level": one_of("default", "info", "warning", "error", "success")})

# An input stands in messages on Slack by now, but Kith asks in modals only: stricter on purpose.
SURFACES: dict[str, dict[str, Check]] = {
    "message": {**PLAIN_BLOCKS, **MESSAGE_ONLY},
    "modal": {**PLAIN_BLOCKS, "input": INPUT, "alert": ALERT},
    "home": {**PLAIN_BLOCKS, "input": INPUT},
}
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
