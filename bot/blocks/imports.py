"""An import as messages: how to, the preview, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.coach.address_books import Fault
from bot.content import say
from storage.records import ContactDraft

FAULTS_SHOWN = 5
PEOPLE_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read in a file. `known` counts those who are there already or stand twice in it."""

    file: str
    new: Sequence[ContactDraft] = ()
    known: int = 0
    faults: Sequence[Fault] = field(default=())


def how_message() -> Payload:
    """What to drop where."""
    return kit.message(
        say("import.how"),
        kit.section(say("import.how")),
        kit.section(say("import.example")),
        kit.context(say("import.where_from")),
    )


def reading_message(names: Sequence[str]) -> Payload:
    """The wait that can be seen."""
    return kit.sentence(say("import.reading", names=list(names)))


def unknown_message() -> Payload:
    """The answer to any other file."""
    return kit.sentence(say("import.unknown"))


def spreadsheet_message(name: str) -> Payload:
    """The answer to a file that is nearly right."""
    return kit.sentence(say("import.spreadsheet", name=name))


def unread_message(reason: str, file: str) -> Payload:
    """Why a file was not read: too_big, too_long, not_text, not_fetched."""
    return kit.sentence(say(f"import.{reason}", file=file))


def preview_message(preview: Preview, capture_id: int | None) -> Payload:
    """What would be kept, and the question; without a capture there is nothing to ask."""
    title = say("import.title", file=preview.file)
    counts = say("import.found", new=len(preview.new), known=preview.known, faults=len(preview.faults))
    blocks = [kit.section(f"*{title}*\n{counts}")]
    if preview.new:
        shown = preview.new[:PEOPLE_SHOWN]
        more = len(preview.new) - len(shown)
        blocks.append(kit.section(say("import.people", drafts=shown, more=more)))
    blocks += _faults(preview.faults)
    return kit.message(f"{title}\n{counts}", *blocks, *_question(preview, capture_id))


def _faults(faults: Sequence[Fault]) -> list[Block]:
    if not faults:
        return []
    lines = [say("import.fault", line=line, reason=reason) for line, reason in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(say("import.more_faults", count=len(faults) - FAULTS_SHOWN))
    return [kit.section("\n".join(lines))]


def _question(preview: Preview, capture_id: int | None) -> list[Block]:
    if capture_id is None:
        return [kit.section(say("import.nothing_new" if preview.known else "import.nobody"))]
    count = len(preview.new)
    label = f"Import {count:,} {'person' if count == 1 else 'people'}"
    yes = kit.button(label, "import.yes", capture_id, style="primary")
    buttons = kit.actions(
        yes, kit.button("Don't import", "import.no", capture_id), block_id=f"{key(capture_id)}.do"
    )
    return [buttons, kit.context(say("import.ask"))]


def key(capture_id: int) -> str:
    """The block_id under which an import stands in its message."""
    return f"import:{capture_id}"


def importing_message(count: int) -> Payload:
    """The wait for a large import."""
    return kit.sentence(say("import.importing", count=count))


def done_message(capture_id: int, act_id: int, count: int, known: int) -> Payload:
    """What was kept, with Undo of all of it."""
    if not count:
        return kit.sentence(say("import.nothing_done", known=known))
    text = say("import.done", count=count, known=known)
    undo = kit.button("Undo", "undo", f"{act_id}-import-{capture_id}")
    return kit.message(
        text,
        kit.section(text, block_id=key(capture_id)),
        kit.actions(undo, block_id=f"{key(capture_id)}.do"),
    )


def refused_message(file: str) -> Payload:
    """The member said no."""
    return kit.sentence(say("import.refused", file=file))


def settled_sentence(state: str) -> str:
    """A second click: what became of it."""
    return say("import.already_refused" if state == "discarded" else "import.already_done")
