"""Women and men in one word: Bürger*innen, Bürgerinnen and Bürger come to one stem."""

from __future__ import annotations

from functools import cache

from . import data


def without_feminine(word: str) -> str:
    """Return a folded word without "-in" or "-innen" where that means women."""
    if word.endswith("innen") and len(word) > 7 and word not in data.words("not_feminines"):
        return word[:-5]
    if word.endswith("in") and len(word) > 4 and word.endswith(_endings()) and not _is_other(word):
        return word[:-2]
    return word


def variants(word: str) -> tuple[str, ...]:
    """Return a folded word and, if it means women too, the word without: buergerinnen, buerger."""
    base = without_feminine(word)
    return (word,) if base == word else (word, base)


def _is_other(word: str) -> bool:
    if word in data.words("not_feminines") or word.endswith(("medizin", "termin", "plugin")):
        return True
    # Gästelogin, but Psychologin.
    return word.endswith("login") and not word.endswith("ologin")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(data.words("feminines"))
