"""Marks what has changed: for the search engine, and for whatever is kept of records and terms.

A mark is written in the transaction of the change; what follows from it happens after the commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Literal

from django.db import connections, models, router, transaction

from . import conf
from .models import Change, Generation, Record

Counted = Literal["records", "terms"]


def mark(versions: Iterable[tuple[int, int]], deleted: bool = False) -> None:
    """Note that records have a new version, or are gone.

    Args:
        versions: pairs of a record's id and its version; that of a deleted record is one more than its last.
        deleted: whether the records are gone.
    """
    rows = [Change(record_id=pk, version=version, deleted=deleted) for pk, version in versions]
    if not rows:
        return
    if conf.elasticsearch().url:
        Change.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["record_id"],
            update_fields=["version", "deleted"],
            batch_size=500,
        )
    count("records")


def count(name: Counted) -> None:
    """Let a generation rise when the transaction commits, once however often this is called."""
    using = router.db_for_write(Record)
    connection = connections[using]
    waiting = [call for _, call, *_ in connection.run_on_commit if isinstance(call, partial)]
    if any(call.func is _committed and call.args == (name,) for call in waiting):
        return
    transaction.on_commit(partial(_committed, name), using=using)


def generations() -> dict[str, int]:
    """Return how often records and terms have changed."""
    return dict(Generation.objects.values_list("name", "number"))


def _committed(name: Counted) -> None:
    raise_generation(name)


def raise_generation(name: Counted) -> None:
    """Let a generation rise now: after a commit, and again when the engine has confirmed."""
    if not Generation.objects.filter(pk=name).update(number=models.F("number") + 1):
        Generation.objects.get_or_create(pk=name)
