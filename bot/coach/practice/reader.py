"""Reading an answer: the one function that turns words into what can be said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.coach.practice.elements import Kind, elements_of
from bot.coach.practice.finding import find_elements
from bot.coach.practice.first_feedback import feedback, quote
from bot.coach.practice.measures import FAR_OFF, MUCH_JARGON, Length, Measures
from bot.coach.practice.reading import Nature, Reading, Sentence, SentenceJudge, State
from bot.coach.practice.scene import ANY_SCENE, Scene
from bot.coach.practice.words import sentences as cut


def read(
    text: str,
    kind: Kind,
    scene: Scene = ANY_SCENE,
    *,
    judge: SentenceJudge | None = None,
    sentences: Sequence[str] | None = None,
    clip_seconds: float | None = None,
    keeps_fillers: bool = False,
) -> Reading:
    """Read an answer of any length, language or intent; it is only ever text to be counted, never obeyed.

    Without a judge the signs alone are heard, and what they do not find is unsure. `sentences` are taken as
    they are when given. `clip_seconds` makes the pace exact; `keeps_fillers` says that "um" was written down.
    """
    said = feedback(text, kind, goal=scene.goal, listener=scene.listener, seconds=scene.seconds)
    found = find_elements(text, kind)
    parts = tuple(sentences) if sentences is not None else tuple(cut(text))
    states: dict[str, State] = {name: "present" if name in found else "unsure" for name in elements_of(kind)}
    labels = {name: shown.sentence for name, shown in found.items()}
    measures = said.measures
    if clip_seconds is not None:
        measures = replace(measures, seconds=round(clip_seconds), is_exact=True)
    return Reading(
        kind=kind,
        scene=scene,
        text=text,
        sentences=tuple(Sentence(p, tuple(n for n, shown in labels.items() if shown == p)) for p in parts),
        states=states,
        quotes={name: quote(shown) for name, shown in found.items()},
        worked=said.worked.element if said.worked else None,
        fix=_fix(said.length, measures, said.question),
        is_sure=False,
        strength=3,
        measures=measures,
        length=said.length,
        is_english=said.is_english,
        nature=_nature(measures, said.is_english),
    )


def _fix(length: Length, measures: Measures, question: str | None) -> str:
    if length in FAR_OFF:
        return "length"
    if len(measures.jargon) * 100 >= MUCH_JARGON * max(measures.words, 1):
        return "jargon"
    return question or ""


def _nature(measures: Measures, is_english: bool) -> Nature:
    if not measures.words:
        return "empty"
    return "answer" if is_english else "other language"
