"""What a posted form says of a surface: which element was used, and every value in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.local_slack.files import StoredFile, file_payload
from bot.local_slack.page.fields import Use, read_field_name, read_surface, read_use
from bot.local_slack.person_hands import Surface
from bot.local_slack.pointing import Place, Pointing
from bot.local_slack.side_doors import LARGEST_UPLOAD
from bot.local_slack.surfaces import Spot, spots
from bot.local_slack.view_state import entered
from bot.local_slack.workspace import Workspace

Form = Mapping[str, list[str | web.FileField]]
# Of these a browser sends nothing when nothing is chosen.
MAY_BE_ABSENT = ("checkboxes", "radio_buttons")
UNREADABLE = "The page sent something that cannot be read. Reload it, then try again."
TOO_LARGE = f"That is too large: {LARGEST_UPLOAD // 1_000_000} MB at most in one go. Choose a smaller file."


async def posted_form(request: web.Request) -> Form:
    """Every field with all its values; raises LookupError for what is no form, or too large a one."""
    form: dict[str, list[str | web.FileField]] = {}
    try:
        posted = await request.post()
    except ValueError as error:
        raise LookupError(UNREADABLE) from error
    except web.HTTPRequestEntityTooLarge as error:
        raise LookupError(TOO_LARGE) from error
    for name, item in posted.items():
        # A part without a file name may come as bytes.
        text = item.decode(errors="replace") if isinstance(item, bytes | bytearray) else item
        form.setdefault(name, []).append(text)
    return form


def first_text(form: Form, name: str) -> str:
    """The first value of a field; empty when it is not there."""
    found = form.get(name)
    return found[0] if found and isinstance(found[0], str) else ""


def pointed_surface(pointing: Pointing, form: Form) -> Surface:
    """Where the form stands; raises LookupError when that is not there."""
    try:
        address = read_surface(first_text(form, "surface"))
    except ValueError as error:
        raise LookupError(UNREADABLE) from error
    if address.kind == "m":
        return pointing.message(address.channel_id, address.ts)
    return pointing.home(address.view_id) if address.kind == "h" else pointing.modal(address.view_id)


def pointed_use(form: Form) -> Use:
    """Which element was used; raises LookupError when the form does not say."""
    try:
        return read_use(first_text(form, "use"))
    except ValueError as error:
        raise LookupError(UNREADABLE) from error


class PostedValues:
    """Reads the values of one form, for `Pointing.enter`."""

    def __init__(self, workspace: Workspace, pointing: Pointing, surface: Surface, form: Form) -> None:
        self._workspace, self._pointing, self._surface = workspace, pointing, surface
        self._form = form

    def read(self) -> dict[Place, list[Any]]:
        """Values by block_id and action_id. Where no new file comes, those that are shown as chosen stay."""
        found: dict[Place, list[Any]] = {}
        for name, items in self._form.items():
            spot = self._spot(name)
            if spot is None:
                continue
            if spot.element["type"] == "file_input":
                posted: list[Any] = [
                    self._file(spot, each) for each in items if isinstance(each, web.FileField)
                ]
                if not posted:
                    continue
            else:
                posted = [each for each in items if isinstance(each, str)]
            found.setdefault(_place(spot), []).extend(posted)
        return found | (self._absent(found) if self._is_as_drawn() else {})

    def _spot(self, name: str) -> Spot | None:
        """The element of a field; None when it went away since the form was drawn."""
        place = read_field_name(name)
        try:
            return self._pointing.spot(self._surface, *place) if place else None
        except LookupError:
            return None

    def _is_as_drawn(self) -> bool:
        """Whether the form shows the view as it is now: what is absent from an older one means nothing."""
        opened = self._surface.opened
        return opened is None or first_text(self._form, "hash") in ("", opened.hash)

    def _absent(self, found: Mapping[Place, Any]) -> dict[Place, list[Any]]:
        return {
            _place(spot): []
            for spot in spots(self._surface.holder)
            if _place(spot) not in found
            and (spot.element["type"] in MAY_BE_ABSENT or spot.element["type"].startswith("multi_"))
        }

    def _file(self, spot: Spot, sent: web.FileField) -> dict[str, Any]:
        """The file object; a file that comes a second time with the same form is not stored again."""
        workspace, content = self._workspace, sent.file.read()
        for held in self._held(spot):
            stored = workspace.files.find(str(held["id"]))
            if stored is not None and (stored.name, stored.content) == (sent.filename, content):
                return held
        file = StoredFile(
            workspace.numbering.next_id("F"),
            sent.filename,
            sent.filename,
            content,
            sent.content_type,
            self._pointing.user.id,
            int(workspace.clock.now().timestamp()),
        )
        return file_payload(workspace.files.add(file), workspace.base_url, workspace.team_id)

    def _held(self, spot: Spot) -> list[dict[str, Any]]:
        block_id, action_id = _place(spot)
        entry = self._pointing.values(self._surface).get(block_id, {}).get(action_id)
        return list(entered(entry) or ()) if entry and entry["type"] == "file_input" else []


def _place(spot: Spot) -> Place:
    return str(spot.block["block_id"]), str(spot.element["action_id"])
