"""WebVTT and previews become the words that were said, or are told to be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.transcripts import BrokenTranscript, keeps_fillers, read_vtt, spoken

FIRST = "00:00:00.000 --> 00:00:02.000"
SECOND = "00:00:02.000 --> 00:00:04.000"
# Shown while the first one still is.
ROLLING = "00:00:01.000 --> 00:00:04.000"


def vtt(*cues: str) -> str:
    """A file of these cues."""
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


FILES = [
    (vtt(f"1\n{FIRST}\n- I help shops", f"2\n{SECOND}\n- to sell more."), "I help shops to sell more."),
    (vtt(f"{FIRST} align:start position:0%\nI help\nshops"), "I help shops"),
    (vtt(f"{FIRST}\n<v Ann Lee>I <i>help</i> <00:00:01.000><c.red>shops</c></v>"), "I help shops"),
    (vtt(f"{FIRST}\nR&amp;D &lt;for&gt; caf&eacute;s &amp;amp;"), "R&D <for> cafés &amp;"),
    (vtt("NOTE made by hand\nnot said", "STYLE\n::cue { color: red }", f"{FIRST}\nSaid"), "Said"),
    (vtt(f"{FIRST}\nI help shops", f"{ROLLING}\nhelp shops, to sell", f"{SECOND}\nto sell more"), None),
    (vtt(f"{FIRST}\nvery", f"{SECOND}\nvery good"), "very very good"),
    (vtt(f"{SECOND}\nand then", f"{FIRST}\nfirst"), "first and then"),
    (vtt("01:02.500 --> 01:03.000\nWithout hours"), "Without hours"),
    (f"WEBVTT - made by somebody\n{FIRST}\nRight below\n", "Right below"),
    (f"\ufeffWEBVTT\r\n\r\n{FIRST}\r\nFrom Windows\r\n", "From Windows"),
    (vtt(f"{FIRST}\n>> Two. ", f"{SECOND}\n- dashes"), "Two. dashes"),
    (vtt("99 --> nonsense\nlost", f"{SECOND}\nkept"), "kept"),
    (vtt(f"{FIRST}\n[music]", f"{SECOND}\n♪ ♪"), ""),
    ("WEBVTT\n", ""),
    ("WEBVTT\n\nNOTE nothing was said", ""),
]


@pytest.mark.parametrize(("data", "said"), FILES)
def test_a_file_is_read_as_what_is_said(data: str, said: str | None) -> None:
    assert read_vtt(data) == (said if said is not None else "I help shops to sell more")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "I help shops",
        "<html>Sign in</html>",
        "WEBVTTX\n\nno",
        vtt("words and no cue"),
        vtt("1 --> 2\nlost"),
    ],
)
def test_a_broken_file_is_told(data: str) -> None:
    with pytest.raises(BrokenTranscript):
        read_vtt(data)


SAID = [
    ("I help shops", "I help shops"),
    ("  I\nhelp   shops ", "I help shops"),
    ("[music] I help [applause] shops (laughter)", "I help shops"),
    ("[BLANK_AUDIO]", ""),
    ("(upbeat music)", ""),
    ("(soft music playing)", ""),
    ("♪♪", ""),
    ("... !", ""),
    ("", ""),
    ("Dana (the head of design) said", "Dana (the head of design) said"),
    ("R&amp;D", "R&D"),
    ("私は店を助けます", "私は店を助けます"),
]


@pytest.mark.parametrize(("preview", "words"), SAID)
def test_what_is_no_word_is_left_out(preview: str, words: str) -> None:
    assert spoken(preview) == words


@pytest.mark.parametrize(
    "text", ["I, um, help shops", "Uh I help", "Erm, yes", "hmm. Yes", "uhm", "Mmm, good"]
)
def test_a_transcript_that_writes_um_keeps_fillers(text: str) -> None:
    assert keeps_fillers(text)


@pytest.mark.parametrize("text", ["I help shops", "A humble umbrella", "Her mummy", "", "UHF radio"])
def test_of_one_without_um_nothing_is_known(text: str) -> None:
    assert not keeps_fillers(text)


@given(st.text(max_size=200))
def test_any_text_in_a_cue_comes_to_words_or_nothing(text: str) -> None:
    said = read_vtt(vtt(f"{FIRST}\n{text}\n\n{SECOND}\nend"))
    assert said.endswith("end") and "\n" not in said


@given(st.text(max_size=300))
def test_any_file_is_read_or_broken(data: str) -> None:
    try:
        assert isinstance(read_vtt("WEBVTT" + data), str)
    except BrokenTranscript:
        assert data


def test_a_long_file_of_overlapping_cues_is_read_at_once() -> None:
    """Each cue is compared with as many words as it has, not with all before it."""
    cues = "\n\n".join(
        f"00:{number // 60:02}:{number % 60:02}.000 --> 01:00:00.000\nword{number} word{number + 1} and more"
        for number in range(3000)
    )
    read = read_vtt(f"WEBVTT\n\n{cues}")
    assert len(read.split()) == 4 * 3000
