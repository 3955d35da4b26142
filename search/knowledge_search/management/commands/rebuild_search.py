"""`manage.py rebuild_search`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import router

from ... import schema
from ...models import Record
from ...records import rebuild


class Command(BaseCommand):
    """Search records anew from the content."""

    help = (
        "Baut die Sucheinträge aus den öffentlichen Inhalten neu auf und löscht veraltete. "
        "Die Seite bleibt dabei erreichbar; der Befehl kann jederzeit wiederholt werden."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and report."""
        schema.ensure(router.db_for_write(Record))
        shown = ""

        def progress(step: str, done: int, total: int) -> None:
            nonlocal shown
            if step != shown or done == total:
                shown = step
                self.stdout.write(f"{step}: {done} von {total}")

        rebuild(progress if options["verbosity"] else None)
        self.stdout.write(self.style.SUCCESS(f"Fertig: {Record.objects.count()} Einträge sind zu finden."))
