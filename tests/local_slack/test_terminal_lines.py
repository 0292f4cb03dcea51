"""Reading lines while others write."""

from __future__ import annotations

import builtins

import pytest

from bot.local_slack.terminal_lines import ERASE_LINE, Terminal


async def test_lines_come_one_by_one_until_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    typed, prompts = iter(["first", "second"]), []

    def read(prompt: str) -> str:
        prompts.append(prompt)
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(builtins, "input", read)
    got = [line async for line in Terminal().lines(lambda: "alice> ")]
    assert got == ["first", "second"]
    assert prompts == ["alice> "] * 3


def test_a_message_goes_above_the_line_being_typed(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    terminal.write("plain")
    terminal._prompt, terminal._is_waiting, terminal._readline = "alice> ", True, None
    terminal.write("unasked")
    assert capsys.readouterr().out == f"plain\n{ERASE_LINE}unasked\nalice> "
