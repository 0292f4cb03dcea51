"""Numbers as people say them: the pattern of "40", "forty-one" and "two hundred"."""

_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"

# "One" is left out: "one day" and "one of us" count nothing.
NUMBER = rf"(?:\d[\d.,]*|{_SMALL}|{_TEENS}|(?:{_TENS})(?:-\w+)?|(?:a|one|{_SMALL}) (?:hundred|thousand))"
