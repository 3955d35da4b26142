"""The embedded engine: asks the search records in the site's own database, no server needed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connections, router

from ..analysis import TextQuery
from ..models import Record
from ..request import SearchRequest
from .base import Answer, Cluster, Clusters, RawHit, distance_km
from .dialects import get_dialect
from .facet_sets import FacetSets, facet_sets
from .kept_answers import Found, kept
from .reading import read_records
from .sql import Sql
from .statements import Statements


class DatabaseEngine:
    """SQLite (FTS5) or PostgreSQL, asked directly: points and counts by GROUP BY."""

    name = "database"

    def __init__(self, generation: int | None = None) -> None:
        """Make an engine for one search.

        Args:
            generation: number of changes of the records; while it stays, facets are counted from what the
                process keeps, and the same search is not made again. None looks for changes every time.
        """
        self.connection = connections[router.db_for_read(Record)]
        self.dialect = get_dialect(self.connection)
        self.generation = generation

    def answer(self, request: SearchRequest, text: TextQuery) -> Answer:
        """Answer in two queries, and four more after a change: what is found, the records.

        A map is one more, after a change too.
        """
        return self.answers([(request, text)])[0]

    def answers(self, searches: Sequence[tuple[SearchRequest, TextQuery]]) -> tuple[Answer, ...]:
        """Answer in one query for the records of all, and one for each search that nobody has made before."""
        found = [self._found(request, text) for request, text in searches]
        records = read_records(list(dict.fromkeys(pk for each in found for pk in each.hits)))
        return tuple(
            Answer(each.total, each.counts, _hits(each, request, records), each.offset, each.places)
            for each, (request, _) in zip(found, searches, strict=True)
        )

    def clusters(self, request: SearchRequest, text: TextQuery, zoom: int) -> Clusters:
        """Answer in one query."""
        if request.q and text.is_empty:
            return Clusters((), 0, 0)
        return self._places(Statements(self.dialect, request, text), zoom)

    def totals(self, searches: Sequence[tuple[SearchRequest, TextQuery]]) -> tuple[int, ...]:
        """Answer in one query for each combination of words and place; filters are counted in the process."""
        store = facet_sets(self.connection, self.generation)
        bases: dict[Hashable, int] = {}
        numbers = []
        for request, text in searches:
            base = (request.q, request.bbox, request.near, request.radius_km)
            if base not in bases:
                bases[base] = self._base(request, text, store)
            numbers.append(store.passing(bases[base], request.filters).bit_count())
        return tuple(numbers)

    def _base(self, request: SearchRequest, text: TextQuery, store: FacetSets) -> int:
        """Return the set of the records that words and place let through."""
        if request.q and text.is_empty:
            return 0
        statements = Statements(self.dialect, request, text)
        if statements.base is None:
            return store.everything
        return store.records(row[0] for row in self._fetch(statements.found()))

    def _places(self, statements: Statements, zoom: int) -> Clusters:
        *rows, (placed, _, total, _) = self._fetch(statements.clusters(zoom))
        return Clusters(
            clusters=tuple(
                Cluster(latitude, longitude, count, record_id if count == 1 else None)
                for latitude, longitude, count, record_id in rows
                if count
            ),
            total=total,
            placed=int(placed),
            unplaced=tuple(record_id for _, _, count, record_id in rows if not count),
        )

    def _found(self, request: SearchRequest, text: TextQuery) -> Found:
        if request.q and text.is_empty:  # only punctuation
            return Found(0, {}, 0, (), Clusters((), 0, 0))
        alias = self.connection.alias
        return kept(alias, self.generation, request, text, lambda: self._find(request, text))

    def _find(self, request: SearchRequest, text: TextQuery) -> Found:
        statements = Statements(self.dialect, request, text)
        zoom = request.map_zoom
        places = None if zoom is None else self._places(statements, zoom)
        store = facet_sets(self.connection, self.generation)
        if statements.base is None:
            passing, counts = store.counts(store.everything, request.filters)
            offset = _offset(request, total := passing.bit_count())
            rows = self._fetch(statements.page(offset)) if total > offset and request.limit else ()
            return Found(total, counts, offset, tuple(pk for (pk,) in rows), places)
        found = self._fetch(statements.found())
        passing, counts = store.counts(store.records(row[0] for row in found), request.filters)
        offset = _offset(request, total := passing.bit_count())
        end = offset + request.limit
        hits = store.best(passing, found, end) if statements.is_by_points else store.among(passing, found)
        return Found(total, counts, offset, tuple(islice(hits, offset, end)), places)

    def _fetch(self, statement: Sql) -> tuple[tuple[Any, ...], ...]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement.text, statement.params)
            return tuple(cursor.fetchall())


def _hits(found: Found, request: SearchRequest, records: Mapping[int, Record]) -> tuple[RawHit, ...]:
    return tuple(
        RawHit(records[pk], distance_km(records[pk], request.near))
        for pk in found.hits
        # Not deleted, nor changed past all signals, since it was found.
        if pk in records and request.lets_through(records[pk].facets)
    )


def _offset(request: SearchRequest, total: int) -> int:
    if request.clamp and request.limit and request.offset >= total:
        return max(0, total - 1) // request.limit * request.limit
    return request.offset
