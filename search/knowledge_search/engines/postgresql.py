"""PostgreSQL: a generated `tsvector` column over the records' tokens, with a GIN index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..analysis import TextQuery, Word
from .sql import RECORD, TOKEN_COLUMNS, Sql

_TABLE = RECORD.strip('"')
_INDEX = f"{_TABLE}_text"
_COLUMN = "search_vector"
# Weight classes in the order of TOKEN_COLUMNS, and what D, C, B, A count in ts_rank.
_CLASSES = "ABCD"
_WEIGHTS = "{0.1, 0.3, 0.4, 1.0}"
# 1: a long text is not better for its length.
_NORMALISATION = 1
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

    def matches(self, query: TextQuery, every_word: bool) -> Sql:
        """Match the generated column."""
        return Sql(
            f"SELECT id FROM {RECORD} WHERE {_COLUMN} @@ %s::tsquery", (_expression(query, every_word),)
        )

    def ranked(self, query: TextQuery, every_word: bool) -> Sql:
        """Rank by the number of words found, then by ts_rank."""
        coverage = Sql.join(
            " + ", [Sql(f"({_COLUMN} @@ %s::tsquery)::int", (_word(word),)) for word in query.words]
        )
        anything = " | ".join([_word(w) for w in query.words] + [_phrase(p) for p in query.phrases])
        return Sql(
            f"SELECT id, {coverage.text or '0'} AS coverage, "
            f"ts_rank('{_WEIGHTS}', {_COLUMN}, %s::tsquery, {_NORMALISATION}) AS score "
            f"FROM {RECORD} WHERE {_COLUMN} @@ %s::tsquery",
            (*coverage.params, anything, _expression(query, every_word)),
        )


def _word(word: Word) -> str:
    return "(" + " | ".join(word.tokens) + ")"


def _phrase(phrase: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(phrase) + ")"


def _expression(query: TextQuery, every_word: bool) -> str:
    words = [_word(word) for word in query.words]
    phrases = [_phrase(phrase) for phrase in query.phrases]
    if every_word:
        return " & ".join(phrases + words)
    return " & ".join(phrases) if phrases else " | ".join(words)
