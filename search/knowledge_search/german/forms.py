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

# Two of these joined stay below 255 letters, where Lucene cuts a token.
_MAX_SPELLED = 2 * MAX_WORD_LENGTH

_SEAM = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])(?!Innen)")
_MIN_SEAMED = 4
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
        tokens: what a text's word is found by, surface first.
        is_stopword: the word counts inside a quoted phrase only.
    """

    surface: str
    stem: str
    parts: tuple[str, ...]
    heads: tuple[str, ...]
    modifiers: tuple[str, ...]
    tokens: tuple[str, ...]
    is_stopword: bool


def _with_tokens(
    surface: str,
    stem: str,
    parts: tuple[str, ...] = (),
    heads: tuple[str, ...] = (),
    modifiers: tuple[str, ...] = (),
) -> Forms:
    tokens = ["w" + surface]
    if stem:
        tokens += ["s" + stem, *("h" + head for head in heads), *("m" + other for other in modifiers)]
    return Forms(surface, stem, parts, heads, modifiers, tuple(tokens), not stem)


@lru_cache(maxsize=200_000)
def forms_of(word: str, asked: bool = False) -> Forms:
    """Analyse a word as written. A store has few different ones, hence the cache.

    Args:
        word: as written.
        asked: the word is from a query, where lower case does not tell verbs from nouns.
    """
    folded = _NO_LETTERS.sub("", fold(word))[:MAX_WORD_LENGTH]
    surface = _ascii(folded)
    if folded in data.words("stopwords"):
        return _with_tokens(surface, "")
    parts = split(folded)
    if not parts:
        own = _ascii(stem(folded, is_lower=not asked and word.islower()))
        *others, last = _between_seams(word)
        return (
            _with_tokens(surface, own, (), (last,), tuple(others)) if others else _with_tokens(surface, own)
        )
    joined = ["".join(part) for part in parts]
    heads = dict.fromkeys("".join(joined[start:]) for start in range(1, len(joined)))
    modifiers = [
        *("".join(joined[:end]) for end in range(len(joined) - 1, 0, -1)),
        *joined[1:-1],
        *(atom for part in parts if len(part) > 1 for atom in part),
    ]
    return _with_tokens(
        surface,
        "".join(joined),
        tuple(joined),
        tuple(heads),
        tuple(m for m in dict.fromkeys(modifiers) if m not in heads),
    )


def _between_seams(word: str) -> list[str]:
    """Return the stems of the parts that capitals set off within a name: heimatBEWEGEN, not BürgerInnen."""
    parts = [fold(part) for part in _SEAM.split(word)]
    return [_ascii(stem(part)) for part in parts] if all(len(part) >= _MIN_SEAMED for part in parts) else [""]


def _ascii(word: str) -> str:
    """Spell what is not a Latin letter or digit by its number: engines then compare it like any word."""
    if word.isascii():
        return word
    return "".join(c if c.isascii() else f"x{ord(c):x}" for c in word)[:_MAX_SPELLED]
