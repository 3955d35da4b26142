"""All hits of a search, one after the other, for whoever takes them away.

The database is asked whatever the engine is: it finds the same, and hands out rows without keeping them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, router
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE

from . import snapshot
from .engines.dialects import get_dialect
from .engines.statements import Statements
from .models import Record
from .request import SearchRequest

_COLUMNS = ("type", "object_id", "title", "url", "place", "latitude", "longitude")


@dataclass(frozen=True)
class PlacedRow:
    """One hit on the map."""

    type: str
    id: int
    title: str
    url: str
    place: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Export:
    """Everything a search finds that has a place.

    Attributes:
        total, placed: how many hits there are, and how many of them have a place.
        rows: those; read while they are asked for, once.
    """

    total: int
    placed: int
    rows: Iterator[PlacedRow]


def placed_hits(request: SearchRequest) -> Export:
    """Return all hits with a place, in no order of worth; limit and offset play no part."""
    text = snapshot.current().query(request.q)
    if request.q and text.is_empty:  # only punctuation
        return Export(0, 0, iter(()))
    connection = connections[router.db_for_read(Record)]
    statements = Statements(get_dialect(connection), request, text)
    with connection.cursor() as cursor:
        counted = statements.counted()
        cursor.execute(counted.text, counted.params)
        total, placed = cursor.fetchone()
    return Export(total, placed, _rows(connection, statements))


def _rows(connection: object, statements: Statements) -> Iterator[PlacedRow]:
    asked = statements.placed(_COLUMNS)
    # A cursor on the server where the database has one: psycopg would fetch everything first.
    with connection.chunked_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(asked.text, asked.params)
        while rows := cursor.fetchmany(GET_ITERATOR_CHUNK_SIZE):
            yield from (PlacedRow(*row) for row in rows)
