"""Asks slack_sdk's models and blockkit, where they can judge, whether blocks are valid."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import logging
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.local_slack.block_schema import Finding

blockkit: Any = None
# It comes with kith[demo]; our own rules judge everything that it does.
with contextlib.suppress(ImportError):
    blockkit = importlib.import_module("blockkit")

# The models warn about what they do not know yet; our own rules are the ones that decide.
logging.getLogger("slack_sdk.models").setLevel(logging.ERROR)

BY_TYPE = {
    "actions": "Actions",
    "context": "Context",
    "divider": "Divider",
    "header": "Header",
    "input": "Input",
    "section": "Section",
    "markdown": "Markdown",
    "button": "Button",
    "datepicker": "DatePicker",
    "overflow": "Overflow",
    "plain_text_input": "PlainTextInput",
    "static_select": "StaticSelect",
    "multi_static_select": "MultiStaticSelect",
    "users_select": "UsersSelect",
    "channels_select": "ChannelsSelect",
    "conversations_select": "ConversationsSelect",
    "timepicker": "TimePicker",
    "plain_text": "Text",
    "mrkdwn": "Text",
}
BY_FIELD = {
    "options": "Option",
    "initial_options": "Option",
    "initial_option": "Option",
    "confirm": "Confirm",
    "filter": "ConversationFilter",
    "dispatch_action_config": "DispatchActionConfig",
    "option_groups": "OptionGroup",
}


BLOCKS_KEPT = 1000


class NoOpinion(Exception):
    """blockkit does not know this kind."""


def second_opinion(blocks: list[dict[str, Any]], pointer: str) -> Iterator[Finding]:
    """A finding for each block that one of the two libraries refuses."""
    for number, block in enumerate(blocks):
        for complaint in _complaints(json.dumps(block)):
            yield Finding(f"{pointer}/{number}", complaint)


# The libraries take their time, and an app says the same blocks over and over.
@lru_cache(maxsize=BLOCKS_KEPT)
def _complaints(block_json: str) -> tuple[str, ...]:
    return tuple(_asked_about(json.loads(block_json)))


def _asked_about(block: dict[str, Any]) -> Iterator[str]:
    try:
        parsed = Block.parse(block)
        if parsed is not None:
            parsed.to_dict()
    except SlackObjectFormationError as error:
        yield f"slack_sdk: {error}"
    except TypeError:
        pass  # its constructor wants what Slack's documents leave open, such as the status of a task_card
    if blockkit is not None and (message := _blockkit_complaint(block)):
        yield f"blockkit: {message}"


def second_opinion_on_view(view: dict[str, Any], pointer: str) -> list[Finding]:
    try:
        View(**view).validate_json()
    except SlackObjectFormationError as error:
        return [Finding(pointer, f"slack_sdk: {error}")]
    return []


def _blockkit_complaint(block: dict[str, Any]) -> str:
    try:
        _component(block, BY_TYPE.get(str(block.get("type")))).build()
    except NoOpinion:
        return ""
    except (blockkit.core.FieldValidationError, blockkit.core.ComponentValidationError) as error:
        return str(error)
    return ""


def _component(value: dict[str, Any], class_name: str | None) -> Any:
    """The blockkit object for a dict; raises NoOpinion for what the library has no word for."""
    if class_name is None:
        raise NoOpinion
    maker = getattr(blockkit, class_name, None) or getattr(blockkit.core, class_name)
    fields = {key: _converted(key, field) for key, field in value.items() if key != "type"}
    if "option_groups" in fields:
        # It looks for the first choice among the groups, where Slack looks in them; block_objects does, too.
        fields.pop("initial_option", None)
    known = _fields_of(maker)
    if "type" in known:
        fields["type"] = value["type"]
    if not set(fields) <= known:
        raise NoOpinion
    return maker(**fields)


@cache
def _fields_of(maker: type[Any]) -> frozenset[str]:
    return frozenset(inspect.signature(maker.__init__).parameters)


def _converted(key: str, field: Any) -> Any:
    if isinstance(field, list):
        return [_converted(key, item) for item in field]
    if not isinstance(field, dict):
        return field
    return _component(field, BY_TYPE.get(str(field.get("type"))) or BY_FIELD.get(key))
