"""SQLite: an FTS5 table over the records' tokens, kept by triggers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..analysis import TextQuery, Word
from .sql import RECORD, TOKEN_COLUMNS, Sql

_TABLE = RECORD.strip('"')
FTS = f"{_TABLE}_fts"
# In the order of TOKEN_COLUMNS.
_WEIGHTS = "8.0, 4.0, 3.0, 1.0"
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

    def matches(self, query: TextQuery, every_word: bool) -> Sql:
        """Ask the FTS5 table directly."""
        return Sql(
            f'SELECT rowid AS id FROM "{FTS}" WHERE "{FTS}" MATCH %s', (_expression(query, every_word),)
        )

    def ranked(self, query: TextQuery, every_word: bool) -> Sql:
        """Rank by bm25; where not every word is needed, the words are asked one by one and added up."""
        if every_word:
            return self._scored(_expression(query, every_word=True), len(query.words))
        phrases = [_phrase(phrase) for phrase in query.phrases]
        parts = [self._scored(" AND ".join([*phrases, _word(word)]), 1) for word in query.words]
        if phrases:
            parts.append(self._scored(" AND ".join(phrases), 0))
        union = Sql.join(" UNION ALL ", parts)
        return Sql(
            f"SELECT id, SUM(coverage) AS coverage, SUM(score) AS score FROM ({union.text}) GROUP BY id",
            union.params,
        )

    def _scored(self, expression: str, coverage: int) -> Sql:
        return Sql(
            f'SELECT rowid AS id, {coverage} AS coverage, -bm25("{FTS}", {_WEIGHTS}) AS score '
            f'FROM "{FTS}" WHERE "{FTS}" MATCH %s',
            (expression,),
        )

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


def _word(word: Word) -> str:
    return "(" + " OR ".join(f'"{token}"' for token in word.tokens) + ")"


def _phrase(phrase: tuple[str, ...]) -> str:
    return '"' + " ".join(phrase) + '"'


def _expression(query: TextQuery, every_word: bool) -> str:
    words = [_word(word) for word in query.words]
    phrases = [_phrase(phrase) for phrase in query.phrases]
    if every_word:
        return " AND ".join(phrases + words)
    # With a phrase the words only rank; without one, any of them is a hit.
    return " AND ".join(phrases) if phrases else " OR ".join(words)
