"""Practice of the elevator speech and the story: the first plain feedback, as pure rules."""

from bot.coach.practice.elements import Kind, elements_of, required
from bot.coach.practice.first_feedback import Feedback, Worked, feedback
from bot.coach.practice.measures import Length, Measures, measure
from bot.coach.practice.reading import State, read_elements
from bot.coach.practice.words import sentences

__all__ = [
    "Feedback",
    "Kind",
    "Length",
    "Measures",
    "State",
    "Worked",
    "elements_of",
    "feedback",
    "measure",
    "read_elements",
    "required",
    "sentences",
]
