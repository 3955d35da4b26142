"""PostgreSQL: a generated `tsvector` column over the records' tokens, with a GIN index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..analysis import AllOf, AnyToken, Expression, Phrase
from ..analysis.expressions import Field
from .sql import RECORD, TOKEN_COLUMNS, Sql

_TABLE = RECORD.strip('"')
_INDEX = f"{_TABLE}_text"
_COLUMN = "search_vector"
# Weight classes in the order of TOKEN_COLUMNS.
_CLASSES = "ABCD"
_CLASS: dict[Field, str] = {"all": "", "title": ":A", "summary": ":B", "terms": ":C"}
# Locks stay few, whatever is projected in one transaction.
_LOCKS = 64


class PostgreSQLDialect:
    """`simple` text search: the tokens are ready, nothing is stemmed or stopped a second time."""

    # The planner knows from its statistics.
    ordered_join = "JOIN"
    byte_order = 'COLLATE "C"'
    least = "LEAST"

    def ensure_schema(self, cursor: Any) -> None:
        """Add the generated column and its index."""
        parts = " || ".join(
            f"setweight(to_tsvector('simple'::regconfig, \"{column}\"), '{weight}')"
            for column, weight in zip(TOKEN_COLUMNS, _CLASSES, strict=True)
        )
        # Asked first: even "IF NOT EXISTS" wants the table to itself.
        cursor.execute(
            "SELECT 1 FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s AND NOT attisdropped",
            [RECORD, _COLUMN],
        )
        if cursor.fetchone() is None:
            cursor.execute(
                f"ALTER TABLE {RECORD} ADD COLUMN {_COLUMN} tsvector GENERATED ALWAYS AS ({parts}) STORED"
            )
        cursor.execute("SELECT to_regclass(%s)", [f'"{_INDEX}"'])
        if cursor.fetchone() == (None,):
            cursor.execute(f'CREATE INDEX "{_INDEX}" ON {RECORD} USING gin ({_COLUMN})')

    def drop_schema(self, cursor: Any) -> None:
        """Nothing to do: column and index went with the table."""

    def rebuild_text(self, cursor: Any) -> None:
        """The column is always right; only the planner's statistics are refreshed."""
        cursor.execute(f"ANALYZE {RECORD}")
        cursor.execute(f'ANALYZE "{_TABLE}facet"')

    def lock_records(self, cursor: Any, content_type_id: int, object_ids: Sequence[int]) -> None:
        """Take locks that end with the transaction, in one order so that two writers cannot block."""
        buckets = sorted({object_id % _LOCKS for object_id in object_ids})
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS bucket",
            [content_type_id, buckets],
        )

    def matching(self, expression: Expression, field: Field = "all") -> Sql:
        """Match the generated column."""
        return Sql(
            f"SELECT id FROM {RECORD} WHERE {_COLUMN} @@ %s::tsquery", (_written(expression, _CLASS[field]),)
        )


def _written(expression: Expression, weight: str) -> str:
    """Say an expression in the language of `tsquery`, for one class of weights or, with "", for all."""
    if isinstance(expression, AnyToken):
        return " | ".join(token + weight for token in expression.tokens)
    if isinstance(expression, Phrase):
        return " <-> ".join(token + weight for token in expression.tokens)
    joint = " & " if isinstance(expression, AllOf) else " | "
    return joint.join(f"({_written(part, weight)})" for part in expression.parts)
