"""The words after a colon: what a person can do in the terminal beside talking."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.local_slack.acks import Ack
from bot.local_slack.person_forms import SubmitResult
from bot.local_slack.terminal_clock import read_clock
from bot.local_slack.terminal_screen import Screen

HELP = """\
Type a line to say it to the app, or a command such as /kith help.
  as bob                        be somebody else
  :clock tomorrow 09:00         move the clock (also: +1 hour, next Monday, 2026-12-01 08:00)
  :click Done                   press a button or pick a menu entry; :click Done 2 presses the second
  :choose Snooze = Tomorrow     pick from a select, or a date: :choose Due = 2026-12-01
  :fill What = call Dana        fill a field of the open form
  :submit   :close              send the form, or close it
  :home     :messages           look at the app's Home, or at the whole conversation
  :shortcut Capture             use a shortcut
  :message-shortcut Track a promise     use a shortcut on the newest message
  :upload clip.m4a              send a file
  :people   :ledger             who is here; what Slack accepted so far
  :quit"""
LEDGER_LINES = 20
HOME_SECONDS = 2.0


async def show_help(screen: Screen, rest: str) -> None:
    screen.write(HELP)


async def move_clock(screen: Screen, rest: str) -> None:
    now = screen.slack.clock.now()
    instant = read_clock(rest, now, screen.person.tz) if rest else now
    if instant is None:
        screen.write(f"I can't read {rest!r} as a time. Example: :clock tomorrow 09:00")
    elif instant < now:
        screen.write("The clock goes forward only. Example: :clock +1 hour")
    else:
        if instant > now:
            await screen.go_to(instant)
        screen.write(f"It is now {screen.local_time()}.")


async def click(screen: Screen, rest: str) -> None:
    """The first match in the newest message that has one, or the one with the number behind it."""
    words, _, last = rest.rpartition(" ")
    if words and last.isdigit():
        _tell_failure(screen, await screen.person.click_in_newest(words, int(last)))
    else:
        _tell_failure(screen, await screen.person.click_in_newest(rest))


def _tell_failure(screen: Screen, ack: Ack | None) -> None:
    """Slack shows a warning sign beside what was used when the app does not answer well."""
    if ack is not None and ack.error:
        screen.write(f"That did not work: the app's answer failed with {ack.error}.")


def _pair(rest: str) -> tuple[str, str]:
    name, equals, value = rest.partition("=")
    if not equals or not name.strip():
        raise LookupError("Put = between the name and the value. Example: :fill What = call Dana")
    return name.strip(), value.strip()


async def choose(screen: Screen, rest: str) -> None:
    name, value = _pair(rest)
    _tell_failure(screen, await screen.person.choose(name, value))
    await _draw_form(screen)


async def fill(screen: Screen, rest: str) -> None:
    name, value = _pair(rest)
    await screen.person.fill({name: value})
    await _draw_form(screen)


async def _draw_form(screen: Screen, errors: dict[str, str] | None = None) -> None:
    opened = screen.slack.workspace.views.top(screen.person.id)
    if opened is not None:
        screen.write(screen.drawn_view(opened, errors))


async def submit(screen: Screen, rest: str) -> None:
    result: SubmitResult = await screen.person.submit()
    if result.errors:
        await _draw_form(screen, result.errors)
    elif result.notice:
        screen.write(result.notice)
    elif result.closed:
        screen.write("The form is sent and closed.")


async def close(screen: Screen, rest: str) -> None:
    await screen.person.close_modal()
    screen.write("The form is closed.")


async def home(screen: Screen, rest: str) -> None:
    homes, person_id = screen.slack.workspace.views.homes, screen.person.id
    before = homes[person_id].version if person_id in homes else 0
    screen.is_waiting_for_home = True
    try:
        await screen.person.open_home()
        # Apps publish after they have answered the event, so the fresh view comes a moment later.
        seconds = HOME_SECONDS if screen.slack.deliveries.has_app else 0.0
        await screen.slack.until(lambda: person_id in homes and homes[person_id].version > before, seconds)
    except TimeoutError:
        pass  # what was there before is shown
    finally:
        screen.is_waiting_for_home = False
    opened = homes.get(person_id)
    screen.write(screen.drawn_view(opened) if opened else "The app has put nothing on Home yet.")


async def messages(screen: Screen, rest: str) -> None:
    posts = screen.person.dm.seen_by(screen.person.id)
    for post in posts:
        screen.write(screen.drawn(post))
    if not posts:
        screen.write("Nothing has been said yet.")


async def people(screen: Screen, rest: str) -> None:
    for person in screen.slack.people():
        local = screen.slack.clock.now().astimezone(ZoneInfo(person.tz))
        here = "you are " if person.id == screen.person.id else ""
        screen.write(f"{here}{person.handle}: {person.user.real_name}, {person.tz}, {local:%a %H:%M}")


async def ledger(screen: Screen, rest: str) -> None:
    for entry in screen.slack.ledger[-LEDGER_LINES:]:
        place = screen.ink.names(entry.channel or entry.user or "")
        words = entry.text.replace("\n", " ")[:60]
        screen.write(f"{entry.number:4} {entry.at:%d %b %H:%M} UTC {entry.method} {place} {words}".rstrip())


def _file_at(place: str) -> Path | None:
    path = Path(place).expanduser()
    return path if path.is_file() else None


async def upload(screen: Screen, rest: str) -> None:
    path = _file_at(rest)
    if path is None:
        screen.write(f"There is no file {rest!r}. Example: :upload contacts.csv")
        return
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    await screen.person.upload(path.name, path.read_bytes(), kind)


async def shortcut(screen: Screen, rest: str) -> None:
    _tell_failure(screen, await screen.person.shortcut(rest))


async def message_shortcut(screen: Screen, rest: str) -> None:
    posts = screen.person.dm.lasting()
    if not posts:
        raise LookupError("There is no message yet to use it on.")
    _tell_failure(screen, await screen.person.message_shortcut(rest, posts[-1].body))


async def leave(screen: Screen, rest: str) -> None:
    screen.is_over = True


COMMANDS: dict[str, Callable[[Screen, str], Awaitable[None]]] = {
    "choose": choose,
    "click": click,
    "clock": move_clock,
    "close": close,
    "fill": fill,
    "help": show_help,
    "home": home,
    "ledger": ledger,
    "message-shortcut": message_shortcut,
    "messages": messages,
    "people": people,
    "quit": leave,
    "shortcut": shortcut,
    "submit": submit,
    "upload": upload,
}
