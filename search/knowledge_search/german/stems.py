"""The stem of a word: Snowball's, but for what the data know better."""

from __future__ import annotations

import threading

import snowballstemmer

from . import data, names
from .gender import without_feminine

_NOUN_ENDINGS = ("e", "n", "s", "en", "er", "es")
# Adjectives that are participles begin or end so: verkauft, beschäftigt, motiviert; not "laut" and "recht".
_PARTICIPLES = ("be", "er", "ver", "zer", "ent", "ge", "miss")
_ADJECTIVE_ENDINGS = ("em", "en", "er", "es", "e")
_PREFIXES = (
    *("zusammen", "zurueck", "statt", "unter", "durch", "nach", "teil", "fort", "fest", "frei", "auf", "aus"),
    *("bei", "ein", "her", "hin", "los", "mit", "vor", "weg", "ab", "an", "um", "zu"),
)
# The stemmer strips an "s" after some letters only (Kitas), and no "n" after "l" and "r" (Kartoffeln).
_MIN_PLURAL = 4

# A stemmer keeps the word it is at in itself: two threads in one would break each other's words, and the
# caches would keep what came out.
_stemmer = snowballstemmer.stemmer("german")
_one_at_a_time = threading.Lock()


def stem(word: str, is_lower: bool = False) -> str:
    """Return the stem of a folded word.

    Args:
        word: folded.
        is_lower: the word stands in lower case in a text, so it is no noun ("ein alter Bahnhof").
    """
    known = data.stems()
    if is_lower and (found := known.get("~" + word)):
        return found
    if found := known.get(word):
        return found
    if names.is_name(word):
        return word
    if name := names.bearer(word):
        return name
    base = without_feminine(word)
    if base != word and (base.endswith("es") or (base + "e" in data.nouns() and base not in data.nouns())):
        base += "e"  # Chinesin, Lotsin: the stemmer would take "es" and "s" for endings
    if base != word and (found := known.get(base)):
        return found
    if infinitive := _verb_of(base) or ("" if _is_noun(base) else _infinitive(base)):
        return known.get(infinitive) or _snowball(infinitive)
    return _snowball(_without_plural(base))


def infinitive(word: str) -> str:
    """Return the verb that a folded form belongs to: lesen for liest, lesen and gelesen; or ''."""
    return word if word in data.verbs() else _infinitive(word)


def _is_noun(word: str) -> bool:
    """Say whether a word that looks like a form of a verb is one of a noun: Gericht, Anlagen, Schloss."""
    if word.startswith("ge") and word.endswith("en") and word in data.strong_forms():
        return False  # gehalten is no plural of Gehalt
    forms = (word, *(word.removesuffix(ending) for ending in _NOUN_ENDINGS if word.endswith(ending)))
    return any(form in data.nouns() and form not in data.verbs() for form in forms)


def _infinitive(word: str) -> str:
    """Return the verb that a form without its stem comes from: geholfen, mitgebracht, vorzulesen; or ''."""
    for form in _bare_forms(word):
        if form in data.strong_forms():
            return data.strong_forms()[form]
        if form.endswith("end") and form[:-1] in data.verbs():
            return form[:-1]
        if verb := _finite(form):
            return verb
        if form.startswith("ge") and (verb := _regular(form[2:])):
            return verb
        for prefix in _PREFIXES:
            rest = form.removeprefix(prefix)
            if rest == form or len(rest) < 4:
                continue
            found = data.strong_forms().get(rest, "")
            if rest.startswith("ge"):
                found = found or _regular(rest[2:])
            elif rest.startswith("zu") and rest[2:] in data.verbs():
                found = rest[2:]
            if found:
                return prefix + found
            break
    return ""


def _bare_forms(word: str) -> tuple[str, ...]:
    """Return a word and, if it may be a participle that is used as an adjective, the participle."""
    if len(word) < 6:
        return (word,)
    bare = tuple(
        word.removesuffix(ending)
        for ending in _ADJECTIVE_ENDINGS
        if word.endswith(ending) and word.removesuffix(ending).endswith(("t", "en", "end"))
    )
    return (word, *bare)


def _verb_of(word: str) -> str:
    """Return the verb of a noun in "-ung" that is too short for the stemmer: Nutzung, nutzen; or ''."""
    for ending in ("ung", "ungen"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2:
            return next((verb for verb in (root + "en", root + "n") if verb in data.verbs()), "")
    return ""


def _finite(word: str) -> str:
    """Return the infinitive of a regular form like pflegt, lernte, or ''."""
    if word in data.nouns():
        return ""
    if word in data.others() and not (word.endswith("iert") or word.startswith(_PARTICIPLES)):
        return ""
    for ending in ("t", "te", "ten", "st"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2:
            for verb in (root + "en", root + "n", root.removesuffix("e") + "en"):
                if verb in data.verbs():
                    return verb
    return ""


def _regular(rest: str) -> str:
    """Return the infinitive of a regular participle without its "ge", or ''."""
    if not rest.endswith("t") or len(rest) < 4:
        return ""
    for candidate in (rest[:-1] + "en", rest[:-1] + "n", rest.removesuffix("et") + "en"):
        if candidate in data.verbs():
            return candidate
    return ""


def _without_plural(word: str) -> str:
    single = word[:-1]
    known = data.nouns()
    if word in known and word.endswith("s") and len(word) > 3 and single not in known | data.words("parts"):
        return word + "e"  # no plural: Fuchs, Gans, Hals, as the stemmer has it for Füchse
    if len(word) <= _MIN_PLURAL or word in known:
        return word
    if word.endswith("s") and not word.endswith(("ss", "us")):
        is_known = single in data.words("parts") or (single in known and not word.endswith("is"))
        return single if is_known else word
    return single if word.endswith(("ln", "rn")) and single in known else word


def _snowball(word: str) -> str:
    with _one_at_a_time:
        return str(_stemmer.stemWord(word))
