"""Modals and Home through the Web API: triggers, hashes, the stack of three."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import client_of, home, modal, refused, section, typed


def trigger(slack: LocalSlack, from_modal: bool = False) -> str:
    return slack.workspace.triggers.issue(slack.person("alice").id, from_modal)


async def opened(slack: LocalSlack, **more: Any) -> dict[str, Any]:
    answer = await client_of(slack).views_open(trigger_id=trigger(slack), view=modal(typed(), **more))
    view: dict[str, Any] = answer["view"]
    return view


async def test_an_opened_modal_carries_what_slack_adds(slack: LocalSlack) -> None:
    view = await opened(slack, private_metadata="p1")
    assert view["id"] == view["root_view_id"] and view["previous_view_id"] is None
    assert view["state"] == {"values": {"what": {"text": {"type": "plain_text_input", "value": None}}}}
    assert view["private_metadata"] == "p1" and view["hash"] and view["team_id"] == slack.team_id
    assert slack.person("alice").modal is not None
    assert slack.ledger[-1].view == view


async def test_a_trigger_opens_one_view_only(slack: LocalSlack) -> None:
    used = trigger(slack)
    await client_of(slack).views_open(trigger_id=used, view=modal())
    assert await refused(client_of(slack).views_open(trigger_id=used, view=modal())) == "exchanged_trigger_id"
    made_up = client_of(slack).views_open(trigger_id="1.2.3", view=modal())
    assert await refused(made_up) == "invalid_trigger_id"


async def test_a_trigger_dies_of_age(slack: LocalSlack) -> None:
    slack.workspace.triggers.lifetime = -1.0
    call = client_of(slack).views_open(trigger_id=trigger(slack), view=modal())
    assert await refused(call) == "expired_trigger_id"


async def test_a_bad_view_does_not_use_the_trigger_up(slack: LocalSlack) -> None:
    fresh = trigger(slack)
    bad = client_of(slack).views_open(trigger_id=fresh, view=modal(section("")))
    assert await refused(bad) == "invalid_arguments"
    assert (await client_of(slack).views_open(trigger_id=fresh, view=modal()))["ok"]


VIEW_REFUSALS = [
    (modal(private_metadata="x" * 3001), "invalid_arguments"),
    (modal(*[section("x" * 2999)] * 90), "view_too_large"),
    (home(section()), "invalid_arguments"),
    (modal(section("<!channel>")), "restricted_action"),
]


@pytest.mark.parametrize(("view", "error"), VIEW_REFUSALS)
async def test_views_that_slack_refuses_are_refused(
    slack: LocalSlack, view: dict[str, Any], error: str
) -> None:
    assert await refused(client_of(slack).views_open(trigger_id=trigger(slack), view=view)) == error


async def test_three_modals_stack_and_no_fourth(slack: LocalSlack) -> None:
    client, first = client_of(slack), await opened(slack)
    for _ in range(2):
        answer = await client.views_push(trigger_id=trigger(slack, True), view=modal())
    assert answer["view"]["root_view_id"] == first["id"] != answer["view"]["previous_view_id"]
    fourth = client.views_push(trigger_id=trigger(slack, True), view=modal())
    assert await refused(fourth) == "push_limit_reached"


async def test_only_a_modal_can_push(slack: LocalSlack) -> None:
    push = client_of(slack).views_push(trigger_id=trigger(slack, True), view=modal())
    assert await refused(push) == "invalid_trigger_id"
    await opened(slack)
    from_message = client_of(slack).views_push(trigger_id=trigger(slack), view=modal())
    assert await refused(from_message) == "invalid_trigger_id"


async def test_a_new_modal_takes_the_place_of_the_old(slack: LocalSlack) -> None:
    first, second = await opened(slack), await opened(slack)
    assert slack.workspace.views.by_id(first["id"]) is None
    assert slack.workspace.views.by_id(second["id"]) is not None


async def test_an_update_keeps_what_was_typed(slack: LocalSlack) -> None:
    view = await opened(slack)
    await slack.person("alice").fill({"What": "call Dana"})
    changed = modal(typed(), typed("More", "more"))
    answer = await client_of(slack).views_update(view_id=view["id"], view=changed, hash=view["hash"])
    values = answer["view"]["state"]["values"]
    assert values["what"]["text"]["value"] == "call Dana" and values["more"]["text"]["value"] is None


async def test_a_stale_hash_is_a_conflict(slack: LocalSlack) -> None:
    client, view = client_of(slack), await opened(slack)
    await client.views_update(view_id=view["id"], view=modal())
    late = client.views_update(view_id=view["id"], view=modal(), hash=view["hash"])
    assert await refused(late) == "hash_conflict"


async def test_views_are_found_by_id_or_external_id(slack: LocalSlack) -> None:
    client, _ = client_of(slack), await opened(slack, external_id="form-1")
    answer = await client.views_update(external_id="form-1", view=modal(external_id="form-1"))
    assert answer["view"]["external_id"] == "form-1"
    assert await refused(client.views_update(view_id="V0NONE", view=modal())) == "not_found"
    assert await refused(client.api_call("views.update", json={"view": modal()})) == "invalid_arguments"
    again = client.views_open(trigger_id=trigger(slack), view=modal(external_id="form-1"))
    assert await refused(again) == "duplicate_external_id"


async def test_home_is_published_for_one_person(slack: LocalSlack) -> None:
    alice, bob = slack.person("alice"), slack.person("bob")
    answer = await client_of(slack).views_publish(user_id=alice.id, view=home(section("desk")))
    assert alice.home is not None and bob.home is None
    stale = client_of(slack).views_publish(user_id=alice.id, view=home(section("new")), hash="0.other")
    assert await refused(stale) == "hash_conflict"
    again = await client_of(slack).views_publish(user_id=alice.id, view=home(section("new")))
    assert again["view"]["id"] == answer["view"]["id"]


@pytest.mark.parametrize("user_id", ["U0NOBODY", "{bot}", "{charlie}"])
async def test_home_belongs_to_members_of_the_workspace(slack: LocalSlack, user_id: str) -> None:
    ids = {"bot": slack.bot_user_id, "charlie": slack.person("charlie").id}
    call = client_of(slack).views_publish(user_id=user_id.format(**ids), view=home(section()))
    assert await refused(call) == "invalid_arguments"
