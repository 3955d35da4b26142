"""Finds out in the background whether an engine that was kept out is well again, and lets it in.

No visitor tries it out: a thread of the process does. It runs only while the engine is out, and a moment
longer: before the engine may answer again it is brought what changed meanwhile, and then what changed at the
last moment, which everybody had left to others. So nothing waits for ever where no worker runs.

A server that has just started is slow until it has answered a search of each kind. The probe asks it what
visitors asked last, with patience; whether it may come back is then decided under the visitors' limits.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import connections

from ... import conf
from ...analysis import TextQuery
from ...models import Change
from ...request import SearchRequest
from ..base import Engine, IndexIncomplete
from . import faults
from .breaker import Breaker
from .engine import ElasticsearchEngine

logger = logging.getLogger("knowledge_search")

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 10.0
_GROWTH = 1.5
_PUSH_SECONDS = 10.0
# What failed before is put off for up to ten seconds.
_LAST_SECONDS = 15.0
_PATIENT_SECONDS = 5.0
_KEPT_SEARCHES = 4

Search = Callable[[Engine], object]


class _Threads:
    """At most one probe for each breaker, and what visitors asked last while the engine was out."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.lock = threading.Lock()
        self.running: dict[Breaker, threading.Thread] = {}
        self.asked: dict[Breaker, deque[Search]] = {}


_threads = _Threads()
# Threads are not taken along into a forked process.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_threads.forget)


def watch(breaker: Breaker, asked: Search | None = None) -> None:
    """See to it that a probe runs for an open breaker. Returns at once.

    Args:
        breaker: of the engine that is out.
        asked: puts to an engine what has just been asked, if it was a search that failed.
    """
    if asked is not None:
        _threads.asked.setdefault(breaker, deque(maxlen=_KEPT_SEARCHES)).append(asked)
    thread = _threads.running.get(breaker)
    if thread is not None and thread.is_alive():
        return
    with _threads.lock:
        thread = _threads.running.get(breaker)
        if thread is None or not thread.is_alive():
            thread = threading.Thread(
                target=_run, args=(breaker, conf.elasticsearch()), name="search-probe", daemon=True
            )
            _threads.running[breaker] = thread
            thread.start()


def _run(breaker: Breaker, settings: conf.Elasticsearch) -> None:
    pause = threading.Event()
    seconds = FIRST_SECONDS
    # Other settings mean another engine, with a breaker of its own.
    while breaker.is_open and not pause.wait(seconds) and conf.elasticsearch() == settings:
        try:
            if _is_well(breaker):
                breaker.close()
                # What people searched for is not kept longer than it is of use.
                _threads.asked.pop(breaker, None)
                _push_the_last(breaker, pause)
                seconds = FIRST_SECONDS / _GROWTH  # it may have failed again meanwhile
        except Exception:
            logger.exception("The probe of the search engine failed.")
        finally:
            with contextlib.suppress(DatabaseError):
                connections.close_all()
        seconds = min(seconds * _GROWTH, LONGEST_SECONDS)


def _is_well(breaker: Breaker) -> bool:
    """Ask the engine as a visitor does, bring it what waits, and ask again."""
    from ...push import push_waiting  # it asks the breaker, and so stands above

    _warm_up(breaker)
    error = _trouble()
    if error is None or isinstance(error, IndexIncomplete):
        # What is missing may be what waits.
        if not push_waiting(_PUSH_SECONDS).reached:
            return False
        error = _trouble()
    if error is not None:
        breaker.open(faults.reason(error), faults.describe(error))
    return error is None


def _warm_up(breaker: Breaker) -> None:
    """Put to the engine what visitors asked last. Whether it answers does not matter here."""
    with contextlib.suppress(Exception):
        for search in list(_threads.asked.get(breaker, ())):
            search(ElasticsearchEngine(seconds=_PATIENT_SECONDS))


def _push_the_last(breaker: Breaker, pause: threading.Event) -> None:
    """Push what was not due yet when the engine came back."""
    from ...push import push_waiting

    end = time.monotonic() + _LAST_SECONDS
    while Change.objects.exists() and time.monotonic() < end and not breaker.is_open:
        pause.wait(0.5)
        push_waiting(_PUSH_SECONDS, lambda: breaker.is_open)


def _trouble() -> Exception | None:
    """Return what keeps the engine from answering the simplest search, or None."""
    try:
        ElasticsearchEngine().answer(SearchRequest(limit=1), TextQuery())
    except DatabaseError:
        raise
    except Exception as error:
        return error
    return None
