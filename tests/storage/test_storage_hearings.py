"""A colleague's ear in storage: who agreed with whom, one request at a time, what a forgotten one leaves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from storage import backup, erase, export, hearing_posts, hearings, members, partners, practice
from storage.database import Database
from storage.practice_records import AnswerDraft, Heard, Hearing, HearingDraft, Partner
from storage.records import Owner
from storage.tables import outbox
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW, TODAY, member
from tests.storage.whole_databases import address, brought

PRIYA = Owner("T1", "U3")
TEXT, WORDS = "finch-of-alice", "robin-of-bob"
HEARD = Heard(excelled=WORDS, challenge="say it to a stranger")


def use(conn: Connection, *owners: Owner) -> None:
    for owner in owners:
        members.add(conn, member(owner))


def agree(conn: Connection, one: Owner, other: Owner) -> None:
    use(conn, one, other)
    partners.wish(conn, one, other.member_id, NOW)
    partners.wish(conn, other, one.member_id, NOW)


def asked(conn: Connection, sender: Owner = ALICE, listener: Owner = BOB) -> Hearing:
    agree(conn, sender, listener)
    made = hearings.ask(conn, sender, HearingDraft(listener.member_id, "At a fair", TEXT, "Be frank"), NOW)
    assert isinstance(made, Hearing)
    return made


def test_a_wish_is_nothing_until_the_other_has_it_too(conn: Connection) -> None:
    use(conn, ALICE, BOB)
    assert partners.wish(conn, ALICE, "U2", NOW) == (True, False)
    assert partners.agreed(conn, ALICE) == [] and partners.all_of(conn, BOB) == []
    assert partners.wish(conn, BOB, "U1", NOW) == (True, True)
    assert (partners.agreed(conn, ALICE), partners.agreed(conn, BOB)) == (["U2"], ["U1"])


def test_the_same_wish_twice_is_one(conn: Connection) -> None:
    use(conn, ALICE, BOB)
    partners.wish(conn, ALICE, "U2", NOW)
    assert partners.wish(conn, ALICE, "U2", NOW) == (False, False)
    assert partners.count(conn, ALICE) == 1


@pytest.mark.parametrize("who", ["U1", "U9", ""])
def test_nobody_can_wish_for_oneself_or_for_somebody_who_never_used_kith(conn: Connection, who: str) -> None:
    use(conn, ALICE)
    assert partners.wish(conn, ALICE, who, NOW) is None
    assert partners.all_of(conn, ALICE) == []


def test_members_of_two_workspaces_do_not_meet(conn: Connection) -> None:
    use(conn, BOB, CHARLIE)
    assert partners.wish(conn, CHARLIE, "U2", NOW) is None
    assert partners.wish(conn, BOB, CHARLIE.member_id, NOW) is None


def test_somebody_deactivated_is_none_to_wish_for_and_no_partner(conn: Connection) -> None:
    agree(conn, ALICE, BOB)
    members.update(conn, BOB, deactivated_at=NOW)
    assert partners.wish(conn, ALICE, "U2", NOW) is None
    assert partners.agreed(conn, ALICE) == []
    assert partners.all_of(conn, ALICE) == [Partner("U2", is_agreed=True, is_here=False)]


@pytest.mark.parametrize(("who", "other"), [(ALICE, BOB), (BOB, ALICE)])
def test_either_of_the_two_ends_it_for_both(conn: Connection, who: Owner, other: Owner) -> None:
    agree(conn, ALICE, BOB)
    assert partners.stop(conn, who, other.member_id) and not partners.stop(conn, who, other.member_id)
    assert partners.agreed(conn, ALICE) == partners.agreed(conn, BOB) == []
    partners.wish(conn, who, other.member_id, NOW)
    assert partners.are_agreed(conn, other, who.member_id)


def at_once(database: Database, *calls: Callable[[Connection], Any]) -> list[Any]:
    """What each comes to, in transactions that all end when each has done its work, if nobody holds it up."""
    everybody = Barrier(len(calls))

    def work(conn: Connection, call: Callable[[Connection], Any]) -> Any:
        result = call(conn)
        with suppress(BrokenBarrierError):
            everybody.wait(0.2)
        return result

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: database.run_sync(work, call), calls))


def test_of_two_who_press_at_once_one_is_told_that_they_agree(database: Database) -> None:
    database.run_sync(use, ALICE, BOB)
    wishes = at_once(
        database,
        lambda conn: partners.wish(conn, ALICE, "U2", NOW),
        lambda conn: partners.wish(conn, BOB, "U1", NOW),
    )
    assert sorted(wish.is_agreed for wish in wishes) == [False, True]


def test_what_is_sent_is_kept_as_it_was_and_the_listener_finds_it(conn: Connection) -> None:
    sent = asked(conn)
    assert (sent.owner, sent.listener_id, sent.text, sent.note) == (ALICE, "U2", TEXT, "Be frank")
    assert (sent.state, sent.created_at) == ("asked", NOW)
    assert hearings.find_to_hear(conn, BOB, sent.id) == hearings.find(conn, ALICE, sent.id) == sent
    assert hearings.waiting(conn, ALICE) == [sent] and hearings.waiting(conn, BOB) == []


def test_nothing_is_sent_to_whom_nobody_agreed_with(conn: Connection) -> None:
    use(conn, ALICE, BOB)
    partners.wish(conn, ALICE, "U2", NOW)
    assert hearings.ask(conn, ALICE, HearingDraft("U2", "x", TEXT), NOW) == "not agreed"


def test_a_second_request_waits_for_the_answer_to_the_first(conn: Connection) -> None:
    sent = asked(conn)
    assert hearings.ask(conn, ALICE, HearingDraft("U2", "x", TEXT), NOW) == "asked already"
    hearings.answer(conn, BOB, sent.id, HEARD, NOW)
    assert isinstance(hearings.ask(conn, ALICE, HearingDraft("U2", "x", TEXT), NOW), Hearing)


def test_three_wait_for_one_listener_at_most(conn: Connection) -> None:
    for number in range(3):
        asked(conn, Owner("T1", f"U1{number}"))
    agree(conn, ALICE, BOB)
    assert hearings.ask(conn, ALICE, HearingDraft("U2", "x", TEXT), NOW) == "too many"
    assert hearings.waiting(conn, ALICE) == []


def test_of_two_requests_at_once_one_is_kept(database: Database) -> None:
    database.run_sync(agree, ALICE, BOB)
    draft = HearingDraft("U2", "x", TEXT)
    made = at_once(database, *[lambda conn: hearings.ask(conn, ALICE, draft, NOW)] * 2)
    assert sum(isinstance(one, Hearing) for one in made) == 1 and "asked already" in made


def test_of_an_answer_and_its_taking_back_at_once_one_is_done(database: Database) -> None:
    sent = database.run_sync(asked)
    done = at_once(
        database,
        lambda conn: hearings.answer(conn, BOB, sent.id, HEARD, NOW),
        lambda conn: hearings.withdraw(conn, ALICE, sent.id),
    )
    assert sum(one is not None for one in done) == 1


def test_an_answer_is_kept_once(conn: Connection) -> None:
    sent, later = asked(conn), NOW + timedelta(hours=1)
    answered = hearings.answer(conn, BOB, sent.id, HEARD, later)
    assert answered == hearings.find(conn, ALICE, sent.id)
    assert answered and (answered.state, answered.answered_at) == ("answered", later)
    assert (answered.excelled, answered.work_on, answered.challenge) == (WORDS, None, "say it to a stranger")
    assert hearings.answer(conn, BOB, sent.id, Heard("again"), later) is None
    assert hearings.decline(conn, BOB, sent.id, later) is None
    assert hearings.withdraw(conn, ALICE, sent.id) is None


def test_what_was_declined_or_taken_back_cannot_be_answered(conn: Connection) -> None:
    first = asked(conn)
    declined = hearings.decline(conn, BOB, first.id, NOW)
    assert declined and declined.state == "declined"
    second = asked(conn)
    assert hearings.withdraw(conn, ALICE, second.id) == second
    assert hearings.find_to_hear(conn, BOB, second.id) is None
    assert [hearings.answer(conn, BOB, one.id, HEARD, NOW) for one in (first, second)] == [None, None]


@pytest.mark.parametrize("who", [ALICE, PRIYA, CHARLIE, Owner("T2", "U2")])
def test_nobody_but_the_listener_answers(conn: Connection, who: Owner) -> None:
    sent = asked(conn)
    use(conn, PRIYA)
    assert hearings.find_to_hear(conn, who, sent.id) is None
    assert hearings.answer(conn, who, sent.id, HEARD, NOW) is None
    assert hearings.decline(conn, who, sent.id, NOW) is None
    assert hearings.find(conn, ALICE, sent.id) == sent


def test_an_end_takes_back_what_waits_between_the_two_alone(conn: Connection) -> None:
    between = [asked(conn), asked(conn, BOB, ALICE)]
    other = asked(conn, ALICE, PRIYA)
    assert sorted(hearings.end_between(conn, BOB, "U1"), key=lambda one: one.id) == between
    assert hearings.waiting_about(conn, ALICE) == [other]


def post(conn: Connection, sent: Hearing, state: str, ts: str | None) -> None:
    listener = Owner("T1", sent.listener_id)
    said = {"text": sent.text}
    hearing_posts.add(conn, listener, "ear_request", (ALICE.member_id, sent.id), said, TODAY, NOW)
    hearing_posts.add(conn, ALICE, "ear_sent", (sent.listener_id, sent.id), said, TODAY, NOW)
    conn.execute(update(outbox).values(state=state, ts=ts, channel_id="D1"))


def posts(conn: Connection) -> list[Any]:
    return list(conn.execute(select(outbox.c.state, outbox.c.payload).order_by(outbox.c.kind)))


def test_what_was_not_sent_yet_is_taken_back_before_anybody_sees_it(conn: Connection) -> None:
    sent = asked(conn)
    post(conn, sent, "due", None)
    assert hearing_posts.take_back(conn, sent) == (None, None)
    assert posts(conn) == [("canceled", {"why": "taken back"})] * 2


def test_what_was_sent_tells_where_it_stands_and_loses_its_words(conn: Connection) -> None:
    sent = asked(conn)
    post(conn, sent, "sent", "1.2")
    assert hearing_posts.take_back(conn, sent) == (("D1", "1.2"), ("D1", "1.2"))
    assert posts(conn) == [("sent", {"why": "taken back"})] * 2


def test_what_is_on_its_way_is_left_alone(conn: Connection) -> None:
    sent = asked(conn)
    post(conn, sent, "claimed", None)
    hearing_posts.take_back(conn, sent)
    assert posts(conn) == [("claimed", {"text": TEXT})] * 2


def answered_both_ways(conn: Connection) -> Hearing:
    """Alice and bob have heard each other, and alice waits for bob once more."""
    for sender, listener in ((ALICE, BOB), (BOB, ALICE)):
        sent = asked(conn, sender, listener)
        words = Heard(WORDS if listener is BOB else "wren-of-alice")
        hearings.answer(conn, listener, sent.id, words, NOW)
        about = (listener.member_id, sent.id)
        hearing_posts.add(conn, sender, "ear_heard", about, {"text": words.excelled}, TODAY, NOW)
    last = asked(conn)
    post(conn, last, "due", None)
    return last


def test_a_forgotten_listener_leaves_neither_name_nor_words(conn: Connection) -> None:
    last = answered_both_ways(conn)
    erase.forget(conn, BOB, NOW)
    left = export.everything(conn, ALICE)
    assert "U2" not in repr(left) and WORDS not in repr(left)
    assert {row["text"] for row in left["hearings"]} == {TEXT}
    assert sorted(row["state"] for row in left["hearings"]) == ["answered", "declined"]
    assert left["practice_partners"] == left["outbox"] == []
    assert hearings.waiting(conn, ALICE) == [] and hearings.find(conn, ALICE, last.id)


def test_an_older_backup_does_not_bring_back_what_a_forgotten_one_said(
    database: Database, path: Path
) -> None:
    database.run_sync(answered_both_ways)
    backup.take(address(database), path, NOW)
    later = NOW + timedelta(hours=1)
    database.run_sync(erase.forget, BOB, later)
    assert brought(path, database, later).forgotten == 1
    left = database.run_sync(export.everything, ALICE)
    assert "U2" not in repr(left) and WORDS not in repr(left) and TEXT in repr(left["hearings"])


def test_a_forgotten_sender_leaves_nothing_to_answer(conn: Connection) -> None:
    last = answered_both_ways(conn)
    erase.forget(conn, ALICE, NOW)
    left = export.everything(conn, BOB)
    assert hearings.find_to_hear(conn, BOB, last.id) is None
    assert "wren-of-alice" not in repr(left) and "U1" not in repr(left)
    assert [row["text"] for row in left["hearings"]] == [TEXT]


def test_each_export_holds_what_its_member_wrote_and_got(conn: Connection) -> None:
    answered_both_ways(conn)
    for owner in (ALICE, BOB):
        assert len(export.everything(conn, owner)["hearings"]) == 3
    assert export.everything(conn, Owner("T2", "U2"))["hearings"] == []


def test_an_answer_that_goes_leaves_the_request(conn: Connection) -> None:
    agree(conn, ALICE, BOB)
    answer = practice.add_answer(conn, ALICE, AnswerDraft("p", "pitch", TEXT, 1, 1, ()), NOW)
    sent = hearings.ask(conn, ALICE, HearingDraft("U2", "x", TEXT, None, answer.id), NOW)
    assert isinstance(sent, Hearing) and sent.answer_id == answer.id
    conn.exec_driver_sql(f"DELETE FROM answers WHERE id = {answer.id}")
    left = hearings.find(conn, ALICE, sent.id)
    assert left and left.answer_id is None and left.text == TEXT
