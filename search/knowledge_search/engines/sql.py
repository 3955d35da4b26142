"""Pieces of SQL with their parameters, and what the two databases say differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..analysis import Expression
from ..analysis.expressions import Field
from ..models import Record, RecordFacet

RECORD = f'"{Record._meta.db_table}"'
FACET = f'"{RecordFacet._meta.db_table}"'
# The full-text columns, by the name that expressions have for them.
TOKEN_COLUMNS: dict[str, str] = {
    "title": "title_tokens",
    "summary": "summary_tokens",
    "terms": "terms_tokens",
    "body": "body_tokens",
}


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and its parameters, in order."""

    text: str
    params: tuple[Any, ...] = ()

    @classmethod
    def join(cls, separator: str, parts: Iterable[Sql]) -> Sql:
        """Join pieces, parameters included."""
        parts = list(parts)
        return cls(separator.join(p.text for p in parts), tuple(x for p in parts for x in p.params))

    def within(self, template: str) -> Sql:
        """Return a template with this piece in the place of `{}`; the template has no other parameters."""
        return Sql(template.replace("{}", self.text), self.params)


class Dialect(Protocol):
    """What one database vendor does in its own way."""

    byte_order: str
    least: str
    greatest: str

    def ensure_schema(self, cursor: Any) -> None:
        """Add the full-text index to the record table where it is missing or another. Safe to run again."""

    def drop_schema(self, cursor: Any) -> None:
        """Remove what would be left behind when the record table is gone."""

    def rebuild_text(self, cursor: Any) -> None:
        """Build the full-text index anew from the table and refresh the planner's statistics."""

    def lock_records(self, cursor: Any, content_type_id: int, object_ids: Sequence[int]) -> None:
        """Let only one transaction at a time project these objects."""

    def matching(self, expression: Expression, field: Field = "all") -> Sql:
        """Return a query for the column `id` of the records in whose field the expression holds."""
        ...
