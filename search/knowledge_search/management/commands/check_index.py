"""`manage.py check_index`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from elasticsearch import ApiError, NotFoundError, TransportError

from ... import conf
from ...engines.base import EngineUnavailable
from ...engines.elasticsearch import index
from ...models import Change
from ..progress import ProgressLine

_LISTED = 10


class Command(BaseCommand):
    """Tells whether the engine's index equals the records."""

    help = (
        "Vergleicht jeden Sucheintrag mit dem Index von Elasticsearch und nennt, was abweicht. "
        "Endet mit 1, wenn etwas abweicht."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the repair."""
        parser.add_argument("--repair", action="store_true", help="Bringt in Ordnung, was abweicht.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, say what differs, repair if asked to."""
        if not conf.elasticsearch().url:
            raise CommandError("Es ist kein Elasticsearch eingerichtet; die Datenbank sucht selbst.")
        try:
            found = self._compare()
            if found and options["repair"]:
                index.mend(progress=ProgressLine(self.stdout))
                self.stdout.write("Nach der Reparatur:")
                found = self._compare()
        except NotFoundError as error:
            raise CommandError("Der Index fehlt. Bauen Sie ihn auf: manage.py rebuild_search") from error
        except index.IndexingFailed as error:
            raise CommandError(str(error)) from error
        except (ApiError, TransportError, EngineUnavailable) as error:
            raise CommandError(f"Elasticsearch antwortet nicht, wie es soll. ({error})") from error
        if found:
            raise CommandError("Index und Datenbank weichen voneinander ab.")
        self.stdout.write(self.style.SUCCESS("Index und Datenbank sind gleich."))

    def _compare(self) -> index.Difference:
        found = index.compare()
        self.stdout.write(f"{found.records} Einträge in der Datenbank, {found.documents} im Index.")
        self._list("fehlen im Index", found.missing)
        self._list("sind im Index veraltet", found.stale)
        self._list("stehen noch im Index und nicht mehr in der Datenbank", [pk for pk, _ in found.surplus])
        self._list(
            "sind im Index neuer als in der Datenbank, etwa nach dem Zurückspielen einer Sicherung; "
            "dagegen hilft nur manage.py rebuild_search",
            found.ahead,
        )
        if found and (waiting := Change.objects.count()):
            self.stdout.write(f"{waiting} Änderungen warten noch darauf, übertragen zu werden.")
        return found

    def _list(self, what: str, ids: Sequence[int]) -> None:
        if ids:
            numbers = ", ".join(str(pk) for pk in ids[:_LISTED]) + (" …" if len(ids) > _LISTED else "")
            self.stdout.write(f"{len(ids)} {what}: {numbers}")
