"""The list that a search gives: what the app offers for what was typed, beside what is chosen already."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from bot.local_slack.page.drawing import Canvas
from bot.local_slack.page.drawing_choices import offered
from bot.local_slack.page.drawing_controls import Element, Scene, control
from bot.local_slack.page.drawing_text import finished
from bot.local_slack.page.fields import Surface


def options_list(
    canvas: Canvas,
    element: Element,
    block: Element,
    surface: Surface | str,
    options: list[Element],
    chosen: Any,
) -> Markup:
    """The fragment that takes the place of `.options` under an external_select.

    `options`: option objects or groups of them, as the app answered. `chosen`: the option objects chosen so
    far (a list, one, or None), as state.values holds them. `block`: the outermost block of the element.
    """
    kept = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    block_id = str(block.get("block_id", ""))
    made = control(Scene(str(surface)), element, block, block_id, block_id)
    found = offered(options, kept, {str(option["value"]) for option in kept})
    return finished(Markup(canvas.elements.found_options(canvas.drawing(Scene(str(surface))), made, found)))
