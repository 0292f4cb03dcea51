"""Practice of the elevator speech and the story: what is read in an answer, as pure rules."""

from bot.coach.practice.elements import Kind, elements_of, required
from bot.coach.practice.finding import read_elements
from bot.coach.practice.first_feedback import Feedback, Worked, feedback
from bot.coach.practice.measures import Length, Measures, measure
from bot.coach.practice.reader import read
from bot.coach.practice.reading import Nature, Reading, Sentence, SentenceJudge, State
from bot.coach.practice.scene import Goal, Listener, Scene
from bot.coach.practice.words import sentences

__all__ = [
    "Feedback",
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
    "Worked",
    "elements_of",
    "feedback",
    "measure",
    "read",
    "read_elements",
    "required",
    "sentences",
]
