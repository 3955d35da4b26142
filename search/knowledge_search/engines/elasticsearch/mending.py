"""Builds the index where the engine came back without it: a fresh server, or one that lost its data.

The index is nothing but a copy of the records, so it may be built without asking anyone; until it is
whole the database answers. Only the worker does it, and only when the index has been missing for a while
and nobody else is building: who sets up a site calls `rebuild_search` at the same moment.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.db import Error as DatabaseError
from elasticsearch import ApiError, NotFoundError, TransportError

from ... import conf
from ...push import push_waiting
from ..base import EngineUnavailable, IndexIncomplete
from . import completeness, index
from .client import get_client

logger = logging.getLogger("knowledge_search")

_MISSING_SECONDS = 5.0
_PAUSE_AFTER_FAILURE_SECONDS = 60.0
# A run that has not come to its end by then has been broken off.
_LONGEST_BUILD = timedelta(minutes=15)


class Mender:
    """Looks after the index; for a worker, which calls `look` every few seconds."""

    def __init__(self) -> None:
        self._missing_since: float | None = None
        self._not_before = 0.0
        # When the builds began that failed here. An engine that died meanwhile may still have their halves.
        self._failed: set[datetime] = set()

    def look(self) -> bool:
        """Build the index if it has been missing for a while, or finish it; return whether that was done.

        Quick where there is nothing to do. Never raises for a failure of the engine.
        """
        if not conf.elasticsearch().url or time.monotonic() < self._not_before:
            return False
        try:
            if _is_missing():
                return self._build()
            self._missing_since = None
            if abandoned := self._abandoned():
                logger.warning("Building the search engine's index was broken off; it is finished now.")
                index.finish(abandoned)
            return bool(abandoned)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("The search engine's index could not be built.")
            self._not_before = time.monotonic() + _PAUSE_AFTER_FAILURE_SECONDS
            return False

    def _build(self) -> bool:
        now = time.monotonic()
        if self._missing_since is None:
            self._missing_since = now
        if now - self._missing_since < _MISSING_SECONDS or self._is_being_built(index.unfinished()):
            return False
        logger.warning("The search engine has no whole index; it is built anew.")
        began = datetime.now(UTC)
        self._failed.add(began)
        index.rebuild(began=began)
        self._failed.clear()
        self._missing_since = None
        return True

    def _abandoned(self) -> str | None:
        """Return the index that visitors search where nobody brings over any more what changed meanwhile."""
        try:
            unfinished = index.unfinished()
            if not unfinished or self._is_being_built(unfinished):
                return None
            searched = get_client().indices.get_alias(name=conf.elasticsearch().index).body
        except (ApiError, TransportError):
            return None
        return next((name for name in searched if name in unfinished), None)

    def _is_being_built(self, unfinished: Mapping[str, datetime]) -> bool:
        """Return whether someone began to build not long ago, other than we who failed."""
        begun = set(unfinished.values()) - self._failed
        return any(datetime.now(UTC) - moment < _LONGEST_BUILD for moment in begun)


def _is_missing() -> bool:
    """Return whether the engine answers and has no index, or one that lacks more than what waits."""
    client, alias = get_client(), conf.elasticsearch().index
    try:
        if not client.indices.exists_alias(name=alias):
            return True
        completeness.check(client.count(index=alias)["count"])
    except NotFoundError:
        return True
    except IndexIncomplete:
        return push_waiting().delivered == 0
    except (ApiError, TransportError, EngineUnavailable, KeyError):
        pass
    return False
