"""Telling whether an answer is English enough to be read for more than its length."""

import re

_ENGLISH = frozenset(
    word
    for line in (
        "the a an and or but of to in on at for with from that this it is are was were be been i i'm you",
        "he she we they my your our their me us who what when where how so not have has had do does did",
        "will would can could if as by about just like there then",
    )
    for word in line.split()
)
# Only words that English does not use: German "die" and Italian "come" would speak for both sides.
_OTHER = frozenset(
    word
    for line in (
        "der das und ist nicht ich ein eine wir mit für auf sie auch mein",
        "le la les et est je une pour dans nous avec des du suis",
        "que el los las y por con mi soy una il che di sono per della non",
        "het een ik niet voor wij van det och jag som är på att og jeg en har med vi er",
        "não uma meu minha com para eu nie jest się na że ja ve bir için olan bu",
        "olen ja että mutta minulla és egy nem hogy vagyok és az jsem mám že ale co się w z mam czy",
        "și este un mă am de saya dan yang ini dari na ya wa ni ang ng ako sa ay tôi là có của",
    )
    for word in line.split()
) - {"do", "am", "er", "has", "en", "med", "ben", "my"}
# Small words that other languages have, too.
_SHARED = frozenset(
    word
    for line in ("a i in do me to on as so was am will or he by at of is are i'm has have",)
    for word in line.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEW_WORDS = 6
_SOME_WORDS = 12
# Plain prose has about 0.4, notes with the small words left out 0.15, other languages at most 0.11.
_LEAST_ENGLISH_SHARE = 0.13
_LEAST_ENGLISH_SHARE_OF_A_LINE = 0.09


def is_english(text: str) -> bool:
    """False where another script, another language's small words, or no English ones at all are seen.

    A few words, or none, pass as English: too little to tell.
    """
    found = [word.replace("’", "'").casefold() for word in _WORD.findall(text)]
    if has_other_script(text):
        return False
    english = sum(word in _ENGLISH for word in found)
    other = sum(word in _OTHER for word in found)
    if other >= 2 and other >= sum(word in _ENGLISH - _SHARED for word in found):
        return False
    if len(found) < _FEW_WORDS:
        return True
    least = _LEAST_ENGLISH_SHARE if len(found) >= _SOME_WORDS else _LEAST_ENGLISH_SHARE_OF_A_LINE
    return english >= len(found) * least


def has_other_script(text: str) -> bool:
    """Whether most letters are none of the Latin script."""
    if text.isascii():
        return False
    letters = "".join(_WORD.findall(text))
    latin = sum(letter < "ɐ" or "Ḁ" <= letter <= "ỿ" for letter in letters)
    return latin * 2 < len(letters)
