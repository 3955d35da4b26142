"""What the embedded engine has found, kept by the process while no record changes.

Many people ask for the same: the start of the search, a theme, the word of the day. Where the engine is out,
or there is none, that costs the database one search after each change, not one for each visitor, and those
who ask while it is being found wait for it. Records are read anew each time.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from ..analysis import TextQuery
from ..request import SearchRequest
from .base import Clusters

# The counts of a store with ten thousand keywords take a megabyte.
_MOST = 30
# As long as the slowest search of a large store takes: one that hangs or fails holds up nobody for longer.
_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True)
class Found:
    """What a search found: total, counts by facet and value, offset, the hits' keys, and their map."""

    total: int
    counts: Mapping[str, Mapping[str, int]]
    offset: int
    hits: tuple[int, ...]
    places: Clusters | None = None


@dataclass
class _Place:
    # Known by its address: as long as it is kept here, no other has that.
    text: TextQuery
    found: Found | None = None
    finding: Lock = field(default_factory=Lock)


class _Process:
    generation: tuple[str, int] | None = None
    places: OrderedDict[Hashable, _Place] = OrderedDict()
    lock = Lock()


def forget() -> None:
    """Forget everything."""
    # Held by a thread that was not forked, a lock would be held for ever.
    _Process.places, _Process.lock = OrderedDict(), Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=forget)


def kept(
    database: str, generation: int | None, request: SearchRequest, text: TextQuery, find: Callable[[], Found]
) -> Found:
    """Return what was found for the same search at the same generation, or find it.

    Args:
        database: the name of its connection.
        generation: number of changes of the records. Without one nothing is kept; at another one all that
            was kept is forgotten.
        request: what is searched for.
        text: its words, analysed; the same object as long as words and synonyms are the same.
        find: asks the database; its errors are the caller's.
    """
    if not generation:
        return find()
    filters = tuple((name, *values) for name, values in request.filters.items())
    around = (request.bbox, request.near, request.radius_km)
    page = (request.sort, request.limit, request.offset, request.clamp, request.map_zoom)
    key = (database, id(text), request.q, filters, *around, *page)
    with _Process.lock:
        if _Process.generation != (database, generation):
            _Process.places.clear()
            _Process.generation = database, generation
        place = _Process.places.setdefault(key, _Place(text))
        _Process.places.move_to_end(key)
        if len(_Process.places) > _MOST:
            _Process.places.popitem(last=False)
    if not place.finding.acquire(timeout=_PATIENCE_SECONDS):
        return find()
    try:
        if place.found is None:
            place.found = find()
        return place.found
    finally:
        place.finding.release()
