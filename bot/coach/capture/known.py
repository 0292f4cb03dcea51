"""The member's known names, indexed by their parts, so that a line is read in time however many there are."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.coach.capture.given_names import GIVEN_NAMES
from bot.coach.capture.words import COMMON
from bot.coach.names import is_near, key, nicknames

Names = tuple[str, ...]
_PET_ENDINGS = ("i", "o", "y", "ie", "u", "es", "s", "z")
_HONORIFICS = ("-san", "-ji", "-sensei", "-kun", "-chan")


class KnownNames:
    """Finds known names by a run of words: full, first or last name, nickname, initial, one typing error."""

    def __init__(self, known: Iterable[str]) -> None:
        self.by_token: dict[str, list[str]] = {}
        self.tokens: dict[str, list[str]] = {}
        for name in known:
            words = [w for w in key(name).replace(".", " ").split() if w]
            self.tokens[name] = words
            for word in {part for w in words for part in (w, *w.split("-")) if part}:
                self.by_token.setdefault(word, []).append(name)
        self.by_initial: dict[str, list[str]] = {}
        for word in self.by_token:
            self.by_initial.setdefault(word[0], []).append(word)

    def one_word(self, low: str) -> Names:
        """Names with this part, or whose given name has this nickname; parts first."""
        found = self.by_token.get(low)
        if found:
            return tuple(found)
        if "-" in low:
            return self.one_word(low.split("-")[0]) if low.endswith(_HONORIFICS) else ()
        formal = nicknames(low)
        nicknamed = tuple(
            name for full in formal for name in self.by_token.get(full, ()) if self.tokens[name][0] == full
        )
        return nicknamed or self._shortened(low)

    def _shortened(self, low: str) -> Names:
        """ "Fati" is Fatima, "Jules" Julian, "Quim" Joaquim, "Majo" Maria José, "jp" Jean-Pierre."""
        if low in COMMON or len(low) > 6:
            return ()
        if len(low) == 2 or (len(low) == 4 and low not in GIVEN_NAMES):
            doubled = tuple(name for name in self.tokens if _joins_two(low, self.tokens[name]))
            if doubled or len(low) == 2:
                return doubled
        return self._by_beginning(low) or self._by_end(low)

    def _by_beginning(self, low: str) -> Names:
        """A name of its own ("Anna") stands for no longer one ("Annabel"), unless it ends as pet names do."""
        if len(low) < 3 or (low in GIVEN_NAMES and not low.endswith(_PET_ENDINGS)):
            return ()
        stem = low[:-2] if low.endswith(("ie", "es")) and len(low) > 4 else low[:-1]
        words = [
            word
            for word in self.by_initial.get(low[0], ())
            if word.startswith(low)
            or (len(stem) > 2 and low.endswith(_PET_ENDINGS) and word.startswith(stem))
        ]
        longer = [word for word in words if len(word) > len(low) + (low in GIVEN_NAMES)]
        return tuple(name for word in longer for name in self.by_token[word] if self.tokens[name][0] == word)

    def _by_end(self, low: str) -> Names:
        if len(low) < 4 or low in GIVEN_NAMES:
            return ()
        return tuple(name for name, words in self.tokens.items() if words and words[0].endswith(low))

    def has_given_name(self, low: str) -> bool:
        """Whether a known name begins with this word."""
        return any(self.tokens[name][0] == low for name in self.by_token.get(low, ()))

    def words(self, lows: Sequence[str]) -> Names:
        """Names that hold all of these words in order; the last may be an initial ("marta k")."""
        return tuple(name for name in self.one_word(lows[0]) if self._holds(name, lows))

    def near(self, low: str) -> Names:
        """Names with a part that is one typing error away."""
        if len(low) < 4:
            return ()
        near = [word for word in self.by_initial.get(low[0], ()) if is_near(low, word)]
        return tuple(dict.fromkeys(name for word in near for name in self.by_token[word]))

    def _holds(self, name: str, lows: Sequence[str]) -> bool:
        rest = iter(self.tokens[name])
        first = next(rest)
        if not (lows[0] == first or first in nicknames(lows[0]) or lows[0] in first.split("-")):
            return lows[0] in self.tokens[name] and list(lows) == self.tokens[name][-len(lows) :]
        return all(any(_fits(low, token) for token in rest) for low in lows[1:])


def _joins_two(low: str, words: Sequence[str]) -> bool:
    """Whether a pet name is made of the beginnings of the two given names of somebody."""
    parts = [part for word in words for part in word.split("-")]
    half = len(low) // 2
    return (
        len(parts) > 1
        and parts[0].startswith(low[:half])
        and parts[1].startswith(low[half:])
        and (half == 1 or len(words) > 2 or "-" in words[0])
    )


def _fits(low: str, token: str) -> bool:
    return low == token or (len(low) == 1 and token.startswith(low)) or (len(low) > 4 and is_near(low, token))


@lru_cache(maxsize=32)
def known_names(known: Names) -> KnownNames:
    """The index of a member's names; kept for the next line of the same member."""
    return KnownNames(known)
