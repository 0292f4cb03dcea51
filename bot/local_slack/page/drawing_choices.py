"""What can be chosen in selects, radio buttons and checkboxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.local_slack.conversations import Conversation
from bot.local_slack.page.drawing_controls import Control, Element
from bot.local_slack.page.drawing_reader import Reader
from bot.local_slack.page.drawing_text import clean, words
from bot.local_slack.page.emoji_names import in_signs

FILTERS = {"im": "im", "mpim": "mpim", "private": "group", "public": "channel"}


@dataclass(frozen=True)
class Choice:
    """One thing to choose; `source` is the option as the app gave it, None for people and channels."""

    value: str
    label: str
    is_chosen: bool
    source: Element | None = None


@dataclass(frozen=True)
class Group:
    """Choices under a label; "" for those that stand alone."""

    label: str
    choices: list[Choice]


def groups(reader: Reader, made: Control) -> list[Group]:
    """What an element offers, what is chosen marked. Of a search only what is chosen."""
    element, kind = made.element, str(made.element["type"]).removeprefix("multi_")
    if kind == "users_select":
        return [Group("", list(_people(reader, made.chosen)))]
    if kind == "conversations_select":
        return [Group("", list(_places(reader, made.chosen, element.get("filter") or {})))]
    if kind == "channels_select":
        return [Group("", list(_places(reader, made.chosen, {"include": ["public"]})))]
    if kind == "external_select":
        return offered([], _items(made.value), set(made.chosen))
    given = element.get("option_groups") or element["options"]
    return offered(given, [], set(made.chosen))


def offered(given: Iterable[Element], kept: list[Element], chosen: set[str]) -> list[Group]:
    """Options, or groups of them, as an app gives them; `kept` stand first, as they are chosen already."""
    kept_values = {str(option["value"]) for option in kept}
    found = [Group("", [_choice(option, chosen) for option in kept])] if kept else []
    for entry in given:
        options = entry.get("options", [entry])
        label = in_signs(words(entry["label"])) if "options" in entry else ""
        fresh = [_choice(option, chosen) for option in options if str(option["value"]) not in kept_values]
        if label or not found or found[-1].label:
            found.append(Group(label, fresh))
        else:
            found[-1].choices.extend(fresh)
    return found


def _items(value: Any) -> list[Element]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _choice(option: Element, chosen: set[str]) -> Choice:
    value = option["value"]
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no value of an option")
    return Choice(value, in_signs(words(option["text"])), value in chosen, option)


def _people(reader: Reader, chosen: list[str]) -> Iterator[Choice]:
    """People of this workspace who are still here; whoever is chosen stays on the list."""
    users = reader.workspace.users
    listed = [
        user.id
        for user in sorted(users.values(), key=lambda user: user.real_name.casefold())
        if not user.is_bot and not user.deleted and user.team_id == reader.workspace.team_id
    ]
    for user_id in [*listed, *(each for each in chosen if each not in listed)]:
        name = users[user_id].real_name if user_id in users else clean(user_id)
        yield Choice(user_id, name, user_id in chosen)


def _places(reader: Reader, chosen: list[str], wanted: Element) -> Iterator[Choice]:
    """The conversations that this person sees and that the filter lets through, and what is chosen."""
    known = reader.workspace.conversations
    listed = [place.id for place in known.values() if reader.sees(place) and _is_wanted(place, wanted)]
    for place_id in [*listed, *(each for each in chosen if each not in listed)]:
        place = known.get(place_id)
        is_nameable = place is not None and reader.sees(place)
        name = reader.conversation_name(place) if place and is_nameable else clean(place_id)
        yield Choice(place_id, name, place_id in chosen)


def _is_wanted(place: Conversation, wanted: Element) -> bool:
    """The filter object of docs.slack.dev/reference/block-kit/composition-objects."""
    kinds = [FILTERS[name] for name in wanted.get("include") or FILTERS]
    if place.archived or place.kind not in kinds:
        return False
    if place.is_im and wanted.get("exclude_bot_users"):
        return False
    return not (place.is_ext_shared and wanted.get("exclude_external_shared_channels"))
