"""One of each block and of each element that acts: what a person does to it, and what the app then gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import Locator, expect

from tests.browser.pages import Tab
from tests.local_slack.sample_app import actions, button, mrkdwn, option, plain, section, select

PICTURE = "https://pictures.invalid/bread.png"
Block = dict[str, Any]


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def words(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def run_of(*elements: Block, kind: str = "rich_text_section", **more: Any) -> Block:
    return {"type": kind, "elements": list(elements), **more}


def cell(text: str) -> Block:
    return {"type": "raw_text", "text": text}


TASK = {"type": "task_card", "task_id": "t1", "title": "Bake", "status": "in_progress"}
CARD = {"type": "card", "title": plain("A loaf"), "subtitle": plain("of rye"), "actions": [button("Buy")]}

# Each block, and the words that must be seen of it.
SHOWN: dict[str, tuple[Block, tuple[str, ...]]] = {
    "header": ({"type": "header", "text": plain("Your desk")}, ("Your desk",)),
    "section": (section("*Bold* and _italic_, `code` &amp; <https://a.invalid|a link>"), ("Bold", "a link")),
    "fields": (
        {"type": "section", "fields": [mrkdwn("*Works at*\nAcme"), plain("Met at")]},
        ("Works at", "Acme", "Met at"),
    ),
    "divider": ({"type": "divider"}, ()),
    "context": ({"type": "context", "elements": [mrkdwn("Only *you* see this")]}, ("Only you see this",)),
    "image": (
        {"type": "image", "image_url": PICTURE, "alt_text": "A loaf of bread", "title": plain("Bread")},
        ("Bread", "A loaf of bread"),
    ),
    "video": (
        {
            "type": "video",
            "alt_text": "Kneading",
            "title": plain("How to knead"),
            "thumbnail_url": PICTURE,
            "video_url": "https://videos.invalid/knead",
        },
        ("How to knead",),
    ),
    "rich_text": (
        rich(
            run_of(words("Strong", bold=True), words(" and "), {"type": "emoji", "name": "bread"}),
            run_of(
                run_of(words("first")),
                run_of(words("second")),
                kind="rich_text_list",
                style="ordered",
                indent=1,
            ),
            run_of(words("let x = 1"), kind="rich_text_preformatted"),
            run_of(words("as she said"), kind="rich_text_quote"),
        ),
        ("Strong and 🍞", "first", "second", "let x = 1", "as she said"),
    ),
    "markdown": (
        {"type": "markdown", "text": "# Title\n\n1. one\n2. **two**\n\n| a | b |\n|---|---|\n| c | d |"},
        ("Title", "one", "two", "c", "d"),
    ),
    "table": (
        {"type": "table", "rows": [[cell("Who"), cell("What")], [cell("Dana"), cell("the deck")]]},
        ("Who", "the deck"),
    ),
    "data_table": (
        {
            "type": "data_table",
            "caption": "Loaves",
            "rows": [[cell("Kind"), cell("Count")], [cell("Rye"), cell("3")]],
        },
        ("Loaves", "Rye"),
    ),
    "card": (CARD, ("A loaf", "of rye", "Buy")),
    "carousel": ({"type": "carousel", "elements": [CARD]}, ("A loaf",)),
    "container": (
        {
            "type": "container",
            "title": plain("A box"),
            "is_collapsible": True,
            "child_blocks": [section("within the box")],
        },
        ("A box", "within the box"),
    ),
    "task_card": (TASK, ("Bake",)),
    "plan": ({"type": "plan", "title": "A plan", "tasks": [TASK]}, ("A plan", "Bake")),
    "context_actions": (
        {
            "type": "context_actions",
            "elements": [
                {"type": "icon_button", "icon": "trash", "text": plain("Throw away"), "action_id": "bin"}
            ],
        },
        ("Throw away",),
    ),
}
# What Slack knows but this page was never taught must be seen as such.
STRANGE = {"type": "hologram", "block_id": "h"}


class Used(NamedTuple):
    """A block with one element, what a person does to it, and the fields of the action that the app gets."""

    block: Block
    use: Callable[[Tab, Locator], None]
    sent: dict[str, Any]


def used(element: Block, use: Callable[[Tab, Locator], None], sent: dict[str, Any]) -> Used:
    return Used(actions({**element, "action_id": "used"}, block_id="b"), use, sent)


def accessory(element: Block, use: Callable[[Tab, Locator], None], sent: dict[str, Any]) -> Used:
    return Used(section(accessory={**element, "action_id": "used"}, block_id="b"), use, sent)


def fields(tab: Tab, message: Locator) -> Locator:
    """The controls that carry the value of the element."""
    return tab.field("b", "used", message)


def pressing(name: str) -> Callable[[Tab, Locator], None]:
    return lambda tab, message: tab.click(name, message)


def confirming(name: str, answer: str) -> Callable[[Tab, Locator], None]:
    def use(tab: Tab, message: Locator) -> None:
        tab.click(name, message)
        asked = tab.page.get_by_role("dialog", name="Are you sure?")
        expect(asked).to_be_visible()
        asked.get_by_role("button", name=answer, exact=True).click()
        expect(asked).to_be_hidden()

    return use


def opening(menu: str, entry: str) -> Callable[[Tab, Locator], None]:
    def use(tab: Tab, message: Locator) -> None:
        message.locator(".block").locator("summary").click()
        message.get_by_text(entry, exact=True).click()

    return use


def choosing(label: str) -> Callable[[Tab, Locator], None]:
    return lambda tab, message: (fields(tab, message).select_option(label=label), None)[1]


def filling(text: str) -> Callable[[Tab, Locator], None]:
    def use(tab: Tab, message: Locator) -> None:
        fields(tab, message).fill(text)
        fields(tab, message).blur()

    return use


def ticking(label: str) -> Callable[[Tab, Locator], None]:
    return lambda tab, message: message.get_by_label(label).check()


def searching(typed: str, entry: str) -> Callable[[Tab, Locator], None]:
    def use(tab: Tab, message: Locator) -> None:
        message.locator("input[type=text], input[type=search]").first.press_sequentially(typed)
        message.get_by_label(entry).check()

    return use


SURE = {
    "title": plain("Are you sure?"),
    "text": plain("It cannot be undone."),
    "confirm": plain("Delete it"),
    "deny": plain("Keep it"),
}
RYE, OAT = option("Rye"), option("Oat")
BOTH = [RYE, OAT]
OAT_CHOSEN = {"selected_option": OAT}
USED: dict[str, Used] = {
    "button": used(button("Press", value="7"), pressing("Press"), {"type": "button", "value": "7"}),
    "button with a question": used(
        button("Delete", style="danger", confirm=SURE), confirming("Delete", "Delete it"), {"type": "button"}
    ),
    "static_select": used(select("Bread", "Rye", "Oat"), choosing("Oat"), OAT_CHOSEN),
    "grouped select": used(
        {"type": "static_select", "option_groups": [{"label": plain("Grains"), "options": BOTH}]},
        choosing("Oat"),
        OAT_CHOSEN,
    ),
    "multi_static_select": accessory(
        {"type": "multi_static_select", "options": BOTH}, ticking("Oat"), {"selected_options": [OAT]}
    ),
    "external_select": used(
        {"type": "external_select", "min_query_length": 1, "placeholder": plain("Search")},
        searching("o", "Oat"),
        OAT_CHOSEN,
    ),
    "multi_external_select": accessory(
        {"type": "multi_external_select", "min_query_length": 1, "placeholder": plain("Search")},
        searching("o", "Oat"),
        {"selected_options": [OAT]},
    ),
    "users_select": used(
        {"type": "users_select"}, choosing("Bob Castellan (sample)"), {"selected_user": "@bob"}
    ),
    "multi_users_select": accessory(
        {"type": "multi_users_select"}, ticking("Bob Castellan (sample)"), {"selected_users": ["@bob"]}
    ),
    "channels_select": used(
        {"type": "channels_select"}, choosing("#growth"), {"selected_channel": "#growth"}
    ),
    "multi_channels_select": accessory(
        {"type": "multi_channels_select"}, ticking("#growth"), {"selected_channels": ["#growth"]}
    ),
    "conversations_select": used(
        {"type": "conversations_select"}, choosing("#growth"), {"selected_conversation": "#growth"}
    ),
    "multi_conversations_select": accessory(
        {"type": "multi_conversations_select"}, ticking("#growth"), {"selected_conversations": ["#growth"]}
    ),
    "overflow": used({"type": "overflow", "options": BOTH}, opening("More", "Oat"), OAT_CHOSEN),
    "datepicker": used({"type": "datepicker"}, filling("2026-12-24"), {"selected_date": "2026-12-24"}),
    "timepicker": used({"type": "timepicker"}, filling("17:30"), {"selected_time": "17:30"}),
    # Christmas Eve, 17:30 in Lisbon.
    "datetimepicker": used(
        {"type": "datetimepicker"}, filling("2026-12-24T17:30"), {"selected_date_time": 1798133400}
    ),
    "radio_buttons": used({"type": "radio_buttons", "options": BOTH}, ticking("Oat"), OAT_CHOSEN),
    "checkboxes": used({"type": "checkboxes", "options": BOTH}, ticking("Oat"), {"selected_options": [OAT]}),
    "feedback_buttons": Used(
        {
            "type": "context_actions",
            "block_id": "b",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "used",
                    "positive_button": {"text": plain("Good"), "value": "yes"},
                    "negative_button": {"text": plain("Bad"), "value": "no"},
                }
            ],
        },
        pressing("Bad"),
        {"value": "no"},
    ),
    "icon_button": Used(
        {
            "type": "context_actions",
            "block_id": "b",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain("Bin"), "action_id": "used"}],
        },
        pressing("Bin"),
        {"type": "icon_button"},
    ),
}
