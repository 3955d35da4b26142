"""Proper names, above all of places: never stemmed, split or corrected."""

from __future__ import annotations

import re
from functools import cache

from ..analysis.text import fold
from ..registry import proper_names
from . import data

_MIN_LENGTH = 3
_WORD = re.compile(r"[^\W\d_]+")


def is_name(word: str) -> bool:
    """Say whether a folded word is (part of) a registered name and no everyday word."""
    return word in _names(tuple(proper_names))


def bearer(word: str) -> str:
    """Return the name that a folded word is derived from (Eislebener, Magdeburgs), or ''."""
    for ending in ("ers", "er", "s"):
        if word.endswith(ending) and is_name(word[: -len(ending)]):
            return word[: -len(ending)]
    return ""


@cache
def _names(sources: tuple[object, ...]) -> frozenset[str]:
    everyday = data.words("common_names") | data.words("stopwords")
    found = {
        fold(word)
        for get_names in sources
        for name in get_names()  # type: ignore[operator]
        for word in _WORD.findall(name)
    }
    return frozenset(word for word in found if len(word) >= _MIN_LENGTH and word not in everyday)
