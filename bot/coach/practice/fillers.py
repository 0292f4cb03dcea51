"""Words that fill a pause: "um", "you know", "sort of". Counted only where a transcript keeps them."""

from __future__ import annotations

import re

# After these "you know" is a question or a statement, and no pause.
_KNOWN = (
    r"the|that|what|how|who|where|when|why|any\w*|some\w*|an?|her|him|them|if|about|my|of|your|it|me|us|this|all"
    r"|more|exactly"
)
_ARTICLE = r"\b(?:the|any|one|this|that|our|new|a|what|some|which|every|same|all) "
_SAYS = r"\b(?:is|it's|was|are|and|but|so|just|um|uh|there's|that's|you|then)"
_FILLED = re.compile(
    r"(?<![\w'’-])(?:"
    r"um+|uh+|erm+|(?-i:er)(?=[,\s])|hmm+"
    rf"|you know(?! (?:{_KNOWN})\b)(?! ?\?)"
    rf"|(?P<named>{_ARTICLE})?(?:sort|kind) of"
    r"|(?<!what )I mean"
    r"|or something|and stuff|if that makes sense|basically"
    rf"|{_SAYS} like(?= (?:um|uh|an?|the|really|so|you|i|we|it|it's|\d+|super|all)\b)"
    r")(?![\w'’-])|(?<=, )like(?=,)",
    re.IGNORECASE,
)


def fillers_in(text: str) -> int:
    """How often a pause was filled."""
    return sum(not found["named"] for found in _FILLED.finditer(text))
