"""What a search needs to know of the store before it asks an engine: terms, synonyms, words.

It is kept in the process and compared with the generations in the database, in one query a search. Inside
a transaction nothing is kept: what is read there may never be committed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connections, models, router
from django.db.models.functions import Coalesce

from .analysis import Lexicon
from .facets import Label
from .lexicon import StoreLexicon
from .models import Generation, Record, StoredWord, SynonymGroup, Term

Terms = Mapping[str, Mapping[str, Label]]


@dataclass(frozen=True)
class Snapshot:
    """The store as it was at a generation.

    Attributes:
        generation: number of changes of records; what is kept of them is keyed by it. None inside a
            transaction: keep nothing.
        terms: how every term is shown, by vocabulary and key.
        lexicon: words and synonyms.
    """

    generation: int | None
    terms: Terms
    lexicon: Lexicon


class _Kept:
    key: tuple[int, int] | None = None
    snapshot: Snapshot


_kept = _Kept()


def current() -> Snapshot:
    """Return the store as it is now. One query while nothing has changed."""
    using = router.db_for_read(Record)
    last_word = StoredWord.objects.order_by("-pk").values("pk")[:1]
    rows = Generation.objects.annotate(
        last_word=Coalesce(models.Subquery(last_word), 0, output_field=models.BigIntegerField())
    ).values_list("name", "number", "last_word")
    numbers: dict[str, int] = {}
    word = 0
    for name, number, last in rows:
        numbers[name], word = number, last
    key = (numbers.get("terms", 0), word)
    free = connections[using].in_atomic_block
    if _kept.key == key and not free:
        lexicon, terms = _kept.snapshot.lexicon, _kept.snapshot.terms
    else:
        lexicon, terms = _load_lexicon(), _load_terms()
    snapshot = Snapshot(None if free else numbers.get("records", 0), terms, lexicon)
    if not free:
        # The snapshot first: another thread that sees the key finds what belongs to it.
        _kept.snapshot, _kept.key = snapshot, key
    return snapshot


def _load_terms() -> Terms:
    terms: dict[str, dict[str, Label]] = defaultdict(dict)
    rows = Term.objects.values_list("vocabulary", "key", "label", "order", "colour", "icon")
    for vocabulary, key, text, order, colour, icon in rows.iterator():
        terms[vocabulary][key] = Label(text, order, colour, icon)
    return terms


def _load_lexicon() -> Lexicon:
    groups = SynonymGroup.objects.values_list("words", flat=True)
    synonyms = tuple(tuple(part.strip() for part in words.split(",") if part.strip()) for words in groups)
    return StoreLexicon(Record.objects.count(), synonyms)
