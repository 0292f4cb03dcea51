"""Acting at an exact place: what is there can be used, what is gone or another's cannot."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack import LocalSlack
from bot.local_slack.person_hands import Surface
from bot.local_slack.pointing import Pointing
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
    typed,
)
from tests.local_slack.test_payload_fields import boxed
from tests.local_slack.test_people_act import FEEDBACK, MENU, action_of, opened, posted

A = option("A", "1")


def hand(slack: LocalSlack, handle: str = "alice") -> Pointing:
    return Pointing(slack.workspace, slack.deliveries, slack.person(handle).user)


def message_of(slack: LocalSlack, message: dict[str, Any], handle: str = "alice") -> Surface:
    return hand(slack, handle).message(slack.person("alice").dm.id, message["ts"])


def modal_of(slack: LocalSlack) -> Surface:
    top = slack.workspace.views.top(slack.person("alice").id)
    assert top is not None
    return hand(slack).modal(top.id)


def lasting(payload: dict[str, Any]) -> dict[str, Any]:
    """A payload without what is new each time."""
    kept = {k: v for k, v in payload.items() if k not in ("trigger_id", "response_url")}
    return kept | {"actions": [{**action, "action_ts": ""} for action in payload.get("actions", ())]}


async def test_exactly_the_button_that_is_pointed_at_is_pressed(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        row = actions(button(value="1"), button("Done", "other", value="2"), block_id="row")
        surface = message_of(slack, await posted(slack, row, actions(button(value="3"), block_id="next")))
        pointing = hand(slack)
        for block_id, action_id, value in (
            ("row", "other", "2"),
            ("next", "done", "3"),
            ("row", "done", "1"),
        ):
            await pointing.use(surface, pointing.spot(surface, block_id, action_id))
            assert action_of(box)["value"] == value


async def test_pointing_sends_what_clicking_by_words_sends(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        message = await posted(
            slack, actions(button(value="1"), select("Snooze", "Tomorrow"), block_id="row")
        )
        await slack.person("alice").click("Done")
        surface, pointing = message_of(slack, message), hand(slack)
        await pointing.use(surface, pointing.spot(surface, "row", "done"))
        by_words, by_place = [payload for kind, payload in box.got if kind == "interactive"]
        assert lasting(by_words) == lasting(by_place)


MENUS = [
    (section(accessory=MENU, block_id="b"), "more", 1, "selected_option", option("Not this one")),
    ({"type": "context_actions", "elements": [FEEDBACK], "block_id": "b"}, "useful", 0, "value", "yes"),
    ({"type": "context_actions", "elements": [FEEDBACK], "block_id": "b"}, "useful", 1, "value", "no"),
]


@pytest.mark.parametrize(("block", "action_id", "index", "field", "value"), MENUS)
async def test_an_entry_of_a_menu_is_picked_by_its_number(
    slack: LocalSlack, block: dict[str, Any], action_id: str, index: int, field: str, value: Any
) -> None:
    async with boxed(slack) as box:
        surface, pointing = message_of(slack, await posted(slack, block)), hand(slack)
        spot = pointing.spot(surface, "b", action_id)
        await pointing.use(surface, spot, index)
        assert action_of(box)[field] == value
        for wrong in (2, -1, None):
            with pytest.raises(LookupError, match="not offered here"):
                await pointing.use(surface, spot, wrong)


async def test_a_value_outside_a_form_is_told_with_all_that_stands_there(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        day = {"type": "datepicker", "action_id": "day"}
        message = await posted(slack, actions(select("Snooze", "Tomorrow"), day, block_id="row"))
        surface, pointing = message_of(slack, message), hand(slack)
        pointing.enter(surface, {("row", "day"): ("2026-12-01",), ("row", "snooze"): ("tomorrow",)})
        await pointing.use(surface, pointing.spot(surface, "row", "day"))
        assert action_of(box)["selected_date"] == "2026-12-01"
        state = box.last["state"]["values"]["row"]
        assert state["snooze"]["selected_option"] == option("Tomorrow")


async def test_inside_a_form_only_dispatching_inputs_tell_of_their_value(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await opened(slack, typed(), {**typed("Also", "also"), "dispatch_action": True})
        surface, pointing = modal_of(slack), hand(slack)
        pointing.enter(surface, {("what", "text"): ("a",), ("also", "text"): ("b",)})
        assert await pointing.use(surface, pointing.spot(surface, "what", "text")) is None
        assert box.got == []
        await pointing.use(surface, pointing.spot(surface, "also", "text"))
        assert action_of(box)["value"] == "b" and box.last["view"]["state"]["values"]["what"]


async def test_what_is_not_there_is_not_found(slack: LocalSlack) -> None:
    alice, message = slack.person("alice"), await posted(slack, actions(button(), block_id="row"))
    pointing, surface = hand(slack), message_of(slack, message)
    with pytest.raises(LookupError, match="no longer there"):
        pointing.spot(surface, "row", "nope")
    for channel_id, ts in ((alice.dm.id, "1.000001"), ("CNOWHERE", message["ts"])):
        with pytest.raises(LookupError, match="message is no longer there"):
            pointing.message(channel_id, ts)
    with pytest.raises(LookupError, match="Open Home again"):
        pointing.home("VNONE")
    with pytest.raises(LookupError, match="no longer open"):
        pointing.modal("VNONE")


async def test_what_is_anothers_is_not_found_either(slack: LocalSlack) -> None:
    alice, bob = slack.person("alice"), hand(slack, "bob")
    message = await posted(slack, actions(button()))
    await opened(slack, typed())
    await client_of(slack).views_publish(user_id=alice.id, view=home(section()))
    views = slack.workspace.views
    partners = slack.conversation("#partners").id
    whisper = await client_of(slack).chat_postEphemeral(channel=partners, user=alice.id, text="x")
    for attempt in (
        lambda: bob.message(alice.dm.id, message["ts"]),
        lambda: bob.message(partners, whisper["message_ts"]),
        lambda: bob.modal(views.stack(alice.id)[-1].id),
        lambda: bob.home(views.homes[alice.id].id),
    ):
        with pytest.raises(LookupError, match=r"no longer|Open Home again"):
            attempt()


async def test_a_message_that_only_they_see_can_be_used(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        channel, alice = slack.conversation("#partners").id, slack.person("alice").id
        blocks = [actions(button(value="1"), block_id="row")]
        answer = await client_of(slack).chat_postEphemeral(
            channel=channel, user=alice, text="x", blocks=blocks
        )
        pointing = hand(slack)
        surface = pointing.message(channel, answer["message_ts"])
        await pointing.use(surface, pointing.spot(surface, "row", "done"))
        assert box.last["container"]["is_ephemeral"] and "message" not in box.last


async def test_home_is_used_by_its_view_id(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        view = home(actions(button(value="1"), block_id="row"))
        answer = await client_of(slack).views_publish(user_id=alice.id, view=view)
        pointing = hand(slack)
        surface = pointing.home(answer["view"]["id"])
        await pointing.use(surface, pointing.spot(surface, "row", "done"))
        assert box.last["container"] == {"type": "view", "view_id": answer["view"]["id"]}


async def test_a_button_for_others_only_is_not_there(slack: LocalSlack) -> None:
    shown = button(visible_to_user_ids=[slack.person("bob").id])
    surface = message_of(slack, await posted(slack, actions(shown, block_id="row")))
    with pytest.raises(LookupError, match="no longer there"):
        hand(slack).spot(surface, "row", "done")


async def test_nested_blocks_answer_to_their_own_id_and_to_the_outer_one(slack: LocalSlack) -> None:
    cards = [
        {
            "type": "card",
            "block_id": f"card{n}",
            "title": mrkdwn("t"),
            "actions": [button("Go", "go", value=n)],
        }
        for n in "12"
    ]
    surface = message_of(
        slack, await posted(slack, {"type": "carousel", "block_id": "all", "elements": cards})
    )
    pointing = hand(slack)
    assert pointing.spot(surface, "card2", "go").element["value"] == "2"
    assert pointing.spot(surface, "all", "go").element["value"] == "1"


async def test_only_the_modal_on_top_can_be_used(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await opened(slack, typed())
        first = modal_of(slack)
        box.bodies.append({"response_action": "push", "view": modal(typed(), title=plain("Second"))})
        hand(slack).enter(first, {("what", "text"): ("words",)})
        pointing = hand(slack)
        assert not (await pointing.submit(first)).closed
        assert first.opened is not None
        with pytest.raises(LookupError, match="on top of that one"):
            pointing.modal(first.opened.id)
        await pointing.close(modal_of(slack))
        assert pointing.modal(first.opened.id).opened is first.opened


async def test_who_is_gone_can_point_at_nothing(slack: LocalSlack) -> None:
    message = await posted(slack, actions(button()))
    await slack.deactivate("alice")
    with pytest.raises(LookupError, match="alice is deactivated"):
        message_of(slack, message)


async def test_an_app_that_was_removed_gets_nothing_any_more(slack: LocalSlack) -> None:
    message = await posted(slack, actions(button()))
    await slack.uninstall()
    with pytest.raises(LookupError, match="Sample is not installed here"):
        message_of(slack, message)


EXTERNAL = {"type": "external_select", "action_id": "who"}


async def test_offered_options_can_be_chosen_afterwards(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await opened(slack, asking("Who", EXTERNAL, "b"))
        pointing, surface = hand(slack), modal_of(slack)
        spot = pointing.spot(surface, "b", "who")
        group = {"label": plain("People"), "options": [A]}
        box.bodies.append({"option_groups": [group]})
        assert await pointing.suggest(surface, spot, "a") == [group]
        assert (box.last["type"], box.last["value"]) == ("block_suggestion", "a")
        await pointing.suggest(surface, spot, "zzz")
        pointing.enter(surface, {("b", "who"): ("1",)})
        assert pointing.values(surface)["b"]["who"]["selected_option"] == A
        with pytest.raises(LookupError, match="not offered here"):
            pointing.enter(surface, {("b", "who"): ("2",)})


async def test_a_select_in_a_message_asks_for_options_too(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        surface = message_of(slack, await posted(slack, actions(EXTERNAL, button(), block_id="row")))
        pointing = hand(slack)
        box.bodies.append({"options": [A]})
        assert await pointing.suggest(surface, pointing.spot(surface, "row", "who"), "a") == [A]
        assert box.last["container"]["type"] == "message" and box.last["channel"]["id"]
        assert box.last["message"]["ts"] == box.last["container"]["message_ts"]
        with pytest.raises(LookupError):
            await pointing.suggest(surface, pointing.spot(surface, "row", "done"), "a")


async def test_only_a_form_can_be_sent_or_closed(slack: LocalSlack) -> None:
    surface = message_of(slack, await posted(slack, section()))
    with pytest.raises(LookupError, match="no longer open"):
        await hand(slack).submit(surface)
    with pytest.raises(LookupError, match="no longer open"):
        await hand(slack).close(surface)
