"""What is said about an answer, at most ninety words, and how the member's own attempts compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import library
from bot.blocks import kit, practice
from bot.blocks.kit import Block, Payload
from bot.coach.practice import Feedback, Kind, Measures
from bot.coach.rehearsal import Progress, what_to_ask
from bot.content import plain, say
from bot.library import Element, Prompt
from storage.practice_records import Answer

MOST_WORDS = 90
PROMPTS_SHOWN = 5


def feedback_message(prompt: Prompt, read: Feedback) -> Payload:
    """What worked, in the member's own words; one question; the length. Nothing is graded."""
    said = _said(prompt, read)
    return kit.message(
        said[0],
        *[kit.section(text) for text in said],
        kit.context(_length(prompt, read.measures), say("practice.only_you")),
        practice.below_feedback(prompt),
    )


def feedback_modal(prompt: Prompt, read: Feedback) -> Payload:
    """The same in place of the form, for who came from where it could not be shown."""
    return kit.modal(
        plain("practice.kind_name", kind=prompt.kind),
        "practice.seen",
        *[kit.section(text) for text in _said(prompt, read)],
        kit.context(_length(prompt, read.measures), say("practice.in_conversation")),
        submit=None,
        close="Close",
    )


def _length(prompt: Prompt, measures: Measures) -> str:
    return say("practice.length", prompt=prompt, measures=measures)


def _said(prompt: Prompt, read: Feedback) -> list[str]:
    about = {element.name: element for element in library.elements(prompt.kind)}
    worked = say("practice.kept")
    if read.worked:
        worked = say("practice.worked", found=about[read.worked.element].found, quote=read.worked.quote)
    element = about[read.question] if read.question else None
    asked = what_to_ask(read)
    said: list[str] = [worked, say("practice.ask", what=asked, feedback=read, element=element)]
    if asked == "element" and element:
        said += _if_it_fits([*said, _length(prompt, read.measures)], element)
    return said


def _if_it_fits(said: Sequence[str], element: Element) -> list[str]:
    """The line with blanks, unless it made the whole too long to be read in one go."""
    line = say("practice.try_this", line=element.try_this)
    return [line] if len(" ".join([*said, line]).split()) <= MOST_WORDS else []


def progress_message(kind: Kind, attempts: Sequence[Progress]) -> Payload:
    """The last attempt and the fullest one at each of the prompts practised last, in counts and words."""
    if not attempts:
        return kit.sentence(say("practice.no_progress", kind=kind))
    answers = sum(one.attempts for one in attempts)
    title = say("practice.progress_title", kind=kind, answers=answers, prompts=len(attempts))
    names = {element.name: _spoken(element.name) for element in library.elements(kind)}
    lines: list[Block] = [kit.section(_line(one, names)) for one in attempts[:PROMPTS_SHOWN]]
    return kit.message(title, kit.section(f"*{title}*"), *lines, kit.context(say("practice.progress_note")))


def _line(one: Progress, names: Mapping[str, str]) -> str:
    prompt = library.prompt(one.prompt_id)
    return say(
        "practice.progress_line",
        title=prompt.title if prompt else one.prompt_id,
        attempts=one.attempts,
        last=_attempt(one.last, names),
        best=_attempt(one.best, names) if one.attempts > 1 else None,
    )


def _attempt(answer: Answer, names: Mapping[str, str]) -> str:
    sure_of = [names[name] for name in answer.found if name in names]
    return say("practice.attempt", answer=answer, elements=sure_of)


def _spoken(name: str) -> str:
    """An element as one says it: "the ask", "who you are"."""
    return {"who": "who you are", "audience": "whom it is for"}.get(name, f"the {name}")
