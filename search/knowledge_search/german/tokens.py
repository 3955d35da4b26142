"""From text to tokens: folding, gender forms, stems.

Each word becomes a token of two channels: its surface (`w…`, for phrases) and its stem (`s…`). Tokens
are made of `a-z` and `0-9` alone and begin with a letter, because that is what the tokenizers of SQLite
and PostgreSQL both keep whole.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from ..analysis.base import TextWord
from ..analysis.text import clean_text, fold
from .words import (
    FEMININE_ENDINGS,
    NOT_FEMININE,
    NOT_FEMININE_PLURAL,
    PROTECTED_BEGINNINGS,
    STOPWORDS,
)

# A publish must not fail on an endless text: PostgreSQL's tsvector ends at 1 MB.
MAX_WORDS = 20_000
MAX_WORD_LENGTH = 60

# A stemmer keeps the word it is at in itself: two threads in one would break each other's words, and the
# cache below would keep what came out.
_stemmer = snowballstemmer.stemmer("german")
_one_at_a_time = threading.Lock()

# Bürger*innen, Bürger:innen, Bürger_innen, Bürger·innen, Bürger/-innen, Bürger(innen), jede*r, ein*e
_WORD = re.compile(
    r"""
    [^\W_]+
    (?: [*:_·•] in [^\W_]*
      | / -? in (?:nen)? \b
      | \( in (?:nen)? \)
      | [*:_·•] (?: e | r | n | s | m | en | er | es | em ) \b
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LETTERS_ONLY = re.compile(r"[\W_]+")


def words_of(text: str) -> Iterator[TextWord]:
    """Yield the words of a text that `clean_text` has been through."""
    for match in _WORD.finditer(text):
        surface, *others = _forms(match.group())
        yield TextWord(match.start(), match.end(), surface, (surface, *others))


def index_text(text: str) -> str:
    """Return the tokens of a text as the engines store them: all surfaces in order, then all stems."""
    surfaces: list[str] = []
    others: list[str] = []
    for word in words_of(clean_text(text)):
        surfaces.append(word.surface)
        others += word.tokens[1:]
        if len(surfaces) == MAX_WORDS:
            break
    return " ".join(surfaces + others)


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, ...]:
    """Return surface and stem token of a word as written, the surface alone of a stop word.

    A store has few different words, hence the cache.
    """
    folded = _LETTERS_ONLY.sub("", fold(word))[:MAX_WORD_LENGTH]
    surface = "w" + _ascii(folded)
    if folded in STOPWORDS:
        return (surface,)
    return surface, "s" + _ascii(_stem_of(folded))


def _stem_of(folded: str) -> str:
    base = _without_feminine(folded)
    for beginning in PROTECTED_BEGINNINGS:
        if base.startswith(beginning):
            return beginning + _stem(base[len(beginning) :])
    return _stem(base)


def _stem(word: str) -> str:
    with _one_at_a_time:
        return str(_stemmer.stemWord(word))


def _without_feminine(folded: str) -> str:
    if folded.endswith("innen") and len(folded) > 7 and folded not in NOT_FEMININE_PLURAL:
        return folded[:-5]
    if folded.endswith(FEMININE_ENDINGS) and folded not in NOT_FEMININE:
        return folded[:-2]
    return folded


def _ascii(word: str) -> str:
    """Spell what is not a Latin letter or digit by its number: engines then compare it like any word."""
    return word if word.isascii() else "".join(c if c.isascii() else f"x{ord(c):x}" for c in word)
