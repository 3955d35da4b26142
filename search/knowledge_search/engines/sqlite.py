"""SQLite: an FTS5 table over the records' tokens, kept by triggers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..analysis import AllOf, AnyToken, Expression, Phrase
from ..analysis.expressions import Field
from .sql import RECORD, TOKEN_COLUMNS, Sql

_TABLE = RECORD.strip('"')
FTS = f"{_TABLE}_fts"
# Tokens are ASCII letters and digits by construction, so this tokenizer splits at blanks only.
_TOKENIZER = "ascii"


class SQLiteDialect:
    """FTS5 with external content: the text is stored once, in the record table."""

    # SQLite keeps the order of a CROSS JOIN.
    ordered_join = "CROSS JOIN"
    byte_order = ""
    least = "MIN"

    def ensure_schema(self, cursor: Any) -> None:
        """Create the FTS5 table and its triggers.

        Django remakes a table to alter it and drops its triggers with the old one; what was written
        between is then missing, so the index is rebuilt whenever something had to be created.
        """
        wanted = {FTS: self._create_table(), **self._triggers()}
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{_TABLE}%"])
        missing = set(wanted) - {name for (name,) in cursor.fetchall()}
        for name, statement in wanted.items():
            if name in missing:
                cursor.execute(statement)
        if missing:
            self._rebuild(cursor)

    def drop_schema(self, cursor: Any) -> None:
        """Drop the FTS5 table; the triggers went with the record table."""
        cursor.execute(f'DROP TABLE IF EXISTS "{FTS}"')

    def rebuild_text(self, cursor: Any) -> None:
        """Rebuild the FTS5 index and analyse the tables."""
        self._rebuild(cursor)
        cursor.execute("ANALYZE")

    def lock_records(self, cursor: Any, content_type_id: int, object_ids: Sequence[int]) -> None:
        """Nothing to do: SQLite has one writer at a time."""

    def matching(self, expression: Expression, field: Field = "all") -> Sql:
        """Ask the FTS5 table directly."""
        written = _written(expression)
        column = "" if field == "all" else f"{field}_tokens : "
        return Sql(f'SELECT rowid AS id FROM "{FTS}" WHERE "{FTS}" MATCH %s', (f"{column}({written})",))

    def _rebuild(self, cursor: Any) -> None:
        cursor.execute(f"""INSERT INTO "{FTS}"("{FTS}") VALUES ('rebuild')""")

    def _create_table(self) -> str:
        return (
            f'CREATE VIRTUAL TABLE "{FTS}" USING fts5({", ".join(TOKEN_COLUMNS)}, '
            f"content='{_TABLE}', content_rowid='id', tokenize='{_TOKENIZER}')"
        )

    def _triggers(self) -> dict[str, str]:
        columns = ", ".join(TOKEN_COLUMNS)
        new = ", ".join(f"new.{column}" for column in TOKEN_COLUMNS)
        old = ", ".join(f"old.{column}" for column in TOKEN_COLUMNS)
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
