"""What is said when something cannot be done: what was understood, and what to do next."""

from __future__ import annotations

from markupsafe import Markup

from bot.blocks.kit import Payload, sentence
from bot.content import escape, plain, say, unescape


def mistake(error: Exception) -> Payload:
    """A member's mistake, in the sentence of the rule that found it."""
    return sentence(escape(error.args[0]))


def beside_field(error: Exception) -> str:
    """The same beside a form's field, where nothing is marked up."""
    return unescape(escape(error.args[0])).replace("`", "")


def stranger() -> Payload:
    """To somebody of another organisation."""
    return sentence(say("errors.stranger"))


def unknown_word(word: str, nearest: str) -> Markup:
    """A sub-command that does not exist, and the one that was probably meant."""
    return say("errors.unknown_word", word=word, nearest=nearest)


def unknown_command(name: str) -> Markup:
    """A command that Slack knows and we do not."""
    return say("errors.unknown_command", name=name)


def gone() -> Markup:
    """A row that is not there, or not this member's: the two are told alike."""
    return say("errors.gone")


def newer() -> Markup:
    """An act that cannot be undone, since a later one built on it."""
    return say("undo.newer")


def failed(text: str) -> Payload:
    """Something broke on our side; what was typed is given back."""
    return sentence(say("errors.failed", text=text))


def failed_form() -> str:
    """The same beside a form's field, where everything typed still stands."""
    return plain("errors.failed_form")
