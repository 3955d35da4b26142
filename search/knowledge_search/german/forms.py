"""What a single word is found by: its surface, its stem, and the parts of a compound."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..analysis.text import fold
from . import data
from .compounds import split
from .stems import stem

MAX_WORD_LENGTH = 60

_NO_LETTERS = re.compile(r"[\W_]+")


class Forms(NamedTuple):
    """A word, analysed; everything without the letter of its channel.

    Attributes:
        surface: folded.
        stem: of a compound, the stems of its parts joined, so that its spellings with a hyphen or a blank
            come to the same; "" for a stop word.
        parts: of a compound, the stem of each part; () for other words.
        heads: what the compound is a kind of: its last part, its last two ...
        modifiers: its other parts.
    """

    surface: str
    stem: str
    parts: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()

    @property
    def is_stopword(self) -> bool:
        """Whether the word counts inside a quoted phrase only."""
        return not self.stem

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of a text's word, surface first."""
        if not self.stem:
            return ("w" + self.surface,)
        return (
            "w" + self.surface,
            "s" + self.stem,
            *("h" + head for head in self.heads),
            *("m" + modifier for modifier in self.modifiers),
        )


@lru_cache(maxsize=200_000)
def forms_of(word: str, asked: bool = False) -> Forms:
    """Analyse a word as written. A store has few different ones, hence the cache.

    Args:
        asked: the word is from a query, where lower case does not tell verbs from nouns.
    """
    folded = _NO_LETTERS.sub("", fold(word))[:MAX_WORD_LENGTH]
    surface = _ascii(folded)
    if folded in data.words("stopwords"):
        return Forms(surface, "")
    parts = split(folded)
    if not parts:
        return Forms(surface, _ascii(stem(folded, is_lower=not asked and word.islower())))
    joined = ["".join(part) for part in parts]
    heads = dict.fromkeys("".join(joined[start:]) for start in range(1, len(joined)))
    modifiers = [
        *("".join(joined[:end]) for end in range(len(joined) - 1, 0, -1)),
        *joined[1:-1],
        *(atom for part in parts if len(part) > 1 for atom in part),
    ]
    return Forms(
        surface,
        "".join(joined),
        tuple(joined),
        tuple(heads),
        tuple(m for m in dict.fromkeys(modifiers) if m not in heads),
    )


def _ascii(word: str) -> str:
    """Spell what is not a Latin letter or digit by its number: engines then compare it like any word."""
    return word if word.isascii() else "".join(c if c.isascii() else f"x{ord(c):x}" for c in word)
