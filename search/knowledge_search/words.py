"""The store's words, in a table: what a query's words are compared with, in every process.

A word is written down in the transaction of the record that brings it. Rows are only added, never
changed, and no constraint makes two writers wait for each other: if both bring the same word, it stands
there twice until `rebuild` makes the table anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from django.db import connections, models, router, transaction

from . import changes
from .analysis import clean_text, get_analysis
from .models import Record, StoredWord, Term

MAX_LENGTH = 60
# The channel of surface tokens.
_SURFACE = "w"
_TOKEN_COLUMNS = ("title_tokens", "summary_tokens", "terms_tokens", "body_tokens")
# SQLite takes 999 parameters a statement, in its older builds.
_PARAMETERS = 900
_CHUNK = 500


class _Known(NamedTuple):
    """Words that are in the table for sure, as this process has seen them committed.

    Attributes:
        first: the table's lowest key then; another one means that the table was made anew.
    """

    first: int | None
    words: frozenset[str]


class _Process:
    """What this process keeps."""

    known = _Known(None, frozenset())


def learn_records(records: Sequence[Record], labels: Iterable[str] = ()) -> None:
    """Write down the words of records as they were just written.

    Args:
        records: the records.
        labels: what else their tokens were made of: labels and synonyms of terms.
    """
    texts = (text for record in records for text in _texts_of(record))
    learn([_columns_of(record) for record in records], chain(labels, texts))


def learn(records: Iterable[Iterable[str]], texts: Iterable[str]) -> None:
    """Write down the words that the table does not have yet, in the current transaction.

    Args:
        records: of each record, token columns.
        texts: what the tokens were made of; read only where a word is new.
    """
    counts = _count(records)
    first = StoredWord.objects.order_by("pk").values_list("pk", flat=True).first()
    known = _Process.known
    unsure = counts.keys() - known.words if known.first == first else set(counts)
    if not unsure:
        return
    new = unsure - _stored(sorted(unsure))
    if new:
        _insert({word: counts[word] for word in new}, _displays(new, texts))
        changes.count("words")
    if first is not None:
        # Only then: what a transaction has written may be rolled back.
        transaction.on_commit(lambda: _remember(first, unsure), using=router.db_for_write(Record))


def rebuild() -> None:
    """Make the table anew: the words that the records have now, with the number of their records."""
    using = router.db_for_write(Record)
    last = StoredWord.objects.aggregate(last=models.Max("pk"))["last"] or 0
    displays = dict(StoredWord.objects.values_list("text", "display"))
    counts: Counter[str] = Counter()
    read = 0
    while rows := list(
        Record.objects.filter(pk__gt=read).order_by("pk").values_list("pk", *_TOKEN_COLUMNS)[:_CHUNK]
    ):
        of_chunk = _count(columns for _, *columns in rows)
        counts.update(of_chunk)
        missing = of_chunk.keys() - displays.keys()
        if missing:
            records = Record.objects.only("title", "summary", "keywords", "place", "body")
            texts = (text for r in records.filter(pk__in=[row[0] for row in rows]) for text in _texts_of(r))
            displays.update(_displays(missing, texts))
        read = rows[-1][0]
    missing = counts.keys() - displays.keys()
    if missing:
        terms = Term.objects.values_list("label", "synonyms")
        displays.update(_displays(missing, [" ".join((label, *more)) for label, more in terms]))
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            # Later rows came from records that were perhaps not counted.
            cursor.execute(f'DELETE FROM "{StoredWord._meta.db_table}" WHERE id <= %s', [last])
        _insert(counts, displays)
        changes.count("words")


def _columns_of(record: Record) -> list[str]:
    return [getattr(record, column) for column in _TOKEN_COLUMNS]


def _count(records: Iterable[Iterable[str]]) -> Counter[str]:
    """Return how many of the records have a word; words are folded, without their channel."""
    tokens: Counter[str] = Counter()
    for columns in records:
        tokens.update(set(" ".join(columns).split()))
    return Counter(
        {
            token[1:]: number
            for token, number in tokens.items()
            if token.startswith(_SURFACE) and len(token) <= MAX_LENGTH
        }
    )


def _texts_of(record: Record) -> Iterator[str]:
    yield from (record.title, record.summary, record.place, record.body, *record.keywords)


def _stored(words: Sequence[str]) -> set[str]:
    """Return those of the words that the table has, in as few queries as can be."""
    stored: set[str] = set()
    for start in range(0, len(words), _PARAMETERS):
        chunk = words[start : start + _PARAMETERS]
        stored.update(StoredWord.objects.filter(text__in=chunk).values_list("text", flat=True))
    return stored


def _displays(words: set[str], texts: Iterable[str]) -> dict[str, str]:
    """Find how words are written, in lower case. Of two spellings the one with umlauts wins."""
    displays: dict[str, str] = {}
    analysis = get_analysis()
    for piece in {piece for text in texts for piece in clean_text(text).lower().split()}:
        for word in analysis.words(piece):
            text = word.tokens[0].removeprefix(_SURFACE)
            if text in words:
                display = piece[word.start : word.end]
                displays[text] = max(display, displays.get(text, ""))
    return displays


def _insert(counts: dict[str, int], displays: dict[str, str]) -> None:
    StoredWord.objects.bulk_create(
        (
            StoredWord(text=word, display=displays.get(word, word)[:MAX_LENGTH], records=counts[word])
            for word in sorted(counts)
        ),
        batch_size=_CHUNK,
    )


def _remember(first: int, words: set[str]) -> None:
    known = _Process.known
    _Process.known = _Known(first, known.words | words if known.first == first else frozenset(words))
