"""Slack's mrkdwn as HTML: marks at the edges of words, code, quotes, links, mentions, dates, emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.local_slack.page.drawing_links import BARE, with_links
from bot.local_slack.page.drawing_reader import Reader
from bot.local_slack.page.drawing_references import code, code_text, decoded, reference
from bot.local_slack.page.drawing_text import BREAK, clean, joined, paragraph, preformatted, quote
from bot.local_slack.page.emoji_names import emoji_span, pieces

PREFORMATTED = re.compile(r"```(.+?)```", re.DOTALL)
# Everything that is one thing whatever stands in it. Each piece ends at the first sign that it may not
# hold, so that a text of 40,000 opening signs is still read in one go.
ATOM = re.compile(rf"`([^`\n]+)`|<([^<>\n]+)>|({BARE.pattern})")
SIGN = re.compile(r"[*_~]")
TAGS = {
    "*": (Markup("<strong>"), Markup("</strong>")),
    "_": (Markup("<em>"), Markup("</em>")),
    "~": (Markup("<s>"), Markup("</s>")),
}
QUOTED = re.compile(r"(?:&gt;|>) ?")
QUOTED_TO_THE_END = re.compile(r"^(?:&gt;|>){3} ?", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """A sign that may begin or end bold, italic or struck words."""

    sign: str
    opens: bool
    closes: bool


Token = str | Markup | Mark


class Mrkdwn:
    """Reads mrkdwn for one person."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def blocks(self, text: str, verbatim: bool = False) -> Markup:
        """Paragraphs, quotes and code blocks. `verbatim`: bare addresses stay text."""
        text = clean(text)
        rest = _quote_to_the_end(text)
        if rest is None:
            return self._plain_blocks(text, verbatim)
        before, quoted = text[: rest.start()].removesuffix("\n"), text[rest.end() :]
        return self._plain_blocks(before, verbatim) + quote(self._plain_blocks(quoted, verbatim))

    def inline(self, text: str, verbatim: bool = False) -> Markup:
        """The same where no paragraph may stand: the label of an option, a cell."""
        pieces = PREFORMATTED.split(clean(text))
        return joined(
            [
                code(self._reader, piece) if number % 2 else self._lines(piece.split("\n"), verbatim)
                for number, piece in enumerate(pieces)
            ]
        )

    def _plain_blocks(self, text: str, verbatim: bool) -> Markup:
        pieces = PREFORMATTED.split(text)
        shown: list[Markup] = []
        for number, piece in enumerate(pieces):
            if number % 2:
                shown.append(preformatted(code_text(self._reader, _without_ends(piece))))
                continue
            # The line end beside a code block belongs to the block.
            piece = piece.removeprefix("\n") if number else piece
            piece = piece.removesuffix("\n") if number + 1 < len(pieces) else piece
            shown += self._paragraphs(piece, verbatim)
        return joined(shown)

    def _paragraphs(self, text: str, verbatim: bool) -> Iterator[Markup]:
        for is_quoted, lines in _runs(text.split("\n") if text else []):
            shown = self._lines(lines, verbatim)
            yield quote(shown) if is_quoted else paragraph(shown)

    def _lines(self, lines: list[str], verbatim: bool) -> Markup:
        return BREAK.join(self._line(line, verbatim) for line in lines)

    def _line(self, line: str, verbatim: bool) -> Markup:
        tokens = list(self._tokens(line, verbatim))
        pairs = _pairs(tokens)
        ends = set(pairs.values())
        return joined([_shown(token, n in pairs, n in ends) for n, token in enumerate(tokens)])

    def _tokens(self, line: str, verbatim: bool) -> Iterator[Token]:
        end = 0
        for found in ATOM.finditer(line):
            yield from _marked(line, end, found.start())
            yield self._atom(found, verbatim)
            end = found.end()
        yield from _marked(line, end, len(line))

    def _atom(self, found: re.Match[str], verbatim: bool) -> Markup:
        in_code, in_brackets, address = found.groups()
        if in_code is not None:
            return code(self._reader, in_code)
        if in_brackets is not None:
            shown = reference(self._reader, in_brackets)
            return Markup("<bdi>{}</bdi>").format(decoded(found.group())) if shown is None else shown
        address = decoded(address)
        return Markup().join([address] if verbatim else with_links(address))


def _without_ends(block: str) -> str:
    """The line ends beside the signs of a code block are not shown, unless there is nothing else."""
    return block.removeprefix("\n").removesuffix("\n") or block


def _quote_to_the_end(text: str) -> re.Match[str] | None:
    """Where `>>>` begins a quote that lasts to the end; within a code block it does not."""
    blocks = [found.span() for found in PREFORMATTED.finditer(text)]
    number = 0
    for found in QUOTED_TO_THE_END.finditer(text):
        while number < len(blocks) and blocks[number][1] <= found.start():
            number += 1
        if number == len(blocks) or found.start() < blocks[number][0]:
            return found
    return None


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring lines that are quoted, or are not, without the signs of the quote."""
    run: list[str] = []
    was_quoted = False
    for line in lines:
        sign = QUOTED.match(line)
        if run and (sign is not None) != was_quoted:
            yield was_quoted, run
            run = []
        was_quoted = sign is not None
        run.append(line[sign.end() :] if sign else line)
    if run:
        yield was_quoted, run


def _marked(line: str, start: int, end: int) -> Iterator[Token]:
    """A stretch of a line in pieces: words, emoji, and signs that may be marks."""
    at = start
    for piece in pieces(line[start:end]):
        if isinstance(piece, str):
            yield from _with_marks(line, at, at + len(piece))
            at += len(piece)
        else:
            yield emoji_span(*piece)
            at += len(piece[0]) + len("::")


def _with_marks(line: str, start: int, end: int) -> Iterator[Token]:
    at = start
    for found in SIGN.finditer(line, start, end):
        yield decoded(line[at : found.start()])
        yield _mark(line, found.start())
        at = found.end()
    yield decoded(line[at:end])


def _mark(line: str, at: int) -> Mark | str:
    """A mark formats only at the edges of words; two of them in a row are no mark."""
    sign = line[at]
    before = line[at - 1] if at else " "
    after = line[at + 1] if at + 1 < len(line) else " "
    is_alone = sign not in (before, after)
    opens = is_alone and not before.isalnum() and not after.isspace()
    closes = is_alone and not after.isalnum() and not before.isspace()
    return Mark(sign, opens, closes) if opens or closes else sign


def _pairs(tokens: list[Token]) -> dict[int, int]:
    """Which mark ends which. Pairs never cross: what was opened inside and not closed is no mark."""
    opened: dict[str, int] = {}
    pairs: dict[int, int] = {}
    for number, token in enumerate(tokens):
        if not isinstance(token, Mark):
            continue
        start = opened.get(token.sign)
        if token.closes and start is not None:
            pairs[start] = number
            opened = {sign: at for sign, at in opened.items() if at < start}
        elif token.opens:
            opened[token.sign] = number
    return pairs


def _shown(token: Token, is_start: bool, is_end: bool) -> Markup:
    if not isinstance(token, Mark):
        return escape(token)
    if is_start or is_end:
        return TAGS[token.sign][0 if is_start else 1]
    return escape(token.sign)
