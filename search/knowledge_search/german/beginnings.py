"""How the stem of a word may begin, without analysing it: enough to leave out most words of a long list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from . import data

_LENGTH = 3
_UMLAUTS = (("aee", "a"), ("oee", "o"), ("uee", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"))  # säen, Müesli
# What stands within the first letters of a form, but not within those of its stem: abgegeben, anzupacken,
# gepflegt. Longer prefixes fill the beginning by themselves.
_WITHIN = re.compile("(ab|an|um|zu|)(?:ge|zu)(.+)")
# Where the stem ends within the first letters.
_SHORT = {"uebung": "ueben", "geuebt": "ueben"}


def beginning_of(stem: str) -> str:
    """Return what stems are told apart by: their first letters, umlauts being no letters of their own."""
    first = stem[: 2 * _LENGTH]
    for umlaut, plain in _UMLAUTS:
        first = first.replace(umlaut, plain)
    return first[:_LENGTH]


def beginnings_of_stem(word: str) -> frozenset[str]:
    """Return how the stem of a folded word may begin: in one way, but for irregular words."""
    return frozenset(beginning_of(each) for each in _candidates(word))


def _candidates(word: str) -> Iterator[str]:
    yield word
    yield from _irregular(word)
    if match := _WITHIN.fullmatch(word):
        prefix, rest = match.groups()
        yield prefix + rest
        for verb in _irregular(word.removeprefix(prefix)):
            yield prefix + verb


def _irregular(word: str) -> Iterator[str]:
    """Yield stems in the place of the word, or of the first part of the compound, that has them."""
    for form, stem in _stems().get(word[:2], ()):
        if word.startswith(form):
            yield stem + word[len(form) :]


@cache
def _stems() -> dict[str, list[tuple[str, str]]]:
    """Return the words whose stems begin otherwise, with these, by their first two letters."""
    found: dict[str, list[tuple[str, str]]] = {}
    pairs = (
        *data.stems().items(),
        *data.strong_forms().items(),
        *_SHORT.items(),
        *((word, parts[0]) for word, parts in data.splits().items() if parts),
    )
    for word, stem in pairs:
        form = word.removeprefix("~")
        if beginning_of(form) != beginning_of(stem):
            found.setdefault(form[:2], []).append((form, stem))
    return found
