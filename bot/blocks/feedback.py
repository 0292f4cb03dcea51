"""What is said about an answer: what worked, one thing to change, a line to try. At most ninety words."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from bot import library
from bot.blocks import kit, practice
from bot.blocks.kit import Block, Payload
from bot.coach.practice import Kind, Reading, Scene, required
from bot.coach.practice_opinion import HEADINGS, MOST_WORDS
from bot.coach.quoting import as_said, is_late, own_words, praised, quoted, shown, spare
from bot.coach.scenes import chosen_scene, is_alone
from bot.content import plain, say, unescape
from bot.library import Element, Prompt
from storage.practice_records import Answer

MOST_QUOTED = 26  # words of a quote, where the rest leaves room
SECOND_QUOTE = 14  # words; of what could be stronger
_NO_PRACTICE = frozenset({"distress"})  # natures
SAID = "said:"  # how the block_id of each part begins
# An element whose place in the whole is what "order" speaks of.
_LAST: dict[Kind, str] = {"pitch": "ask", "story": "takeaway"}


class Said(NamedTuple):
    """The three parts, as a person reads them."""

    worked: str
    change: str
    try_this: str


class MarkedUp(NamedTuple):
    """The three parts as mrkdwn. `praises`: the first of them quotes something that worked."""

    parts: Said
    praises: bool


def said(reading: Reading) -> Said:
    """The three parts as plain text, together at most ninety words."""
    return Said(*map(unescape, marked_up(reading).parts))


def marked_up(reading: Reading) -> MarkedUp:
    """The same as mrkdwn, in which nothing that the member typed can format, link or ping."""
    if reading.nature != "answer":
        unread = library.unread(reading.kind, reading.nature)
        return MarkedUp(Said(*map(_as_text, (unread.worked, unread.change, unread.try_this))), False)
    about = {element.name: element for element in library.elements(reading.kind, reading.scene)}
    beside = _to_sharpen(reading)
    change, try_this = _change(reading, about, beside), _try_this(reading, about)
    room = MOST_WORDS - HEADINGS - len(change.split()) - len(try_this.split())
    most = {name: min(MOST_QUOTED, room - len(one.found.split())) for name, one in about.items()}
    name, quote = praised(reading, most, beside)
    if quote:
        worked = say("practice_feedback.worked", quote=quote, found=about[name].found)
    else:
        worked = say("practice_feedback.no_quote", length=reading.length)
    return MarkedUp(Said(worked, change, try_this), bool(quote))


def _to_sharpen(reading: Reading) -> str:
    """The words that could be stronger, where what is to be changed is there already."""
    is_there = reading.states.get(reading.fix) == "present"
    return quoted(reading, reading.fix, SECOND_QUOTE) if is_there else ""


def _as_text(line: str) -> Markup:
    return say("practice_feedback.as_it_is", line=line)


def _change(reading: Reading, about: dict[str, Element], to_sharpen: str) -> str:
    fix, kind, measures = reading.fix, reading.kind, reading.measures
    if fix in about:
        return _of_element(reading, about[fix], to_sharpen)
    if fix == "length":
        return _of_length(reading, about)
    if fix == "jargon" and measures.jargon:
        return say("practice_feedback.jargon", word=as_said(measures.jargon[0], reading.text))
    if fix == "fillers":
        return say("practice_feedback.fillers", fillers=measures.fillers)
    if fix == "order":
        late = is_late(reading.sentences, _LAST[kind])
        return say("practice_feedback.late" if late else "practice_feedback.order", kind=kind)
    return say("practice_feedback.polish", kind=kind)


def _of_element(reading: Reading, element: Element, to_sharpen: str) -> str:
    """There already: how it could be stronger. Surely not there: what to do. Else a question."""
    state = reading.states.get(element.name)
    words, reason = element.question, element.reason
    if state == "present":
        words, reason = element.sharpen, element.reason_sharp
    elif state == "absent" and reading.is_sure:
        words = element.change
    return say("practice_feedback.element", words=words, reason=reason, quote=to_sharpen)


def _of_length(reading: Reading, about: dict[str, Element]) -> str:
    """Too long: a sentence that nobody would miss. Too short: what is needed first."""
    needed = needed_element(reading)
    return say(
        "practice_feedback.length",
        length=reading.length,
        kind=reading.kind,
        measures=reading.measures,
        quote=own_words(spare(reading.sentences), reading.text, SECOND_QUOTE),
        question=about[needed].question if needed else say("practice_feedback.what_else"),
    )


def needed_element(reading: Reading) -> str | None:
    """The first required element that is not surely there."""
    scene = reading.scene
    names = required(reading.kind, scene.goal, scene.listener)
    return next((name for name in names if reading.states.get(name) != "present"), None)


def _try_this(reading: Reading, about: dict[str, Element]) -> str:
    fix = reading.fix
    if fix == "length" and reading.length in ("far too short", "short"):
        fix = needed_element(reading) or fix
    if fix in about:
        return _as_text(about[fix].try_this)
    jargon = reading.measures.jargon
    word = as_said(jargon[0], reading.text) if jargon else ""
    fix = "" if fix == "jargon" and not word else fix
    is_we = reading.kind == "pitch" and not is_alone(reading.scene)
    return say("practice_feedback.line", fix=fix, kind=reading.kind, length=reading.length, is_we=is_we)


def feedback_message(
    prompt: Prompt, reading: Reading, answer_id: int, *, better: str = "", is_own_text: bool = True
) -> Payload:
    """The member's own words, the three parts, the small line, and what can be done next.

    `better`: a sentence on what moved since the last attempt. Not `is_own_text`: the words stand elsewhere.
    """
    told, text = marked_up(reading), shown(reading.text)
    return kit.message(
        told.parts.worked,
        *(kit.quoted(text) if is_own_text and text.strip() else []),
        *_parts(reading, told),
        *([kit.section(better)] if better else []),
        *_below(prompt, reading, answer_id),
    )


def _below(prompt: Prompt, reading: Reading, answer_id: int) -> list[Block]:
    """The small line and the buttons; whoever is not well is asked for no other attempt."""
    line = kit.context(*_length_line(prompt, reading), say("practice.only_you"))
    return [line, *([] if reading.nature in _NO_PRACTICE else [practice.below_feedback(prompt, answer_id)])]


def feedback_modal(prompt: Prompt, reading: Reading) -> Payload:
    """The same in place of the form, for who came from where it could not be shown."""
    return kit.modal(
        plain("practice.kind_name", kind=prompt.kind),
        "practice.seen",
        *_parts(reading, marked_up(reading)),
        kit.context(*_length_line(prompt, reading), say("practice.in_conversation")),
        submit=None,
        close="Close",
    )


def _parts(reading: Reading, told: MarkedUp) -> list[Block]:
    has_fix = reading.nature == "answer" and reading.fix
    is_calm = reading.nature not in _NO_PRACTICE
    titles = (
        _first_title(told.praises, is_calm),
        say("practice_feedback.change_title" if has_fix else "practice_feedback.next_title"),
        say("practice_feedback.try_title" if is_calm else "practice_feedback.send_title"),
    )
    named = zip(Said._fields, titles, told.parts, strict=True)
    return [part_block(name, title, part) for name, title, part in named]


def _first_title(praises: bool, is_calm: bool) -> Markup:
    if not is_calm:
        return say("practice_feedback.first_title")
    return say("practice_feedback.worked_title" if praises else "practice_feedback.so_far_title")


def part_block(name: str, title: str, part: str) -> Block:
    """One part below its heading, all in mrkdwn; the line to try letter by letter, for its blanks would be
    taken for formatting."""
    if name == "try_this":
        return {**kit.lettered(unescape(title), unescape(part)), "block_id": f"{SAID}{name}"}
    return kit.section(f"*{title}*\n{part}", block_id=f"{SAID}{name}")


def _length_line(prompt: Prompt, reading: Reading) -> list[str]:
    if reading.nature in _NO_PRACTICE:
        return []
    seconds, measures = reading.scene.seconds, reading.measures
    share = 1.0
    # Where something else is to be changed first, a glance at the clock all the same.
    if seconds and reading.kind == "pitch" and reading.nature == "answer" and reading.fix != "length":
        share = measures.seconds / seconds
    return [say("practice.length", prompt=prompt, measures=measures, seconds=seconds, share=share)]


def hint_message(prompt: Prompt, scene: Scene, fix: str | None) -> Payload:
    """Where to look: for what was to change, and for this prompt."""
    about = {element.name: element for element in library.elements(prompt.kind, scene)}
    found = about.get(fix or "")
    words = found.hint if found else say("practice_feedback.hint_for", fix=fix or "")
    return kit.sentence(say("practice_feedback.hint", hint=words, of_prompt=prompt.hint))


def aim_of(answer: Answer | None) -> str:
    """What to try in the next practice, after this answer, as one says it; "" when nothing is known."""
    if answer is None or answer.fix is None:
        return ""
    scene = chosen_scene({"listener": answer.listener, "goal": answer.goal}, Scene())
    about = {element.name: element.aim for element in library.elements(answer.kind, scene)}
    return about.get(answer.fix) or str(say("practice_feedback.aim", fix=answer.fix))
