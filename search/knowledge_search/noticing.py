"""Notices what a page asked of the search, for whoever keeps that page.

An engine that has yet to learn of a change answers as of before: such an answer must not be kept. And a
search counts in the diary as often as it is shown, also when nothing is searched anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Noticed:
    """What was asked.

    Attributes:
        searched: whether an engine was asked at all.
        counted: words and number of hits of what went into the diary.
    """

    searched: bool = False
    counted: list[tuple[str, int]] = field(default_factory=list)


_now: ContextVar[Noticed | None] = ContextVar("knowledge_search_noticed", default=None)


@contextmanager
def noticing() -> Iterator[Noticed]:
    """Notice what is asked until the block ends."""
    noticed = Noticed()
    token = _now.set(noticed)
    try:
        yield noticed
    finally:
        _now.reset(token)


def searched() -> None:
    """Say that an engine is asked."""
    if (noticed := _now.get()) is not None:
        noticed.searched = True


def counted(q: str, hits: int) -> None:
    """Say that a search went into the diary."""
    if (noticed := _now.get()) is not None:
        noticed.counted.append((q, hits))
