"""What a person writes: messages, commands, files, shortcuts, and a transcript that comes late."""

from __future__ import annotations

from aiohttp import web

from bot.local_slack.acks import Ack
from bot.local_slack.files import StoredFile
from bot.local_slack.page import built_in
from bot.local_slack.page.places import Place, place_of
from bot.local_slack.page.stage import Stage, done, refused
from bot.local_slack.page.toasts import toast_for
from bot.local_slack.person import Person

LONGEST_MESSAGE = 40_000
MOST_CLIP_SECONDS = 6 * 3600


class Composer:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/p/{who}/say", self.say),
            web.post("/p/{who}/upload", self.upload),
            web.post("/p/{who}/shortcut", self.shortcut),
            web.post("/p/{who}/message-shortcut", self.message_shortcut),
            web.post("/p/{who}/transcript", self.transcript),
            web.get("/p/{who}/files/{file_id}/{name:.+}", self.file),
        ]

    async def say(self, request: web.Request) -> web.Response:
        """A line as it was typed: a message, or a command when it begins with a slash."""
        form = await request.post()
        person, place = place_of(self.stage, request, str(form.get("place", "dm")))
        text = _typed(form.get("text"))
        if not text:
            return refused("There is nothing to send yet. Type something first.")
        if len(text) > LONGEST_MESSAGE:
            return refused(f"A message holds {LONGEST_MESSAGE:,} characters; this one has {len(text):,}.")
        try:
            if text.startswith("/"):
                return await self._command(person, place, text)
            thread_ts = str(form.get("thread") or "") or None
            if thread_ts and place.conversation.find(thread_ts) is None:
                raise LookupError("That thread is no longer there.")
            await person.say(text, channel=place.conversation.id, thread_ts=thread_ts)
        except LookupError as error:
            return refused(str(error.args[0]))
        return done()

    async def _command(self, person: Person, place: Place, text: str) -> web.Response:
        command, _, rest = text.partition(" ")
        if "\n" in command:
            command, _, rest = text.partition("\n")
        if command in built_in.NAMES:
            return done(await built_in.run(self.stage, person, place, command, rest.strip()), "info")
        return self._answer(await person.command(command, rest.strip(), channel=place.conversation.id))

    def _answer(self, ack: Ack) -> web.Response:
        return done(toast_for(ack, self.stage.slack.workspace.manifest.display_name))

    async def upload(self, request: web.Request) -> web.Response:
        """A file with a message, or an audio clip with its transcript."""
        form = await request.post()
        person, place = place_of(self.stage, request, str(form.get("place", "dm")))
        sent = form.get("file")
        if not isinstance(sent, web.FileField) or not sent.filename:
            return refused("Choose a file first.")
        is_clip = bool(form.get("is_clip"))
        try:
            seconds = float(str(form.get("seconds") or 0)) if is_clip else 0
        except ValueError:
            seconds = -1
        if not 0 <= seconds <= MOST_CLIP_SECONDS:
            return refused(f"{form.get('seconds')!r} is no length in seconds. Example: 45")
        file = await person.upload(
            sent.filename,
            sent.file.read(),
            sent.content_type,
            transcript=_typed(form.get("transcript")) if is_clip else None,
            duration_ms=int(seconds * 1000) if is_clip else None,
            transcript_late=is_clip and bool(form.get("late")),
            say=None,
        )
        if is_clip and form.get("never"):
            file.outcome = "none"
        try:
            await person.say(_typed(form.get("text")), channel=place.conversation.id, files=[file])
        except LookupError as error:
            return refused(str(error.args[0]))
        return done()

    async def shortcut(self, request: web.Request) -> web.Response:
        """A global shortcut, by its callback_id."""
        person, form = self.stage.person(request), await request.post()
        try:
            return self._answer(await person.shortcut(str(form.get("callback_id"))))
        except LookupError as error:
            return refused(str(error.args[0]))

    async def message_shortcut(self, request: web.Request) -> web.Response:
        """A shortcut on a message, by its callback_id."""
        person, form = self.stage.person(request), await request.post()
        message = {"ts": str(form.get("ts"))}
        try:
            ack = await person.message_shortcut(
                str(form.get("callback_id")), message, str(form.get("channel"))
            )
        except LookupError as error:
            return refused(str(error.args[0]))
        return self._answer(ack)

    async def transcript(self, request: web.Request) -> web.Response:
        """Lets the transcript of a clip arrive that was held back."""
        person, form = self.stage.person(request), await request.post()
        file = self._file(person, str(form.get("file")))
        if file is None or file.user_id != person.id:
            return refused("That clip is not yours, or is gone.")
        await person.send_transcript(file)
        self.stage.tell_posts_with(file)
        return done()

    def _file(self, person: Person, file_id: str) -> StoredFile | None:
        """A file that this person sees in some message."""
        for conversation in self.stage.slack.workspace.conversations.values():
            if person.id in conversation.members:
                for post in conversation.seen_by(person.id):
                    if any(file["id"] == file_id for file in post.body.get("files") or ()):
                        return self.stage.slack.workspace.files.find(file_id)
        return None

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file, for who sees it: pictures and sound to show, anything else to keep."""
        file = self._file(self.stage.person(request), request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound(text="There is no such file for you.")
        mimetype = file.mimetype.lower()
        is_shown = mimetype.startswith(("image/", "audio/", "video/")) and "svg" not in mimetype
        kind = mimetype if is_shown else "application/octet-stream"
        return web.Response(
            body=file.content,
            headers={"Content-Type": kind, "Content-Disposition": "inline" if is_shown else "attachment"},
        )


def _typed(text: object) -> str:
    """What stood in a text field, with line ends as everywhere else."""
    return text.replace("\r\n", "\n").strip() if isinstance(text, str) else ""
