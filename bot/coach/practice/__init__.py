"""Practice of the elevator speech and the story: what is read in an answer, as pure rules."""

from bot.coach.practice.elements import Kind, elements_of, required
from bot.coach.practice.measures import Length, Measures, measure
from bot.coach.practice.reader import read
from bot.coach.practice.reading import Nature, Reading, Sentence, SentenceJudge, State
from bot.coach.practice.scene import Goal, Listener, Scene
from bot.coach.practice.words import sentences

__all__ = [
    "Goal",
    "Kind",
    "Length",
    "Listener",
    "Measures",
    "Nature",
    "Reading",
    "Scene",
    "Sentence",
    "SentenceJudge",
    "State",
    "elements_of",
    "measure",
    "read",
    "required",
    "sentences",
]
