"""When each skill of practice is to be trained again: one card a skill, turned by what an answer showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fsrs import Card, Rating, Scheduler

from bot.coach.cadence import local_day
from bot.coach.practice import Kind, elements_of, required
from bot.coach.practice.measures import Length, pitch_length, story_length, words_said
from storage.practice_records import Answer

LENGTH = "length"
MOST_DAYS = 90
_OF_LENGTH: dict[Length, Rating] = {"fits": Rating.Good, "short": Rating.Hard, "long": Rating.Hard}

# What the scheduler keeps of a skill, as JSON, and the date on which it is due.
Sitting = tuple[Mapping[str, Any], date]


def scheduler() -> Scheduler:
    """Steps of a day, at most ninety, and no dice: the same answers always give the same dates."""
    day = (timedelta(days=1),)
    return Scheduler(
        learning_steps=day, relearning_steps=day, maximum_interval=MOST_DAYS, enable_fuzzing=False
    )


def skills_of(kind: Kind, goal: str, listener: str) -> tuple[str, ...]:
    """The skills that an answer in this scene shows."""
    return (*required(kind, goal, listener), LENGTH)


def ratings(answer: Answer) -> dict[str, Rating]:
    """How each skill that the scene of the answer asks for has shown itself.

    Again: it is absent. Hard: unsure, or it came after a hint. Good: it is there at once. Easy: the length
    fits, too. Nothing where nothing was read for sure, as in another language.
    """
    states = answer.states or {}
    wanted = [name for name in required(answer.kind, answer.goal, answer.listener) if name in states]
    if all(states[name] == "unsure" for name in wanted):
        return {}
    length = length_of(answer)
    at_best = Rating.Easy if length == "fits" else Rating.Good
    rated = {name: _of_element(states[name], answer.is_hinted, at_best) for name in wanted}
    return {**rated, LENGTH: _OF_LENGTH.get(length, Rating.Again)}


def _of_element(state: str, is_hinted: bool, at_best: Rating) -> Rating:
    if state == "absent":
        return Rating.Again
    return Rating.Hard if is_hinted or state == "unsure" else at_best


def length_of(answer: Answer) -> Length:
    """How its length fits; of what was spoken by the clip's own seconds."""
    if answer.kind == "story":
        return story_length(answer.words)
    said = words_said(answer.words, answer.seconds, answer.is_spoken)
    return pitch_length(said, answer.target_seconds or 60)


def turned(cards: Mapping[str, Mapping[str, Any]], answer: Answer, on: date) -> dict[str, Sitting]:
    """The cards that an answer of the member's date `on` has turned, by skill.

    The first showing of a date counts: what comes after it has been told how to do better.
    """
    at = datetime.combine(on, time(), UTC)  # whole dates: an hour earlier in the day is no shorter a wait
    by, made = scheduler(), dict[str, Sitting]()
    for skill, rating in ratings(answer).items():
        card = _card(cards.get(skill), at)
        if card.last_review is None or card.last_review < at:
            card = by.review_card(card, rating, at)[0]
            made[skill] = (dict(card.to_dict()), card.due.date())
    return made


def _card(kept: Mapping[str, Any] | None, at: datetime) -> Card:
    """The card as it was kept; a new one where there is none, or one that nobody can read."""
    new = Card(card_id=0, due=at)  # without these it would look at the clock
    try:
        return Card.from_dict({**new.to_dict(), **kept}) if kept else new  # type: ignore[typeddict-item]
    except (TypeError, ValueError):
        return new


def replayed(answers: Iterable[Answer], tz: str) -> dict[str, Sitting]:
    """Every card as these answers have left it. `answers`: the oldest first."""
    made: dict[str, Sitting] = {}
    for answer in answers:
        cards = {skill: card for skill, (card, _) in made.items()}
        made |= turned(cards, answer, local_day(answer.created_at, tz))
    return made


def kind_of(skill: str) -> Kind | None:
    """The kind of prompt that trains a skill; None: either does."""
    if skill == LENGTH:
        return None
    return "pitch" if skill in elements_of("pitch") else "story"
