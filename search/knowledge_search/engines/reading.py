"""Reads the records of hits, the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from django.db import connections, router
from django.db.models import JSONField
from django.db.models.base import ModelState

from ..models import Record
from .sql import RECORD, TOKEN_COLUMNS

_FIELDS = [field for field in Record._meta.concrete_fields if field.name not in TOKEN_COLUMNS.values()]
_NAMES = [field.attname for field in _FIELDS]
_KEY = _NAMES.index("id")
_SELECT = f"SELECT {', '.join(str(field.column) for field in _FIELDS)} FROM {RECORD} WHERE id IN "


def read_records(ids: Sequence[int]) -> dict[int, Record]:
    """Return the records that are there, by key, without their tokens. One query, none without ids.

    Every search asks this, and the ORM takes three times as long to put its question together as the
    database to answer it.
    """
    if not ids:
        return {}
    alias = router.db_for_read(Record)
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT}({', '.join(['%s'] * len(ids))})", ids)
        rows = [list(row) for row in cursor.fetchall()]
    for position, field in enumerate(_FIELDS):
        for convert, expression in _converters(field, connection):
            for row in rows:
                row[position] = convert(row[position], expression, connection)
    return {row[_KEY]: _record(alias, row) for row in rows}


def _record(alias: str, row: Sequence[Any]) -> Record:
    """Return what `Record.from_db` returns, without asking each field and signal: a third of the time."""
    record = Record.__new__(Record)
    record.__dict__.update(zip(_NAMES, row, strict=True))
    record._state = ModelState()
    record._state.adding, record._state.db = False, alias
    return record


def _converters(field: Any, connection: Any) -> list[tuple[Callable[[Any, Any, Any], Any], Any]]:
    """Return what makes Python values: the ORM's converters, but for JSON one three times as fast."""
    if isinstance(field, JSONField):
        return [(_from_json, None)]
    column = field.get_col(Record._meta.db_table)
    converters = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    return [(convert, column) for convert in converters]


def _from_json(value: str, *_: Any) -> Any:
    return orjson.loads(value)
