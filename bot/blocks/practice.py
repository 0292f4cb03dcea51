"""Practice as messages and a form: the prompt, the answered prompt, the list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.coach.practice import Kind, Measures
from bot.content import plain, say
from bot.library import Prompt

CALLBACK = "practice.answer"


def key(prompt: Prompt) -> str:
    """The block_id under which a prompt stands in any message."""
    return f"prompt:{prompt.id}"


def prompt_message(prompt: Prompt, *notice: Block) -> Payload:
    """A prompt with its buttons; `notice` stands above it."""
    return kit.message(say("practice.title", prompt=prompt), *notice, *prompt_item(prompt))


def prompt_item(prompt: Prompt) -> list[Block]:
    """The situation, what to type, for whom it is, and what one can do."""
    return [
        kit.section(f"*{say('practice.title', prompt=prompt)}*", block_id=key(prompt)),
        kit.section(say("practice.situation", prompt=prompt), block_id=f"{key(prompt)}.situation"),
        kit.context(*_small_print(prompt), block_id=f"{key(prompt)}.aim"),
        kit.actions(
            kit.button("Answer", "practice.answer", prompt.id, style="primary"),
            kit.button("Another one", "practice.another", prompt.id),
            kit.button("Not today", "practice.later", prompt.id),
            block_id=f"{key(prompt)}.do",
        ),
    ]


def _small_print(prompt: Prompt) -> list[str]:
    return [
        say("practice.aim", prompt=prompt),
        say("practice.hint", prompt=prompt),
        say("practice.only_you"),
    ]


def answer_modal(prompt: Prompt, metadata: dict[str, Any]) -> Payload:
    """Asks for the answer; the prompt stands above the field."""
    return kit.modal(
        plain("practice.kind_name", kind=prompt.kind),
        CALLBACK,
        kit.section(say("practice.form_title", prompt=prompt)),
        kit.section(say("practice.situation", prompt=prompt)),
        kit.field("Your answer", "answer", kit.text_input("answer", multiline=True)),
        kit.context(*_small_print(prompt)),
        submit="Get feedback",
        private_metadata=json.dumps(metadata),
    )


def answered_message(prompt: Prompt, measures: Measures, act_id: int, answer_id: int) -> Payload:
    """What stands in place of a prompt that was answered. Undo takes the answer back."""
    text = say("practice.answered", prompt=prompt, measures=measures)
    # Not the general Undo: the prompt comes back with it.
    undo = kit.button("Undo", "practice.undo", f"{act_id}-{prompt.id}")
    return kit.message(
        text,
        kit.section(text, block_id=f"answer:{answer_id}"),
        kit.actions(*_once_more("answer", "another", prompt), undo, block_id=f"answer:{answer_id}.do"),
    )


def _once_more(again: str, another: str, prompt: Prompt) -> list[Element]:
    return [
        kit.button("Again", f"practice.{again}", prompt.id),
        kit.button("Another one", f"practice.{another}", prompt.id),
    ]


def below_feedback(prompt: Prompt) -> Block:
    """The buttons below the feedback. They leave it as it is, unlike those of the prompt itself."""
    return kit.actions(*_once_more("again", "next", prompt), block_id=f"feedback:{prompt.id}.do")


def later_message(prompt: Prompt) -> Payload:
    """Not today: said, with the way back."""
    text = say("practice.not_today", kind=prompt.kind)
    return kit.message(
        text,
        kit.section(text, block_id=key(prompt)),
        kit.actions(kit.button("Answer it now", "practice.answer", prompt.id), block_id=f"{key(prompt)}.do"),
    )


def prompt_list_message(kind: Kind, prompts: Sequence[Prompt], attempts: Mapping[str, int]) -> Payload:
    """A menu of every prompt of a kind, below those answered already. `attempts`: how often by prompt id."""
    answered = [one for one in prompts if attempts.get(one.id)]
    lines = [say("practice.list_line", prompt=one, attempts=attempts[one.id]) for one in answered]
    title = say("practice.list_title", kind=kind, count=len(prompts), answered=len(answered))
    options = [kit.option(one.title, one.id) for one in prompts]
    return kit.message(
        title,
        kit.section(f"*{title}*"),
        *([kit.section("\n".join(lines))] if lines else []),
        kit.actions(kit.select("practice.pick", "Pick one", options)),
    )
