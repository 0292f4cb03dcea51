"""Every sentence that Kith says, rendered with the worst that can be typed; and each is said somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes

from bot.content import environment, escape, plain, say
from tests.message_samples import HOSTILE, Sample, arguments, variants

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "coaching_content" / "messages"
TEMPLATES = {path.stem: environment().parse(path.read_text()) for path in sorted(FOLDER.glob("*.j2"))}
MACROS = {
    f"{feature}.{macro.name}": [arg.name for arg in macro.args]
    for feature, template in TEMPLATES.items()
    for macro in template.find_all(nodes.Macro)
    if not macro.name.startswith("_")  # those are parts of the others
}
CASES = [(name, variant) for name, given in MACROS.items() for variant in range(variants(name, given))]
# Set in columns on purpose: it is a file.
FILES = {"export.readme"}
# What would ping, link, format or show the machinery.
RAW = re.compile(r"\{\{|\{%|%\}|&#\d+;|&quot;|<!|<@U1>|<http|\bNone\b|Undefined|\[\]|Markup|namespace\(")
FORMATTED = re.compile(r"\*x\*|~b~|`c`")
SENTENCES = re.compile(r"[.?!] [A-Z]")
# An example, or what was typed, may come last, behind a colon.
LAST = re.compile(r"[.?!:…)`\"*_]$|:\s[^.?!]*$")


def rendered(name: str, variant: int) -> str:
    """The message with hostile values."""
    return str(say(name, **arguments(name, MACROS[name], variant)))


@pytest.mark.parametrize(("name", "variant"), CASES)
def test_nothing_typed_pings_formats_or_breaks_out(name: str, variant: int) -> None:
    text = rendered(name, variant)
    assert not RAW.search(text), text
    assert not FORMATTED.search(text), text


@pytest.mark.parametrize(("name", "variant"), CASES)
def test_it_fits_and_is_set_cleanly(name: str, variant: int) -> None:
    text = rendered(name, variant)
    assert len(text) <= 3000
    if name in FILES:
        return
    assert "  " not in text and not re.search(r"[ \t]+$|\n{3,}", text, re.MULTILINE), repr(text)
    assert text == text.strip() and " ." not in text and " ," not in text, repr(text)


@pytest.mark.parametrize("name", MACROS)
def test_of_several_sentences_the_last_one_ends(name: str) -> None:
    text = rendered(name, 0).replace(escape(HOSTILE), "what was typed")
    assert not SENTENCES.search(text) or LAST.search(text), text


@pytest.mark.parametrize("name", [name for name, arguments in MACROS.items() if not arguments])
def test_what_has_no_values_reads_the_same_in_a_plain_place(name: str) -> None:
    assert plain(name) and "&amp;" not in plain(name) and "\u2060" not in plain(name)


def called_in(path: Path) -> Iterator[tuple[str, bool]]:
    """The messages that a module says: a name and whether it is whole; of `f"captures.{x}"` the beginning."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "plain") and node.args:
            yield from names_of(node.args[0])


def names_of(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The messages that an argument of `say` may name."""
    if isinstance(node, ast.Constant):
        yield str(node.value), True
    elif isinstance(node, ast.IfExp):
        yield from (name for branch in (node.body, node.orelse) for name in names_of(branch))
    elif isinstance(node, ast.JoinedStr):
        yield str(getattr(node.values[0], "value", "")), False
    elif isinstance(node, ast.BinOp):
        yield from ((name, False) for name, _ in names_of(node.left))


def words_in(path: Path) -> set[str]:
    """Every text that stands in a module."""
    found = ast.walk(ast.parse(path.read_text()))
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}


SOURCES = [
    path
    for path in sorted((ROOT / "bot").rglob("*.py"))
    if "local_slack" not in path.parts and path.name != "kit.py"
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_only_what_there_is(path: Path) -> None:
    unknown = [name for name, is_whole in called_in(path) if is_whole and name not in MACROS]
    assert unknown == []


def is_begun(name: str, start: str, words: set[str]) -> bool:
    """Whether `f"{start}{x}"` may mean the message: the rest of it stands somewhere, or is a number or so."""
    return name.startswith(start) and (not start.endswith(".") or name[len(start) :] in words)


def said() -> set[str]:
    """Every message that the code or another message says."""
    words = set().union(*map(words_in, SOURCES))
    starts = {name for path in SOURCES for name, is_whole in called_in(path) if not is_whole}
    found = words & MACROS.keys()
    found |= {name for name in MACROS if any(is_begun(name, start, words) for start in starts)}
    for feature, template in TEMPLATES.items():
        calls = [
            call.node.name for call in template.find_all(nodes.Call) if isinstance(call.node, nodes.Name)
        ]
        found |= {f"{feature}.{name}" for name in calls}
    return found


def test_every_message_is_said_somewhere() -> None:
    assert MACROS.keys() - said() == set()


def test_a_sample_is_hostile_in_every_text_and_sound_in_every_other_value() -> None:
    promise = Sample(0)
    assert "<!channel>" in promise.what and isinstance(promise.due_on, date)
    assert isinstance(promise.created_at, datetime) and isinstance(promise.due_time, time)


def test_a_template_that_let_a_value_through_would_be_found() -> None:
    text: Any = environment().from_string("{{ value|safe }}").render(value=Sample(0).what)
    assert RAW.search(text) and FORMATTED.search(text)
