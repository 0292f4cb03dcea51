"""Files in forms: stored for the workspace, shown to the app as Slack shows them, refused politely."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import FormData

from bot.local_slack import server
from bot.local_slack.page.fields import field_name
from tests.local_slack.page.acting_world import Browser, browsing
from tests.local_slack.sample_app import asking, typed
from tests.local_slack.test_people_act import opened

FILE_INPUT = {"type": "file_input", "action_id": "a"}
FIELD = field_name("b", "a")


def form(browser: Browser, *files: tuple[str, bytes], words: str = "call Dana") -> FormData:
    """What a browser posts for a form with these files; an empty file field when there are none."""
    data = FormData(quote_fields=False)
    data.add_field("surface", str(browser.modal))
    data.add_field(field_name("what", "text"), words)
    for name, content in files or [("", b"")]:
        data.add_field(FIELD, content, filename=name, content_type="application/pdf")
    return data


async def opened_with(browser: Browser, **more: Any) -> None:
    await opened(browser.slack, typed(), asking("Files", {**FILE_INPUT, **more}, "b", optional=True))


async def test_a_file_reaches_the_app_as_slack_shows_it() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        await browser.post(
            "alice", "modal/submit", form(browser, ("Deck 1.pdf", b"bytes"), ("b.pdf", b"more"))
        )
        first, second = browser.box.last["view"]["state"]["values"]["b"]["a"]["files"]
        assert (first["name"], first["size"], first["filetype"]) == ("Deck 1.pdf", 5, "pdf")
        assert first["mimetype"] == "application/pdf" and first["user"] == browser.slack.person("alice").id
        assert first["url_private_download"].startswith(f"{browser.slack.base_url}/files-pri/")
        stored = browser.slack.workspace.files.find(second["id"])
        assert stored is not None and stored.content == b"more"


async def test_no_file_is_an_empty_list() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        await browser.post("alice", "modal/submit", form(browser))
        assert browser.box.last["view"]["state"]["values"]["b"]["a"] == {"type": "file_input", "files": []}


async def test_a_file_that_is_sent_again_is_not_stored_again() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        for words in ("", "call Dana"):
            await browser.post("alice", "modal/submit", form(browser, ("a.pdf", b"bytes"), words=words))
        assert len(browser.slack.workspace.files.by_id) == 1
        assert len(browser.box.last["view"]["state"]["values"]["b"]["a"]["files"]) == 1


async def test_files_that_are_shown_as_chosen_go_along_with_an_empty_field() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        await browser.post("alice", "modal/submit", form(browser, ("a.pdf", b"bytes"), words=""))
        await browser.post("alice", "modal/submit", form(browser))
        [sent] = browser.box.last["view"]["state"]["values"]["b"]["a"]["files"]
        assert sent["name"] == "a.pdf"


async def test_a_draft_without_its_files_leaves_them_where_they_are() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        await browser.post("alice", "modal/submit", form(browser, ("a.pdf", b"bytes"), words=""))
        draft = [("surface", str(browser.modal)), (FIELD, "[object File]")]
        await browser.post("alice", "modal/draft", draft)
        assert [file["name"] for file in browser.entry()["files"]] == ["a.pdf"]


REFUSED = [
    ({"max_files": 1}, ("a.pdf", "b.pdf"), "Please choose at most 1."),
    ({}, tuple(f"{n}.pdf" for n in range(11)), "Please choose at most 10."),
    ({"filetypes": ["png", "jpg"]}, ("a.pdf",), "Please choose only files of these kinds: png, jpg."),
    ({"filetypes": ["pdf"]}, ("pdf",), "Please choose only files of these kinds: pdf."),
]


@pytest.mark.parametrize(("more", "names", "error"), REFUSED)
async def test_wrong_files_are_told_in_the_form(
    more: dict[str, Any], names: tuple[str, ...], error: str
) -> None:
    async with browsing() as browser:
        await opened_with(browser, **more)
        await browser.post("alice", "modal/submit", form(browser, *((name, b"x") for name in names)))
        assert browser.top.errors == {"b": error} and browser.box.got == []


async def test_twenty_megabytes_are_taken() -> None:
    async with browsing() as browser:
        await opened_with(browser)
        await browser.post("alice", "modal/submit", form(browser, ("a.pdf", b"x" * 20_000_000), words=""))
        assert browser.entry()["files"][0]["size"] == 20_000_000


async def test_what_is_too_large_is_refused_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LARGEST_UPLOAD", 1_000_000)
    async with browsing() as browser:
        await opened_with(browser)
        toast = await browser.post("alice", "modal/submit", form(browser, ("b.pdf", b"x" * 2_000_000)))
        assert toast == "That is too large: 50 MB at most in one go. Choose a smaller file."
        assert browser.entry()["files"] == [] and browser.box.got == []


async def test_what_is_no_form_is_told_politely() -> None:
    async with browsing() as browser:
        headers = {"Content-Type": "multipart/form-data"}
        address = f"{browser.slack.base_url}/p/alice/act"
        async with browser.session.post(address, data=b"x", headers=headers) as answer:
            assert answer.status == 204 and "cannot be read" in answer.headers["HX-Trigger"]
