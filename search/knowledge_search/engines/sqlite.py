"""SQLite: an FTS5 table over the records' tokens, kept by triggers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..analysis import AllOf, AnyToken, Expression, Phrase
from ..analysis.expressions import Field
from .sql import FACET, RECORD, TOKEN_COLUMNS, Sql

_TABLE = RECORD.strip('"')
FTS = f"{_TABLE}_fts"
# The text is stored once, in the record table. Tokens are ASCII letters and digits by construction, so
# this tokenizer splits at blanks only. The columns' sizes serve bm25() alone, which nobody asks.
_OPTIONS = f"content='{_TABLE}', content_rowid='id', tokenize='ascii', columnsize=0"


class SQLiteDialect:
    """FTS5 with external content."""

    byte_order = ""
    least = "MIN"
    greatest = "MAX"

    def ensure_schema(self, cursor: Any) -> None:
        """Create the FTS5 table and its triggers, in the place of any that say something else.

        Django remakes a table to alter it and drops its triggers with the old one; what was written
        between is then missing, so the index is rebuilt whenever something had to be created.
        """
        wanted = {FTS: self._create_table(), **self._triggers()}
        cursor.execute("SELECT name, type, sql FROM sqlite_master WHERE name LIKE %s", [f"{_TABLE}%"])
        found = {name: (kind, sql) for name, kind, sql in cursor.fetchall()}
        others = [name for name, sql in wanted.items() if found.get(name, ("", ""))[1] != sql]
        for name in others:
            if name in found:
                cursor.execute(f'DROP {found[name][0]} "{name}"')
            cursor.execute(wanted[name])
        if others:
            self._rebuild(cursor)

    def drop_schema(self, cursor: Any) -> None:
        """Drop the FTS5 table; the triggers went with the record table."""
        cursor.execute(f'DROP TABLE IF EXISTS "{FTS}"')

    def rebuild_text(self, cursor: Any) -> None:
        """Rebuild the FTS5 index and analyse our tables."""
        self._rebuild(cursor)
        cursor.execute(f"ANALYZE {RECORD}")
        cursor.execute(f"ANALYZE {FACET}")

    def lock_records(self, cursor: Any, content_type_id: int, object_ids: Sequence[int]) -> None:
        """Nothing to do: SQLite has one writer at a time."""

    def matching(self, expression: Expression, field: Field = "all") -> Sql:
        """Ask the FTS5 table directly."""
        written = _written(expression)
        column = "" if field == "all" else f"{TOKEN_COLUMNS[field]} : "
        return Sql(f'SELECT rowid AS id FROM "{FTS}" WHERE "{FTS}" MATCH %s', (f"{column}({written})",))

    def _rebuild(self, cursor: Any) -> None:
        cursor.execute(f"""INSERT INTO "{FTS}"("{FTS}") VALUES ('rebuild')""")

    def _create_table(self) -> str:
        return f'CREATE VIRTUAL TABLE "{FTS}" USING fts5({", ".join(TOKEN_COLUMNS.values())}, {_OPTIONS})'

    def _triggers(self) -> dict[str, str]:
        names = list(TOKEN_COLUMNS.values())
        columns = ", ".join(names)
        new = ", ".join(f"new.{column}" for column in names)
        old = ", ".join(f"old.{column}" for column in names)
        insert = f'INSERT INTO "{FTS}"(rowid, {columns}) VALUES (new.id, {new});'
        delete = f"""INSERT INTO "{FTS}"("{FTS}", rowid, {columns}) VALUES ('delete', old.id, {old});"""
        bodies = {
            "insert": f"AFTER INSERT ON {RECORD} BEGIN {insert} END",
            "delete": f"AFTER DELETE ON {RECORD} BEGIN {delete} END",
            "update": f"AFTER UPDATE OF {columns} ON {RECORD} BEGIN {delete} {insert} END",
        }
        return {
            f"{_TABLE}_{when}": f'CREATE TRIGGER "{_TABLE}_{when}" {body}' for when, body in bodies.items()
        }


def _written(expression: Expression) -> str:
    """Say an expression in FTS5's language."""
    if isinstance(expression, AnyToken):
        return " OR ".join(f'"{token}"' for token in expression.tokens)
    if isinstance(expression, Phrase):
        return '"' + " ".join(expression.tokens) + '"'
    joint = " AND " if isinstance(expression, AllOf) else " OR "
    return joint.join(f"({_written(part)})" for part in expression.parts)
