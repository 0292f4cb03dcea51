"""The grammar of days: a table of patterns, each with the arithmetic that it stands for. First fit wins."""

from typing import Literal

from bot.coach.date_days import (
    DAYS,
    MONTHS,
    Resolver,
    after,
    ago,
    day_month,
    day_of_month,
    dotted,
    end_of_month,
    end_of_quarter,
    end_of_year,
    holiday,
    in_units,
    in_week,
    iso,
    last_such,
    last_week_day,
    last_weekday,
    named_month,
    next_week_day,
    no_day,
    slashed,
    weekday,
    weekday_and_a_week,
)
from bot.coach.patterns import Pattern

Tense = Literal["past", "future", "open"]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=\s*\d))?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_LONG_DAYS = r"mon(?:day)?|tues?(?:day)?|weds?|wedn?e?sday|wensday|thu(?:rs?)?|thurs?day|fri(?:day)?"
_WEEKDAY = rf"(?P<wd>{_LONG_DAYS}|satu?rday|sunday)(?!['\w])"
_SHORT_DAY = rf"(?P<wd>{_LONG_DAYS}|sat(?:urday)?|sun(?:day)?)(?!['\w])"
_COUNT = (
    r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty"
    r"|(?:a )?couple(?: of)?|(?:a )?few)"
)
_UNIT = r"(?P<unit>hours?|hrs?|mins?|minutes?|days?|weeks?|wks?|fortnights?|months?|years?)\b"
_PART_OF_DAY = r"(?:\s+(?:first thing|morning|afternoon|evening|night|lunchtime|latest))*"
_TOMORROW = r"tom+or+ow|tomm?o?rrow|tmrw|tmr|tmrrw|tomoz|2moro|2mrw|2morrow"


def _rules(*rows: tuple[Tense, str, Resolver]) -> tuple[tuple[Tense, Pattern, Resolver], ...]:
    return tuple((tense, Pattern(pattern), resolver) for tense, pattern, resolver in rows)


_OF_THE = r"(?:\s+of)?(?:\s+(?:the|this))?\s+"
DAY_RULES = _rules(
    ("open", r"(?<![\d/-])(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d/-])", iso),
    ("open", rf"(?<![\d.:]){_DAY}(?:\s+of)?[\s-]+{_MONTH}{_YEAR}(?!['\w])", day_month),
    ("open", rf"\b{_MONTH}\s*(?:the\s+)?{_DAY}(?![\d:]|\s*(?:am|pm)\b){_YEAR}", day_month),
    (
        "open",
        r"(?<![\d/])(?!24/7|50/50)(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?![\d/])",
        slashed,
    ),
    ("open", r"(?<![\d.])(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<year>\d{4}|\d{2}|)(?![\d.])", dotted),
    (
        "open",
        r"\b(?:on|by|before|until|till?|due|around|since|from|for)\s+(?:the\s+)?"
        r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s+(?:floor|time|street|draft|version))",
        day_of_month,
    ),
    (
        "open",
        r"\bthe\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?=\s*(?:$|[,.;:!?)]|at\b|and\b|but\b|of"
        r" (?:this|the) month))"
        r"(?:\s+of (?:this|the) month)?",
        day_of_month,
    ),
    ("future", rf"\b(?:the\s+)?day\s+after\s+(?:{_TOMORROW})\b{_PART_OF_DAY}", after(2)),
    ("past", r"\b(?:the\s+)?day\s+before\s+yesterday\b", after(-2)),
    ("future", rf"\b(?:{_TOMORROW})\b{_PART_OF_DAY}", after(1)),
    (
        "past",
        r"\b(?:yesterday(?:'s)?|yday|ystrday|yesteday|last\s+(?:night|evening))\b(?:\s+(?:morning"
        r"|afternoon|evening|night))?(?!'s\s+\w+\s+(?:was|is))",
        after(-1),
    ),
    (
        "future",
        r"\b(?:by\s+)?(?:tonight|tonite|2nite|eod|cob|close\s+of\s+business|later\s+today"
        r"|end\s+of\s+(?:the\s+|my\s+|this\s+)?(?:work(?:ing)?\s+)?day"
        r"|end\s+of\s+(?:play|business)(?:\s+today)?)\b",
        after(0),
    ),
    ("past", r"\b(?:earlier\s+today|just\s+now|earlier\s+this\s+(?:morning|afternoon))\b", after(0)),
    ("open", r"\b(?:today|2day|this\s+(?:morning|afternoon|evening|lunchtime))\b", after(0)),
    ("future", rf"\b(?:(?:a\s+)?week\s+(?:from|on|after)\s+(?:next\s+)?{_WEEKDAY})", weekday_and_a_week),
    ("future", rf"\b{_WEEKDAY}\s+week\b", weekday_and_a_week),
    ("future", rf"\b{_SHORT_DAY}\s+(?:after\s+next|of\s+next\s+week|next\s+week)\b", next_week_day),
    ("future", rf"\bnext\s+{_SHORT_DAY}{_PART_OF_DAY}", next_week_day),
    ("future", rf"\bnext\s+week\s+(?:on\s+)?{_SHORT_DAY}", next_week_day),
    (
        "past",
        rf"\b(?:{_SHORT_DAY}\s+(?:of\s+)?last\s+week)",
        last_week_day,
    ),
    ("past", rf"\b(?:last|past)\s+{_SHORT_DAY}{_PART_OF_DAY}", last_weekday),
    (
        "open",
        rf"\b(?:this|on|by|before|until|till?|for|come|coming"
        rf"|from)\s+(?:coming\s+)?{_SHORT_DAY}{_PART_OF_DAY}",
        weekday,
    ),
    ("open", rf"(?<!every )(?<!each )\b{_WEEKDAY}{_PART_OF_DAY}", weekday),
    (
        "open",
        r"\b(?P<wd>sat|sun)\b(?=\s*(?:$|[,.;:!?)]|\d|at \d|morning|afternoon|evening|night|eve\b))",
        weekday,
    ),
    (
        "future",
        rf"\b(?:in|within|in\s+about|in\s+like)\s+(?:the\s+next\s+)?{_COUNT}\s+{_UNIT}(?:'?\s+time)?",
        in_units,
    ),
    ("future", rf"\b{_COUNT}\s+{_UNIT}\s+from\s+(?:now|today)\b", in_units),
    ("past", rf"\b{_COUNT}\s+{_UNIT}\s+(?:ago|back)\b", ago),
    ("future", r"\b(?:week\s+after\s+next)\b", in_week(2, 4)),
    (
        "future",
        r"\bend\s+of\s+next\s+week\b|\b(?:early\s+|late\s+|sometime\s+)?next\s+w(?:ee)?k\b",
        in_week(1, 4),
    ),
    (
        "open",
        rf"\b(?:eow|end{_OF_THE}week|(?:later\s+|sometime\s+)?this\s+w(?:ee)?k)\b(?!end)",
        in_week(0, 4),
    ),
    ("past", r"\b(?:earlier\s+this|the\s+other)\s+(?:week|day)\b", after(0)),
    ("past", r"\blast\s+w(?:ee)?k\b", in_week(-1, 4)),
    ("past", r"\blast\s+weekend\b", in_week(-1, 5)),
    ("future", r"\bnext\s+weekend\b", in_week(1, 5)),
    ("future", r"\b(?:before|by)\s+the\s+weekend\b", in_week(0, 4)),
    (
        "open",
        r"\b(?:(?:this|at\s+the|over\s+the|on\s+the|the)\s+weekend)\b",
        lambda match, today, past: last_such(today, 5) if past else in_week(0, 5)(match, today, past),
    ),
    (
        "future",
        rf"\b(?:eom|end{_OF_THE}month|month[\s-]end|later\s+this\s+month|this\s+month)\b",
        end_of_month(0),
    ),
    ("future", r"\b(?:end\s+of\s+)?next\s+month\b", end_of_month(1)),
    ("past", r"\blast\s+month\b", end_of_month(-1)),
    ("future", rf"\b(?:eoy|end{_OF_THE}year|year[\s-]end|(?:later\s+)?this\s+year)\b", end_of_year(0)),
    ("future", r"\b(?:end\s+of\s+)?next\s+year\b", end_of_year(1)),
    ("future", rf"\b(?:eoq|end{_OF_THE}quarter|(?:end\s+of\s+)?q(?P<q>[1-4]))\b", end_of_quarter),
    (
        "open",
        rf"\b(?:(?:by|in|before|during|until)\s+(?:the\s+)?(?:(?P<mid>mid)|early|late|end\s+of"
        rf"|beginning\s+of)?[\s-]*)"
        rf"(?<=[\s-]){_MONTH}{_YEAR}(?!['\w]|\s*(?:the\s+)?\d)",
        named_month,
    ),
    ("open", rf"\b(?:(?P<mid>mid)|early|late|end\s+of)[\s-]+{_MONTH}{_YEAR}(?!['\w]|\s*\d)", named_month),
    (
        "open",
        r"\b(?P<holiday>(?:christmas|xmas)(?:\s+(?:eve|day))?|boxing\s+day|nye"
        r"|new\s+year(?:'?s)?(?:\s+(?:eve|day))"
        r"|easter(?:\s+(?:sunday|monday))?|halloween|valentine'?s(?:\s+day)?)\b",
        holiday,
    ),
    (
        "future",
        r"\b(?:a\.?s\.?a\.?p\.?|as\s+soon\s+as\s+(?:possible|i\s+can|she\s+can|he\s+can)"
        r"|some\s?day|soon(?:ish)?|no\s+rush|whenever)\b",
        no_day,
    ),
)

PREPOSITION = Pattern(
    r"(?:(?<=\W)|^)(?:(?:by|on|before|until|till?|due|at|around|sometime|latest|this"
    r" coming|from|of|come|no later than|@|starting|not before|as of)"
    r"\s+){1,2}(?:the\s+)?$"
)
GLUE = Pattern(r"[\s,]*(?:(?:at|around|about|by|on|@|from|,)\s+)?")
FILLER = Pattern(
    r"\b(?:by|on|before|until|till?|due|at|the|latest|please|pls|sharp|ish|maybe|sometime|in)\b"
    r"|[\s,.!?:;()'\"-]+"
)
LONG_TAIL = Pattern(r"\d|\b(?:" + "|".join(MONTHS) + "|" + "|".join(DAYS) + r"|day|week|month|year|ago|now)")
CLOCK_MARK = Pattern(r"\d[:.]\d\d|\d\s?[ap]\.?m|\bnoon|o'?clock|\d\s?(?:uhr|h)\b")
