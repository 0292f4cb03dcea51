"""Reading an answer: the one function that turns words into what can be said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.coach.practice.decisions import decisions
from bot.coach.practice.elements import Kind, elements_of
from bot.coach.practice.evidence import evidence_of, labels_of, states_of
from bot.coach.practice.features import words_meant
from bot.coach.practice.fixing import Fix, fix_of, strength_of, weighed
from bot.coach.practice.measures import Length, Measures, measure, pitch_length, story_length
from bot.coach.practice.nature import nature_of
from bot.coach.practice.praising import quotes_of, worked_of
from bot.coach.practice.reading import Nature, Reading, Sentence, SentenceJudge, State
from bot.coach.practice.scene import ANY_SCENE, USUAL_SECONDS, Scene
from bot.coach.practice.typed import Typed, typed


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
    these = typed(text, sentences)
    measures = measure(these.plain, these.read, clip_seconds=clip_seconds, keeps_fillers=keeps_fillers)
    nature = nature_of(these.plain, these.read)
    if nature == "answer":
        return _reading(text, these, nature, measures, _answer(these, kind, scene, measures, judge))
    return _reading(text, these, nature, measures, _unread(these, kind, scene, measures))


@dataclass(frozen=True)
class _Said:
    kind: Kind
    scene: Scene
    labels: Sequence[tuple[str, ...]]
    states: Mapping[str, State]
    quotes: Mapping[str, str]
    worked: str | None
    fix: Fix
    strength: int


def _reading(text: str, these: Typed, nature: Nature, measures: Measures, said: _Said) -> Reading:
    return Reading(
        kind=said.kind,
        scene=said.scene,
        text=text,
        sentences=tuple(Sentence(*each) for each in zip(these.own, said.labels, strict=True)),
        states=said.states,
        quotes=said.quotes,
        worked=said.worked,
        fix=said.fix.name,
        is_sure=said.fix.is_sure,
        guess=said.fix.guess,
        strength=said.strength,
        measures=measures,
        length=_length(said.kind, said.scene, measures),
        is_english=nature != "other language",
        nature=nature,
    )


def _answer(these: Typed, kind: Kind, scene: Scene, measures: Measures, judge: SentenceJudge | None) -> _Said:
    known = decisions(kind)
    evidence = evidence_of(kind, these.read, judge)
    states = states_of(evidence, known.bounds)
    by = weighed(evidence, scene, measures, known.ranking)
    fix = fix_of(evidence, states, scene, measures, by)
    return _Said(
        kind,
        scene,
        labels_of(evidence, known.bounds),
        states,
        quotes_of(evidence, states, these.own),
        worked_of(evidence, states, fix.guess),
        fix,
        strength_of(by),
    )


def _unread(these: Typed, kind: Kind, scene: Scene, measures: Measures) -> _Said:
    """What is no answer: nothing is found in it, praised or missed."""
    is_off = _length(kind, scene, measures) != "fits"
    fix = Fix("length" if is_off else "", True, "length")
    unsure: dict[str, State] = dict.fromkeys(elements_of(kind), "unsure")
    return _Said(kind, scene, [()] * len(these.own), unsure, {}, None, fix, 1)


def _length(kind: Kind, scene: Scene, measures: Measures) -> Length:
    meant = words_meant(kind, measures)
    return story_length(meant) if kind == "story" else pitch_length(meant, scene.seconds or USUAL_SECONDS)
