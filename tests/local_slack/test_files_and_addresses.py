"""Uploads, private files and response addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.local_slack import LocalSlack
from bot.local_slack.payloads import response_url
from tests.local_slack.sample_app import client_of, refused, section


async def fetch(slack: LocalSlack, address: str, token: str | None = None) -> tuple[int, str, str]:
    headers = {"Authorization": f"Bearer {slack.bot_token if token is None else token}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.get(address) as response:
        return response.status, response.content_type, await response.text()


async def test_a_file_goes_up_by_the_three_steps_of_the_sdk(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    await client_of(slack).files_upload_v2(
        filename="people.csv", content="name\nDana", channel=alice.dm.id, initial_comment="Your export"
    )
    [message] = alice.messages
    assert (message["text"], message["files"][0]["title"]) == ("Your export", "people.csv")
    assert (await fetch(slack, message["files"][0]["url_private"]))[2] == "name\nDana"


async def test_an_upload_of_another_length_is_refused(slack: LocalSlack) -> None:
    client = client_of(slack)
    started = await client.files_getUploadURLExternal(filename="a.txt", length=10)
    async with (
        aiohttp.ClientSession() as session,
        session.post(started["upload_url"], data=b"abc") as response,
    ):
        assert response.status == 200
    done = client.files_completeUploadExternal(files=[{"id": started["file_id"], "title": "a"}])
    assert await refused(done) == "file_upload_size_restricted"


async def test_an_upload_may_come_as_a_form(slack: LocalSlack) -> None:
    client = client_of(slack)
    started = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    form = aiohttp.FormData()
    form.add_field("file", b"abc", filename="a.txt")
    async with aiohttp.ClientSession() as session:
        await session.post(started["upload_url"], data=form)
        done = await client.files_completeUploadExternal(files=[{"id": started["file_id"]}])
        assert (done["files"][0]["title"], done["files"][0]["size"]) == ("a.txt", 3)
        async with session.post(started["upload_url"], data=b"again") as response:
            assert response.status == 404
    assert (await fetch(slack, f"{slack.base_url}/files-pri/T-F0NONE/a.txt"))[0] == 404


async def test_unknown_files_are_not_found(slack: LocalSlack) -> None:
    client = client_of(slack)
    assert await refused(client.files_info(file="F0NONE")) == "file_not_found"
    assert await refused(client.files_completeUploadExternal(files=[{"id": "F0NONE"}])) == "file_not_found"
    assert await refused(client.files_getUploadURLExternal(filename="a", length=0)) == "length_invalid"


async def test_without_the_token_a_file_is_a_login_page(slack: LocalSlack) -> None:
    file = await slack.person("alice").upload("notes.txt", b"secret words", "text/plain")
    address = (await client_of(slack).files_info(file=file.id))["file"]["url_private_download"]
    assert (await fetch(slack, address))[2] == "secret words"
    status, kind, text = await fetch(slack, address, "xoxb-wrong")
    assert (status, kind) == (200, "text/html") and "secret" not in text


async def test_an_audio_clip_brings_its_transcript(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    await alice.upload("clip.m4a", b"..", "audio/mp4", transcript="I help shops", duration_ms=31_500)
    [file] = alice.messages[-1]["files"]
    assert (file["subtype"], file["duration_ms"], file["mimetype"]) == ("slack_audio", 31_500, "audio/mp4")
    assert file["transcription"]["status"] == "complete"
    assert file["transcription"]["preview"] == {"content": "I help shops", "has_more": False}
    status, kind, text = await fetch(slack, file["vtt"])
    assert (status, kind) == (200, "text/vtt") and "00:00:31.500" in text and "I help shops" in text


async def test_a_late_transcript_is_told_of_later(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    file = await alice.upload("c.m4a", b"..", "audio/mp4", transcript="word " * 60, transcript_late=True)
    assert alice.messages[-1]["files"][0]["transcription"] == {"status": "processing"}
    info = (await client_of(slack).files_info(file=file.id))["file"]
    assert info["transcription"]["preview"]["has_more"]
    kinds = [body["event"]["type"] for body in slack.deliveries.events.values()]
    assert kinds == ["message", "file_change"]


@pytest.mark.parametrize("outcome", ["failed", "none"])
async def test_a_clip_may_stay_without_a_transcript(slack: LocalSlack, outcome: str) -> None:
    alice = slack.person("alice")
    file = await alice.upload("c.m4a", b"..", "audio/mp4", transcript="", say=None)
    file.outcome, file.is_film = outcome, True
    info = (await client_of(slack).files_info(file=file.id))["file"]
    assert (info["subtype"], info["transcription"]) == ("slack_video", {"status": outcome})
    assert "vtt" not in info


async def test_a_file_that_was_deleted_is_told_apart(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    file = await alice.upload("c.m4a", b"..", "audio/mp4", transcript="Hi", say=None)
    await alice.delete_file(file)
    assert await refused(client_of(slack).files_info(file=file.id)) == "file_deleted"


async def test_the_file_of_a_transcript_may_be_an_odd_one(slack: LocalSlack) -> None:
    file = await slack.person("alice").upload("c.m4a", b"..", "audio/mp4", transcript="Hi", say=None)
    file.vtt = "no transcript at all"
    address = (await client_of(slack).files_info(file=file.id))["file"]["vtt"]
    assert (await fetch(slack, address))[2] == "no transcript at all"


async def respond(address: str, body: Any) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(address, json=body) as response:
        return response.status, await response.text()


def address_of(slack: LocalSlack, source_ts: str | None = None) -> str:
    alice = slack.person("alice")
    return response_url(slack.workspace, alice.user, alice.dm, source_ts)


async def test_an_address_is_good_for_five_answers(slack: LocalSlack) -> None:
    address = address_of(slack)
    for number in range(5):
        assert await respond(address, {"text": str(number)}) == (200, "ok")
    assert await respond(address, {"text": "6"}) == (404, "used_url")
    assert len(slack.person("alice").messages) == 5 and slack.messages("alice") == []


async def test_an_address_lives_for_half_an_hour(slack: LocalSlack) -> None:
    address = address_of(slack)
    slack.clock.advance(timedelta(minutes=31))
    assert await respond(address, {"text": "late"}) == (404, "expired_url")
    assert await respond(f"{slack.base_url}/response/C1/00", {"text": "x"}) == (404, "expired_url")


ANSWERS = [
    ({"text": "new", "replace_original": True}, ["new"]),
    ({"delete_original": True}, []),
    ({"text": "more"}, ["old", "more"]),
]


@pytest.mark.parametrize(("body", "texts"), ANSWERS)
async def test_an_answer_replaces_deletes_or_adds(
    slack: LocalSlack, body: dict[str, Any], texts: list[str]
) -> None:
    alice = slack.person("alice")
    answer = await client_of(slack).chat_postMessage(channel=alice.dm.id, text="old")
    assert (await respond(address_of(slack, answer["ts"]), body))[0] == 200
    assert [message["text"] for message in alice.messages] == texts


async def test_an_answer_in_the_channel_is_for_everybody(slack: LocalSlack) -> None:
    await respond(address_of(slack), {"text": "all", "response_type": "in_channel"})
    assert [m["text"] for m in slack.messages("alice")] == ["all"]


async def test_an_answer_that_is_no_json_is_refused(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session, session.post(address_of(slack), data="{") as response:
        assert (response.status, await response.text()) == (400, "invalid_payload")


BAD_ANSWERS = [
    ({"text": "x", "colour": "red"}, "invalid_blocks"),
    ({"text": "x", "blocks": [section("")]}, "invalid_blocks"),
    ({"text": " "}, "no_text"),
    ([1], "invalid_payload"),
    ({"text": "<!channel>"}, "restricted_action"),
]


@pytest.mark.parametrize(("body", "error"), BAD_ANSWERS)
async def test_a_bad_answer_is_refused(slack: LocalSlack, body: Any, error: str) -> None:
    assert (await respond(address_of(slack), body))[1] == error
    assert slack.person("alice").messages == []
