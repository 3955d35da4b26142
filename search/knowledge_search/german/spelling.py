"""Words that the store does not know: which of its words was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from ..analysis.base import KnownWord, Lexicon
from . import data, names
from .compounds import basic_forms, split
from .forms import Forms, forms_of
from .gender import without_feminine
from .stems import stem

_ENDINGS = (
    "",
    "e",
    "en",
    "er",
    "ern",
    "es",
    "s",
    "n",
    "in",
    "innen",
    "t",
    "te",
    "ung",
    "ungen",
    "nen",
    "se",
    "sen",
)
_VOWELS = "aou"
_MIN_LENGTH = 4
_SURE_PART = 4
# From these lengths on so many slips may be in a word.
_ONE_SLIP, _TWO_SLIPS = 4, 8
_MOST_SLIPS = 3  # where the word is there in another form, whose ending is not a slip


def is_known(forms: Forms, lexicon: Lexicon) -> bool:
    """Say whether the store has a word in some form, as far as its list of words can tell."""
    return any(
        lexicon.frequency(form) and forms_of(form, asked=True).stem == forms.stem
        for form in spellings(forms.surface)
    )


def frequency(forms: Forms, lexicon: Lexicon) -> int:
    """Return about how many records have a word in one of its forms: the most frequent form's number."""
    return max(
        lexicon.frequency(form)
        for form in spellings(forms.surface)
        if form == forms.surface
        or (lexicon.frequency(form) and forms_of(form, asked=True).stem == forms.stem)
    )


def is_german(forms: Forms) -> bool:
    """Say whether a word is spelled right, whether the store has it or not."""
    word = forms.surface
    if len(word) < _MIN_LENGTH or not word.isalpha() or names.is_name(word) or names.bearer(word):
        return True
    if parts := split(word):
        # Short parts may be there by chance: Werkstat is no Werk-s-tat.
        return all(len("".join(part)) >= _SURE_PART for part in parts) or word in data.nouns()
    return any(_is_listed(form) for form in (word, *basic_forms(word), *_verb_forms(word)))


def corrections(words: Sequence[Forms], lexicon: Lexicon) -> list[KnownWord | None]:
    """Return which of the store's words was meant by each that is not known; None if unsure."""
    asked = [_to_ask(word.surface, lexicon) for word in words]
    # Asked once for all: the lexicon may have to ask the database.
    answers = iter(lexicon.similar([pair for own in asked for pair in own]))
    return [
        _correction(word.surface, [(form, next(answers)) for form, _ in own])
        for word, own in zip(words, asked, strict=True)
    ]


def _to_ask(word: str, lexicon: Lexicon) -> list[tuple[str, int]]:
    """Return what to ask the lexicon for: the word, and with umlauts if that is a word of the store."""
    if len(word) < _ONE_SLIP or not word.isalpha() or not word.isascii():
        return []
    with_umlauts = [
        form for form in _with_umlauts(word) if any(lexicon.frequency(each) for each in spellings(form))
    ]
    return [
        *((form, _MOST_SLIPS) for form in with_umlauts),
        (word, _MOST_SLIPS if len(word) >= _TWO_SLIPS else 1),
    ]


def _correction(word: str, answers: Sequence[tuple[str, Sequence[KnownWord]]]) -> KnownWord | None:
    if not answers:
        return None
    *with_umlauts, (_, near) = answers
    for form, found in with_umlauts:
        own = forms_of(form, asked=True).stem
        for known in found:
            if forms_of(known.text, asked=True).stem == own:
                return known
    likely = [known for known in near if _is_likely(word, known)]
    candidates = [known for known in likely if known.distance <= 2]
    if not candidates:
        # The store may have it in another form only: Mitfarbank, mitfahrbänke.
        own = stem(word)
        candidates = [
            known for known in likely if OSA.distance(own, forms_of(known.text, asked=True).stem) <= 2
        ]
    return min(candidates, key=lambda known: _rank(word, known), default=None)


def _is_likely(word: str, known: KnownWord) -> bool:
    if known.text == word or not known.text.isalpha() or len(known.text) < _MIN_LENGTH - 1:
        return False
    if known.text in data.words("stopwords"):
        return False
    same_start = known.text[0] == word[0]
    if len(word) < 6:
        return same_start or sorted(known.text) == sorted(word)
    return same_start or known.distance == 1


def _rank(word: str, known: KnownWord) -> tuple[int, bool, int, str]:
    return (known.distance, known.text[0] != word[0], -known.records, known.text)


@lru_cache(maxsize=10_000)
def spellings(word: str) -> tuple[str, ...]:
    """Return a folded word and forms that it may have in a text."""
    base = without_feminine(word)
    roots = dict.fromkeys((word, base, *(_roots(base))))
    return tuple(dict.fromkeys(root + ending for root in roots for ending in _ENDINGS))


def _roots(word: str) -> Iterator[str]:
    for ending in ("ungen", "innen", "ern", "en", "er", "es", "em", "e", "n", "s", "t"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 3:
            yield root
            for umlaut, plain in (("aeu", "au"), ("ae", "a"), ("oe", "o"), ("ue", "u")):
                before, found, after = root.rpartition(umlaut)
                if found:
                    yield before + plain + after
    for plain, umlaut in (("au", "aeu"), ("a", "ae"), ("o", "oe"), ("u", "ue")):
        before, found, after = word.removesuffix("e").rpartition(plain)
        if found:
            yield before + umlaut + after


def _with_umlauts(word: str) -> Iterator[str]:
    """Yield a word with umlauts that may have been left out: buroflache, bueroflaeche."""
    places = [place for place, letter in enumerate(word) if letter in _VOWELS][:6]
    for count in (1, 2, 3):
        for chosen in combinations(places, count):
            yield "".join(letter + "e" if place in chosen else letter for place, letter in enumerate(word))


def _is_listed(word: str) -> bool:
    return (
        word in data.nouns()
        or word in data.verbs()
        or word in data.others()
        or word in data.stems()
        or word in data.words("parts")
        or word in data.strong_forms()
    )


def _verb_forms(word: str) -> Iterator[str]:
    for ending in ("", "t", "st", "te", "ten", "end", "ende", "enden", "e", "em", "er", "es", "en"):
        root = word.removesuffix(ending)
        if len(root) > 3 and (not ending or root != word):
            yield root
            yield root + "en"
            yield root + "n"
