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
        "het een ik niet voor wij van det och jag som är på att",
        "não uma meu minha com para eu nie jest się na że ja ve bir için olan bu",
    )
    for word in line.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEW_WORDS = 15
_LEAST_ENGLISH_SHARE = 0.06  # plain prose has about 0.4, a list of things to buy nearly nothing


def is_english(text: str) -> bool:
    """False only where it is plain: another script, or another language's small words prevail.

    A few words, or none, pass as English: too little to tell.
    """
    found = [word.replace("’", "'").casefold() for word in _WORD.findall(text)]
    letters = "".join(found)
    latin = sum(letter < "ɐ" for letter in letters)  # the first letter after the Latin blocks
    if latin * 2 < len(letters):
        return False
    english = sum(word in _ENGLISH for word in found)
    other = sum(word in _OTHER for word in found)
    if other >= 2 and other > english:
        return False
    return len(found) < _FEW_WORDS or english >= len(found) * _LEAST_ENGLISH_SHARE
