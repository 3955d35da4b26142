"""PostgreSQL: generated `tsvector` columns over the records' tokens, each with a GIN index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..analysis import AllOf, AnyToken, Expression, Phrase
from ..analysis.expressions import Field
from .sql import FACET, RECORD, TOKEN_COLUMNS, Sql

_TABLE = RECORD.strip('"')
# A word between the fields, so that no phrase runs over two of them; no token begins with a digit.
_BETWEEN = "0"
# A column for each field: one column with weights would make every match read the whole vector again.
_COLUMNS: dict[str, str] = {
    "all_vector": f" || ' {_BETWEEN} ' || ".join(f'"{column}"' for column in TOKEN_COLUMNS.values()),
    **{f"{field}_vector": f'"{TOKEN_COLUMNS[field]}"' for field in ("title", "summary", "terms")},
}
# Answers from the index alone. Left to itself the planner reads the table, which is small, and does not know
# that each row's vector must then be fetched from beside it: fifty times as long.
_FUNCTION = f"{_TABLE}_matching"
_FUNCTION_BODY = "".join(
    f"IF field = '{name.removesuffix('_vector')}' THEN "
    f"RETURN QUERY SELECT r.id FROM {RECORD} r WHERE r.{name} @@ query; END IF; "
    for name in _COLUMNS
)
# The column of earlier versions.
_OLD = "search_vector"
# Long values live beside the table, so that counting and sorting read few pages.
_TUPLE_BYTES = 256
# Locks stay few, whatever is projected in one transaction.
_LOCKS = 64


class PostgreSQLDialect:
    """`simple` text search: the tokens are ready, nothing is stemmed or stopped a second time."""

    byte_order = 'COLLATE "C"'
    least = "LEAST"
    greatest = "GREATEST"

    def ensure_schema(self, cursor: Any) -> None:
        """Add the generated columns and their indexes, in the place of any that say something else.

        A column's comment keeps what it was made from. Everything is asked first: even "IF NOT EXISTS"
        wants the table to itself.
        """
        wanted = {name: f"to_tsvector('simple'::regconfig, {source})" for name, source in _COLUMNS.items()}
        cursor.execute(
            "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attname = ANY(%s) AND NOT attisdropped",
            [RECORD, [*wanted, _OLD]],
        )
        found = dict(cursor.fetchall())
        others = {name: source for name, source in wanted.items() if found.get(name) != source}
        steps = [f"DROP COLUMN {name}" for name in found if name in others or name == _OLD]
        steps += [
            f"ADD COLUMN {name} tsvector GENERATED ALWAYS AS ({source}) STORED"
            for name, source in others.items()
        ]
        if others:
            cursor.execute(f"ALTER TABLE {RECORD} SET (toast_tuple_target = {_TUPLE_BYTES})")
        if steps:
            cursor.execute(f"ALTER TABLE {RECORD} {', '.join(steps)}")
        for name, source in others.items():
            cursor.execute(f"COMMENT ON COLUMN {RECORD}.{name} IS %s", [source])
        for name in wanted:
            cursor.execute("SELECT to_regclass(%s)", [f'"{_index(name)}"'])
            if cursor.fetchone() == (None,):
                cursor.execute(f'CREATE INDEX "{_index(name)}" ON {RECORD} USING gin ({name})')
        cursor.execute(
            f'CREATE OR REPLACE FUNCTION "{_FUNCTION}"(field text, query tsquery) RETURNS SETOF bigint '
            "LANGUAGE plpgsql STABLE SET enable_seqscan = off "
            f"AS $$ BEGIN {_FUNCTION_BODY} END $$"
        )

    def drop_schema(self, cursor: Any) -> None:
        """Drop the function; columns and indexes went with the table."""
        cursor.execute(f'DROP FUNCTION IF EXISTS "{_FUNCTION}"')

    def rebuild_text(self, cursor: Any) -> None:
        """The columns are always right; what waits is sorted in, and the planner's statistics refreshed."""
        for name in _COLUMNS:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f'"{_index(name)}"'])
        cursor.execute(f"ANALYZE {RECORD}")
        cursor.execute(f"ANALYZE {FACET}")

    def lock_records(self, cursor: Any, content_type_id: int, object_ids: Sequence[int]) -> None:
        """Take locks that end with the transaction, in one order so that two writers cannot block."""
        buckets = sorted({object_id % _LOCKS for object_id in object_ids})
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS bucket",
            [content_type_id, buckets],
        )

    def matching(self, expression: Expression, field: Field = "all") -> Sql:
        """Match a generated column."""
        return Sql(
            f"""SELECT id FROM "{_FUNCTION}"('{field}', %s::tsquery) AS f(id)""", (_written(expression),)
        )


def _index(column: str) -> str:
    return f"{_TABLE}_{column}"


def _written(expression: Expression) -> str:
    """Say an expression in the language of `tsquery`."""
    if isinstance(expression, AnyToken):
        return " | ".join(expression.tokens)
    if isinstance(expression, Phrase):
        return " <-> ".join(expression.tokens)
    joint = " & " if isinstance(expression, AllOf) else " | "
    return joint.join(f"({_written(part)})" for part in expression.parts)
