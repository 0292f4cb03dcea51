"""One-line capture: people, promises, thanks, touches and facts, read out of a line by plain rules."""

from bot.coach.capture.reader import read
from bot.coach.capture.reading import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch

__all__ = ["Person", "ReadFact", "ReadPromise", "ReadThankYou", "ReadTouch", "Reading", "read"]
