"""What people can do that they seldom do: values by their shape, closed doors, half-finished uploads."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack import LocalSlack, SamplePerson
from tests.local_slack.sample_app import (
    actions,
    asking,
    button,
    client_of,
    home,
    local_slack,
    modal,
    option,
    typed,
)
from tests.local_slack.test_payload_fields import boxed
from tests.local_slack.test_people_act import FEEDBACK, opened, posted

RICH = {"type": "rich_text", "elements": []}
BY_SHAPE = [
    ({"type": "static_select", "options": [option("A")]}, "selected_option", option("A")),
    ({"type": "rich_text_input"}, "rich_text_value", RICH),
]


@pytest.mark.parametrize(("element", "field", "value"), BY_SHAPE)
async def test_a_value_may_be_given_as_slack_keeps_it(
    slack: LocalSlack, element: dict[str, Any], field: str, value: dict[str, Any]
) -> None:
    await opened(slack, asking("Field", {**element, "action_id": "a"}, "b"))
    await slack.person("alice").fill({"Field": value})
    top = slack.workspace.views.top(slack.person("alice").id)
    assert top is not None and top.values["b"]["a"][field] == value


async def test_an_empty_select_says_that_it_has_no_options(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        box.bodies.append({"options": []})
        await opened(slack, asking("Who", {"type": "external_select", "action_id": "who"}, "b"))
        with pytest.raises(LookupError, match=r"no option 'Zed' here\. Options: none"):
            await slack.person("alice").fill({"Who": "Zed"})


async def test_an_app_that_offers_nonsense_offers_nothing(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        box.bodies.append({"oops": 1})
        await opened(slack, asking("Who", {"type": "external_select", "action_id": "who"}, "b"))
        with pytest.raises(LookupError, match="Options: none"):
            await slack.person("alice").fill({"Who": "Dana"})
        assert slack.violations[-1].what == "bad answer"


async def test_the_words_of_feedback_are_among_what_can_be_used(slack: LocalSlack) -> None:
    await posted(slack, {"type": "context_actions", "elements": [FEEDBACK]})
    with pytest.raises(LookupError, match="Visible: Useful, Not useful"):
        await slack.person("alice").click("Gone")


async def test_a_stranger_without_a_shared_channel_reaches_nobody(slack: LocalSlack) -> None:
    zed = await slack.add_person(
        SamplePerson("zed", "Zed Ozu (sample)", "Asia/Tokyo", team="harbour-samples")
    )
    with pytest.raises(LookupError, match="zed is of another organisation and shares no channel"):
        await zed.say("hello")


@pytest.mark.parametrize(
    "app_home",
    [{"messages_tab_enabled": False}, {"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}],
)
async def test_an_app_may_take_no_messages_at_all(
    manifest: dict[str, Any], app_home: dict[str, bool]
) -> None:
    manifest["features"]["app_home"] = {"messages_tab_read_only_enabled": False, **app_home}
    async with local_slack(manifest) as slack:
        with pytest.raises(LookupError, match="turned off in its manifest"):
            await slack.person("alice").say("hello")
        assert (await slack.person("alice").say("hello", channel="#partners"))["text"] == "hello"


async def test_a_file_can_be_uploaded_without_a_message(slack: LocalSlack) -> None:
    file = await slack.person("alice").upload("people.csv", b"name\n", "text/csv", say=None)
    assert slack.person("alice").messages == []
    assert (await client_of(slack).files_info(file=file.id))["file"]["name"] == "people.csv"


async def test_home_is_looked_at_until_something_is_said(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    seen = [alice.looks_at_home]
    for step in (alice.open_home(), alice.open_home("messages"), alice.open_home(), alice.say("hello")):
        await step
        seen.append(alice.looks_at_home)
    assert seen == [False, True, False, True, False]


async def test_messages_tab_is_told_without_the_home_view(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        await client_of(slack).views_publish(user_id=alice.id, view=home(actions(button())))
        await alice.open_home("messages")
        event = box.last["event"]
        assert (event["tab"], event["channel"], "view" in event) == ("messages", alice.dm.id, False)


async def test_a_command_leaves_home(slack: LocalSlack) -> None:
    async with boxed(slack):
        await slack.person("alice").open_home()
        await slack.person("alice").command("/promise")
        assert not slack.person("alice").looks_at_home


async def test_the_third_modal_may_still_be_changed(slack: LocalSlack) -> None:
    push = {"response_action": "push", "view": modal(typed())}
    update = {"response_action": "update", "view": modal(typed("New"))}
    async with boxed(slack) as box:
        await opened(slack, typed())
        box.bodies += [push, push, update]
        results = [await slack.person("alice").submit({"What": "words"}) for _ in range(3)]
        assert [result.notice for result in results] == ["", "", ""]
        assert results[-1].view is not None and results[-1].view["blocks"][0]["label"]["text"] == "New"


async def test_who_fills_what_is_not_there_learns_what_is(slack: LocalSlack) -> None:
    await opened(slack, typed("First", "first"), typed("Second", "second"))
    with pytest.raises(LookupError, match=r"no 'Third' to fill\. Visible: First, Second"):
        await slack.person("alice").fill({"Third": "x"})


async def test_a_message_with_a_file_says_what_it_is(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    await alice.upload("people.csv", b"name\n", "text/csv")
    await alice.say("no file")
    kinds = [(message.get("subtype"), len(message.get("files", []))) for message in alice.messages]
    assert kinds == [("file_share", 1), (None, 0)]


async def test_a_button_is_no_menu(slack: LocalSlack) -> None:
    await posted(slack, actions(button("Done")))
    with pytest.raises(LookupError, match="sees no 'Done'"):
        await slack.person("alice").choose("Done", "Tomorrow")
