"""What a brief speaks of first."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.priorities import Chosen, cadence_ran_out_on, choose
from storage.records import Agenda, Contact, Owner, Promise, ThankYou

ALICE = Owner("T1", "U1")
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def promise(row_id: int = 1, days: int | None = 0, **values: Any) -> Promise:
    """A promise that is `days` overdue (negative: still to come)."""
    due_on = None if days is None else TODAY - timedelta(days=days)
    given = {"direction": "mine", "state": "open", **values}
    return Promise(row_id, ALICE, what="the deck", created_at=NOW, due_on=due_on, **given)


def thank_you(row_id: int = 1, age: int = 0, **values: Any) -> ThankYou:
    given = {"state": "owed", **values}
    return ThankYou(row_id, ALICE, 1, "Omar", created_at=NOW - timedelta(days=age), **given)


def contact(row_id: int = 1, last: int = 40, **values: Any) -> Contact:
    given = {"cadence_days": 30, **values}
    return Contact(row_id, ALICE, "Dana", NOW, last_touch_on=TODAY - timedelta(days=last), **given)


def shown(agenda: Agenda, limit: int = 10) -> list[tuple[str, int]]:
    return [(item.reason, item.row.id) for item in choose(agenda, TODAY, limit).items]


def test_ones_own_overdue_word_comes_first_and_being_in_touch_last() -> None:
    agenda = Agenda(
        (promise(1, -1), promise(2, 5, direction="theirs"), promise(3, 0), promise(4, 2)),
        (thank_you(5),),
        (contact(6),),
    )
    assert shown(agenda) == [
        ("overdue", 4),
        ("due_today", 3),
        ("thank_you", 5),
        ("their_overdue", 2),
        ("due_soon", 1),
        ("cadence", 6),
    ]


def test_the_oldest_comes_first_and_an_hour_before_a_whole_day() -> None:
    promises = (
        promise(1, 2),
        promise(2, 9),
        promise(3),
        promise(4, due_time=time(17)),
        promise(5, due_time=time(8)),
    )
    thanks = (thank_you(6, 1), thank_you(7, 30))
    order = [row_id for _, row_id in shown(Agenda(promises, thanks))]
    assert order == [2, 1, 5, 4, 3, 7, 6]


@pytest.mark.parametrize(
    "agenda",
    [
        Agenda(promises=(promise(snoozed_until=TODAY + timedelta(days=1)),)),
        Agenda(promises=(promise(state="kept"),)),
        Agenda(promises=(promise(days=None),)),
        Agenda(promises=(promise(days=-2),)),
        Agenda(promises=(promise(direction="theirs"),)),
        Agenda(promises=(promise(days=-1, direction="theirs"),)),
        Agenda(thank_yous=(thank_you(state="said"),)),
        Agenda(thank_yous=(thank_you(snoozed_until=TODAY + timedelta(days=3)),)),
        Agenda(contacts=(contact(last=29),)),
        Agenda(contacts=(contact(cadence_days=None),)),
        Agenda(contacts=(contact(stopped_at=NOW),)),
        Agenda(contacts=(contact(snoozed_until=TODAY + timedelta(days=1)),)),
        Agenda(),
    ],
)
def test_what_is_closed_asleep_or_far_off_is_not_spoken_of(agenda: Agenda) -> None:
    assert choose(agenda, TODAY, 5) == Chosen((), 0)


def test_a_snooze_is_over_on_its_date() -> None:
    assert shown(Agenda((promise(snoozed_until=TODAY),))) == [("due_today", 1)]


def test_what_does_not_fit_is_counted() -> None:
    agenda = Agenda(tuple(promise(n, n) for n in range(1, 6)))
    chosen = choose(agenda, TODAY, 3)
    assert ([item.days for item in chosen.items], chosen.more) == ([5, 4, 3], 2)


def test_a_brief_never_asks_to_write_to_more_than_two_people() -> None:
    chosen = choose(Agenda(contacts=tuple(contact(n, 30 + n) for n in range(5))), TODAY, 5)
    assert ([item.row.id for item in chosen.items], chosen.more) == ([4, 3], 3)


def test_a_contact_never_touched_is_counted_from_the_day_it_was_written_down() -> None:
    fresh = Contact(1, ALICE, "Dana", NOW, cadence_days=30)
    assert cadence_ran_out_on(fresh) == date(2026, 4, 1)
    assert cadence_ran_out_on(Contact(1, ALICE, "Dana", NOW)) is None


promises = st.builds(
    promise,
    st.integers(1, 99),
    st.none() | st.integers(-5, 50),
    direction=st.sampled_from(["mine", "theirs"]),
)
agendas = st.builds(
    lambda p, t, c: Agenda(tuple(p), tuple(t), tuple(c)),
    st.lists(promises, max_size=5),
    st.lists(st.builds(thank_you, st.integers(1, 99), st.integers(0, 90)), max_size=5),
    st.lists(st.builds(contact, st.integers(1, 99), st.integers(0, 90)), max_size=5),
)


@given(agendas, st.integers(0, 10))
def test_the_choice_holds_its_limit_and_does_not_depend_on_the_order_of_rows(
    agenda: Agenda, limit: int
) -> None:
    chosen = choose(agenda, TODAY, limit)
    turned = Agenda(agenda.promises[::-1], agenda.thank_yous[::-1], agenda.contacts[::-1])
    assert len(chosen.items) <= limit
    assert [(i.reason, i.days, i.row.id) for i in choose(turned, TODAY, limit).items] == [
        (i.reason, i.days, i.row.id) for i in chosen.items
    ]
