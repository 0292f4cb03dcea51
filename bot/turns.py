"""Whose turn it is: which practice prompt comes, by what was shown, what is due and for whom it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot import library
from bot.coach import rehearsal, spacing
from bot.coach.practice import Kind
from bot.library import Prompt
from storage.records import Member


@dataclass(frozen=True, slots=True)
class Turns:
    """How often a practice, a `prompt_pitch` and a `prompt_story` were told, and the prompts seen last."""

    told: Mapping[str, int] = field(default_factory=dict)
    seen: Collection[str] = ()

    @property
    def kind(self) -> Kind:
        """Elevator speech and story in turn."""
        return library.KINDS[self.told.get("practice", 0) % len(library.KINDS)]

    def next(self) -> Prompt:
        """The next one of the ring."""
        return self._choose(self.kind, ())

    def for_skill(self, skill: str, member: Member) -> Prompt | None:
        """A prompt whose scene asks for the skill; None when there is none."""
        kind = spacing.kind_of(skill) or self.kind
        fitting = [one for one in library.prompts(kind) if skill in _trained_by(one, member)]
        chosen = self._choose(kind, fitting)
        return chosen if chosen in fitting else None

    def _choose(self, kind: Kind, fitting: Sequence[Prompt]) -> Prompt:
        prompts = {one.id: one for one in library.prompts(kind)}
        ids = [one.id for one in fitting]
        return prompts[rehearsal.choose_fitting([*prompts], self._turn(kind), ids, self.seen)]

    def _turn(self, kind: Kind) -> int:
        return self.told.get(f"prompt_{kind}", 0)


def _trained_by(prompt: Prompt, member: Member) -> tuple[str, ...]:
    """The skills for which an answer to the prompt is read; where it sets no scene the member's own holds."""
    goal = prompt.goal if prompt.goal != "none" else member.goal
    listener = prompt.listener if prompt.listener != "none" else member.listener
    return spacing.skills_of(prompt.kind, goal or "none", listener or "none")
