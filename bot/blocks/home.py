"""The desk: what needs doing on top, then people, practice and settings; as the Home tab and as a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.blocks import kit
from bot.blocks.briefs import item_blocks
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.onboarding import onboarding
from bot.blocks.settings import settings_item
from bot.coach.cadence import local_day
from bot.coach.priorities import Chosen
from bot.content import plain, say
from storage.records import Contact, Member


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk shows. `about`: the contacts of the chosen items; `people`: those added last; the counts
    are of all contacts, open promises and thanks owed; `aim`: what to try in the next practice."""

    member: Member
    now: datetime
    chosen: Chosen
    about: Mapping[int, Contact] = field(default_factory=dict)
    people: Sequence[Contact] = ()
    people_count: int = 0
    promises_count: int = 0
    thanks_count: int = 0
    aim: str = ""

    @property
    def is_first_look(self) -> bool:
        """Nothing is kept and nothing was chosen yet. Who began with a line or a pitch knows what
        Kith does."""
        kept = self.people_count or self.promises_count or self.thanks_count or self.aim
        return self.member.onboarded_at is None and not kept

    @property
    def today(self) -> date:
        """The member's own date."""
        return local_day(self.now, self.member.tz)


def home_view(desk: Desk, notice: Sequence[Block] = ()) -> Payload:
    """The Home tab, with what was done just now on top."""
    if desk.is_first_look:
        return kit.home(*_on_top(notice), *onboarding(desk.member, desk.now))
    return kit.home(
        *_on_top(notice),
        kit.header(plain("home.title")),
        *today_blocks(desk),
        kit.divider(),
        *_people(desk),
        kit.divider(),
        *_practice(desk.aim),
        kit.divider(),
        kit.section(say("home.settings_title")),
        *settings_item(desk.member, desk.today),
        kit.context(say("home.only_you")),
    )


def _on_top(notice: Sequence[Block]) -> list[Block]:
    """Without their ids: the item that they tell of may stand further down under the same one."""
    bare = kit.without_ids(notice)
    return [*bare, kit.divider()] if bare else []


def today_blocks(desk: Desk, more: str = "home.more") -> list[Block]:
    """The same items as the brief, most important first; `more` says where those are that are not shown."""
    items = _items(desk)
    made = [kit.section(f"*{say('home.today_title')}*"), *items]
    if not items:
        made.append(kit.section(say("home.nothing", has_people=desk.people_count > 0)))
    if desk.chosen.more:
        made.append(kit.context(say(more, count=desk.chosen.more)))
    elif desk.promises_count + desk.thanks_count > _shown(desk):
        # What was saved just now and is due later is found again.
        made.append(kit.context(say("home.open", promises=desk.promises_count, thanks=desk.thanks_count)))
    return made


def _items(desk: Desk) -> list[Block]:
    unsaid = dict(desk.about)
    made: list[Block] = []
    for item in desk.chosen.items:
        made += item_blocks(item, desk.today, unsaid)
        # What is known of a person is said once.
        unsaid.pop(getattr(item.row, "contact_id", None) or 0, None)
    return made


def _shown(desk: Desk) -> int:
    return sum(item.kind != "contact" for item in desk.chosen.items)


def _people(desk: Desk) -> list[Block]:
    made = [kit.section(say("home.people_title", count=desk.people_count))]
    for contact in desk.people:
        line = say("home.person", contact=contact, today=desk.today)
        made.append(kit.section(line, accessory=kit.button("Open card", "contact.open", contact.id)))
    if not desk.people:
        made.append(kit.section(say("home.no_people")))
    return [*made, kit.actions(_add_a_person(), block_id="people.do")]


def _practice(aim: str) -> list[Block]:
    return [
        kit.section(say("home.practice", aim=aim)),
        kit.actions(
            kit.button("Elevator speech", "practice.pitch"),
            kit.button("Story", "practice.story"),
            block_id="practice.do",
        ),
    ]


def today_message(desk: Desk) -> Payload:
    """`/kith today`: the items, and who can see them."""
    items = kit.listed_in("today", today_blocks(desk, "home.even_more"))
    first = [] if desk.people_count else [kit.actions(_add_a_person(), block_id="people.do")]
    return kit.message(_fallback(desk), *items, *first, kit.context(say("home.only_you_here")))


def _add_a_person() -> Element:
    return kit.button("Add a person", "contact.new")


def desk_message(desk: Desk) -> Payload:
    """`/kith`: the items, and the doors to everything else."""
    return kit.message(
        _fallback(desk),
        *kit.listed_in("desk", today_blocks(desk)),
        kit.actions(
            _add_a_person(),
            kit.button("Elevator speech", "practice.pitch"),
            kit.button("Story", "practice.story"),
            kit.button("Settings", "settings.open"),
            block_id="desk.do",
        ),
        kit.context(say("home.only_you_here")),
    )


def _fallback(desk: Desk) -> str:
    return str(say("home.desk_fallback", count=len(desk.chosen.items)))
