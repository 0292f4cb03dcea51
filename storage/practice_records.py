"""The records of practice: answers, what was kept of them, how skills sit, and a colleague's ear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from storage.records import Owner

PracticeKind = Literal["pitch", "story"]
ElementState = Literal["present", "absent", "unsure"]
HearingState = Literal["asked", "answered", "declined"]


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer before it is kept, and what was read in it. `text` is empty when it is not to be kept.

    `counts` holds what was counted (jargon, fillers, long sentences), each a whole number by its name.
    """

    prompt_id: str
    kind: PracticeKind
    text: str
    words: int
    seconds: int
    found: tuple[str, ...]
    listener: str = "none"
    goal: str = "none"
    target_seconds: int | None = None
    states: Mapping[str, ElementState] | None = None
    counts: Mapping[str, int] | None = None
    fix: str | None = None
    is_spoken: bool = False
    is_hinted: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's answer to a practice prompt. `states` and `counts` are None where none were kept."""

    id: int
    owner: Owner
    prompt_id: str
    kind: PracticeKind
    text: str
    words: int
    seconds: int
    found: tuple[str, ...]
    created_at: datetime
    listener: str = "none"
    goal: str = "none"
    target_seconds: int | None = None
    states: Mapping[str, ElementState] | None = None
    counts: Mapping[str, int] | None = None
    fix: str | None = None
    is_spoken: bool = False
    is_hinted: bool = False
    hint_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """A pitch before it is kept, under a name of the member's own."""

    name: str
    listener: str
    goal: str
    target_seconds: int | None
    text: str
    words: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Version:
    """A pitch that the member kept under a name of their own, and for whom it is."""

    id: int
    owner: Owner
    name: str
    listener: str
    goal: str
    target_seconds: int | None
    text: str
    words: int
    seconds: int
    created_at: datetime
    dropped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story before it is kept, with the point that it makes."""

    title: str
    point: str
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Story:
    """A story in the member's bank, and the point that it makes."""

    id: int
    owner: Owner
    title: str
    point: str
    text: str
    words: int
    created_at: datetime
    dropped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One time that a story was told: to a contact, at an occasion, or both.

    `title` is the story's, `contact` the contact's name; None when they are gone, or there was none.
    """

    id: int
    owner: Owner
    story_id: int
    title: str
    contact_id: int | None
    contact: str | None
    occasion: str | None
    on: date
    dropped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """How well one skill sits; `card` is what the scheduler of repetitions keeps of it."""

    id: int
    owner: Owner
    skill: str
    card: Mapping[str, Any]
    due_on: date


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event or a meeting to come, and the pitch that it wants."""

    id: int
    owner: Owner
    what: str
    on: date
    at: time | None
    version_id: int | None
    listener: str
    goal: str
    created_at: datetime
    dropped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HearingDraft:
    """What a member sends to a colleague: the very words, under which title, and a note of their own."""

    listener_id: str
    title: str
    text: str
    note: str | None = None
    answer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a colleague says to it, shaped as Toastmasters' evaluations are; at least one is there."""

    excelled: str | None = None
    work_on: str | None = None
    challenge: str | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A colleague with whom a member wants to practise.

    `is_agreed`: they want it, too. `is_here`: they still use Kith.
    """

    partner_id: str
    is_agreed: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class Hearing:
    """What `owner` sent to a colleague (`listener_id`), and what they heard in it.

    `listener_id` is empty when they were forgotten, `answer_id` None when the answer is, or it was none.
    """

    id: int
    owner: Owner
    listener_id: str
    title: str
    text: str
    state: HearingState
    created_at: datetime
    note: str | None = None
    answer_id: int | None = None
    excelled: str | None = None
    work_on: str | None = None
    challenge: str | None = None
    answered_at: datetime | None = None
