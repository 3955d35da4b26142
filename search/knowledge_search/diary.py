"""The search diary: what was searched on a day, how often, and how much it found. Nothing about who searched.

Searches are counted in the process and written every few seconds by a thread of its own, so no visitor
waits for it and none is harmed when the database is locked or gone: then the counts are lost.

A text is only kept from the fifth search of a day on. Until then there is a keyed digest in its place,
which is deleted when the day is over. What looks like a mail address or a telephone number is not counted.
"""

from __future__ import annotations

import atexit
import hashlib
import hmac
import logging
import os
import threading
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connections, router, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from . import conf, noticing
from .analysis import clean_text, fold
from .models import SearchedQuery
from .results import SearchPage

MAX_LENGTH = 200
ENOUGH = 5
RETENTION = timedelta(days=365)
_WRITE_AFTER_SECONDS = 5.0
# An attack with ever new words must fill neither the memory nor the table, nor hold up who writes.
_MAX_WAITING = 1000
_MAX_A_DAY = 10_000
# So many digits are a telephone number, an account, a file number.
_TOO_MANY_DIGITS = 7

_logger = logging.getLogger(__name__)


class _Count(NamedTuple):
    searches: int
    hits: int
    text: str


class _Waiting:
    """What this process has counted and not written yet."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: dict[tuple[date, str], _Count] = {}
        self.timer: threading.Timer | None = None

    def add(self, day: date, text: str, hits: int) -> None:
        key = day, " ".join(fold(word) for word in text.split())
        with self.lock:
            if key not in self.counts and len(self.counts) >= _MAX_WAITING:
                return
            before = self.counts[key].searches if key in self.counts else 0
            self.counts[key] = _Count(before + 1, hits, text)
            if self.timer is None:
                self.timer = _start_timer()

    def take(self) -> dict[tuple[date, str], _Count]:
        with self.lock:
            counts, self.counts, self.timer = self.counts, {}, None
        return counts


def _start_timer() -> threading.Timer | None:
    timer = threading.Timer(_WRITE_AFTER_SECONDS, _write_in_thread)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:  # no more threads, or the process ends: the next search tries again
        return None
    return timer


class _Process:
    """What this process holds; a forked child begins empty, the parent writes its own."""

    waiting = _Waiting()
    tidied: date | None = None


def _begin_anew() -> None:
    _Process.waiting = _Waiting()


os.register_at_fork(after_in_child=_begin_anew)


def note(request: HttpRequest, page: SearchPage) -> None:
    """Count a search of a person: words alone, first page. Another page or a filter is no new search.

    What comes by the API counts too: visitors of a site that shows the store through it are visitors as well,
    and what they did not find is missing all the same. A question for figures alone shows nobody anything.
    """
    asked = page.request
    narrowed = asked.filters or asked.is_placed or asked.offset or asked.sort != "relevance"
    if request.method == "GET" and asked.q and asked.limit and not narrowed:
        noticing.counted(asked.q, page.total)
        count(asked.q, page.total)


def count(q: str, hits: int) -> None:
    """Count a search in this process. Does not fail and does not wait.

    Args:
        q: the words as typed.
        hits: how many entries were found.
    """
    text = " ".join(clean_text(q).lower().split())[:MAX_LENGTH].strip()
    if conf.diary() and any(c.isalnum() for c in text) and not _is_personal(text):
        _Process.waiting.add(timezone.localdate(), text, hits)


def write() -> None:
    """Write what this process has counted, and tidy up on a new day. What cannot be written is lost."""
    counts = _Process.waiting.take()
    if not counts:
        return
    try:
        _store(counts)
        today = timezone.localdate()
        if _Process.tidied != today:
            tidy(today)
            _Process.tidied = today
    except Exception:
        # A database that is locked, full or gone is none of the diary's business.
        _logger.debug("The search diary could not be written.", exc_info=True)


def tidy(today: date) -> None:
    """Delete what was searched too rarely on days that are over, and everything after twelve months."""
    SearchedQuery.objects.filter(day__lt=today, searches__lt=ENOUGH).delete()
    SearchedQuery.objects.filter(day__lt=today - RETENTION).delete()


def _store(counts: dict[tuple[date, str], _Count]) -> None:
    digests = {_digest(day, folded): (day, count) for (day, folded), count in counts.items()}
    with transaction.atomic(using=router.db_for_write(SearchedQuery)):
        # In one order, so that two processes wait for each other and never block each other.
        rows = sorted(digests.items())
        kept = SearchedQuery.objects.filter(day__in={day for day, _ in digests.values()})
        if kept.count() < _MAX_A_DAY:
            SearchedQuery.objects.bulk_create(
                (SearchedQuery(day=day, digest=digest) for digest, (day, _) in rows), ignore_conflicts=True
            )
        for digest, (day, count) in rows:
            row = SearchedQuery.objects.filter(day=day, digest=digest)
            row.update(searches=F("searches") + count.searches, hits=count.hits)
            row.filter(searches__gte=ENOUGH, text="").update(text=count.text)


def _digest(day: date, folded: str) -> str:
    """Return what stands for a text: without the site's key nobody can try texts against it."""
    key = f"knowledge_search.diary {settings.SECRET_KEY}".encode()
    return hmac.new(key, f"{day} {folded}".encode(), hashlib.sha256).hexdigest()


def _is_personal(text: str) -> bool:
    return "@" in text or sum(c.isdigit() for c in text) >= _TOO_MANY_DIGITS


def _write_in_thread() -> None:
    try:
        write()
    finally:
        connections.close_all()


atexit.register(write)
