"""The words that the rules know: read from `data/` when first needed, and kept.

The files under `data/openthesaurus/` are made by `scripts/german_data.py`; the others are written by hand.
Everything is folded on reading, so that the files can be written as people write.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..analysis.text import fold

_DIRECTORY = Path(__file__).parent / "data"
# What "*" after a form in stems.txt stands for.
_ENDINGS = ("", "e", "en", "er", "ern", "es", "em", "n", "s", "in", "innen", "ens")


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a file, folded. Lines with `#` in front are comments."""
    return frozenset(fold(" ".join(_lines(f"{name}.txt"))).split())


@cache
def nouns() -> frozenset[str]:
    """Return the nouns of OpenThesaurus."""
    return _generated("nouns")


@cache
def verbs() -> frozenset[str]:
    """Return the infinitives of OpenThesaurus."""
    return _generated("verbs")


@cache
def others() -> frozenset[str]:
    """Return adjectives, adverbs and the rest of OpenThesaurus."""
    return _generated("others")


@cache
def stems() -> dict[str, str]:
    """Return the stems of the words that the stemmer gets wrong.

    A form with `~` before it counts only where it is written in lower case within a text; its key has the
    sign too.
    """
    found: dict[str, str] = {}
    for line in _lines("stems.txt"):
        stem, forms = line.split(":")
        for form in fold(forms).split():
            if form.endswith("*"):
                for ending in _ENDINGS:
                    found.setdefault(form[:-1] + ending, fold(stem))
            else:
                found[form] = fold(stem)
    return found


@cache
def families() -> dict[str, tuple[str, ...]]:
    """Return the stems of words that come from one another in ways that no stemmer sees."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines("families.txt"):
        family = fold(line).split()
        for stem in family:
            found[stem] = (*found.get(stem, ()), *(other for other in family if other != stem))
    return found


@cache
def strong_forms() -> dict[str, str]:
    """Return the infinitives of irregular forms."""
    found: dict[str, str] = {}
    for line in _lines("strong_verbs.txt"):
        infinitive, forms = line.split(":")
        for form in fold(forms).split():
            found.setdefault(form, fold(infinitive))
    return found


@cache
def splits() -> dict[str, tuple[str, ...]]:
    """Return the parts of words that the rules would split wrongly; none for a word that stays whole."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines("splits.txt"):
        word, _, parts = line.partition(":")
        found[fold(word)] = tuple(fold(parts).strip().split("+")) if "+" in parts else ()
    return found


@cache
def thesaurus() -> list[str]:
    """Return the entries of the thesaurus, sorted by their words: `word|senses|synonym|synonym ...`."""
    return (_DIRECTORY / "openthesaurus" / "synonyms.txt").read_text("utf-8").splitlines()


@cache
def starting_synonyms() -> tuple[tuple[str, ...], ...]:
    """Return the field's groups of synonyms and abbreviations that a new store begins with."""
    return tuple(
        tuple(word.strip() for word in line.split(",") if word.strip()) for line in _lines("synonyms.csv")
    )


def _lines(name: str) -> Iterator[str]:
    for line in (_DIRECTORY / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _generated(name: str) -> frozenset[str]:
    return frozenset((_DIRECTORY / "openthesaurus" / f"{name}.txt").read_text("utf-8").split())
