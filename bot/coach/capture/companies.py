"""Where people work: "Dana from Acme", "Omar (Beta Ltd)", "she just joined Gamma"."""

import re

from bot.coach.capture.shape import DAY, PERSON, Line
from bot.coach.capture.words import COMMON, PLACES
from bot.coach.patterns import Pattern

_CAP = r"(?:[A-Z0-9ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŠŽĐŁŚŻČΑ-ΩА-Я][\w'&.+-]*(?<!\.))"
_JOIN = r"(?:\s+(?:&|and|of|de|the|y|e|und|et|für|for|a|in|on|n)){1,3}\s+"
CAPITAL_NAME = rf"(?:the\s+)?{_CAP}(?:(?:{_JOIN}|\s+){_CAP}){{0,5}}"
_LOWER_NAME = r"[a-z0-9][\w'.+-]*(?<!\.)(?:\s+(?:&|and|n)\s+[a-z0-9][\w-]*|\s+[\w-]+)?"
_STOP_WORDS = frozenset(
    [
        "work",
        "school",
        "church",
        "university",
        "uni",
        "college",
        "home",
        "yoga",
        "gym",
        "town",
        "here",
        "there",
        "you",
        "me",
        "my",
        "his",
        "her",
        "their",
        "our",
        "us",
        "him",
        "them",
        "day",
        "a",
        "an",
        "the",
        "this",
        "that",
        "next",
        "last",
        "friends",
    ]
)

_FROM = Pattern(
    rf"({PERSON})(?:\s*\((?:surname\?|sp\?|\?)\))?,?\s+(from|of|over at|frm)\s+({CAPITAL_NAME}"
    rf"|the\s+[a-z][\w-]+(?:\s+(?:group|team|office|shop|press|bank|lab|department))?"
    rf"|{_LOWER_NAME})",
    exact_case=True,
)
_AT_SIGN = Pattern(rf"({PERSON})\s*@\s*({CAPITAL_NAME}|{_LOWER_NAME})", exact_case=True)
_AT = Pattern(rf"({PERSON}),?\s+at\s+({CAPITAL_NAME}|[a-z]+[\d-][\w-]*)", exact_case=True)
_BRACKET = Pattern(rf"({PERSON})\s*\(([^()]{{2,60}})\)", exact_case=True)
_COMMA = Pattern(rf"({PERSON}),\s+({CAPITAL_NAME})(?=\s*[,.:;]|\s*$|\s+-\s)", exact_case=True)
_BOTH = Pattern(rf"({PERSON}),?\s+both\s+(?:(?:at|from|of|with)\s+)?({CAPITAL_NAME})", exact_case=True)
_WORKS = Pattern(
    rf"(?:works?|working|worked|is|'s|started|starting|job|now|role|joined|joins|joining|position"
    rf"|runs|owns|founded|leads)"
    rf"\s+(?:(?:at|for|with|a job at|now at|over at)\s+)?({CAPITAL_NAME})",
    exact_case=True,
)
_NEEDS_AT = Pattern(
    r"^(?:works?|working|worked|is|'s|started|starting|job|now|role|position)\b", exact_case=True
)
_POST = Pattern(
    r"(?:c[etfoim]o|vp|svp|evp|md|hr|pm|it|head|director|manager|partner|founder|owner|prof|sales"
    r"|legal|ops)\b"
)
_EX = Pattern(r"^(?:ex|formerly|previously)\b[^,]*,?\s*")


def take_companies(line: Line) -> dict[str, str]:
    """Name -> company. What was said after the name leaves the shape, so verbs stand beside people."""
    companies: dict[str, str] = {}
    line.shape = _BRACKET.sub(lambda m: _bracket(line, companies, m), line.shape)
    line.shape = _FROM.sub(lambda m: _taken(line, companies, m, m[3]), line.shape)
    line.shape = _AT_SIGN.sub(lambda m: _taken(line, companies, m, m[2]), line.shape)
    line.shape = _COMMA.sub(lambda m: _taken(line, companies, m, m[2]), line.shape)
    line.shape = _AT.sub(lambda m: _at(line, companies, m), line.shape)
    return companies


def take_shared_companies(line: Line, companies: dict[str, str]) -> None:
    """ "Abdullah and Noor, both Gulf Cement"."""
    line.shape = _BOTH.sub(lambda m: _taken(line, companies, m, m[2]), line.shape)


def later_companies(line: Line, people: tuple[str, ...], clause: str, companies: dict[str, str]) -> None:
    """A company said in a sentence about somebody: "she works at Acme", "he just joined Beta"."""
    match = _WORKS.search(clause)
    if match is None or (_NEEDS_AT.match(match[0]) and not re.search(r"\b(?:at|for|with)\s", match[0])):
        return
    if match[1].split()[0].lower() not in PLACES:
        for name in people:
            companies.setdefault(name, line.words(match[1]))


def _taken(line: Line, companies: dict[str, str], match: re.Match[str], company: str) -> str:
    words = _cut(company)
    if not words or words.split()[0].lower() in _STOP_WORDS - {"the"}:
        return match[0]
    if words.lower() not in PLACES:
        _note(line, companies, match[1], words)
    return match[1] + company[len(words) :]


def _cut(company: str) -> str:
    """A lower-case company ends before the first ordinary word."""
    if company[0].isupper() or company[0].isdigit() or company.startswith("the "):
        return company
    words = company.split()
    kept = words[:1]
    for index, word in enumerate(words[1:], 1):
        if word in ("&", "and", "n") and index + 1 < len(words) and words[index + 1] not in COMMON:
            kept.append(word)
        elif word.lower() in COMMON or word in ("&", "and", "n"):
            break
        else:
            kept.append(word)
    return " ".join(kept)


def _at(line: Line, companies: dict[str, str], match: re.Match[str]) -> str:
    """ "Zoe at Café Luna" after a coffee is a place; after an email or a promise it is her company."""
    before = line.shape[: match.start()]
    if re.search(
        r"\b(?:met|meet\w*|saw|ran|bumped|coffee|lunch|dinner|drinks?|breakfast|brunch|tea|beers?|spotted|"
        r"introduced|sat|caught|meeting|catch|party|visited)\b[^.!?]*$",
        before,
        re.IGNORECASE,
    ):
        return match[0]
    _note(line, companies, match[1], match[2])
    return match[1]


def _bracket(line: Line, companies: dict[str, str], match: re.Match[str]) -> str:
    inside = match[2].strip()
    if re.search(rf"{PERSON}|{DAY}", inside):
        return match[0]
    current = re.search(
        rf"(?:now (?:at|with)|works (?:at|for)|from|at|of|owns|runs|both)\s+({CAPITAL_NAME})", inside
    )
    if current:
        name = re.sub(r".*\brival\s+", "", current[1])
        _note(line, companies, match[1], name)
        return match[0] if "owns" in inside or "runs" in inside else match[1]
    parts = [part.strip() for part in inside.split(",") if not _POST.match(part.strip())]
    named = [part for part in parts if re.fullmatch(CAPITAL_NAME, part)]
    if "," in inside and named:
        _note(line, companies, match[1], named[-1])
        return match[1]
    if re.fullmatch(CAPITAL_NAME, _EX.sub("", inside)) and not _EX.match(inside):
        _note(line, companies, match[1], inside)
        return match[1]
    return match[0]


def _note(line: Line, companies: dict[str, str], mark: str, company: str) -> None:
    for name in line.people(mark):
        companies.setdefault(name, line.words(company))
