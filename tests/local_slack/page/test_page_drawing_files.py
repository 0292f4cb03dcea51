"""Files and pictures: shown from the local Slack itself, never from anywhere else."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from bot.local_slack.files import StoredFile, file_path, file_payload
from bot.local_slack.page.drawing_files import size_words
from bot.local_slack.workspace import Workspace
from tests.local_slack.page.drawing_samples import canvas, drawn, drawn_text, new_workspace
from tests.local_slack.page.markup_reader import Node


def stored(workspace: Workspace, **more: Any) -> StoredFile:
    fields = {"name": "Plan B.pdf", "title": "Plan B.pdf", "mimetype": "application/pdf", **more}
    return workspace.files.add(StoredFile("F1", content=b"x" * 2500, user_id="U1", created=1, **fields))


def shown(workspace: Workspace, file: StoredFile, text: str = "") -> Node:
    payload = file_payload(file, workspace.base_url, workspace.team_id)
    return drawn_text(text, canvas(workspace), files=[payload])


def test_a_file_is_named_and_leads_to_its_content() -> None:
    workspace = new_workspace()
    page = shown(workspace, stored(workspace), "Look")
    assert page.words == "Look Plan B.pdf PDF, 2.5 KB"
    assert page.one("a").attrs["href"] == "/p/alice/files/F1/Plan%20B.pdf"


def test_a_hostile_name_stays_a_name() -> None:
    workspace = new_workspace()
    name = '../<b>"x"?#\u202e.png'
    page = shown(workspace, stored(workspace, name=name, title=name, mimetype="image/png"))
    assert page.one("bdi").text == name
    assert {
        n.attrs.get("href", n.attrs.get("src", "")).count("/") for n in page.all("a") + page.all("img")
    } == {5}


PICTURES = [("image/png", 1), ("image/jpeg", 1), ("image/svg+xml", 0), ("text/html", 0)]


@pytest.mark.parametrize(("mimetype", "count"), PICTURES)
def test_pictures_are_shown_in_place(mimetype: str, count: int) -> None:
    workspace = new_workspace()
    images = shown(workspace, stored(workspace, name="a.png", title="A chart", mimetype=mimetype)).all("img")
    assert [(i.attrs["src"], i.attrs["alt"]) for i in images] == [
        ("/p/alice/files/F1/a.png", "A chart")
    ] * count


def clip(workspace: Workspace, **more: Any) -> StoredFile:
    return stored(
        workspace,
        **{"name": "clip.mp4", "title": "Clip", "mimetype": "video/mp4", "transcript": "I am", **more},
    )


def test_a_clip_can_be_heard_and_read() -> None:
    workspace = new_workspace()
    page = shown(workspace, clip(workspace))
    assert (
        page.one("audio").attrs["src"] == "/p/alice/files/F1/clip.mp4"
        and "controls" in page.one("audio").attrs
    )
    assert page.one(class_="transcript").words == "Transcript: I am"


def test_a_long_transcript_is_shown_as_far_as_slack_shows_it() -> None:
    workspace = new_workspace()
    page = shown(workspace, clip(workspace, transcript="word " * 100))
    assert page.one(class_="transcript").words.endswith("word …")


def test_a_transcript_that_is_awaited_can_be_let_in() -> None:
    workspace = new_workspace()
    page = shown(workspace, clip(workspace, is_transcribed=False))
    assert page.one(class_="transcript").words.startswith("The transcript is on its way.")
    button = page.one("button")
    assert button.text == "Let the transcript arrive" and button.attrs["hx-post"] == "/p/alice/transcript"
    assert json.loads(button.attrs["hx-vals"]) == {"file": "F1"}


def test_a_transcript_that_came_since_is_shown() -> None:
    workspace = new_workspace()
    file = clip(workspace, is_transcribed=False)
    payload = file_payload(file, workspace.base_url, workspace.team_id)
    file.is_transcribed = True
    assert "Transcript: I am" in drawn_text("", canvas(workspace), files=[payload]).words


def test_a_file_that_is_gone_is_still_named() -> None:
    page = drawn_text("", files=[{"id": "F9", "name": "old.pdf"}, {"id": "F8"}])
    assert page.words == "old.pdf This file is no longer here. A file This file is no longer here."


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 KB"), (2_340_000, "2.3 MB")],
)
def test_sizes_are_told_in_words(count: int, words: str) -> None:
    assert size_words(count) == words


def pictured(workspace: Workspace, **source: Any) -> Node:
    return drawn({"type": "image", "alt_text": "a chart", **source}, on=canvas(workspace))


def test_pictures_of_the_local_slack_are_shown_by_id_and_by_address() -> None:
    workspace = new_workspace()
    file = stored(workspace, name="a.png", title="A", mimetype="image/png")
    private = workspace.base_url + file_path(file, workspace.team_id)
    permalink = f"{workspace.base_url}/files/U1/F1/a.png"
    for source in ({"slack_file": {"id": "F1"}}, {"slack_file": {"url": private}}, {"image_url": permalink}):
        image = pictured(workspace, **source).one("img")
        assert (image.attrs["src"], image.attrs["alt"]) == ("/p/alice/files/F1/a.png", "a chart")


OUTSIDE = [
    {"image_url": "https://example.com/files-pri/T1-F1/a.png"},
    {"image_url": "http://127.0.0.1:1/files-pri/T1-F9/a.png"},
    {"image_url": "http://127.0.0.1:1.example.com/files-pri/T1-F1/a.png"},
    {"slack_file": {"id": "F9"}},
    {"slack_file": {"id": "F2"}},
]


@pytest.mark.parametrize("source", OUTSIDE)
def test_no_other_picture_is_loaded(source: dict[str, Any]) -> None:
    workspace = new_workspace()
    stored(workspace, name="a.png", mimetype="image/png")
    workspace.files.add(dataclasses.replace(stored(workspace), id="F2"))
    page = pictured(workspace, **source)
    address = source.get("image_url") or source["slack_file"]["id"]
    assert not page.all("img") and page.words == f"a chart {address}"
