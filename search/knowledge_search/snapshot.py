"""What a search needs to know of the store before it asks an engine: terms, synonyms, words.

It is kept in the process and compared with the generations in the database, in one query a search. Inside
a transaction nothing is kept: what is read there may never be committed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import NamedTuple

from django.db import connections, router

from . import changes
from .analysis import TextQuery
from .facets import Label
from .lexicon import StoreLexicon
from .models import Record, SynonymGroup, Term
from .wordlist import WordList

# What a snapshot is made of.
_COUNTED = ("records", "terms", "words")

Terms = Mapping[str, Mapping[str, Label]]


@dataclass(frozen=True)
class Snapshot:
    """The store as it was at a generation.

    Attributes:
        generation: number of changes of records; what is kept of them is keyed by it. None inside a
            transaction: keep nothing.
        terms: how every term is shown, by vocabulary and key.
        lexicon: words and synonyms.
        waiting: whether the search engine has yet to learn of changes.
        moment: numbers of changes of records and terms; what is made of both is keyed by it. None inside a
            transaction.
    """

    generation: int | None
    terms: Terms
    lexicon: StoreLexicon
    waiting: bool
    moment: tuple[int, int] | None = None

    def query(self, text: str) -> TextQuery:
        """Return what was typed, analysed: once, since people turn pages and choose filters."""
        return self.lexicon.analysed(text)


class _Kept(NamedTuple):
    numbers: Mapping[str, int]
    snapshot: Snapshot

    def is_as_new_as(self, numbers: Mapping[str, int]) -> bool:
        """Say whether nothing of what the numbers count has changed since; numbers only rise."""
        return self.numbers.keys() == numbers.keys() and all(
            self.numbers[name] >= number for name, number in numbers.items()
        )


class _Process:
    """What this process keeps; only one thread at a time reads it anew, the others wait for that."""

    kept: _Kept | None = None
    loading = Lock()


def current() -> Snapshot:
    """Return the store as it is now. One query while nothing has changed."""
    read, waiting = changes.current()
    numbers = {name: number for name, number in read if name in _COUNTED}
    if connections[router.db_for_read(Record)].in_atomic_block:
        lexicon = StoreLexicon(WordList.load(), Record.objects.count(), _load_synonyms())
        return Snapshot(None, _load_terms(), lexicon, waiting)
    kept = _Process.kept
    if kept is None or not kept.is_as_new_as(numbers):
        with _Process.loading:
            kept = _Process.kept
            if kept is None or not kept.is_as_new_as(numbers):
                # In one step, so that another thread never finds one without the other.
                kept = _Process.kept = _Kept(numbers, _load(numbers, kept))
    return replace(kept.snapshot, waiting=waiting)


def terms() -> Terms:
    """Return how every term is shown now, for who needs nothing else."""
    if connections[router.db_for_read(Record)].in_atomic_block:
        return _load_terms()
    return current().terms


def _load(numbers: Mapping[str, int], kept: _Kept | None) -> Snapshot:
    """Read what has changed since; what has not is the same object as before."""

    def unchanged(name: str) -> bool:
        return kept is not None and kept.numbers.get(name) == numbers.get(name)

    before = kept.snapshot if kept else None
    words = before.lexicon.words if before else None
    if words is None:
        words = WordList.load()
    elif not unchanged("words"):
        words = words.refreshed()
    if before and unchanged("terms"):
        terms, synonyms = before.terms, before.lexicon.synonyms
    else:
        # Most often a term or a hashtag is new: what was made of the synonyms must not be made again.
        terms, synonyms = _load_terms(), _load_synonyms()
        if before and before.lexicon.synonyms == synonyms:
            synonyms = before.lexicon.synonyms
    lexicon = StoreLexicon(words, Record.objects.count(), synonyms)
    records = numbers.get("records", 0)
    return Snapshot(records, terms, lexicon, waiting=False, moment=(records, numbers.get("terms", 0)))


def _load_terms() -> Terms:
    terms: dict[str, dict[str, Label]] = defaultdict(dict)
    rows = Term.objects.values_list("vocabulary", "key", "label", "order", "colour", "icon")
    for vocabulary, key, text, order, colour, icon in rows.iterator():
        terms[vocabulary][key] = Label.of(text, order, colour, icon)
    return terms


def _load_synonyms() -> tuple[tuple[str, ...], ...]:
    groups = SynonymGroup.objects.values_list("words", flat=True)
    return tuple(tuple(part.strip() for part in words.split(",") if part.strip()) for words in groups)
