"""Notices an index that is empty or half empty, without counting the table on every search."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connections, router
from elasticsearch import ApiError, Elasticsearch, TransportError

from ... import conf
from ...models import Change, Record
from ..base import EngineUnavailable, IndexIncomplete
from . import faults
from .client import get_client

# What may be missing while changes wait: few, or a small share of a large store.
_FEW = 20
_SHARE = 50


@dataclass(frozen=True)
class _Seen:
    """How many documents an index had when it was last compared with the table, and at which generation."""

    index: str
    documents: int
    generation: int


class _Kept:
    seen: _Seen | None = None


_kept = _Kept()


def check(documents: int, generation: int | None = None, end: float | None = None) -> None:
    """Compare the number of all documents with that of the records.

    Args:
        documents: how many the index has.
        generation: number of changes of the records; while it stays and no document goes, nothing is asked.
            None asks each time.
        end: when whoever waits for it has waited long enough, by `time.monotonic`.

    Raises:
        IndexIncomplete: more documents are missing than the changes that wait explain.
        EngineUnavailable: the server could not be asked again.
    """
    settings, seen = conf.elasticsearch(), _kept.seen
    index = f"{settings.url} {settings.index}"
    if seen and (seen.index, seen.generation) == (index, generation) and documents >= seen.documents:
        return
    records, waiting = _table()
    tolerated = min(waiting, max(_FEW, records // _SHARE))
    if records - documents > tolerated:
        # What was brought meanwhile, or not long ago, may not have been counted yet; now it is.
        documents = _visible_documents(end)
    missing = records - documents
    if missing > tolerated:
        _kept.seen = None
        raise IndexIncomplete(f"The index lacks {missing} of {records} records.")
    if generation:
        _kept.seen = _Seen(index, documents, generation)


def _visible_documents(end: float | None) -> int:
    index = conf.elasticsearch().index

    def client() -> Elasticsearch:
        left = None if end is None else max(0.05, end - time.monotonic())
        return get_client() if left is None else get_client().options(request_timeout=left)

    try:
        client().indices.refresh(index=index)
        count: int = client().count(index=index)["count"]
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(faults.describe(error)) from error
    return count


def _table() -> tuple[int, int]:
    """Return how many records there are, and how many changes wait for the engine."""
    statement = (
        f'SELECT (SELECT COUNT(*) FROM "{Record._meta.db_table}"), '
        f'(SELECT COUNT(*) FROM "{Change._meta.db_table}")'
    )
    with connections[router.db_for_read(Record)].cursor() as cursor:
        cursor.execute(statement)
        records, waiting = cursor.fetchone()
    return records, waiting
