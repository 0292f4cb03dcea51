"""Practice as messages and a form: the prompt, the answered prompt, the list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.scenes import keep_field, scene_fields
from bot.coach.practice import Kind, Measures, Scene
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
        kit.context(*_small_print(prompt), say("clips.or_say_it"), block_id=f"{key(prompt)}.aim"),
        kit.actions(
            kit.button("Answer", "practice.answer", prompt.id, style="primary"),
            kit.button("Another one", "practice.another", prompt.id),
            *([] if prompt.is_own else [kit.button("My own", "practice.own", prompt.kind)]),
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


def answer_modal(
    prompt: Prompt,
    metadata: dict[str, Any],
    scene: Scene | None = None,
    text: str = "",
    *,
    is_scene_open: bool = False,
    copy_to: str = "",
) -> Payload:
    """Asks for the answer, filled in with `text`; the prompt stands above the field, the scene below it.

    `is_scene_open`: the member has not told yet for whom they practise, and is asked here. `copy_to`: the
    host that gets a copy, "" when none does.
    """
    typed = kit.text_input("answer", text, multiline=True)
    asks = is_scene_open and prompt.kind == "pitch"
    return kit.modal(
        plain("practice.kind_name", kind=prompt.kind),
        CALLBACK,
        kit.section(say("practice.form_title", prompt=prompt)),
        kit.section(say("practice.situation", prompt=prompt)),
        kit.field("Your answer", "answer", typed),
        kit.context(say("practice.aim", prompt=prompt), say("practice.hint", prompt=prompt)),
        *scene_fields(prompt.kind, scene or prompt.scene, asks and prompt.is_own),
        *([keep_field()] if asks and not prompt.is_own else []),
        kit.context(*_whereabouts(copy_to)),
        submit="Get feedback",
        private_metadata=json.dumps(metadata),
    )


def _whereabouts(copy_to: str) -> list[str]:
    """How long the words are kept, and where else they go."""
    return [say("practice.kept_for"), *([say("opinion.copy_goes", host=copy_to)] if copy_to else [])]


def answered_message(prompt: Prompt, measures: Measures, act_id: int, answer_id: int) -> Payload:
    """What stands in place of a prompt that was answered. Undo takes the answer back."""
    text = say("practice.answered", prompt=prompt, measures=measures)
    return _in_place(prompt, text, act_id, answer_id, kit.button("Again", "practice.answer", prompt.id))


def under_way_message(prompt: Prompt, act_id: int, answer_id: int) -> Payload:
    """The same while the answer is still being read."""
    text = say("practice.under_way", prompt=prompt)
    return _in_place(prompt, text, act_id, answer_id, _with_these_words(answer_id))


def unread_in_place(prompt: Prompt, act_id: int, answer_id: int) -> Payload:
    """The same where it could not be read."""
    text = say("practice.kept_unread", prompt=prompt)
    return _in_place(prompt, text, act_id, answer_id, _with_these_words(answer_id))


def unread_message(answer_id: int) -> Payload:
    """In place of feedback: the words are kept, and can be sent once more."""
    text = say("practice.unread")
    return kit.message(
        text,
        kit.section(text),
        kit.context(say("practice.only_you")),
        kit.actions(_with_these_words(answer_id), block_id=f"feedback:{answer_id}.do"),
    )


def _with_these_words(answer_id: int) -> Element:
    return kit.button("Again", "practice.again", answer_id)


def _in_place(prompt: Prompt, text: str, act_id: int, answer_id: int, again: Element) -> Payload:
    return kit.message(
        text,
        kit.section(text, block_id=f"answer:{answer_id}"),
        kit.actions(
            again,
            kit.button("Another one", "practice.another", prompt.id),
            # Not the general Undo: the prompt comes back with it.
            kit.button("Undo", "practice.undo", f"{act_id}-{answer_id}-{prompt.id}"),
            block_id=f"answer:{answer_id}.do",
        ),
    )


def below_feedback(prompt: Prompt, answer_id: int) -> Block:
    """The buttons below the feedback. They leave it as it is, unlike those of the prompt itself."""
    return kit.actions(
        kit.button("Again", "practice.again", answer_id, style="primary"),
        kit.button("Hint", "practice.hint", answer_id),
        _keep_button(prompt.kind, answer_id),
        kit.button("Ask a colleague", "ear.ask", answer_id),
        kit.button("Another one", "practice.next", prompt.id),
        block_id=f"feedback:{answer_id}.do",
    )


def _keep_button(kind: Kind, answer_id: int) -> Element:
    if kind == "pitch":
        return kit.button("Keep this version", "version.keep", answer_id)
    return kit.button("Save to story bank", "story.save", answer_id)


def later_message(prompt: Prompt) -> Payload:
    """Not today: said, with the way back."""
    text = say("practice.not_today", kind=prompt.kind)
    return kit.message(
        text,
        kit.section(text, block_id=key(prompt)),
        kit.actions(kit.button("Answer it now", "practice.answer", prompt.id), block_id=f"{key(prompt)}.do"),
    )


def prompt_list_message(
    kind: Kind, own: Prompt, prompts: Sequence[Prompt], attempts: Mapping[str, int]
) -> Payload:
    """A menu of every prompt of a kind, the member's own first, below those answered already.

    `attempts`: how often by prompt id.
    """
    answered = [one for one in (own, *prompts) if attempts.get(one.id)]
    lines = [say("practice.list_line", prompt=one, attempts=attempts[one.id]) for one in answered]
    title = say("practice.list_title", kind=kind, count=len(prompts), answered=len(answered))
    options = [kit.option(one.title, one.id) for one in (own, *prompts)]
    return kit.message(
        title,
        kit.section(f"*{title}*"),
        *([kit.section("\n".join(lines))] if lines else []),
        kit.actions(kit.select("practice.pick", "Pick one", options)),
    )
