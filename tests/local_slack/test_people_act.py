"""People click, choose, fill and submit; what they cannot see they cannot use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import (
    actions,
    asking,
    button,
    client_of,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    select,
)
from tests.local_slack.test_payload_fields import Mailbox, boxed

MENU = {"type": "overflow", "action_id": "more", "options": [option("Draft"), option("Not this one")]}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "useful",
    "positive_button": {"text": plain("Useful"), "value": "yes"},
    "negative_button": {"text": plain("Not useful"), "value": "no"},
}


async def posted(slack: LocalSlack, *blocks: dict[str, Any], text: str = "x") -> dict[str, Any]:
    answer = await client_of(slack).chat_postMessage(
        channel=slack.person("alice").id, text=text, blocks=list(blocks)
    )
    message: dict[str, Any] = answer["message"]
    return message


async def opened(slack: LocalSlack, *blocks: dict[str, Any], **more: Any) -> None:
    trigger = slack.workspace.triggers.issue(slack.person("alice").id)
    await client_of(slack).views_open(trigger_id=trigger, view=modal(*blocks, **more))


def action_of(box: Mailbox) -> dict[str, Any]:
    action: dict[str, Any] = box.last["actions"][0]
    return action


async def test_the_newest_button_is_meant(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        first = await posted(slack, actions(button(value="1")))
        await posted(slack, actions(button(value="2")))
        alice = slack.person("alice")
        await alice.click("done")
        assert action_of(box)["value"] == "2"
        await alice.click("Done", nth=0)
        assert action_of(box)["value"] == "1"
        await alice.click("Done", message=first)
        assert action_of(box)["value"] == "1"


async def test_within_the_newest_message_buttons_are_counted_from_the_top(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await posted(slack, actions(button(value="old")))
        await posted(slack, actions(button(value="1")), actions(button(value="2")))
        alice = slack.person("alice")
        await alice.click_in_newest("Done")
        assert action_of(box)["value"] == "1"
        await alice.click_in_newest("Done", 2)
        assert action_of(box)["value"] == "2"
        with pytest.raises(LookupError, match="only 2"):
            await alice.click_in_newest("Done", 3)


async def test_an_open_modal_covers_the_messages(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await posted(slack, actions(button(value="message")))
        await opened(slack, actions(button(value="modal")))
        alice = slack.person("alice")
        await alice.click("Done")
        assert action_of(box)["value"] == "modal"
        await alice.click("Done", within="message")
        assert action_of(box)["value"] == "message"


async def test_home_is_nearer_while_they_look_at_it(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        await posted(slack, actions(button(value="message")))
        await client_of(slack).views_publish(user_id=alice.id, view=home(actions(button(value="home"))))
        await alice.click("Done")
        assert action_of(box)["value"] == "message"
        await alice.open_home()
        await alice.click("Done")
        assert action_of(box)["value"] == "home"


async def test_menus_and_feedback_are_clicked_by_their_words(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await posted(slack, section(accessory=MENU), {"type": "context_actions", "elements": [FEEDBACK]})
        alice = slack.person("alice")
        await alice.click("Not this one")
        assert action_of(box)["selected_option"] == option("Not this one")
        await alice.click("Useful")
        assert (action_of(box)["action_id"], action_of(box)["value"]) == ("useful", "yes")
        await alice.choose("more", "Draft")
        assert action_of(box)["selected_option"]["value"] == "draft"


async def test_who_clicks_what_is_not_there_learns_what_is(slack: LocalSlack) -> None:
    await posted(slack, actions(button(), select("Snooze", "Tomorrow")), section(accessory=MENU))
    with pytest.raises(
        LookupError, match=r"alice sees no 'Gone'\. Visible: Done, Snooze, Draft, Not this one"
    ):
        await slack.person("alice").click("Gone")
    with pytest.raises(LookupError, match="nothing that can be used"):
        await slack.person("bob").click("Done")


async def test_another_persons_ephemeral_button_is_out_of_reach(slack: LocalSlack) -> None:
    args = {"channel": slack.conversation("#partners").id, "user": slack.person("alice").id, "text": "x"}
    await client_of(slack).chat_postEphemeral(**args, blocks=[actions(button())])
    for handle in ("bob", "charlie"):
        with pytest.raises(LookupError):
            await slack.person(handle).click("Done")


async def test_choosing_sends_the_choice_and_keeps_it(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        day = {"type": "datepicker", "action_id": "day"}
        await posted(slack, actions(select("Snooze", "Tomorrow", "Next week"), day, block_id="row"))
        alice = slack.person("alice")
        await alice.choose("Snooze", "Next week")
        assert action_of(box)["selected_option"]["text"]["text"] == "Next week"
        await alice.pick_date("day", date(2026, 12, 1))
        assert action_of(box)["selected_date"] == "2026-12-01"
        assert box.last["state"]["values"]["row"]["snooze"]["selected_option"]["value"] == "next week"
        with pytest.raises(LookupError, match="Options: Tomorrow, Next week"):
            await alice.choose("Snooze", "Never")


async def test_choosing_inside_a_form_sends_nothing(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        day = {"type": "datepicker", "action_id": "day"}
        await opened(slack, asking("Due", day, "due"), section(accessory=MENU))
        assert await slack.person("alice").pick_date("Due", "2026-12-01") is None
        assert box.got == []
        with pytest.raises(LookupError, match="no 'Never' in this menu"):
            await slack.person("alice").choose("more", "Never")


NOT_THERE = [
    ("command", ("/nope",), "Commands here: /promise, /thanks"),
    ("shortcut", ("Nope",), "Shortcuts here: Capture"),
    ("submit", (), "has no modal open"),
    ("fill", ({"What": "x"},), "has no modal open"),
    ("say", ("x", "#nowhere"), "Channels here: #general"),
]


@pytest.mark.parametrize(("method", "args", "message"), NOT_THERE)
async def test_what_is_not_there_is_told_plainly(
    slack: LocalSlack, method: str, args: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(LookupError, match=message):
        await getattr(slack.person("alice"), method)(*args)


async def test_people_stay_out_of_channels_that_they_are_not_in(slack: LocalSlack) -> None:
    with pytest.raises(LookupError, match="charlie is not in #growth"):
        await slack.person("charlie").say("hello", channel="#growth")
    with pytest.raises(LookupError, match="does not see that message"):
        await slack.person("bob").message_shortcut("Track a promise", {"ts": "1.0"})
    with pytest.raises(LookupError, match="There is nobody called 'zed'"):
        slack.person("zed")


async def test_buttons_in_a_channel_can_be_clicked_by_strangers_too(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        channel = slack.conversation("#partners").id
        await client_of(slack).chat_postMessage(channel=channel, text="x", blocks=[actions(button())])
        await slack.person("charlie").click("Done", channel="#partners")
        assert box.last["user"]["team_id"] != box.last["team"]["id"] == slack.team_id


async def test_a_reply_in_a_thread_says_so(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    first = await alice.say("one")
    reply = await alice.say("two", thread_ts=first["ts"])
    assert reply["thread_ts"] == first["ts"]
    assert repr(alice) == "Person(alice)"


async def test_an_ephemeral_message_has_no_shortcuts(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    answer = await client_of(slack).chat_postEphemeral(channel=alice.dm.id, user=alice.id, text="x")
    with pytest.raises(LookupError, match="does not see that message"):
        await alice.message_shortcut("Track a promise", {"ts": answer["message_ts"]})


async def test_a_stranger_meets_the_app_in_the_shared_channel(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        box.bodies.append("not here")
        charlie = slack.person("charlie")
        await charlie.command("/promise", "x")
        assert box.last["channel_id"] == slack.conversation("#partners").id
        assert [message["text"] for message in charlie.messages] == ["not here"]


async def test_who_is_gone_and_what_is_gone_cannot_be_used(slack: LocalSlack) -> None:
    await slack.deactivate("bob")
    with pytest.raises(LookupError, match="bob is deactivated"):
        await slack.person("bob").say("hello")
    assert slack.person("bob").messages == []
    await slack.uninstall()
    with pytest.raises(LookupError, match="Commands here: none"):
        await slack.person("alice").command("/promise")


async def test_a_modal_without_submit_cannot_be_submitted(slack: LocalSlack) -> None:
    await opened(slack, section(), submit=None)
    with pytest.raises(LookupError, match="no submit button"):
        await slack.person("alice").submit()
    with pytest.raises(LookupError, match="There is no 'What' to fill"):
        await slack.person("alice").fill({"What": "x"})


async def test_a_click_that_fails_is_remembered(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await posted(slack, actions(button()))
        box.bodies.append({"text": "ignored"})
        assert (await slack.person("alice").click("Done")).error == "invalid_answer"
        assert "ignored by Slack" in slack.violations[-1].detail


async def test_a_mention_of_everybody_in_an_ack_is_refused(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        box.bodies.append({"text": "x", "blocks": [{"type": "section", "text": mrkdwn("<!here>")}]})
        ack = await slack.person("alice").command("/promise", "x")
        assert ack.error == "restricted_action"
        assert slack.person("alice").messages == []
