"""Any text at all: nothing pings or formats, nothing is lost, nothing is kept that was not shown."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.listeners.looking import Watch, click, kept, labels, newest, one, read_by, rows, say, words
from tests.world import World

# What Slack would read as a mention, a link or formatting, were it not defused.
PINGS = re.compile(r"<[!@#][^>]*>|<https?:[^>]*>")
FORMATS = re.compile(r"(?<!\w)(\*_|_\*|~x~|`boo`)")
HOSTILE = [
    "<!channel> met Dana Lee, promised her the deck",
    "met *Dana* _Lee_ ~x~ `boo` from <https://evil.example|Acme>",
    "promised Dana to say @everyone @here <!subteam^S1|@all> by Friday",
    "met Dana & Co <b>Lee</b> &lt;!channel&gt; &amp;",
    "```code``` > quote\n> more\n• dot",
    "{{ 7 * 7 }} {% raw %} %s {0} ${x} \\u0000",
    "'; DROP TABLE contacts; --",
    "\u202eright to left\u202c zero\u200bwidth \u2060 joiner",
]
ANY = [
    "😀" * 300,
    ":tada: :wave::skin-tone-3:",
    "会った 田中さん、来週までに資料を送る",
    "لقد وعدت دانا بإرسال العرض",
    "Я обещал Дане презентацию к пятнице",
    "word " * 400,
    "a" * 3001,
    "met Dana Lee from Acme, " * 300,
    "x" * 40_000,
    "/promise send Dana the deck",
    "31 Feb",
    "9999-12-31",
    "met "
    + ", ".join(
        f"{first} {last}" for first in ("Dana", "Omar", "Priya", "Bo") for last in ("Lee", "Kim", "Moss")
    ),
]


def strings(value: Any, key: str = "mrkdwn") -> list[str]:
    """The texts of a payload that Slack reads as mrkdwn."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            return [value["text"]]
        return [found for each in value.values() for found in strings(each)]
    return [found for each in value for found in strings(each)] if isinstance(value, list | tuple) else []


def said_by_kith(world: World) -> list[str]:
    """Everything that was accepted and that Slack reads as mrkdwn."""
    entries = world.slack._target.ledger
    return [text for entry in entries for text in (entry.text, *strings(entry.blocks), *strings(entry.view))]


@pytest.mark.parametrize("line", HOSTILE)
def test_nothing_that_was_typed_pings_links_or_formats(world: World, line: str) -> None:
    say(world, world.alice, line)
    world.alice.command("/kith", line)
    world.alice.command("/promise", line)
    world.alice.command("/thanks", f"{line} for {line}")
    world.alice.command("/contact", line)
    world.alice.command("/promise")
    world.settle()
    for text in said_by_kith(world):
        assert not PINGS.search(text) and not FORMATS.search(text), text


@pytest.mark.parametrize("line", HOSTILE)
def test_what_was_typed_is_kept_letter_by_letter(world: World, line: str) -> None:
    say(world, world.alice, line)
    typed = line.replace("\u2060", "")
    assert rows(world, "captures")[0]["text"] == typed


@pytest.mark.parametrize("line", [*ANY, *HOSTILE], ids=lambda line: line[:20])
def test_any_line_is_answered_once_and_kept_whole_until_it_is_saved(world: World, line: str) -> None:
    shown = say(world, world.alice, line)
    assert (
        len([each for each in world.alice.messages if each.get("user") != world.alice.id]) == 2
    )  # the welcome
    assert one(world, "captures")["text"].strip() == line.replace("\u2060", "").strip() and kept(world) == {}
    assert (
        "Save" in shown or "Keep as a note" in shown or line == "hi"
    )  # of a greeting there is nothing to save


@pytest.mark.parametrize("line", [line for line in ANY if len(line) > 3000], ids=lambda line: line[:20])
@pytest.mark.parametrize("by", ["button", "form"])
def test_a_long_text_is_kept_whole(world: World, line: str, by: str) -> None:
    say(world, world.alice, line)
    is_card = "Save" in labels(newest(world.alice))
    if is_card:
        assert "Your words are kept as a note" in read_by(world.alice)
    if by == "button":
        click(world, world.alice, "Save" if is_card else "Keep as a note")
    else:
        world.alice.click("Edit")
        world.alice.submit({} if is_card else {"facts.0.person": "Dana Lee"})
        world.settle()
    assert line in [row["text"] for row in rows(world, "notes")]


@pytest.mark.parametrize("line", ANY, ids=lambda line: line[:20])
def test_all_that_is_kept_was_on_the_card(world: World, line: str) -> None:
    shown = say(world, world.alice, line)
    if "Save" not in labels(newest(world.alice)):
        return
    click(world, world.alice, "Save")
    names = [row["name"] for row in rows(world, "contacts")]
    assert all(name in shown for name in names) and len(rows(world, "promises")) == shown.count("promised")


@pytest.mark.parametrize("line", [*ANY, *HOSTILE], ids=lambda line: line[:20])
def test_a_command_with_any_text_is_answered_within_the_limits(world: World, line: str) -> None:
    for command in ("/kith", "/promise", "/thanks", "/contact"):
        answer = world.alice.command(command, line)
        assert answer.error is None and "broke" not in words(answer.body or {})


def test_what_kith_wrote_can_be_copied_back_to_it(world: World) -> None:
    say(world, world.alice, "promised Dana Lee the my_file by Friday")
    (copied,) = re.findall(r"send the \S+", read_by(world.alice).replace("*", ""))
    assert "\u2060" in copied
    world.alice.command("/promise", copied)
    assert one(world, "promises")["what"] == "send the my_file"


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("met <@U0001|dana> at <https://a.b|a.b>", "met dana at a.b"),
        (
            "read <https://acme.example/deck|her deck> &amp; <mailto:d@a.example|d@a.example>",
            "read her deck (https://acme.example/deck) & d@a.example",
        ),
        ("&lt;!channel&gt; <!here> <#C1|growth>", "<!channel> @here #growth"),
    ],
)
def test_mentions_and_links_arrive_as_they_were_typed(world: World, sent: str, typed: str) -> None:
    raise_line(world, sent)
    assert one(world, "captures")["text"] == typed


def raise_line(world: World, text: str) -> None:
    """A message of alice's as Slack sends it, with its own marks in the text."""
    event = {"type": "message", "channel_type": "im", "channel": world.alice.dm.id, "user": world.alice.id}
    world.slack.raise_event(
        {**event, "text": text, "ts": "1.0", "event_ts": "1.0", "team": world.slack.team_id}
    )
    world.settle()


def test_an_unreadable_line_is_never_shown_to_anybody_else(world: World) -> None:
    watch = Watch(world)
    say(world, world.alice, "canary florb")
    for person in (world.bob, world.charlie):
        person.command("/kith", "help")
    seen = json.dumps([world.bob.messages, world.charlie.messages])
    assert "canary" in str(watch) and "canary" not in seen
