"""Asks Elasticsearch, and says when the database has to answer instead."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import Error as DatabaseError

from ..base import Engine
from . import breaker, faults, probe
from .client import discard_clients
from .engine import ElasticsearchEngine

Result = TypeVar("Result")

logger = logging.getLogger("knowledge_search")


def keep_out(
    error: Exception, seen: breaker.Status | None = None, asked: Callable[[Engine], object] | None = None
) -> None:
    """Keep the engine from everybody in this process after a failure of its, until the probe lets it in.

    Args:
        error: what failed.
        seen: the breaker's status when that began; now, if None.
        asked: the search that failed, if it was one.
    """
    switch = breaker.current()
    if switch.open(faults.reason(error), faults.describe(error), seen):
        discard_clients()
        probe.watch(switch, asked)


def attempt(ask: Callable[[Engine], Result], generation: int | None) -> tuple[Result, str] | None:
    """Return the engine's answer and name, or None if the database is to answer.

    Whatever goes wrong, a visitor gets an answer. What is not the engine's failure stands in the log: a
    mistake of ours with its traceback, a request that the server refused in a line without what was searched
    for. Only an error of the database itself is raised; there is nobody left to ask.
    """
    switch = breaker.current()
    seen = switch.enter()
    if seen is None:
        if switch.is_open:
            probe.watch(switch, ask)
        return None
    engine = ElasticsearchEngine(generation)
    answer = None
    try:
        answer = ask(engine), engine.name
    except DatabaseError:
        raise
    except Exception as error:
        if faults.is_engines(error):
            keep_out(error, seen, ask)
        elif faults.is_refusal(error):
            # Without a traceback: it would show the server's words, which repeat what was searched for.
            logger.error("Elasticsearch refused a search (%s); the database answers.", faults.describe(error))
        else:
            logger.exception("Elasticsearch could not be asked this; the database answers.")
    finally:
        switch.leave(answered=answer is not None)
    return answer
