"""Whole walks of a person through an app, over both transports."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import answering, plain

FORM = {
    "type": "modal",
    "callback_id": "promise_form",
    "title": plain("A promise"),
    "submit": plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": plain("What"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


def register(app: AsyncApp) -> None:
    @app.command("/promise")
    async def promise(ack: Any, body: dict[str, Any], client: Any) -> None:
        if body["text"]:
            button = {"type": "button", "text": plain("Done"), "action_id": "done", "value": "p1"}
            words = {"type": "section", "text": {"type": "mrkdwn", "text": f"*Saved* {body['text']}"}}
            await ack(text="Saved", blocks=[words, {"type": "actions", "elements": [button]}])
            return
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @app.action("done")
    async def done(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"Kept {body['actions'][0]['value']}", replace_original=True)

    @app.view("promise_form")
    async def submitted(ack: Any, view: dict[str, Any], client: Any, body: dict[str, Any]) -> None:
        text = view["state"]["values"]["what"]["text"]["value"]
        if len(text) < 3:
            await ack(response_action="errors", errors={"what": "Say a little more."})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Promised: {text}")

    @app.event("message")
    async def message(event: dict[str, Any], say: Any) -> None:
        if not event.get("bot_id"):
            await say(f"You said {event['text']}")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: Any) -> None:
        view = {"type": "home", "blocks": [{"type": "header", "text": plain("Your desk")}]}
        await client.views_publish(user_id=event["user"], view=view)


both_ways = pytest.mark.parametrize("mode", ["socket", "http"])


@both_ways
async def test_a_command_is_answered_and_its_button_changes_the_answer(slack: LocalSlack, mode: str) -> None:
    async with answering(slack, register, mode):
        alice = slack.person("alice")
        ack = await alice.command("/promise", "send the deck")
        assert (ack.status, ack.error) == (200, None)
        assert "send the deck" in str(alice.messages[-1]["blocks"])
        await alice.click("Done")
        await slack.until(lambda: alice.messages[-1]["text"] == "Kept p1")
        assert slack.violations == []


@both_ways
async def test_a_modal_keeps_what_was_typed_until_it_is_right(slack: LocalSlack, mode: str) -> None:
    async with answering(slack, register, mode):
        alice = slack.person("alice")
        await alice.command("/promise")
        assert (await alice.submit({"What": "x"})).errors == {"what": "Say a little more."}
        assert (await alice.submit({"What": "call Dana"})).closed
        await slack.until(lambda: alice.messages)
        assert alice.messages[-1]["text"] == "Promised: call Dana"
        assert alice.modal is None


@both_ways
async def test_words_in_the_direct_message_and_home_are_answered(slack: LocalSlack, mode: str) -> None:
    async with answering(slack, register, mode):
        bob = slack.person("bob")
        await bob.say("met Dana & Omar")
        await slack.until(lambda: len(bob.messages) == 2)
        assert bob.messages[-1]["text"] == "You said met Dana &amp; Omar"
        await bob.open_home()
        home = await slack.until(lambda: bob.home)
        assert home["blocks"][0]["text"]["text"] == "Your desk"
        assert slack.person("alice").messages == []
