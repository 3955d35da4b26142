"""Notices an index that is empty or half empty, without counting the table on every search."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connections, router

from ... import conf
from ...models import Change, Record
from ..base import IndexIncomplete

_SECONDS = 5.0
# What may be missing while changes wait: few, or a small share of a large store.
_FEW = 20
_SHARE = 50


@dataclass(frozen=True)
class _Seen:
    """How many documents an index had when it was last compared with the table, and when that was."""

    index: str
    documents: int
    at: float


class _Kept:
    seen: _Seen | None = None


_kept = _Kept()


def check(documents: int) -> None:
    """Compare the number of all documents with that of the records.

    One query, at most every five seconds, and whenever there are fewer documents than before.

    Raises:
        IndexIncomplete: more documents are missing than the changes that wait explain.
    """
    settings, seen, now = conf.elasticsearch(), _kept.seen, time.monotonic()
    index = f"{settings.url} {settings.index}"
    if seen and seen.index == index and documents >= seen.documents and now - seen.at < _SECONDS:
        return
    records, waiting = _table()
    missing = records - documents
    if missing > min(waiting, max(_FEW, records // _SHARE)):
        _kept.seen = None
        raise IndexIncomplete(f"The index lacks {missing} of {records} records.")
    _kept.seen = _Seen(index, documents, now)


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
