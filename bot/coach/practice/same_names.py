"""Every name as the same name: what somebody is called must not change what is found in their text."""

import re
from collections.abc import Iterator, Sequence

STANDARD = "Ana"
MOST_WORDS = 4  # of a name with all its parts

# After these words a capital begins a name.
INTRODUCED = re.compile(
    r"\b(?:I['’]m|I\s+am|(?:[Mm]y|[Hh]is|[Hh]er)\s+name(?:\s+is|\s+was|['’]s)|[Cc]alled|[Nn]amed|(?:Mr|Mrs|Ms|Dr)\b\.?)\s+"
)
NO_NAME = re.compile(r"(?:I|I['’]\w+|An?|The|And|But|We|Mr|Mrs|Ms|Dr)")
WORD = re.compile(r"\s*([^\W\d_](?:[\w-]|['’](?!s\b))*)")


def same_names(sentences: Sequence[str]) -> list[str]:
    """The sentences, with each name that is introduced in any of them replaced wherever it stands."""
    names = {name for sentence in sentences for name in introduced(sentence)}
    if not names:
        return list(sentences)
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    run = re.compile(rf"\b(?:{either})\b(?:\s+(?:{either})\b)*")
    return [run.sub(STANDARD, sentence) for sentence in sentences]


def introduced(sentence: str) -> Iterator[str]:
    """The words of names that follow an introduction: "Rosa" and "Tamm" of "I'm Rosa Tamm, a nurse"."""
    for found in INTRODUCED.finditer(sentence):
        at = found.end()
        for _ in range(MOST_WORDS):
            word = WORD.match(sentence, at)
            if word is None or not word[1][0].isupper() or NO_NAME.fullmatch(word[1]):
                break
            yield word[1]
            at = word.end()
