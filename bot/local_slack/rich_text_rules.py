"""The rules of rich_text blocks and what may stand in them."""

from __future__ import annotations

from bot.local_slack.block_schema import (
    Check,
    anything,
    array,
    boolean,
    by_type,
    integer,
    one_of,
    shape,
    string,
)

STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)
BORDER = integer(0, 1)


def _inline(required: dict[str, Check], **optional: Check) -> Check:
    return shape({"type": anything, **required}, {"style": STYLE, **optional})


INLINE = by_type(
    {
        "text": _inline({"text": string()}),
        "link": _inline({"url": string()}, text=string(), unsafe=boolean),
        "user": _inline({"user_id": string()}),
        "usergroup": _inline({"usergroup_id": string()}),
        "channel": _inline({"channel_id": string()}),
        "team": _inline({"team_id": string()}),
        "emoji": _inline({"name": string()}, unicode=string(), skin_tone=integer(1, 6)),
        "broadcast": _inline({"range": one_of("here", "channel", "everyone")}),
        "date": _inline({"timestamp": integer(), "format": string()}, url=string(), fallback=string()),
        "color": _inline({"value": string()}),
    }
)

SECTION = shape({"type": one_of("rich_text_section"), "elements": array(INLINE, 0)}, {})

PARTS = by_type(
    {
        "rich_text_section": SECTION,
        "rich_text_list": shape(
            {"type": anything, "style": one_of("bullet", "ordered"), "elements": array(SECTION, 0)},
            {"indent": integer(0, 8), "offset": integer(0), "border": BORDER},
        ),
        "rich_text_preformatted": shape(
            {"type": anything, "elements": array(INLINE, 0)}, {"border": BORDER, "language": string()}
        ),
        "rich_text_quote": shape({"type": anything, "elements": array(INLINE, 0)}, {"border": BORDER}),
    }
)

RICH_TEXT = shape({"type": one_of("rich_text"), "elements": array(PARTS, 1)}, {"block_id": string(255)})
