"""Reading an answer: the one function that turns words into what can be said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.coach.practice.decisions import decisions
from bot.coach.practice.elements import Kind, elements_of
from bot.coach.practice.evidence import evidence_of, labels_of, states_of
from bot.coach.practice.fixing import Fix, fix_of, strength_of
from bot.coach.practice.measures import Length, Measures, measure, pitch_length, story_length
from bot.coach.practice.nature import nature_of
from bot.coach.practice.quoting import quotes_of, worked_of
from bot.coach.practice.reading import Reading, Sentence, SentenceJudge, State
from bot.coach.practice.scene import ANY_SCENE, USUAL_SECONDS, Scene
from bot.coach.practice.words import sentences as cut
from bot.coach.practice.words import without_fillers


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
    parts = tuple(sentences) if sentences is not None else tuple(cut(without_fillers(text)))
    nature = nature_of(text, parts)
    if nature == "other language" and sentences is None:
        parts = tuple(cut(text))  # German "um" and "er" are words
    measures = measure(text, parts, clip_seconds=clip_seconds, keeps_fillers=keeps_fillers)
    length = _length(kind, scene, measures)
    said = (
        _answer(parts, kind, scene, measures, judge) if nature == "answer" else _unread(parts, kind, length)
    )
    return Reading(
        kind=kind,
        scene=scene,
        text=text,
        sentences=tuple(Sentence(*each) for each in zip(parts, said.labels, strict=True)),
        states=said.states,
        quotes=said.quotes,
        worked=said.worked,
        fix=said.fix.name,
        is_sure=said.fix.is_sure,
        guess=said.fix.guess,
        strength=said.strength,
        measures=measures,
        length=length,
        is_english=nature != "other language",
        nature=nature,
    )


@dataclass(frozen=True)
class _Said:
    labels: Sequence[tuple[str, ...]]
    states: Mapping[str, State]
    quotes: Mapping[str, str]
    worked: str | None
    fix: Fix
    strength: int


def _answer(
    parts: Sequence[str], kind: Kind, scene: Scene, measures: Measures, judge: SentenceJudge | None
) -> _Said:
    known = decisions(kind)
    evidence = evidence_of(kind, parts, judge)
    states = states_of(evidence, known.bounds)
    fix = fix_of(evidence, states, scene, measures, known.ranking)
    return _Said(
        labels_of(evidence, known.bounds),
        states,
        quotes_of(evidence, states),
        worked_of(evidence, states, fix.guess),
        fix,
        strength_of(evidence, scene, measures, known.ranking),
    )


def _unread(parts: Sequence[str], kind: Kind, length: Length) -> _Said:
    """What is no answer: nothing is found in it, praised or missed."""
    is_off = length != "fits"
    fix = Fix("length" if is_off else "", True, "length")
    return _Said([()] * len(parts), dict.fromkeys(elements_of(kind), "unsure"), {}, None, fix, 1)


def _length(kind: Kind, scene: Scene, measures: Measures) -> Length:
    if kind == "story":
        return story_length(measures.words)
    said = measures.words
    if measures.is_exact:  # as many words as would have taken so long
        said = round(measures.seconds * 140 / 60)
    return pitch_length(said, scene.seconds or USUAL_SECONDS)
