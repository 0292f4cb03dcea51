"""The sample people of the demo: marked as such, brought in at once, and gone without a trace."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.demo_network import NETWORKS, Known
from bot.demo_samples import ENDING, Samples
from storage import acts, contacts, erase, members, promises, schedule, teams, thanks, touches, trial
from storage.columns import owned_tables
from storage.records import Owner
from storage.tables import metadata
from tests.world import World

EVERYBODY = tuple(NETWORKS)
EVERYONE_KNOWN = [known for knowns in NETWORKS.values() for known in knowns]


@pytest.fixture
def samples(world: World) -> Samples:
    return Samples(world.kith, world.slack._target)


def add(world: World, samples: Samples) -> None:
    world.wait(samples.add())
    world.settle()


def remove(world: World, samples: Samples) -> None:
    world.wait(samples.remove())
    world.settle()


def owner(world: World, handle: str) -> Owner:
    return world.owner(world.slack.person(handle))


def rows(world: World) -> dict[str, int]:
    """How many rows there are of each kind that members have."""

    def count(conn: Any) -> dict[str, int]:
        tables = [*owned_tables(), metadata.tables["act_changes"], metadata.tables["teams"]]
        return {table.name: len(conn.execute(select(table)).all()) for table in tables}

    return world.run(count)


def all_rows(world: World, handle: str) -> str:
    """Everything that is kept for a member, in words."""
    mine = owner(world, handle)

    def look(conn: Any) -> str:
        found = [row for table in owned_tables() for row in conn.execute(select(table)).mappings()]
        return str([row for row in found if row["member_id"] == mine.member_id])

    return world.run(look)


def test_every_member_gets_people_who_are_plainly_samples(world: World, samples: Samples) -> None:
    add(world, samples)
    for handle, known in NETWORKS.items():
        names = [name for _, name in world.run(contacts.names, owner(world, handle))]
        assert len(names) == len(known) and all(name.endswith(ENDING) for name in names)
        assert world.run(promises.open_ones, owner(world, handle)) != []
    assert world.run(members.find, owner(world, "charlie")) is None


def test_alice_has_a_network_worth_looking_at(world: World, samples: Samples) -> None:
    add(world, samples)
    alice = owner(world, "alice")
    assert 8 <= world.run(contacts.count, alice) <= 12
    assert all(world.run(contacts.by_network, alice).values())
    assert {one.direction for one in world.run(promises.open_ones, alice)} == {"mine", "theirs"}
    assert len(world.run(thanks.owed, alice)) == 2
    assert world.run(touches.since, alice, world.clock.now().date()) == []


def test_each_member_is_in_the_zone_that_slack_tells(world: World, samples: Samples) -> None:
    add(world, samples)
    for handle in EVERYBODY:
        assert world.run(members.find, owner(world, handle)).tz == world.slack.person(handle).tz


def test_what_one_member_knows_is_nowhere_with_another(world: World, samples: Samples) -> None:
    add(world, samples)
    for handle, known in NETWORKS.items():
        strangers = [one.draft.name for other in NETWORKS if other != handle for one in NETWORKS[other]]
        kept = all_rows(world, handle)
        assert known[0].draft.name in kept
        assert not [name for name in strangers if name in kept]


def test_the_team_is_joined_by_four_and_tama_is_to_be_asked(world: World, samples: Samples) -> None:
    add(world, samples)
    answers = {h: world.run(teams.of_member, owner(world, h))[0][1] for h in EVERYBODY}
    assert answers == dict.fromkeys(("alice", "bob", "priya", "ines"), "yes") | {"tama": "to_ask"}
    assert "team_summary" in {row.kind for row in world.run(schedule.of_member, owner(world, "alice"))}


def test_they_come_once_however_often_one_asks(world: World, samples: Samples) -> None:
    add(world, samples)
    before = rows(world)
    add(world, samples)
    assert rows(world) == before


def test_a_team_that_was_there_before_stays_as_it_is(world: World, samples: Samples) -> None:
    channel = world.slack.conversation("growth").id
    bob = owner(world, "bob")
    world.run(teams.put, bob.workspace_id, channel, bob.member_id, 1, 600, world.clock.now())
    add(world, samples)
    remove(world, samples)
    team = world.run(teams.in_channel, bob.workspace_id, channel)
    assert (team.lead_id, team.weekday, team.stopped_at) == (bob.member_id, 1, None)


def test_who_is_forgotten_meanwhile_gets_them_anew(world: World, samples: Samples) -> None:
    add(world, samples)
    before = rows(world)
    world.run(erase.forget, owner(world, "alice"), world.clock.now())
    remove(world, samples)
    add(world, samples)
    assert rows(world) == before
    remove(world, samples)
    assert set(rows(world).values()) == {0}


def test_removing_leaves_nothing_at_all_of_those_who_came_by_them(world: World, samples: Samples) -> None:
    empty = rows(world)
    add(world, samples)
    assert rows(world) != empty
    remove(world, samples)
    assert rows(world) == empty


def test_removing_twice_or_before_there_are_any_changes_nothing(world: World, samples: Samples) -> None:
    remove(world, samples)
    world.alice.say("met Sam Reed at the pier")
    world.settle()
    before = rows(world)
    remove(world, samples)
    assert rows(world) == before


def test_what_a_member_did_alone_stays(world: World, samples: Samples) -> None:
    world.alice.command("/promise", "call Sam by Friday")
    world.settle()
    before = rows(world)
    add(world, samples)
    remove(world, samples)
    assert rows(world) == before
    assert "Sam" in all_rows(world, "alice") and ENDING.strip() not in all_rows(world, "alice")


def test_who_began_with_samples_and_then_kept_something_stays_a_member(
    world: World, samples: Samples
) -> None:
    add(world, samples)
    world.bob.command("/promise", "call Sam by Friday")
    world.settle()
    remove(world, samples)
    assert [one.what for one in world.run(promises.open_ones, owner(world, "bob"))] == ["call"]
    assert world.run(members.find, owner(world, "priya")) is None


def test_what_was_added_to_a_sample_goes_with_it(world: World, samples: Samples) -> None:
    add(world, samples)
    world.alice.command("/promise", "bring Rosa a loaf tomorrow at 15:00")
    world.settle()
    assert "bring" in all_rows(world, "alice")
    remove(world, samples)
    assert world.run(promises.open_ones, owner(world, "alice")) == []
    assert world.run(contacts.count, owner(world, "alice")) == 0
    kinds = {row.kind for row in world.run(schedule.of_member, owner(world, "alice"))}
    assert "reminder" not in kinds and "team_summary" not in kinds


def test_a_sample_that_was_given_another_name_goes_too(world: World, samples: Samples) -> None:
    add(world, samples)
    alice = owner(world, "alice")
    (contact_id,) = [n for n, name in world.run(contacts.names, alice) if name.startswith("Rosa")]

    def rename(conn: Any) -> None:
        act_id = acts.begin(conn, alice, "contact", world.clock.now())
        acts.change(conn, act_id, alice, "contacts", contact_id, name="Rosa Renamed")

    world.run(rename)
    remove(world, samples)
    assert "Rosa" not in all_rows(world, "alice")


def test_after_a_restart_they_are_known_and_removed(world: World, samples: Samples) -> None:
    add(world, samples)
    restarted = Samples(world.kith, world.slack._target)
    assert world.wait(restarted.are_there())
    remove(world, restarted)
    assert not world.wait(restarted.are_there())


def test_they_can_come_again(world: World, samples: Samples) -> None:
    add(world, samples)
    before = rows(world)
    remove(world, samples)
    add(world, samples)
    assert rows(world) == before


def test_a_home_that_is_open_shows_them_and_then_no_more(world: World, samples: Samples) -> None:
    world.alice.open_home()
    world.settle()
    add(world, samples)
    assert ENDING in str(world.alice.home)
    remove(world, samples)
    assert ENDING not in str(world.alice.home)


def test_a_sample_is_found_by_a_first_name(world: World, samples: Samples) -> None:
    add(world, samples)
    world.alice.command("/contact", "Rosa")
    world.settle()
    assert "Rosa Lindqvist (sample)" in str(world.alice.messages[-1])


@pytest.mark.parametrize("known", EVERYONE_KNOWN, ids=lambda known: known.draft.name)
def test_the_history_of_a_sample_fits_together(known: Known) -> None:
    assert not known.draft.name.endswith(ENDING), "the mark is put there for all of them"
    days = 7 * known.weeks
    assert all(0 < age <= days for _, age in known.touches)
    assert all(0 < age <= days for _, age in known.thanks)
    assert all(0 <= word.made <= days for word in known.words)
    assert known.draft.via is None or known.draft.via.endswith(ENDING)


def test_a_mark_is_the_members_own(world: World, samples: Samples) -> None:
    add(world, samples)
    marks = world.run(trial.marks, world.slack.team_id)
    assert set(marks) == {owner(world, handle) for handle in EVERYBODY}
    assert marks[owner(world, "alice")] == {"samples, and a member", "samples, and a team"}
