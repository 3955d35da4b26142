"""Keeps a search engine that failed away from visitors, in this process, until the probe has let it in again.

One failure is enough: whoever waits for an engine that does not answer waits a whole second, while the
database's answer is hardly slower than the engine's. Were it only a pause for breath, the probe finds out
within two seconds.

An engine that comes back, like one that has just started, answers a search in time but not a crowd's. So
few are let in at first, and one more with every other answer; the database serves the rest. Otherwise all
would wait for the time limit at once, and the engine be out again.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from ... import conf

logger = logging.getLogger("knowledge_search")

_AT_FIRST = 1.0
_MORE_WITH_EACH_ANSWER = 0.5
# Then the engine is back to its full strength, however many search.
_MANY = 40.0


@dataclass(frozen=True)
class Status:
    """Whether the engine is asked, as the staff may read it.

    Attributes:
        state: "closed" while the engine answers, "open" while the database answers in its place.
        since: when that began.
        reason: why it is open, in a German sentence without addresses or credentials; "" while closed.
    """

    state: Literal["closed", "open"]
    since: datetime
    reason: str = ""


class Breaker:
    """The switch between engine and database for one engine in one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.status = Status("closed", timezone.now())
        self._at_once = _AT_FIRST
        self._under_way = 0

    @property
    def is_open(self) -> bool:
        """Whether the engine is kept out."""
        return self.status.state == "open"

    def enter(self) -> Status | None:
        """Return the status now if one more search may go to the engine, else None; then call `leave`."""
        with self._lock:
            if self.is_open or self._under_way >= self._at_once < _MANY:
                return None
            self._under_way += 1
            return self.status

    def leave(self, answered: bool) -> None:
        """Say that a search that entered has ended, and whether the engine answered it."""
        with self._lock:
            self._under_way -= 1
            if answered and self._at_once < _MANY:
                self._at_once += _MORE_WITH_EACH_ANSWER

    def open(self, reason: str, cause: str, seen: Status | None = None) -> bool:
        """Keep the engine out; return whether it was in.

        Args:
            reason: for the staff, see `Status`.
            cause: for the log.
            seen: the status when the failed request began. If it has changed, the failure tells nothing
                about the engine as it is now.
        """
        with self._lock:
            if seen is not None and seen is not self.status:
                return False
            was_open = self.is_open
            if not was_open:
                logger.warning("The search engine failed (%s); the database answers.", cause)
                self.status = Status("open", timezone.now(), reason)
            elif self.status.reason != reason:
                self.status = Status("open", self.status.since, reason)
            return not was_open

    def close(self) -> None:
        """Let the engine in."""
        with self._lock:
            if self.is_open:
                logger.warning("The search engine is back.")
                self.status = Status("closed", timezone.now())
                self._at_once = _AT_FIRST


_breakers: dict[conf.Elasticsearch, Breaker] = {}


def current() -> Breaker:
    """Return the breaker of the engine that the settings name."""
    settings = conf.elasticsearch()
    return _breakers.get(settings) or _breakers.setdefault(settings, Breaker())


def is_open() -> bool:
    """Return whether the engine is kept out."""
    return current().is_open


def status() -> Status:
    """Return how it stands in this process, for the staff."""
    return current().status


# A lock may be held while the process forks, and the probe's thread is not taken along: begin anew.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_breakers.clear)
