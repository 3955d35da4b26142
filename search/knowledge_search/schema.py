"""The full-text index beside the record table, which Django cannot declare for both databases."""

from __future__ import annotations

from typing import Any

from django.db import connections, router, transaction

from .engines.dialects import DIALECTS, get_dialect
from .models import Record
from .registry import registry


def ensure(using: str) -> None:
    """Create the full-text index where it is missing, and the terms that come from files.

    Runs after every `migrate` and `flush`. Safe to run again.
    """
    connection = connections[using]
    if not router.allow_migrate_model(using, Record) or connection.vendor not in DIALECTS:
        return
    dialect = get_dialect(connection)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if Record._meta.db_table not in connection.introspection.table_names(cursor):
            dialect.drop_schema(cursor)
            return
        dialect.ensure_schema(cursor)


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of `post_migrate`: index, then the vocabularies that no saved model announces."""
    from .models import Generation
    from .records import refresh_terms

    ensure(using)
    connection = connections[using]
    if connection.vendor not in DIALECTS or using != router.db_for_write(Record):
        return
    if Record._meta.db_table in connection.introspection.table_names():
        Generation.objects.bulk_create(
            [Generation(name="records"), Generation(name="terms")], ignore_conflicts=True
        )
        for vocabulary in registry.vocabularies:
            if vocabulary.model is None:
                refresh_terms(vocabulary.name)
