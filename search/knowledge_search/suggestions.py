"""What the search box can offer, in a table: by which words a record's title or a term's label is begun.

Rows are written in the transaction of the record or term, so nothing private is ever among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import router, transaction
from django.db.models import QuerySet

from .analysis import clean_text, fold
from .models import Record, Suggestion, Term
from .registry import registry

MAX_KEY_LENGTH = 60
# A title can be begun with its first words; nobody begins in the middle of a long sentence.
MAX_BEGINNINGS = 6
# Terms weigh more than any record.
TERM_WEIGHT = 1000
# What the first word of a title or label weighs more than the others.
FIRST_WORD = 200
_PRIMARY = 100
_CHUNK = 500

# The signs of gender forms inside a word: Bürger*innen, Bürger:in, Bürger/-innen.
_INSIDE = re.compile(r"(?<=[^\W\d_])(?:[*:_·•]|/-?(?=i))(?=[^\W\d_])")
_WORD = re.compile(r"[^\W_]+")


def key_of(text: str) -> str:
    """Return how a beginning is compared: folded, without gender signs, words with one blank between."""
    return " ".join(fold(word) for word in _words_of(text))


def beginnings(text: str) -> list[str]:
    """Return the keys a text can be begun with: from its first word, and every one that says something.

    Those are words with a capital letter or a digit at the front, or of four letters and more.
    """
    words = _words_of(text)
    starts = [n for n, word in enumerate(words) if not n or len(word) > 3 or not word[0].islower()]
    folded = [fold(word) for word in words]
    keys = (" ".join(folded[start:])[:MAX_KEY_LENGTH].strip() for start in starts[:MAX_BEGINNINGS])
    return [key for key in dict.fromkeys(keys) if len(key) > 1]


def write_records(records: Sequence[Record]) -> None:
    """Make the rows of records, as they were just written, fit their titles; only what differs is touched."""
    found = Record.objects.filter(
        content_type__in={record.content_type_id for record in records},
        object_id__in=[record.object_id for record in records],
    )
    ids = {
        (type_id, object_id): pk
        for pk, type_id, object_id in found.values_list("pk", "content_type", "object_id")
    }
    _write({ids[record.content_type_id, record.object_id]: record for record in records})


def forget_records(pks: Iterable[int]) -> None:
    """Delete the rows of records that are about to be deleted."""
    _delete(Suggestion.objects.filter(record_id__in=pks))


def write_terms(vocabulary: str, changed: Iterable[Term], gone: Iterable[str]) -> None:
    """Write the rows of a vocabulary's changed terms anew, and delete those of terms that are gone."""
    changed = list(changed)
    keys = [*gone, *(term.key for term in changed)]
    for start in range(0, len(keys), _CHUNK):
        _delete(Suggestion.objects.filter(vocabulary=vocabulary, term__in=keys[start : start + _CHUNK]))
    if any(facet.vocabulary == vocabulary for facet in registry.own_facets):
        rows = (row for term in changed for row in _rows_of_term(term))
        Suggestion.objects.bulk_create(rows, batch_size=_CHUNK)


def rebuild() -> None:
    """Write the rows of all records and terms; what is right already stays."""
    using = router.db_for_write(Suggestion)
    records, last = Record.objects.only("pk", "title", "type", "quality").order_by("pk"), 0
    while True:
        with transaction.atomic(using=using):
            # Read and written in one step: a title may change meanwhile, a record may go. And no reading
            # cursor stays open from chunk to chunk: SQLite lets nobody write who began to read long ago.
            chunk = list(records.select_for_update().filter(pk__gt=last)[:_CHUNK])
            _write({record.pk: record for record in chunk})
        if not chunk:
            break
        last = chunk[-1].pk
    for vocabulary in registry.vocabularies:
        with transaction.atomic(using=using):
            write_terms(vocabulary.name, Term.objects.filter(vocabulary=vocabulary.name), ())


def _write(records: Mapping[int, Record]) -> None:
    primary = {kind.value for kind in registry.kinds if kind.primary}
    wanted = {
        (pk, key): record.quality + FIRST_WORD * (not position) + _PRIMARY * (record.type in primary)
        for pk, record in records.items()
        for position, key in enumerate(beginnings(record.title))
    }
    rows = Suggestion.objects.filter(record_id__in=records).values_list("pk", "record_id", "key", "weight")
    gone = []
    for row, pk, key, weight in rows:
        if wanted.get((pk, key)) == weight:
            del wanted[pk, key]
        else:
            gone.append(row)
    _delete(Suggestion.objects.filter(pk__in=gone))
    Suggestion.objects.bulk_create(
        (
            Suggestion(record_id=pk, key=key, two=key[:2], weight=weight)
            for (pk, key), weight in wanted.items()
        ),
        batch_size=_CHUNK,
    )


def _rows_of_term(term: Term) -> Iterator[Suggestion]:
    weights: dict[str, int] = {}
    for text in (term.label, *term.synonyms):
        for position, key in enumerate(beginnings(text)):
            weights.setdefault(key, TERM_WEIGHT + FIRST_WORD * (not position))
    for key, weight in weights.items():
        yield Suggestion(vocabulary=term.vocabulary, term=term.key, key=key, two=key[:2], weight=weight)


def _words_of(text: str) -> list[str]:
    return _WORD.findall(_INSIDE.sub("", clean_text(text)))


def _delete(rows: QuerySet[Suggestion]) -> None:
    # Nothing depends on them, and there may be thousands: no object is made to send signals of.
    rows._raw_delete(router.db_for_write(Suggestion))
