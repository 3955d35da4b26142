"""Brings the search engine what changed, as the marks in `Change` say.

Two ways lead here. The process that made a small change pushes it right after the commit, so that an
editor finds it at once; whatever is left then (much at once, an engine that was out, a process that died)
waits for `push_waiting`, which the worker calls, or any queue or clock of a host.

Nothing is lost: a mark goes only when the engine has confirmed that version. Nothing is pushed back in
time: the engine keeps the higher version, so it does not matter who pushes, how often and in which order.
"""

from __future__ import annotations

import logging
import re
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, router, transaction
from django.utils import timezone
from elasticsearch import ConnectionError, ConnectionTimeout

from . import changes, conf
from .engines.elasticsearch import breaker, failover, faults
from .engines.elasticsearch.documents import deletion, documents_of
from .engines.elasticsearch.writing import send
from .models import Change

logger = logging.getLogger(__name__)

# What an editor's request pushes itself; more is left to the worker.
AT_ONCE = 100
BATCH = 250
# As long as someone who took marks to push them can keep others from them; who is killed loses them then.
CLAIM = timedelta(seconds=30)
# A temporary failure is tried again this soon at the latest: the engine is to be complete within a minute.
LONGEST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE_OF_REFUSED = timedelta(hours=1)

# What the engine says of a document that it will not take the next time either.
_FOR_GOOD = ("parsing", "mapping", "illegal_argument")
_UNANSWERED = "no_answer"
_WORDS = {
    "index_not_found_exception": (
        "Der Suchindex fehlt. Bitte sagen Sie der technischen Betreuung Bescheid, wenn das so bleibt."
    )
}


@dataclass(frozen=True)
class Pushed:
    """What a push has done.

    Attributes:
        delivered: number of records that the engine has now confirmed.
        refused: number that it did not take; they wait, and the others go on.
        reached: whether the engine answered at all.
    """

    delivered: int = 0
    refused: int = 0
    reached: bool = True


def push_committed(record_ids: Collection[int]) -> None:
    """Push what a transaction has just committed, if it is little and the engine is there.

    A person waits for this: it takes no longer than a search may, tries once, and never raises.
    """
    if len(record_ids) > AT_ONCE or not conf.elasticsearch().url or breaker.is_open():
        return
    try:
        _push(list(Change.objects.filter(pk__in=record_ids).order_by("pk")), patient=False, refresh=True)
    except Exception:
        logger.exception("Changes could not be pushed to the search engine; they wait for the worker.")


def push_waiting(seconds: float = 10.0, stopped: Callable[[], bool] = lambda: False) -> Pushed:
    """Push what waits, batch by batch, until nothing is due or the time is over.

    Several processes may do so at once; they share the batches.

    Args:
        seconds: after this time no new batch is begun.
        stopped: asked before each batch; true ends it.
    """
    end = time.monotonic() + seconds
    delivered = refused = 0
    if not conf.elasticsearch().url:
        return Pushed()
    while time.monotonic() < end and not stopped():
        claimed = _claim()
        if not claimed:
            break
        # The last batch makes everything before it visible too, and then the generation rises.
        pushed = _push(claimed, patient=True, refresh=not _due().exists())
        delivered += pushed.delivered
        refused += pushed.refused
        if not pushed.reached:
            return Pushed(delivered, refused, reached=False)
    return Pushed(delivered, refused)


def _due() -> models.QuerySet[Change]:
    return Change.objects.filter(due__lte=timezone.now())


def _claim() -> list[Change]:
    """Take the next batch: for a while it is due for nobody else."""
    if not _due().exists():
        return []
    with transaction.atomic(using=router.db_for_write(Change)):
        # What someone else holds is being marked anew or taken.
        claimed = list(_due().select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        until = timezone.now() + CLAIM
        Change.objects.filter(pk__in=[change.pk for change in claimed]).update(due=until)
    for change in claimed:
        change.due = until
    return claimed


def _push(waiting: Sequence[Change], patient: bool, refresh: bool) -> Pushed:
    """Send the records as they are now, and forget the marks that the engine confirms."""
    if not waiting:
        return Pushed()
    documents = documents_of([change.pk for change in waiting if not change.deleted])
    versions = {document["_id"]: document["version"] for document in documents}
    deletions = []
    for change in waiting:
        if change.pk not in versions:
            # A record that went without a tombstone is gone all the same.
            versions[change.pk] = change.version if change.deleted else change.version + 1
            deletions.append(deletion(change.pk, versions[change.pk]))
    seen = breaker.status()
    try:
        answers = send(documents, deletions, refresh=refresh, patient=patient)
    except Exception as error:
        # Whatever it was, the engine has not confirmed: the marks stay.
        if not faults.is_engines(error):
            logger.exception("Changes could not be pushed to the search engine; they wait.")
        elif not patient and isinstance(error, ConnectionError | ConnectionTimeout):
            # The next who saves or searches here shall not wait for it too.
            failover.keep_out(error, seen)
        # No fault of these records: they stay due, and whoever pushes makes the pause.
        _put_off(waiting, faults.reason(error), pause=timedelta(0))
        return Pushed(reached=False)
    delivered = {pk: version for pk, version in versions.items() if answers.get(pk, _UNANSWERED) is None}
    if delivered:
        changes.confirm(delivered)
        changes.raise_generation("records")
    refused: dict[str, list[Change]] = defaultdict(list)
    for change in waiting:
        if change.pk not in delivered:
            refused[_kind(answers.get(change.pk) or _UNANSWERED)].append(change)
    for kind, those in refused.items():
        longest = LONGEST_PAUSE_OF_REFUSED if any(word in kind for word in _FOR_GOOD) else LONGEST_PAUSE
        _put_off(those, _WORDS.get(kind, f"Elasticsearch nimmt das nicht an ({kind})."), longest)
    return Pushed(len(delivered), len(waiting) - len(delivered))


def _put_off(waiting: Sequence[Change], error: str, pause: timedelta) -> None:
    """Note a failure and when to try again: after 2, 4, 8 … seconds, up to a longest pause."""
    alike: dict[tuple[int, datetime], list[int]] = defaultdict(list)
    for change in waiting:
        alike[change.attempts + 1, change.due].append(change.pk)
    now = timezone.now()
    for (attempts, due), pks in alike.items():
        next_try = now + min(timedelta(seconds=2 ** min(attempts, 20)), pause)
        # What was marked anew meanwhile is due at another time and starts from the beginning.
        Change.objects.filter(pk__in=pks, due=due).update(attempts=attempts, error=error, due=next_try)


def _kind(answer: str) -> str:
    """Return the kind of an error, without the words that may repeat what stands in the document."""
    found = re.match(r"[a-z_]+", answer)
    return found[0] if found else _UNANSWERED
