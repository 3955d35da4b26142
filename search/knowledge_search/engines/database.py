"""The embedded engine: asks the search records in the site's own database, no server needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections, router

from ..analysis import TextQuery
from ..models import Record
from ..request import SearchRequest
from .base import Answer, Cluster, Clusters, RawHit
from .dialects import get_dialect
from .facet_sets import Counts, facet_sets
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
        """Answer in three queries at most, and two more after a change: matches, order, records."""
        if request.q and text.is_empty:  # only punctuation
            return Answer(0, {}, (), 0)
        alias = self.connection.alias
        found = kept(alias, self.generation, request, text, lambda: self._find(request, text))
        records = read_records([pk for pk, _ in found.hits])
        hits = (
            RawHit(record=records[pk], distance_km=distance)
            for pk, distance in found.hits
            # Not deleted, nor changed past all signals, since it was found.
            if pk in records and request.lets_through(records[pk].facets)
        )
        return Answer(found.total, found.counts, tuple(hits), found.offset)

    def clusters(self, request: SearchRequest, text: TextQuery, zoom: int) -> Clusters:
        """Answer in one query."""
        if request.q and text.is_empty:
            return Clusters((), 0, 0)
        statement = Statements(self.dialect, request, text).clusters(zoom)
        *rows, (placed, _, total, _) = self._fetch(statement)
        return Clusters(
            clusters=tuple(
                Cluster(latitude, longitude, count, record_id if count == 1 else None)
                for latitude, longitude, count, record_id in rows
            ),
            total=total,
            placed=int(placed),
        )

    def _find(self, request: SearchRequest, text: TextQuery) -> Found:
        statements = Statements(self.dialect, request, text)
        total, counts = self._counted(request, statements)
        offset = request.offset
        if request.clamp and offset >= total:
            offset = max(0, total - 1) // request.limit * request.limit
        rows = self._fetch(statements.hits(offset)) if total > offset and request.limit else ()
        return Found(total, counts, offset, tuple((pk, distance) for pk, distance in rows))

    def _counted(self, request: SearchRequest, statements: Statements) -> tuple[int, Counts]:
        """Return the total and every facet's counts."""
        store = facet_sets(self.connection, self.generation)
        base = statements.base
        found = store.everything if base is None else store.records(pk for (pk,) in self._fetch(base))
        return store.counts(found, request.filters)

    def _fetch(self, statement: Sql) -> Sequence[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement.text, statement.params)
            return cursor.fetchall()
