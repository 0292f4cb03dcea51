"""The pieces of a page that are drawn anew by themselves, each by the kind of notice that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from bot.local_slack.page.drawing import Canvas
from bot.local_slack.page.modal import modal_html
from bot.local_slack.page.screens import View, out_of_band
from bot.local_slack.page.sidebar import app_link, channel_links, people_links

Draw = Callable[[View], str]


def home_html(view: View) -> str:
    """The app's Home of this person; nothing while they look at something else."""
    if not view.place.is_home:
        return ""
    stage, person = view.stage, view.person
    opened = stage.slack.workspace.views.homes.get(person.id)
    blocks = Canvas(stage.slack.workspace, person.user, stage.templates).view(opened) if opened else ""
    app = stage.slack.workspace.manifest.display_name
    return stage.html("home.html", blocks=blocks, app=app)


def sidebar_html(view: View) -> str:
    """Where one can go."""
    stage, person = view.stage, view.person
    return stage.html(
        "sidebar.html",
        who=person.handle,
        channels=channel_links(stage, person, view.place),
        app=app_link(stage, person, view.place),
        is_home=view.place.is_home,
    )


def people_html(view: View) -> str:
    """Everybody that one can be."""
    return view.stage.html("people.html", people=people_links(view.stage, view.person), me=view.person)


def modal_piece(view: View) -> str:
    """The modal on top, or the empty place for one."""
    return modal_html(view.stage, view.person.user)


class Panes:
    """`more` are the pieces of the clock and the guide: by kind, the id of each element and what draws it."""

    def __init__(self, more: dict[str, list[tuple[str, Draw]]]) -> None:
        self.parts: dict[str, list[tuple[str, Draw]]] = {
            "view": [("modal-place", modal_piece)],
            "home": [("home", home_html)],
            "sidebar": [("sidebar", sidebar_html), ("people", people_html)],
        }
        self.parts |= more

    def pieces(self, kinds: set[str], view: View) -> list[str]:
        """What has to be drawn for these kinds of notices, to be put in place out of band."""
        wanted = [part for kind, parts in self.parts.items() if kind in kinds for part in parts]
        return [out_of_band(draw(view), element_id) for element_id, draw in wanted]

    @property
    def names(self) -> list[str]:
        """The ids of the elements."""
        return [element_id for parts in self.parts.values() for element_id, _ in parts]

    def drawn(self, element_id: str, view: View) -> str:
        """One piece, for the whole page."""
        for parts in self.parts.values():
            for name, draw in parts:
                if name == element_id:
                    return draw(view)
        return ""
