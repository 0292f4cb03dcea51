"""How a member's own attempts compare: in words, and what is written beside the picture of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import library
from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.coach.practice import Kind, elements_of
from bot.coach.progress import Change, Chart
from bot.coach.rehearsal import Progress
from bot.content import plain, say
from storage.practice_records import Answer

PROMPTS_SHOWN = 5
ALT_TEXT = 1000  # letters, of Slack's alt_txt


def element_names(kind: Kind) -> dict[str, str]:
    """Each element as one says it: "the ask", "who you are"."""
    return {name: plain("progress.element", name=name) for name in elements_of(kind)}


def better_line(changes: Sequence[Change]) -> str:
    """One sentence on what moved since the last attempt; "" when nothing did."""
    return str(say("progress.better", change=changes[0])) if changes else ""


def progress_message(kind: Kind, attempts: Sequence[Progress], weeks: int, drawn: str | None) -> Payload:
    """The last attempt and the fullest one at each of the prompts practised last, in counts and words.

    `weeks` is the streak; `drawn` the title of the prompt whose picture follows.
    """
    if not attempts:
        return kit.sentence(say("practice.no_progress", kind=kind))
    answers = sum(one.attempts for one in attempts)
    title = say("practice.progress_title", kind=kind, answers=answers, prompts=len(attempts))
    lines: list[Block] = [kit.section(_line(one, element_names(kind))) for one in attempts[:PROMPTS_SHOWN]]
    picture = say("progress.follows", title=drawn) if drawn else say("progress.once_more")
    notes = [picture, say("progress.streak", weeks=weeks), say("practice.progress_note")]
    return kit.message(
        title,
        kit.section(f"*{title}*"),
        *lines,
        *_choice(attempts),
        kit.context(*filter(None, notes), say("practice.only_you")),
    )


def _choice(attempts: Sequence[Progress]) -> list[Block]:
    """A menu of the other prompts of which there is a picture."""
    others = [one for one in attempts[1:100] if one.attempts > 1]
    options = [kit.option(title_of(one.prompt_id), one.prompt_id) for one in others]
    return [kit.actions(kit.select("progress.pick", plain("progress.pick"), options))] if options else []


def title_of(prompt_id: str) -> str:
    """How the prompt is called; one that is no longer there by its id."""
    found = library.prompt(prompt_id)
    return found.title if found else prompt_id


def _line(one: Progress, names: Mapping[str, str]) -> str:
    return say(
        "practice.progress_line",
        title=title_of(one.prompt_id),
        attempts=one.attempts,
        last=_attempt(one.last, names),
        best=_attempt(one.best, names) if one.attempts > 1 else None,
    )


def _attempt(answer: Answer, names: Mapping[str, str]) -> str:
    sure_of = [names[name] for name in answer.found if name in names]
    return say("practice.attempt", answer=answer, elements=sure_of)


def names_on_picture(kind: Kind, chart: Chart) -> dict[str, str]:
    """What is written on the picture: elements, states, and what its axes are."""
    words = plain("progress.on_picture", target=chart.target).splitlines()
    return element_names(kind) | dict(
        zip(("present", "unsure", "absent", "attempt", "aim"), words, strict=True)
    )


def drawing_message(prompt_id: str, chart: Chart | None) -> Payload:
    """The answer to a choice, before the picture is there; or why there is none."""
    name = "on_its_way" if chart else "too_few"
    return kit.sentence(say(f"progress.{name}", title=title_of(prompt_id)))


def failed_message() -> Payload:
    """The picture could not be drawn, or Slack did not take it."""
    return kit.sentence(say("progress.failed"))


def picture_words(prompt_id: str, kind: Kind, chart: Chart) -> tuple[str, str, str, str]:
    """The picture's file name, title, text in its place, and comment."""
    title, count, names = title_of(prompt_id), len(chart.lengths), element_names(kind)
    rows = [(names[name], states) for name, states in chart.rows]
    told = {"rows": rows, "lengths": chart.lengths, "target": chart.target}
    return (
        f"kith-{kind}-{prompt_id}.png",
        plain("progress.file_title", title=title),
        plain("progress.alt_text", title=title, count=count, **told)[:ALT_TEXT],
        say("progress.comment", title=title, count=count),
    )
