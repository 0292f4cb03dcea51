"""Settings as words, as a form, and the pause."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any
from unicodedata import normalize

from markupsafe import Markup

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.scenes import member_fields
from bot.coach.countries import NAMES, name_of
from bot.coach.preferences import NO_COUNTRY
from bot.coach.wording import WEEKDAYS, clock_words
from bot.content import plain, say
from storage.records import Member

# The item of any message that tells the settings, so that a change of them is shown where it was asked for.
KEY = "settings"
LIMITS = range(1, 6)


def settings_line(member: Member) -> Markup:
    """When Kith writes to the member, in a few sentences."""
    country = name_of(member.country) if member.country else ""
    return say("settings.line", member=member, review_day=str(member.review_day), country=country)


def quiet_days(member: Member) -> Markup | None:
    """On which country's public holidays Kith is silent; None when on none."""
    return say("settings.quiet_days", country=name_of(member.country)) if member.country else None


def change_button() -> Element:
    """Opens the form."""
    return kit.button("Change this", "settings.open")


def settings_item(member: Member, today: date, *notice: str) -> list[Block]:
    """The settings in words with a button to change them, below what is said about them just now."""
    paused = is_paused(member, today)
    lines = [*notice, settings_line(member), *([paused] if paused else [])]
    buttons = [change_button(), *([resume_button()] if paused else [])]
    return [kit.section("\n".join(lines), block_id=KEY), kit.actions(*buttons, block_id=f"{KEY}.do")]


def is_paused(member: Member, today: date) -> Markup | None:
    """That the member is on pause, and until when; None when not."""
    until = member.paused_until
    return say("settings.is_paused", until=until, today=today) if until and until > today else None


def resume_button() -> Element:
    """Ends the pause."""
    return kit.button("Resume now", "settings.resume")


def weekday_options() -> list[Element]:
    """The seven days; the value is the ISO weekday."""
    return [kit.option(name, number) for number, name in enumerate(WEEKDAYS, 1)]


def limit_options() -> list[Element]:
    """At most how many things a brief may hold."""
    return [kit.option(str(number), number) for number in LIMITS]


def settings_modal(member: Member, metadata: dict[str, Any], copies_to: str = "") -> Payload:
    """Everything that a member can choose, as it is now. `copies_to`: who gives second opinions."""
    days = weekday_options()
    on_off = [kit.option("On", "on"), kit.option("Off", "off")]
    now_on = "on" if member.nudges_on else "off"
    hour, review_hour = clock_words(member.brief_minute), clock_words(member.review_minute)
    return kit.modal(
        "Settings",
        "settings.save",
        kit.context(say("settings.modal_intro", tz=member.tz)),
        kit.field("Nudges", "nudges", kit.select("nudges", "On or off", on_off, now_on)),
        kit.field("Daily brief at", "hour", kit.time_picker("hour", hour)),
        kit.field("On these days", "days", kit.checkboxes("days", days, member.brief_days)),
        kit.field("Things each morning, at most", "limit", _limit_select(member)),
        kit.field(
            "Practice prompts on",
            "practice",
            kit.checkboxes("practice", days, member.practice_days),
            optional=True,
        ),
        kit.field("Look back on", "review_day", _day_select(member, days)),
        kit.field("At this hour", "review_hour", kit.time_picker("review_hour", review_hour)),
        *member_fields(member),
        *([_opinion_field(member, on_off, copies_to)] if copies_to else []),
        kit.field("Silent on public holidays of", "country", _country_select(member)),
        private_metadata=json.dumps(metadata),
    )


def _opinion_field(member: Member, on_off: list[Element], host: str) -> Block:
    now_on = "on" if member.second_opinion_on else "off"
    return kit.field(
        "Second opinion on practice",
        "second_opinion",
        kit.select("second_opinion", "On or off", on_off, now_on),
        hint=plain("opinion.setting_hint", host=host),
    )


@cache
def country_groups() -> dict[str, list[Element]]:
    """The countries by their first letter, none first: a menu holds no more than 100 in one piece."""
    named = sorted((_plain_letters(name), name, code) for code, name in NAMES.items())
    groups = {"No country": [kit.option("None: no holidays", NO_COUNTRY)]}
    for letter, those in groupby(named, key=lambda one: one[0][0].upper()):
        groups[letter] = [kit.option(name, code) for _, name, code in those]
    return groups


def _plain_letters(name: str) -> str:
    """As one looks for it in a list: Åland among the A."""
    return normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


def _country_select(member: Member) -> Element:
    return kit.grouped_select("country", "Country", country_groups(), member.country or NO_COUNTRY)


def _limit_select(member: Member) -> Element:
    return kit.select("limit", "How many", limit_options(), member.brief_limit)


def _day_select(member: Member, days: list[Element]) -> Element:
    return kit.select("review_day", "Day", days, member.review_day)


def pause_modal(metadata: dict[str, Any]) -> Payload:
    """Asks until when Kith is to be quiet."""
    return kit.modal(
        "Pause",
        "settings.pause",
        kit.field("Quiet until", "until", kit.date_picker("until"), hint=say("settings.pause_hint")),
        submit="Pause",
        private_metadata=json.dumps(metadata),
    )


def paused_message(until: date, today: date) -> Payload:
    """Until when Kith is quiet, and how to undo it."""
    text = say("settings.paused", until=until, today=today)
    return kit.message(
        text,
        kit.section(text, block_id=KEY),
        kit.actions(resume_button(), block_id=f"{KEY}.do"),
        kit.context(say("settings.only_you")),
    )


def resumed_message(next_brief: str) -> Payload:
    """That the pause is over, and when the next brief comes ("" when none does)."""
    return _told(say("settings.resumed", next_brief=next_brief))


def not_paused_message(member: Member) -> Payload:
    """That there is no pause; when Kith is quiet all the same, why."""
    return _told(say("settings.not_paused") if member.nudges_on else settings_line(member))


def _told(text: Markup) -> Payload:
    return kit.message(
        text,
        kit.section(text, block_id=KEY),
        kit.actions(change_button(), block_id=f"{KEY}.do"),
        kit.context(say("settings.only_you")),
    )
