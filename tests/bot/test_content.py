"""What is put into a sentence can neither ping, link nor format, wherever it is shown."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from bot.content import WORD_JOINER, environment, escape, plain, say, unescape

TEXTS = [
    "<!channel>",
    "*bold*",
    "_it_ ~st~ `c`",
    "a & b",
    "<https://a.b|c>",
    "&lt;",
    "😀",
    "",
    "'\"",
    "\u202e",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_escaped_reads_as_it_was_typed(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_an_escaped_text_has_no_sign_of_slacks_in_force(text: str) -> None:
    escaped = str(escape(text))
    assert "<" not in escaped and ">" not in escaped
    assert all(escaped[at + 1 :].startswith(WORD_JOINER) for at, sign in enumerate(escaped) if sign in "*_~`")


def test_what_is_escaped_is_not_escaped_again() -> None:
    assert escape(escape("a & *b*")) == escape("a & *b*")


def test_a_value_is_escaped_by_itself() -> None:
    assert "&lt;!channel&gt;" in say("errors.unknown_command", name="<!channel>")
    assert "<!channel>" in plain("errors.unknown_command", name="<!channel>")


def test_a_sentence_in_a_sentence_stays_as_it_is() -> None:
    inner = say("errors.gone")
    assert inner in say("import.fault", line=1, reason=inner)


@pytest.mark.parametrize("name", ["errors.no_such_message", "errors.environment"])
def test_an_unknown_message_is_an_error(name: str) -> None:
    with pytest.raises((AttributeError, TypeError)):
        say(name)


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        say("brief.be_in_touch")


def test_quotes_and_apostrophes_are_no_entities() -> None:
    assert environment().from_string("{{ x }}").render(x="'\"") == "'\""


def test_a_sentence_is_marked_so_that_it_can_be_put_into_another() -> None:
    assert isinstance(say("errors.gone"), Markup)
