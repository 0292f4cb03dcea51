"""The three networks as a message."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.blocks import networks
from bot.coach.networks import Balance
from bot.content import say
from bot.local_slack.block_rules import block_findings
from storage.records import Contact, Network, Owner

COUNTS: dict[Network | None, int] = {"operational": 4, "personal": 3, "strategic": 2, None: 8}


def a_contact(number: int, **facts: str) -> Contact:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Contact(number, Owner("T1", "U1"), f"Dana {number}", at, **facts)  # type: ignore[arg-type]


MANY = [a_contact(number) for number in range(1, 9)]


def test_at_most_five_people_are_offered_to_be_sorted() -> None:
    blocks = networks.networks_message(COUNTS, MANY)["blocks"]
    assert [b["block_id"] for b in blocks if "accessory" in b] == [f"contact:{n}" for n in range(1, 6)]
    assert "3 more people not sorted yet" in json.dumps(blocks)
    assert block_findings(blocks, "message") == []


def test_the_counts_stand_there_and_nobody_is_compared() -> None:
    shown = json.dumps(networks.networks_message(COUNTS, [])["blocks"])
    assert "Operational, for today's work: *4*" in shown
    assert "Not sorted yet: *8*" in shown
    assert not any(word in shown for word in ("best", "score", "rank", "should have"))


@pytest.mark.parametrize("balance", get_args(Balance))
def test_every_balance_has_one_thought_and_one_thing_to_do(balance: Balance) -> None:
    thoughts = {say("networks.meaning", balance=one) for one in get_args(Balance)}
    assert len(thoughts) == len(get_args(Balance))
    assert say("networks.next_step", balance=balance).startswith("*Today:*")


def test_a_contact_is_told_with_what_is_known() -> None:
    known = a_contact(1, role="buyer", company="Acme", met_at="the fair")
    shown = json.dumps(networks.networks_message(COUNTS, [known])["blocks"])
    assert "*Dana 1* \\u00b7 buyer \\u00b7 Acme \\u00b7 met at the fair" in shown


def test_a_name_cannot_ping() -> None:
    loud = Contact(1, Owner("T1", "U1"), "<!channel>", datetime(2026, 11, 23, tzinfo=UTC))
    assert "<!channel>" not in json.dumps(networks.networks_message(COUNTS, [loud]))


@pytest.mark.parametrize(("act_id", "blocks"), [(7, 2), (None, 1)])
def test_only_what_was_just_done_can_be_undone(act_id: int | None, blocks: int) -> None:
    notice = networks.sorted_notice(a_contact(1, network="personal"), act_id)
    assert len(notice) == blocks
    assert "personal network" in notice[0]["text"]["text"]


def test_without_people_there_are_no_noughts_to_read() -> None:
    blocks = networks.networks_message({}, [])["blocks"]
    assert "*0*" not in json.dumps(blocks) and "`/kith met" in json.dumps(blocks)
