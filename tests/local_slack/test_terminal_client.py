"""The conversation in the terminal, line by line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.local_slack import LocalSlack
from bot.local_slack.terminal import TerminalClient
from bot.local_slack.terminal_commands import COMMANDS, HELP
from tests.local_slack.sample_app import actions, answering, button, client_of, modal, select, typed
from tests.local_slack.test_local_slack_walk import register


class Paper:
    """A terminal client that writes on paper."""

    def __init__(self, slack: LocalSlack, **options: Any) -> None:
        self.pieces: list[str] = []
        self.client = TerminalClient(slack, self.pieces.append, **options)

    async def take(self, *lines: str) -> str:
        """What was written since the last call."""
        for line in lines:
            await self.client.take(line)
        written = "\n".join(self.pieces)
        self.pieces.clear()
        return written

    async def hear(self) -> str:
        """What arrives next, also when it has arrived already."""
        await self.client.slack.until(lambda: self.pieces)
        return await self.take()


async def test_a_command_and_a_click_are_drawn(slack: LocalSlack) -> None:
    async with answering(slack, register):
        paper = Paper(slack)
        answer = await paper.take("/promise send the deck")
        assert answer.split("\n") == [
            "Sample -> @alice (only you see this)",
            "  Saved send the deck",
            "  [Done]",
        ]
        await paper.client.take(":click Done")
        assert await paper.hear() == "Sample (changed) -> @alice (only you see this)\n  Kept p1"


async def test_a_form_is_filled_corrected_and_sent(slack: LocalSlack) -> None:
    async with answering(slack, register):
        paper = Paper(slack)
        assert "== A promise ==" in await paper.take("/promise")
        assert "What: x" in await paper.take(":fill What = x")
        assert "! Say a little more." in await paper.take(":submit")
        assert "sent and closed" in await paper.take(":fill what = call Dana", ":submit")
        await slack.until(lambda: any("call Dana" in m["text"] for m in slack.person("alice").messages))


async def test_a_form_can_be_closed(slack: LocalSlack) -> None:
    async with answering(slack, register):
        paper = Paper(slack)
        assert (await paper.take("/promise", ":close")).endswith("The form is closed.")
        assert slack.person("alice").modal is None


async def test_an_app_that_breaks_a_form_is_told(slack: LocalSlack) -> None:
    def broken(app: AsyncApp) -> None:
        register(app)

        @app.view("broken")
        async def submitted(ack: Any) -> None:
            await ack(response_action="errors", errors={"nowhere": "x"})

    async with answering(slack, broken):
        trigger = slack.workspace.triggers.issue(slack.person("alice").id)
        view = modal(typed(), callback_id="broken")
        await client_of(slack).views_open(trigger_id=trigger, view=view)
        assert "trouble connecting" in await Paper(slack).take(":fill What = words", ":submit")


async def test_words_without_a_colon_are_said_to_the_app(slack: LocalSlack) -> None:
    async with answering(slack, register):
        paper = Paper(slack)
        await paper.client.take("met Dana")
        assert await paper.hear() == "Sample -> @alice (direct message)\n  You said met Dana"


async def test_home_is_drawn_once_when_it_has_come(slack: LocalSlack) -> None:
    async with answering(slack, register):
        paper = Paper(slack)
        assert await paper.take(":home") == "Home (only @alice sees this)\n  Your desk"


async def test_home_without_an_app_is_empty(slack: LocalSlack) -> None:
    assert await Paper(slack).take(":home") == "The app has put nothing on Home yet."


async def test_unasked_messages_say_who_sees_them(slack: LocalSlack) -> None:
    paper, client = Paper(slack), client_of(slack)
    await client.chat_postMessage(channel=slack.person("bob").id, text="for bob")
    await client.chat_postMessage(channel=slack.conversation("#partners").id, text="for all")
    channel, bob = slack.conversation("#partners").id, slack.person("bob").id
    await client.chat_postEphemeral(channel=channel, user=bob, text="psst")
    assert [piece.split("\n")[0] for piece in paper.pieces] == [
        "Sample -> @bob (direct message)",
        "Sample -> #partners (everyone in the channel sees this)",
        "Sample -> @bob in #partners (only @bob sees this)",
    ]


async def test_somebody_else_can_be_played(slack: LocalSlack) -> None:
    paper = Paper(slack)
    assert paper.client.prompt == "alice> "
    assert "You are now Bob Castellan (sample)." in await paper.take("as bob")
    assert paper.client.prompt == "bob> "
    assert "There is nobody called 'zed'." in await paper.take("as zed")


async def test_the_clock_lets_everything_in_between_happen(slack: LocalSlack) -> None:
    asked: list[datetime] = []

    async def advance(instant: datetime) -> None:
        asked.append(instant)
        slack.clock.set_to(instant)

    paper = Paper(slack, advance=advance)
    before = slack.clock.now()
    assert "It is now" in await paper.take(":clock tomorrow 09:00")
    assert asked[0] > before
    assert "forward only" in await paper.take(":clock 2020-01-01 09:00")
    assert "Example: :clock tomorrow 09:00" in await paper.take(":clock whenever")
    assert len(asked) == 1
    await Paper(slack).take(":clock +1 day")
    assert slack.clock.now() > asked[0]


WRONG = [
    (":clik Done", "There is no :clik. Did you mean :click?"),
    (":xyzzy", "There is no :xyzzy. Type :help to see what there is."),
    (":click Done", "alice sees no 'Done'."),
    (":fill What", "Put = between the name and the value."),
    (":submit", "alice has no modal open."),
    (":close", "alice has no modal open."),
    (":upload /nowhere/at/all", "There is no file '/nowhere/at/all'."),
    ("/nope x", "/nope is not a valid command."),
    (":shortcut Nope", "There is no global shortcut 'Nope'."),
    (":message-shortcut Track a promise", "There is no message yet to use it on."),
    (":messages", "Nothing has been said yet."),
]


@pytest.mark.parametrize(("line", "answer"), WRONG)
async def test_what_cannot_be_done_is_told_in_a_sentence(slack: LocalSlack, line: str, answer: str) -> None:
    assert (await Paper(slack).take(line)).startswith(answer)


async def test_a_failing_app_is_told(slack: LocalSlack) -> None:
    paper = Paper(slack)
    failed = '/promise failed with the error "dispatch_failed"'
    assert failed in await paper.take("/promise x")
    assert "failed with dispatch_failed" in await paper.take(":shortcut Capture")


async def test_selects_and_the_second_button_can_be_used(slack: LocalSlack) -> None:
    paper = Paper(slack)
    row = actions(button(), select("Snooze", "Tomorrow"), button(action_id="again"))
    await client_of(slack).chat_postMessage(channel=slack.person("alice").id, text="x", blocks=[row])
    assert "[Done] [Snooze v: Tomorrow] [Done 2]" in await paper.take()
    await paper.take(":click Done 2")
    await paper.take(":choose Snooze = Tomorrow")
    chosen = [v.payload["actions"][0]["action_id"] for v in slack.violations]
    assert chosen == ["again", "snooze"]


async def test_people_ledger_and_the_whole_talk_can_be_seen(slack: LocalSlack) -> None:
    paper = Paper(slack)
    await client_of(slack).chat_postMessage(channel=slack.person("alice").id, text="hello")
    await paper.take("hello back")
    people = await paper.take(":people")
    assert "you are alice: Alice Moreira (sample), Europe/Lisbon" in people and "tama" in people
    assert "chat.postMessage @alice hello" in await paper.take(":ledger")
    talk = await paper.take(":messages")
    assert "hello back" in talk and talk.index("hello") < talk.index("hello back")


async def test_a_file_is_sent(slack: LocalSlack, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name\n")
    await Paper(slack).take(f":upload {tmp_path / 'people.csv'}")
    [file] = slack.person("alice").messages[-1]["files"]
    assert (file["name"], file["mimetype"]) == ("people.csv", "text/csv")


async def test_it_runs_until_somebody_quits(slack: LocalSlack) -> None:
    async def lines() -> AsyncIterator[str]:
        for line in ("", ":help", ":quit", "as bob"):
            yield line

    paper = Paper(slack)
    await paper.client.run(lines())
    assert paper.pieces == [HELP]
    assert paper.client.person.handle == "alice"


async def test_a_client_that_left_draws_no_more(slack: LocalSlack) -> None:
    paper = Paper(slack)
    paper.client.detach()
    await client_of(slack).chat_postMessage(channel=slack.person("alice").id, text="hello")
    assert paper.pieces == []


def test_the_help_names_every_word() -> None:
    missing = [word for word in COMMANDS if word != "help" and f":{word}" not in HELP]
    assert missing == []
