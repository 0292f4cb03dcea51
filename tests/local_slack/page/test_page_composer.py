"""What a person writes on the page: lines, commands, files and clips, shortcuts."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.local_slack.page.composer import LONGEST_MESSAGE
from tests.local_slack.page.page_at_work import PageAtWork, page_at_work


def said(page: PageAtWork, place: str = "alice") -> list[str]:
    return [str(body["text"]) for body in page.slack.messages(place)]


def upload(name: str, content: bytes, kind: str, **fields: str) -> aiohttp.FormData:
    form = aiohttp.FormData({"place": "dm", **fields})
    form.add_field("file", content, filename=name, content_type=kind)
    return form


async def sent(page: PageAtWork, form: aiohttp.FormData) -> int:
    async with page.session.post("/p/alice/upload", data=form) as response:
        return response.status


async def test_a_line_is_posted_where_it_was_typed() -> None:
    async with page_at_work() as page:
        assert await page.post("/p/alice/say", place="dm", text="met Dana\r\nat the fair ") == (204, "")
        assert await page.post("/p/alice/say", place="c/growth", text="hello all") == (204, "")
        assert said(page) == ["met Dana\nat the fair"] and said(page, "#growth") == ["hello all"]


async def test_a_reply_is_posted_into_its_thread() -> None:
    async with page_at_work() as page:
        first = await page.slack.person("alice").say("question")
        await page.post("/p/alice/say", place="dm", text="answer", thread=first["ts"])
        assert page.slack.messages("alice")[1]["thread_ts"] == first["ts"]


async def test_a_reply_to_a_thread_that_is_gone_stays_with_who_wrote_it() -> None:
    async with page_at_work() as page:
        status, toast = await page.post("/p/alice/say", place="dm", text="answer", thread="1.000001")
        assert (status, toast) == (422, "That thread is no longer there.") and said(page) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing to send"),
        ("/" + "🍰" * 39_000, "🍰🍰…"),
        (" \n ", "nothing to send"),
        ("x" * (LONGEST_MESSAGE + 1), "40,000 characters; this one has 40,001"),
        ("/nonsense", "/nonsense is not a valid command. Commands here: /promise, /thanks."),
    ],
)
async def test_what_cannot_be_sent_stays_and_says_why(text: str, words: str) -> None:
    async with page_at_work() as page:
        status, toast = await page.post("/p/alice/say", place="dm", text=text)
        assert status == 422 and words in toast and said(page) == []


async def test_a_command_without_an_app_tells_what_slack_would() -> None:
    async with page_at_work() as page:
        status, toast = await page.post("/p/alice/say", place="dm", text="/promise\nsend the deck")
        assert status == 204 and "Sample could not be reached" in toast
        assert "dispatch_failed" in await page.get("/p/alice/dm")


async def test_nobody_writes_where_they_are_not() -> None:
    async with page_at_work() as page:
        assert await page.status("/p/charlie/say", place="c/growth", text="hello") == 404
        assert await page.status("/p/charlie/say", place="dm", text="hello") == 404
        assert said(page, "#growth") == []


async def test_a_file_is_shared_with_its_message_and_comes_back_as_a_download() -> None:
    async with page_at_work() as page:
        assert await sent(page, upload("people.csv", b"name\nDana", "text/csv", text="my people")) == 204
        body = page.slack.messages("alice")[0]
        assert (body["text"], body["files"][0]["name"]) == ("my people", "people.csv")
        path = f"/p/alice/files/{body['files'][0]['id']}/people.csv"
        async with page.session.get(path) as response:
            assert await response.read() == b"name\nDana"
            assert response.headers["Content-Disposition"] == "attachment"


@pytest.mark.parametrize(
    ("kind", "shown"), [("image/png", "inline"), ("image/svg+xml", "attachment"), ("text/html", "attachment")]
)
async def test_what_could_hold_a_script_is_never_shown_as_a_page(kind: str, shown: str) -> None:
    async with page_at_work() as page:
        await sent(page, upload("a.bin", b"<script>alert(1)</script>", kind))
        file = page.slack.messages("alice")[0]["files"][0]
        async with page.session.get(f"/p/alice/files/{file['id']}/a.bin") as response:
            assert response.headers["Content-Disposition"] == shown
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_file_is_there_only_for_who_sees_its_message() -> None:
    async with page_at_work() as page:
        await sent(page, upload("people.csv", b"canary", "text/csv"))
        file_id = page.slack.messages("alice")[0]["files"][0]["id"]
        assert await page.status(f"/p/bob/files/{file_id}/people.csv") == 404
        assert await page.status(f"/p/charlie/files/{file_id}/people.csv") == 404


CLIP = {"is_clip": "1", "transcript": "I am Alice.", "seconds": "12.5"}


async def test_a_clip_carries_its_transcript_and_its_length() -> None:
    async with page_at_work() as page:
        await sent(page, upload("clip.m4a", b"sound", "audio/mp4", **CLIP))
        file = page.slack.messages("alice")[0]["files"][0]
    assert (file["subtype"], file["duration_ms"]) == ("slack_audio", 12500)
    assert file["transcription"]["preview"]["content"] == "I am Alice."


async def test_a_clip_may_stay_without_a_transcript() -> None:
    async with page_at_work() as page:
        await sent(page, upload("clip.m4a", b"sound", "audio/mp4", **CLIP, never="1"))
        file = page.slack.messages("alice")[0]["files"][0]
    assert (file["subtype"], file["transcription"]) == ("slack_audio", {"status": "none"})


async def test_a_late_transcript_arrives_when_its_owner_says_so() -> None:
    async with page_at_work() as page:
        heard: list[dict[str, Any]] = []
        page.slack.workspace.raise_event = lambda event, _: heard.append(event)
        await sent(page, upload("clip.m4a", b"sound", "audio/mp4", **CLIP, late="1"))
        file = page.slack.messages("alice")[0]["files"][0]
        assert file["transcription"] == {"status": "processing"}
        assert [e["type"] for e in heard] == ["message"]
        assert (await page.post("/p/bob/transcript", file=file["id"]))[0] == 422
        assert (await page.post("/p/alice/transcript", file=file["id"]))[0] == 204
        assert [e["type"] for e in heard] == ["message", "file_change"]


@pytest.mark.parametrize("seconds", ["-1", "soon", "nan", "1e9", "inf"])
async def test_a_length_that_is_none_is_refused(seconds: str) -> None:
    async with page_at_work() as page:
        assert await sent(page, upload("c.m4a", b"x", "audio/mp4", **CLIP | {"seconds": seconds})) == 422
        assert said(page) == []


async def test_an_upload_without_a_file_is_asked_for_one() -> None:
    async with page_at_work() as page:
        assert await page.post("/p/alice/upload", place="dm") == (422, "Choose a file first.")


@pytest.mark.parametrize("path", ["shortcut", "message-shortcut"])
async def test_a_shortcut_that_is_not_there_is_named(path: str) -> None:
    async with page_at_work() as page:
        first = await page.slack.person("alice").say("hello")
        form = {"callback_id": "nothing", "ts": first["ts"], "channel": page.slack.person("alice").dm.id}
        status, toast = await page.post(f"/p/alice/{path}", **form)
        assert status == 422 and "'nothing'" in toast


async def test_a_shortcut_on_a_message_that_is_not_theirs_is_refused() -> None:
    async with page_at_work() as page:
        first = await page.slack.person("alice").say("hello")
        form = {"callback_id": "track", "ts": first["ts"], "channel": page.slack.person("alice").dm.id}
        status, toast = await page.post("/p/bob/message-shortcut", **form)
        assert status == 422 and toast


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/invite @Sample", "Sample is in #growth now."),
        ("/invite sample", "Sample is in #growth now."),
        ("/remove @Sample", "Sample is not in #growth."),
    ],
)
async def test_the_app_is_invited_to_a_channel_as_on_slack(text: str, words: str) -> None:
    async with page_at_work() as page:
        assert await page.post("/p/alice/say", place="c/growth", text=text) == (204, words)
        is_in = page.slack.bot_user_id in page.slack.workspace.channel_by_name("growth").members
        assert is_in == text.startswith("/invite") and said(page, "#growth") == []


async def test_it_is_invited_once_and_can_be_removed_again() -> None:
    async with page_at_work() as page:
        for text, words in (
            ("/invite @Sample", "Sample is in #growth now."),
            ("/invite @Sample", "Sample is in #growth already."),
            ("/remove @Sample", "Sample is no longer in #growth."),
        ):
            assert await page.post("/p/alice/say", place="c/growth", text=text) == (204, words)


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [("dm", "/invite @Sample", "is for channels"), ("c/growth", "/invite @bob", "Example: /invite @Sample")],
)
async def test_an_invitation_that_cannot_be_says_why(place: str, text: str, words: str) -> None:
    async with page_at_work() as page:
        status, toast = await page.post("/p/alice/say", place=place, text=text)
        assert status == 422 and words in toast


async def test_the_list_of_commands_knows_them_in_channels_only() -> None:
    async with page_at_work() as page:
        assert 'data-command="/invite"' in await page.get("/p/alice/c/growth")
        assert 'data-command="/invite"' not in await page.get("/p/alice/dm")
