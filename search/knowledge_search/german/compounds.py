"""What compounds are made of: Nachbarschaftshilfe is Nachbarschaft and Hilfe."""

from __future__ import annotations

from functools import cache, lru_cache

from . import data, names
from .gender import without_feminine
from .stems import stem

MIN_COMPOUND = 6
MAX_COMPOUND = 48
_MIN_PART = 3
_MIN_NOUN = 5  # shorter parts must be in the list: too many short nouns hide in other words
_MAX_PARTS = 4
_LINKS = ("", "s", "n", "en", "es", "er", "e", "ens")
# Endings of a last part, with what stands in their place in its basic form.
_INFLECTIONS = ("s", "es", "n", "en", "e", "er", "ern", "nen", "se", "sen", "em")
_UMLAUTS = (("aeu", "au"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
# The cost of a part, so that the fewest and the longest last parts win.
_PART = 100
_SHORT_PART = 40
_RARE_LINK = 30


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the parts of a folded compound, each as the stems it is made of itself; () for other words.

    Krankenhausgarten gives ((krank, haus), (garten,)).
    """
    parts = _listed(word)
    base = without_feminine(word)
    if parts is None and base != word:
        # Kinderpädagogin comes from Kinderpädagoge; no word but the basic form of a noun will do.
        man = () if _is_simple(base) else _cheapest(base + "e")
        return split(base + "e" if man and _is_part(man[-1]) else base)
    if parts is None:
        parts = () if _is_simple(word) else _cheapest(word)
    return tuple(atoms(part) for part in parts)


def split_text(word: str) -> tuple[str, ...]:
    """Return the parts of a folded compound as they stand there: krankenhaus, garten; () for other words."""
    if _is_simple(word):
        return ()
    return tuple(text for text in _cheapest(word, in_text=True))


def atoms(word: str) -> tuple[str, ...]:
    """Return the stems of a folded word's smallest parts; of a simple word its own stem."""
    parts = split(word)
    return tuple(atom for part in parts for atom in part) if parts else (stem(word),)


def _listed(word: str) -> tuple[str, ...] | None:
    """Return what the list says of a word, or of the word it is a form of."""
    listed = data.splits()
    for form in (word, *basic_forms(word)):
        if form in listed:
            return listed[form]
    return None


def _is_simple(word: str) -> bool:
    if not MIN_COMPOUND <= len(word) <= MAX_COMPOUND or not word.isalpha() or word in data.stems():
        return True
    if names.is_name(word) or names.bearer(word):
        return True
    if word.startswith(("weiter", "wieder", "hoch", "weg", "fest", "heim")) and _participle_of(word):
        return True
    is_other = word in data.verbs() or word in data.others()
    return is_other and word not in data.nouns() and not word.endswith(_adjective_heads())


@cache
def _adjective_heads() -> tuple[str, ...]:
    return (
        "gerecht", "freundlich", "frei", "uebergreifend", "bezogen", "orientiert", "nah", "arm", "reich",
    )  # fmt: skip


def _cheapest(word: str, in_text: bool = False) -> tuple[str, ...]:
    """Find the best way to cut a word, from its end to its beginning.

    Args:
        word: folded.
        in_text: return the pieces as they stand in the word, not the words they stand for.
    """
    length = len(word)
    best: dict[int, tuple[int, tuple[str, ...]]] = {}
    candidates: list[tuple[int, tuple[str, ...]]]
    for start in range(length - _MIN_PART, -1, -1):
        candidates = []
        if start and (head := _head(word[start:])):
            candidates.append((_cost(word[start:]) - 2 * len(word[start:]), (head,)))
        for end in range(start + _MIN_PART, length - _MIN_PART + 1):
            if end in best and len(best[end][1]) < _MAX_PARTS:
                modifier, extra = _modifier(word[start:end])
                if modifier:
                    cost, parts = best[end]
                    first = word[start:end] if in_text else modifier
                    candidates.append((cost + extra + _cost(modifier), (first, *parts)))
        if candidates:
            best[start] = min(candidates)
    parts = best.get(0, (0, ()))[1]
    return parts if len(parts) > 1 else ()


def _cost(part: str) -> int:
    return _PART + (_SHORT_PART if len(part) < 4 else 0)


def _is_part(word: str) -> bool:
    return word in data.words("parts") or (
        len(word) >= _MIN_NOUN and word in data.nouns() and word not in data.words("not_parts")
    )


@lru_cache(maxsize=100_000)
def _modifier(text: str) -> tuple[str, int]:
    """Return the word that a first part stands for and what its linking element costs; '' if none."""
    if _is_part(text):
        return text, 0
    for position, link in enumerate(_LINKS[1:]):
        base = text.removesuffix(link)
        if (
            base != text
            and len(base) >= _MIN_PART
            and _is_part(base)
            and base not in data.words("verb_parts")
        ):
            return base, 0 if position < 3 else _RARE_LINK
    if len(text) > 3 and _is_part(text + "e"):  # Schul-
        return text + "e", 5
    base = without_feminine(text)
    if base != text and (_is_part(base) or _is_part(base + "e")):
        return (base if _is_part(base) else base + "e"), 0
    return "", 0


@lru_cache(maxsize=100_000)
def _head(text: str) -> str:
    """Return a last part as it stands there if it is a form of a noun, else ''."""
    if text in data.words("not_heads"):
        return ""
    if _is_part(text) or any(_is_part(form) for form in basic_forms(text)):
        return text
    return _doer(text)


def _doer(text: str) -> str:
    """Return the person that a participle stands for: fahrer for the end of Radfahrende; else ''."""
    verb = _participle_of(text)
    doer = verb.removesuffix("en") + "er"
    return doer if verb and doer in data.nouns() else ""


def _participle_of(text: str) -> str:
    """Return the verb of a word like fahrende, or ''."""
    for ending in ("de", "den", "der"):
        verb = text.removesuffix(ending)
        if verb != text and verb in data.verbs():
            return verb
    return ""


def basic_forms(word: str) -> list[str]:
    """Return what a noun's form may be a form of: haeusern, haus."""
    base = without_feminine(word)
    found = [base] if base != word else []
    for form in (word, base) if base != word else (word,):
        bare = [form, *(form.removesuffix(ending) for ending in _INFLECTIONS if form.endswith(ending))]
        found += bare[1:]
        for umlaut, plain in _UMLAUTS:
            if umlaut in form:
                found += [_last(each, umlaut, plain) for each in bare]
    return [form for form in found if len(form) >= _MIN_PART]


def _last(word: str, umlaut: str, plain: str) -> str:
    before, found, after = word.rpartition(umlaut)
    return before + plain + after if found else word
