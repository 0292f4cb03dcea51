"""One element where it stands: its names and ids, what was chosen so far, what it tells the app."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.local_slack.page.drawing_text import clean, words
from bot.local_slack.page.emoji_names import in_signs
from bot.local_slack.page.fields import control_id, field_name, use_value
from bot.local_slack.page.rich_text import rich_text_words
from bot.local_slack.view_state import VALUE_FIELDS, Values

Element = dict[str, Any]

# What an element is called when nothing names it: no label, no placeholder, no text beside it.
DEFAULT_LABELS = {
    "static_select": "Choose an option",
    "external_select": "Search",
    "users_select": "Choose a person",
    "conversations_select": "Choose a conversation",
    "channels_select": "Choose a channel",
    "datepicker": "Choose a date",
    "timepicker": "Choose a time",
    "datetimepicker": "Choose a date and time",
    "overflow": "More options",
    "checkboxes": "Choices",
    "radio_buttons": "Choices",
    "feedback_buttons": "Feedback",
    "plain_text_input": "Text",
    "rich_text_input": "Text",
    "email_text_input": "Email address",
    "url_text_input": "Web address",
    "number_input": "Number",
    "file_input": "Files",
}
FEW = 300
BOXES = ("checkboxes", "radio_buttons")
CHARACTER = "on_character_entered"


@dataclass
class Scene:
    """A surface: its address, what the person entered there so far, what is wrong with it."""

    address: str
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    is_live: bool = True
    seen: Counter[str] = field(default_factory=Counter)
    mark: str = ""

    def only_id(self, wanted: str) -> str:
        """The id, numbered from the second use on: cards may repeat an action_id."""
        self.seen[wanted] += 1
        return wanted if self.seen[wanted] == 1 else f"{wanted}-{self.seen[wanted]}"


@dataclass(frozen=True)
class Control:
    """An element and its place. `acts`: the app is told at once. `label` is "" where a label stands by it."""

    element: Element
    id: str
    name: str
    use: str
    value: Any
    acts: bool
    is_live: bool
    label: str = ""
    described_by: str = ""
    error: str = ""
    is_required: bool = False
    is_in_input: bool = False

    @property
    def vals(self) -> str:
        return json.dumps({"use": self.use})

    @property
    def chosen(self) -> list[str]:
        """The values that are chosen, in their order."""
        items = self.value if isinstance(self.value, list) else [self.value]
        return [str(item["value"] if isinstance(item, dict) else item) for item in items if item]

    @property
    def text(self) -> str:
        """What stands in a typing field."""
        if isinstance(self.value, dict):
            return clean(rich_text_words(self.value))
        return "" if self.value is None else clean(str(self.value))

    @property
    def placeholder(self) -> str:
        given = self.element.get("placeholder")
        return in_signs(words(given)) if given else ""

    @property
    def prompt(self) -> str:
        """What stands where nothing is chosen yet."""
        return self.placeholder or DEFAULT_LABELS[str(self.element["type"]).removeprefix("multi_")]

    @property
    def trigger(self) -> str:
        """When a typing field tells the app: at each change, or with each letter."""
        config = self.element.get("dispatch_action_config") or {}
        if CHARACTER in (config.get("trigger_actions_on") or ()):
            return "input changed delay:300ms"
        return "change"

    def index(self, number: int) -> str:
        """The value of `use` for one entry of a menu."""
        return f"{self.use}.{number}"

    def local_time(self, tz: str) -> str:
        """The moment of a datetimepicker on the clock of a zone, as a browser's field wants it."""
        if self.value in (None, ""):
            return ""
        at = datetime.fromtimestamp(int(self.value), UTC).astimezone(ZoneInfo(tz))
        return f"{at:%Y-%m-%dT%H:%M}"


def control(scene: Scene, element: Element, block: Element, block_id: str, holder_id: str) -> Control:
    """`block` is what the element stands in and `block_id` how that is addressed.

    `holder_id` is the outermost block's: what was entered is kept under it.
    """
    kind, action_id = str(element["type"]), str(element.get("action_id", ""))
    is_input = block.get("type") == "input"
    error = scene.errors.get(block_id, "") if is_input else ""
    made = scene.only_id(control_id(scene.mark + scene.address, block_id, action_id))
    described = [f"{made}-told"] if told(element) else []
    described += [f"{made}-hint"] if is_input and block.get("hint") else []
    described += [f"{made}-error"] if error else []
    return Control(
        element,
        made,
        field_name(block_id, action_id),
        use_value(block_id, action_id),
        _value(scene.values, element, holder_id, action_id),
        acts=scene.is_live and (not is_input or bool(block.get("dispatch_action"))),
        is_live=scene.is_live,
        label="" if is_input else _label(kind, element, block),
        described_by=" ".join(described),
        error=clean(str(error)),
        is_required=is_input and not block.get("optional"),
        is_in_input=is_input,
    )


def _label(kind: str, element: Element, block: Element) -> str:
    """What names a control without a label: its own words, those it stands beside, or its kind."""
    given = element.get("accessibility_label") or element.get("placeholder")
    if not given and kind in BOXES and block.get("type") == "section":
        given = block.get("text")
    return in_signs(words(given)) if given else DEFAULT_LABELS.get(kind.removeprefix("multi_"), "")


def _value(values: Values, element: Element, block_id: str, action_id: str) -> Any:
    """What was entered, or what the element starts with."""
    name, initial = VALUE_FIELDS.get(element["type"], ("value", ""))
    entry = values.get(block_id, {}).get(action_id)
    if entry is not None and entry.get("type") == element["type"]:
        return entry.get(name)
    return element.get(initial)


def told(element: Element) -> str:
    """The limits of a field in words; the form is checked when it is sent, so nothing typed is lost."""
    most, files = element.get("max_selected_items"), element.get("max_files")
    if most:
        return f"Choose at most {most}."
    if element["type"] == "file_input" and files:
        return "One file." if files == 1 else f"At most {files} files."
    if element["type"] == "timepicker" and element.get("timezone"):
        return f"{words(element['timezone'])} time."
    if element["type"] == "number_input":
        return _range(element.get("min_value"), element.get("max_value"), "")
    most = element.get("max_length")
    # A limit that hardly anybody comes near is told when somebody did, not under every field.
    return _range(element.get("min_length"), most if most and most < FEW else None, " characters")


def _range(lowest: Any, highest: Any, unit: str) -> str:
    if lowest and highest:
        return f"{lowest} to {highest}{unit}."
    if lowest:
        return f"At least {lowest}{unit}."
    return f"At most {highest}{unit}." if highest else ""
