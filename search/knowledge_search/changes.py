"""Marks what has changed: for the search engine, and for whatever is kept of records and terms.

A mark is written in the transaction of the change; what follows from it happens after the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial
from typing import Literal, NamedTuple, get_args

from django.db import connections, models, router, transaction
from django.utils import timezone

from . import conf
from .models import Change, Generation, Record

Counted = Literal["records", "terms", "words", "frame", "content"]

# The process that marks a change pushes it too, once committed; after this time it is anyone's to push.
OWN_PUSH = timedelta(seconds=2)
# Every page asks this, so it is not put together anew each time.
_NUMBERS = (
    f'SELECT name, number, EXISTS (SELECT 1 FROM "{Change._meta.db_table}") '  # noqa: S608 - our own names
    f'FROM "{Generation._meta.db_table}" ORDER BY name'
)


class Moment(NamedTuple):
    """How far everything has changed.

    Attributes:
        numbers: of all changes, by what they count; what is kept of everything is keyed by them.
        waiting: whether the search engine has yet to learn of changes, so that it may answer as of before.
    """

    numbers: tuple[tuple[str, int], ...]
    waiting: bool


_listeners: dict[str, Callable[[], None]] = {}
_seen: dict[str, int | None] = {}
_held: ContextVar[Moment | None] = ContextVar("knowledge_search_moment", default=None)


def mark(versions: Iterable[tuple[int, int]], deleted: bool = False) -> None:
    """Note that records have a new version, or are gone.

    Args:
        versions: pairs of a record's id and its version; that of a deleted record is one more than its last.
        deleted: whether the records are gone.
    """
    due = timezone.now() + OWN_PUSH
    # In one order everywhere: two transactions that mark the same rows wait, and do not block each other.
    rows = [Change(record_id=pk, version=v, deleted=deleted, due=due) for pk, v in sorted(versions)]
    if not rows:
        return
    count("records")
    if conf.elasticsearch().url:
        Change.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["record_id"],
            # What the engine refused is tried again at once when it has changed.
            update_fields=["version", "deleted", "due", "attempts", "error"],
            batch_size=500,
        )
        _push_on_commit({row.record_id for row in rows})


def confirm(versions: Mapping[int, int]) -> int:
    """Forget what the engine has; a mark that is newer stays.

    Args:
        versions: by record, the version that the engine has.

    Returns:
        How many marks are gone.
    """
    with transaction.atomic(using=router.db_for_write(Change)):
        # A row that someone holds is being marked anew: it must stay, and nobody waits for it.
        held = Change.objects.select_for_update(skip_locked=True).filter(pk__in=versions).order_by("pk")
        done = [pk for pk, version in held.values_list("pk", "version") if version <= versions[pk]]
        Change.objects.filter(pk__in=done).delete()
    return len(done)


def count(name: Counted) -> None:
    """Let a generation rise when the transaction commits, once however often this is called."""
    if not any(call.args == (name,) for call in _waiting_calls(_committed)):
        transaction.on_commit(partial(_committed, name), using=router.db_for_write(Record))


def current() -> Moment:
    """Return how far everything has changed, in one query; in the time of `holding` without one."""
    if (held := _held.get()) is not None:
        return held
    with connections[router.db_for_read(Generation)].cursor() as cursor:
        cursor.execute(_NUMBERS)
        rows = cursor.fetchall()
    numbers = {name: int(number) for name, number, _ in rows}
    for name, told in _listeners.items():
        if _seen.get(name) != numbers.get(name):
            _seen[name] = numbers.get(name)
            told()
    return Moment(tuple(numbers.items()), waiting=any(waits for *_, waits in rows))


def on_change_elsewhere(name: Counted, tell: Callable[[], None]) -> None:
    """Have something forgotten that this process keeps, when it sees that a number has risen: one for each.

    A process hears of its own changes by signals, of others' by the numbers alone.
    """
    _listeners[name] = tell


def generation(name: Counted) -> int | None:
    """Return how often something has changed, for what is kept of it; 0 for never.

    None inside a transaction, where nothing may be kept.
    """
    return None if _is_in_transaction() else dict(current().numbers).get(name, 0)


def moment() -> Moment | None:
    """Return how far everything has changed, for what is kept of it.

    None where nothing may be kept: inside a transaction, and in a store that nobody has begun to fill.
    """
    if _is_in_transaction():
        return None
    now = current()
    return now if now.numbers else None


@contextmanager
def holding(moment: Moment) -> Iterator[None]:
    """Let this moment be the current one until the block ends: all parts of a page are of one moment.

    What changes meanwhile raises the numbers; what was kept under those of this moment is not used again.
    """
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)


def _is_in_transaction() -> bool:
    return connections[router.db_for_read(Generation)].in_atomic_block


def _push_on_commit(pks: set[int]) -> None:
    """Have records pushed when the transaction commits, all of its records together."""
    for call in _waiting_calls(_push):
        # Those of a savepoint that is rolled back stay in the set; they have no mark and are not found.
        call.args[0].update(pks)
        return
    transaction.on_commit(partial(_push, pks), using=router.db_for_write(Record))


def _waiting_calls(function: Callable[..., None]) -> list[partial[None]]:
    calls = [call for _, call, *_ in connections[router.db_for_write(Record)].run_on_commit]
    return [call for call in calls if isinstance(call, partial) and call.func is function]


def _push(pks: set[int]) -> None:
    from . import push  # which itself confirms with this module

    push.push_committed(pks)


def _committed(name: Counted) -> None:
    raise_generation(name)


def raise_all() -> None:
    """Have everything that is kept read anew: a process that was killed after a commit counted nothing."""
    for name in get_args(Counted):
        raise_generation(name)


def raise_generation(name: Counted) -> None:
    """Let a generation rise now: after a commit, and again when the engine has confirmed."""
    if not Generation.objects.filter(pk=name).update(number=models.F("number") + 1):
        Generation.objects.get_or_create(pk=name)
