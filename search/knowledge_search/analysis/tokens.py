"""From text to tokens: folding, gender forms, stems.

Each word becomes a token of two channels: its surface (`w…`, for phrases) and its stem (`s…`). Tokens
are made of `a-z` and `0-9` alone and begin with a letter, because that is what the tokenizers of SQLite
and PostgreSQL both keep whole.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

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

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Soft hyphens, zero-width and bidirectional marks: invisible, and they tear words apart.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

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
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "œ": "oe"})
_SORT_UMLAUTS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe"})


class Token(NamedTuple):
    """A word of a text: where it stands, and its tokens. A stop word has no stem."""

    start: int
    end: int
    surface: str
    stem: str


def clean_text(text: str) -> str:
    """Normalise to NFC, put blanks for control characters and drop invisible and bidirectional marks."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _CONTROL.sub(" ", text)))


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text that `clean_text` has been through."""
    for match in _WORD.finditer(text):
        surface, stem = _forms(match.group())
        yield Token(match.start(), match.end(), surface, stem)


def token_text(text: str) -> str:
    """Return the tokens of a text as the engines store them: all surfaces in order, then all stems."""
    surfaces: list[str] = []
    stems: list[str] = []
    for token in tokens(clean_text(text)):
        surfaces.append(token.surface)
        if token.stem:
            stems.append(token.stem)
        if len(surfaces) == MAX_WORDS:
            break
    return " ".join(surfaces + stems)


def fold(word: str) -> str:
    """Return one spelling for all: Bürger, BÜRGER and Buerger; Straße and Strasse; Café and Cafe."""
    folded = word.casefold().translate(_UMLAUTS)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def sort_key(title: str) -> str:
    """Return a key that sorts German titles as a dictionary does (DIN 5007-1), byte by byte.

    ä sorts as a, ß as ss, case and punctuation do not count, and numbers sort by their value.
    """
    text = clean_text(title).casefold().translate(_SORT_UMLAUTS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.findall(r"[0-9]+|[^\W\d_]+", text)
    return " ".join(word.zfill(8) if word.isdecimal() else word for word in words)[:200]


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, str]:
    """Return surface and stem token of a word as written; a store has few different ones, hence the cache."""
    folded = _LETTERS_ONLY.sub("", fold(word))[:MAX_WORD_LENGTH]
    surface = "w" + _ascii(folded)
    if folded in STOPWORDS:
        return surface, ""
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
