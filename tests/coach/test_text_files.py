"""Files in every usual encoding."""

from __future__ import annotations

import pytest

from bot.coach.text_files import MAX_LINES, NotText, TooManyLines, decode, kind_of, kind_of_file

TEXT = "Name,Company\nZoë Müller,Acme\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_usual_encodings_are_recognised(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_big_endian_file_with_its_mark_is_recognised() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert decode(f"a{end}b{end}".encode()) == "a\nb\n"


def test_letters_that_cp1252_does_not_have_do_not_stop_the_others() -> None:
    assert decode(b"Dana \x81\xe9") == "Dana \ufffdé"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x00\x00\x00\x00\x00\x00binary", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]
)
def test_what_is_not_text_is_told(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_a_file_of_nothing_but_line_ends_is_not_read() -> None:
    assert decode(b"\n" * MAX_LINES)
    with pytest.raises(TooManyLines):
        decode(b"\n" * (MAX_LINES + 1))


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("name", "mimetype", "kind"),
    [
        ("Connections.CSV", "application/octet-stream", "csv"),
        ("people.tsv", "", "csv"),
        ("people", "text/csv", "csv"),
        ("dana.vcf", "text/plain", "vcard"),
        ("dana", "text/x-vcard", "vcard"),
        ("dana", "text/directory", "vcard"),
        ("people.xlsx", "text/csv", "spreadsheet"),
        ("clip.m4a", "audio/mp4", "clip"),
        ("notes.txt", "text/plain", None),
        ("me.png", "image/png", None),
        ("", "", None),
    ],
)
def test_a_file_is_told_by_its_name_before_its_type(name: str, mimetype: str, kind: str | None) -> None:
    assert kind_of_file(name, mimetype) == kind


@pytest.mark.parametrize(
    ("file", "is_one"),
    [
        ({"subtype": "slack_audio", "mimetype": "audio/mp4"}, True),
        ({"subtype": "slack_audio", "mimetype": "video/mp4"}, True),
        ({"subtype": "slack_video", "mimetype": "video/mp4"}, True),
        ({"mimetype": "audio/mpeg", "name": "talk.mp3"}, True),
        ({"mimetype": "video/mp4", "name": "film.mp4"}, False),
        ({"mimetype": "text/csv"}, False),
        ({}, False),
    ],
)
def test_what_somebody_speaks_in_is_a_clip(file: dict[str, str], is_one: bool) -> None:
    assert (kind_of(file) == "clip") is is_one
