"""Renders the sentences of coaching_content/messages: one template a feature, one macro a message.

What a person typed is made harmless here, and only here: templates are ours and mark up as they like, but
every value put into one is escaped for Slack's mrkdwn and cannot format, link or ping.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.coach import wording

# Invisible; between a sign and its word it stops Slack from reading the pair as formatting.
WORD_JOINER = "\u2060"
_FORMATTING = re.compile(r"[*_~`]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(r"[&<>]")


def escape(value: object) -> Markup:
    """A value as mrkdwn that shows it as typed: entities for `& < >`, and formatting signs defused.

    Source: docs.slack.dev, "Formatting message text", escaping text.
    """
    if isinstance(value, Markup):
        return value
    text = _SPECIAL.sub(lambda sign: _ENTITIES[sign.group()], str(value))
    return Markup(_FORMATTING.sub(lambda sign: sign.group() + WORD_JOINER, text))


@cache
def environment() -> Environment:
    """The templates, each value escaped for mrkdwn, an unknown name an error."""
    made = Environment(
        loader=PackageLoader("coaching_content", "messages"),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for rule in (
        wording.day_words,
        wording.due_words,
        wording.ago_words,
        wording.count_words,
        wording.clock_words,
        wording.days_words,
        wording.clip,
        wording.listed,
    ):
        made.filters[rule.__name__] = rule
    return made


@cache
def _messages(feature: str) -> Any:
    return environment().get_template(f"{feature}.j2").module


def say(name: str, /, **values: Any) -> Markup:
    """The sentence `feature.message` with its values put in; raises AttributeError for an unknown name."""
    feature, message = name.split(".")
    return Markup(getattr(_messages(feature), message)(**values).strip())


def plain(name: str, /, **values: Any) -> str:
    """The same sentence for a place that shows text as it is: a plain_text object, an option, an alt text."""
    return unescape(say(name, **values))


def unescape(text: str) -> str:
    """Undo `escape`: what a person would read."""
    for sign, entity in reversed(_ENTITIES.items()):
        text = str.replace(text, entity, sign)
    return str(text).replace(WORD_JOINER, "")
