"""The lessons, prompts and rubrics of coaching_content, read once and checked as they are read."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, cast, get_args

from bot.coach.practice import Kind, Nature, Scene
from bot.coach.practice.scene import GOALS, LISTENERS
from bot.coach.scenes import TARGETS

KINDS: tuple[Kind, ...] = get_args(Kind)
NATURES: tuple[Nature, ...] = tuple(nature for nature in get_args(Nature) if nature != "answer")

_LESSON_NAME = re.compile(r"(?P<number>\d\d)-(?P<slug>[a-z0-9-]+)\.md")
_FRONT = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class ContentError(Exception):
    """A file of coaching_content cannot be used; the message names the file and the key to mend."""


@dataclass(frozen=True)
class Lesson:
    """One lesson: `idea` and `today` are one line each, `body` is paragraphs with an empty line between."""

    number: int
    slug: str
    title: str
    idea: str
    today: str
    body: str


@dataclass(frozen=True)
class Prompt:
    """One exercise. A pitch has `seconds` (30, 60 or 90), a story has a `point` that it should show."""

    id: str
    kind: Kind
    title: str
    situation: str
    ask: str
    listener: str
    goal: str
    hint: str
    seconds: int | None
    point: str | None
    is_own: bool = False

    @property
    def scene(self) -> Scene:
        """For whom it is, and how long it may take."""
        return Scene(cast(Any, self.listener), cast(Any, self.goal), self.seconds)


@dataclass(frozen=True)
class Element:
    """What to say about one element of an answer: when it is there, when surely not, when that is not sure,
    when it could be stronger; why in either case; a line with blanks, where to look, what to try later."""

    name: str
    found: str
    change: str
    question: str
    sharpen: str
    reason: str
    reason_sharp: str
    try_this: str
    hint: str
    aim: str


SAYINGS = tuple(name for name in Element.__annotations__ if name != "name")


@dataclass(frozen=True)
class Unread:
    """What to say to a text that is no answer yet, in three parts."""

    worked: str
    change: str
    try_this: str


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons in the order of the course, numbered from 1 without a gap."""
    files = sorted(_folder("lessons").iterdir(), key=lambda file: file.name)
    read = tuple(lesson_of(file.name, file.read_text("utf-8")) for file in files if file.name.endswith(".md"))
    for due, found in enumerate(read, start=1):
        if found.number != due:
            raise ContentError(f"lessons/{found.number:02}-{found.slug}.md: expected number {due:02}")
    return read


def lesson(number: int) -> Lesson | None:
    """The lesson of that number, counted from 1; none when the course is over."""
    return lessons()[number - 1] if 1 <= number <= len(lessons()) else None


@cache
def prompts(kind: Kind) -> tuple[Prompt, ...]:
    """All prompts of a kind, in the order of the file."""
    return prompts_of(kind, _folder("prompts").joinpath(f"{kind}.toml").read_text("utf-8"))


@cache
def own_prompt(kind: Kind) -> Prompt:
    """The prompt without a situation: the member's own pitch or story, for their own listener."""
    return own_prompt_of(kind, _folder("prompts").joinpath(f"{kind}.toml").read_text("utf-8"))


def prompt(id: str) -> Prompt | None:
    """The prompt of that id, whatever its kind; an id may have come from outside, so none is an answer."""
    own = (own_prompt(kind) for kind in KINDS)
    every = (found for kind in KINDS for found in prompts(kind))
    return next((found for found in (*own, *every) if found.id == id), None)


@cache
def elements(kind: Kind, scene: Scene | None = None) -> tuple[Element, ...]:
    """The rubric of a kind, worded for a scene, in the order in which answers usually bring the elements."""
    return elements_of(kind, _folder("rubrics").joinpath("elements.toml").read_text("utf-8"), scene)


@cache
def unread(kind: Kind, nature: str) -> Unread:
    """What to say to a text that is no answer. Raises KeyError for an answer."""
    return unread_of(kind, _folder("rubrics").joinpath("natures.toml").read_text("utf-8"))[nature]


def lesson_of(name: str, text: str) -> Lesson:
    """A lesson from the file `NN-slug.md`: front matter between two lines of `---`, then the body.

    Front matter is `key: the rest of the line`, taken as it stands.
    """
    where = f"lessons/{name}"
    named, parts = _LESSON_NAME.fullmatch(name), _FRONT.fullmatch(text)
    if not named:
        raise ContentError(f"{where}: the name has to look like 07-short-name.md")
    if not parts:
        raise ContentError(f"{where}: no front matter between two lines of ---")
    pairs = (line.partition(":") for line in parts["front"].splitlines())
    front = {key.strip(): value.strip() for key, _, value in pairs}
    return Lesson(
        number=int(named["number"]),
        slug=named["slug"],
        title=_text(front, "title", where),
        idea=_text(front, "idea", where),
        today=_text(front, "today", where),
        body=_text({"body": parts["body"]}, "body", where),
    )


def prompts_of(kind: Kind, text: str) -> tuple[Prompt, ...]:
    """The prompts of one file, each a `[[prompt]]`; an id given twice is refused."""
    where = f"prompts/{kind}.toml"
    rows = _toml(text, where).get("prompt")
    if not isinstance(rows, list):
        raise ContentError(f"{where}: prompt: no [[prompt]] found")
    read = tuple(_prompt(kind, row, f"{where}, prompt {place}") for place, row in enumerate(rows, start=1))
    seen: set[str] = set()
    for found in read:
        if found.id in seen:
            raise ContentError(f"{where}: id: {found.id} is there twice")
        seen.add(found.id)
    return read


def own_prompt_of(kind: Kind, text: str) -> Prompt:
    """The table `[own]` of a file of prompts."""
    where = f"prompts/{kind}.toml, own"
    return replace(_prompt(kind, _toml(text, where).get("own"), where), is_own=True)


def elements_of(kind: Kind, text: str, scene: Scene | None = None) -> tuple[Element, ...]:
    """The elements of one kind out of the rubric file, each a table `[kind.name]`.

    A table `[kind.name.for.X]` holds what is said otherwise to the listener or for the goal X.
    """
    where = "rubrics/elements.toml"
    tables = _toml(text, where).get(kind)
    if not isinstance(tables, dict):
        raise ContentError(f"{where}: {kind}: no table found")
    return tuple(
        _element(name, _table(row, f"{where}, {kind}.{name}"), f"{where}, {kind}.{name}", scene)
        for name, row in tables.items()
    )


def _element(name: str, row: Mapping[str, object], where: str, scene: Scene | None) -> Element:
    words = {key: _text(row, key, where) for key in SAYINGS}
    scenes = _table(row.get("for", {}), f"{where}.for")
    for whom, otherwise in scenes.items():
        if whom not in (*LISTENERS, *GOALS):
            raise ContentError(f"{where}.for: {whom!r} is no listener and no goal")
        others = _table(otherwise, f"{where}.for.{whom}")
        if strange := others.keys() - set(SAYINGS):
            raise ContentError(f"{where}.for.{whom}: nothing is called {', '.join(sorted(strange))}")
    for whom in (scene.listener, scene.goal) if scene else ():
        others = _table(scenes.get(whom, {}), f"{where}.for.{whom}")
        words |= {key: _text(others, key, f"{where}.for.{whom}") for key in others}
    return Element(name, **words)


def unread_of(kind: Kind, text: str) -> dict[str, Unread]:
    """What is said to each nature of text that is no answer: a table `[nature]`, with `[nature.kind]`."""
    where = "rubrics/natures.toml"
    tables = _toml(text, where)
    made: dict[str, Unread] = {}
    for nature in dict.fromkeys((*NATURES, *tables)):
        row = _table(tables.get(nature), f"{where}, {nature}")
        row = {**row, **_table(row.get(kind, {}), f"{where}, {nature}.{kind}")}
        parts = (_text(row, key, f"{where}, {nature}") for key in ("worked", "change", "try_this"))
        made[nature] = Unread(*parts)
    return made


def _prompt(kind: Kind, given: object, where: str) -> Prompt:
    row = _table(given, where)
    id = _text(row, "id", where)
    if not _SLUG.fullmatch(id):
        raise ContentError(f"{where}: id: {id!r} has to be small letters and hyphens")
    return Prompt(
        id=id,
        kind=kind,
        title=_text(row, "title", where),
        situation=_text(row, "situation", where),
        ask=_text(row, "ask", where),
        listener=_one_of(LISTENERS, row, "listener", where),
        goal=_one_of(GOALS, row, "goal", where),
        hint=_text(row, "hint", where),
        seconds=_seconds(row, where) if kind == "pitch" else None,
        point=_text(row, "point", where) if kind == "story" else None,
    )


def _seconds(row: Mapping[str, object], where: str) -> int:
    match row.get("seconds"):
        case int(seconds) if seconds in TARGETS:
            return seconds
    raise ContentError(f"{where}: seconds: one of {', '.join(map(str, TARGETS))}")


def _one_of(allowed: Sequence[str], row: Mapping[str, object], key: str, where: str) -> str:
    value = _text(row, key, where)
    if value not in allowed:
        raise ContentError(f"{where}: {key}: {value!r} is none of {', '.join(sorted(allowed))}")
    return value


def _table(given: object, where: str) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise ContentError(f"{where}: a table is expected here")
    return given


def _text(row: Mapping[str, object], key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(f"{where}: {key}: missing or empty")
    return value.strip()


def _toml(text: str, where: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{where}: {error}") from error


def _folder(name: str) -> Traversable:
    return resources.files("coaching_content").joinpath(name)
