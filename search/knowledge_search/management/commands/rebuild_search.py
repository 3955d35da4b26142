"""`manage.py rebuild_search`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import router
from elasticsearch import ApiError, TransportError

from ... import conf, schema
from ...engines.base import EngineUnavailable
from ...engines.elasticsearch import index
from ...models import Record
from ...records import rebuild
from ..progress import ProgressLine


class Command(BaseCommand):
    """Search records anew from the content, then the engine's index from them."""

    help = (
        "Baut die Sucheinträge aus den öffentlichen Inhalten neu auf und löscht veraltete, danach den Index "
        "von Elasticsearch, wo eines eingerichtet ist. "
        "Die Seite bleibt dabei erreichbar; der Befehl kann jederzeit wiederholt werden."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and report."""
        schema.ensure(router.db_for_write(Record))
        progress = ProgressLine(self.stdout) if options["verbosity"] else None
        rebuild(progress)
        if conf.elasticsearch().url:
            try:
                index.rebuild(progress)
            except index.IndexingFailed as error:
                raise CommandError(str(error)) from error
            except (ApiError, TransportError, EngineUnavailable) as error:
                raise CommandError(
                    "Die Sucheinträge sind neu, der Index nicht: Elasticsearch antwortet nicht, wie es soll. "
                    f"Gesucht wird weiter, in der Datenbank. ({error})"
                ) from error
        self.stdout.write(self.style.SUCCESS(f"Fertig: {Record.objects.count()} Einträge sind zu finden."))
