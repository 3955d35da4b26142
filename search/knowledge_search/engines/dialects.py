"""Which databases the embedded engine speaks to."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from .postgresql import PostgreSQLDialect
from .sql import Dialect
from .sqlite import SQLiteDialect

DIALECTS: dict[str, type[Dialect]] = {"sqlite": SQLiteDialect, "postgresql": PostgreSQLDialect}


def get_dialect(connection: BaseDatabaseWrapper) -> Dialect:
    """Return what a connection's database says in its own way."""
    return DIALECTS[connection.vendor]()
