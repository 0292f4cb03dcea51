"""Every message and form of the core features is one that Slack takes, however long or hostile its texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.blocks import captures, contacts, errors, forms, promises, snooze, thanks
from bot.blocks.kit import Payload
from bot.coach.capture import Person, Reading
from bot.content import escape
from tests.blocks.core_rows import (
    LONG,
    TODAY,
    contact,
    faults,
    kept,
    note,
    promise,
    reading,
    thank_you,
    touch,
)

FULL = {"company": LONG, "role": LONG, "met_at": LONG, "via": LONG, "looking_for": LONG, "can_offer": LONG}
ABOUT = contact(**FULL, last_touch_on=TODAY)
HUGE: dict[str, Any] = {"what": LONG, "contact": LONG}


def of_blocks(blocks: list[dict[str, Any]]) -> Payload:
    """An item as a message."""
    return {"text": "x", "blocks": blocks}


MAKERS: dict[str, Callable[[], Payload]] = {
    "promise item": lambda: of_blocks(promises.promise_item(promise(**HUGE), TODAY, ABOUT)),
    "no promises": lambda: promises.promise_list_message([], TODAY),
    "fifty promises": lambda: promises.promise_list_message([promise(n, **HUGE) for n in range(50)], TODAY),
    "kept": lambda: of_blocks(promises.closed(promise(state="kept", direction="theirs", **HUGE), 7)),
    "put off": lambda: of_blocks(promises.put_off(promise(snoozed_until=TODAY, **HUGE), 7, TODAY)),
    "moved": lambda: of_blocks(promises.renegotiated(promise(**HUGE), 7, TODAY)),
    "renegotiate form": lambda: promises.renegotiate_modal(promise(**HUGE), TODAY, {"id": 1}),
    "promise draft": lambda: promises.draft_modal(promise(**HUGE), TODAY),
    "promise form": lambda: promises.new_promise_modal({}, LONG, LONG),
    "no thanks": lambda: thanks.thank_you_list_message([], TODAY),
    "fifty thanks": lambda: thanks.thank_you_list_message(
        [thank_you(n, contact=LONG, reason=LONG) for n in range(50)], TODAY
    ),
    "said": lambda: of_blocks(thanks.closed(thank_you(state="said", reason=LONG), 7)),
    "thanks put off": lambda: of_blocks(
        thanks.put_off(thank_you(snoozed_until=TODAY, reason=LONG), 7, TODAY)
    ),
    "thanks draft": lambda: thanks.draft_modal(thank_you(reason=LONG)),
    "thanks form": lambda: thanks.new_thank_you_modal({}, LONG, LONG),
    "card": lambda: contacts.card_message(
        contact(name=LONG, **FULL),
        [note(LONG)] * 9,
        [promise(n, **HUGE) for n in range(9)],
        [thank_you(n, reason=LONG) for n in range(9)],
        TODAY,
    ),
    "bare card": lambda: contacts.card_message(contact(), [], [], [], TODAY),
    "touch item": lambda: of_blocks(contacts.touch_item(contact(name=LONG, **FULL), TODAY)),
    "contact changed": lambda: of_blocks(contacts.changed(contact(), 7, "x")),
    "nothing to undo": lambda: of_blocks(contacts.changed(contact(), 0, "x")),
    "found": lambda: contacts.found_message("x", [contact(n, name=LONG, **FULL) for n in range(60)], TODAY),
    "contact form": lambda: contacts.contact_modal(contact(name=LONG, **FULL, cadence_days=17), {}, {}),
    "empty contact form": lambda: contacts.contact_modal(None, {}, {}),
    "capture card": lambda: captures.card_message(1, reading(LONG, 4), {}, TODAY, is_long=True),
    "which": lambda: captures.which_message(1, LONG, LONG, [(n, LONG) for n in range(1, 150)]),
    "unclear": lambda: captures.unclear_message(1, LONG, [(n, LONG) for n in range(150)]),
    "unclear, nobody known": lambda: captures.unclear_message(1, "x", []),
    "saved": lambda: captures.saved_message(
        kept(contacts={"x": contact()}, promises=[promise(n, **HUGE) for n in range(40)], touches=[touch()]),
        TODAY,
        1,
    ),
    "not saved": lambda: captures.discarded_message(1, LONG),
    "capture form": lambda: forms.capture_form(reading(LONG, 4), LONG, {"id": 1}),
    "fullest capture form": lambda: forms.capture_form(Reading(people=(Person(LONG),) * 19), LONG, {}),
    "empty capture form": lambda: forms.capture_form(Reading(), LONG, {}),
    "line form": lambda: forms.line_form({}),
    "snooze form": lambda: snooze.snooze_modal("x.snooze", escape(LONG), {"id": 1}),
    "mistake": lambda: errors.mistake(Exception(LONG)),
    "stranger": errors.stranger,
    "failed": lambda: errors.failed(LONG),
}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_slack_takes_it(maker: Callable[[], Payload]) -> None:
    assert faults(maker()) == []


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_no_text_in_it_pings(maker: Callable[[], Payload]) -> None:
    made = maker()
    assert "<!" not in made.get("text", "") and not any("<!" in text for text in mrkdwn_in(made))


def mrkdwn_in(value: Any) -> list[str]:
    """Every text that Slack reads as mrkdwn."""
    if isinstance(value, dict):
        own = [value["text"]] if value.get("type") == "mrkdwn" else []
        return own + [text for each in value.values() for text in mrkdwn_in(each)]
    return [text for each in value for text in mrkdwn_in(each)] if isinstance(value, list) else []


def test_what_they_owe_us_has_no_renegotiate_and_ours_no_thank_you() -> None:
    theirs = str(promises.promise_item(promise(direction="theirs"), TODAY))
    assert "Renegotiate" not in theirs and "Renegotiate" in str(promises.promise_item(promise(), TODAY))
    assert "thanks.owe" in str(promises.closed(promise(direction="theirs", state="kept"), 1))
    assert "thanks.owe" not in str(promises.closed(promise(state="kept"), 1))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (promise(), "Hi Dana Lee, as promised: send the deck. ____"),
        (promise(due_on=TODAY.replace(day=20)), "I'm late. I'm sorry."),
        (promise(direction="theirs"), "which we had said for Friday 27 Nov"),
        (promise(contact=None, what="*x* <b>"), "Hi there, as promised: *x* <b>. ____"),
    ],
)
def test_a_draft_is_made_of_ones_own_words(row: Any, expected: str) -> None:
    assert expected in promises.draft_modal(row, TODAY)["blocks"][0]["elements"][0]["elements"][0]["text"]


def test_a_person_with_nothing_new_stands_on_the_card_only_once() -> None:
    said = reading("Dana")
    bare = Reading(people=(Person("Dana"),), promises=said.promises)
    lines = captures.card_lines(bare, {"Dana": "Dana Lee"}, TODAY)
    assert len(lines) == 1 and "Dana Lee" in lines[0]
    assert captures.card_lines(Reading(people=(Person("Dana"),)), {"Dana": "Dana Lee"}, TODAY) == ["Dana Lee"]


def test_every_line_of_a_long_card_is_on_it() -> None:
    many = Reading(people=tuple(Person(f"Dana {n} {'x' * 280}") for n in range(19)))
    shown = "".join(mrkdwn_in(captures.card_message(1, many, {}, TODAY)))
    assert all(f"Dana {n} " in shown for n in range(19))


def test_the_way_back_of_an_undo_is_the_card_of_its_line() -> None:
    assert "undo:7-capture-3" in str(captures.saved_message(kept(), TODAY, 3))
    assert "undo:7--0" in str(captures.saved_message(kept(), TODAY))
