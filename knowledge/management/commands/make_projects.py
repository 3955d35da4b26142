"""Synthetic projects for load tests: ``manage.py make_projects N [--seed S]`` and ``--clear``."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.projects import synthetic
from knowledge_search import words

MOST = 1_000_000


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise ArgumentTypeError(f"„{text}“ ist keine Zahl zwischen 1 und {MOST}.")
    return int(text)


class Command(BaseCommand):
    """They are published at once: not for a site that visitors see."""

    help = "Erzeugt erfundene, veröffentlichte Projekte für Lasttests (Kennung „synth-…“) oder entfernt sie."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, from which seed, or none at all."""
        parser.add_argument("count", metavar="N", type=_count, nargs="?", help="so viele kommen dazu")
        parser.add_argument("--seed", type=int, default=1, help="gleiche Zahl, gleiche Projekte")
        parser.add_argument("--clear", action="store_true", help="alle erfundenen Projekte entfernen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Clear first, then make."""
        if not options["count"] and not options["clear"]:
            raise CommandError("Wie viele? Zum Beispiel: make_projects 1000. Oder: make_projects --clear")
        if options["clear"]:
            self.stdout.write(f"Entfernt: {synthetic.clear(self._tell)} erfundene Projekte.")
        if options["count"]:
            total = synthetic.make(options["count"], options["seed"], self._tell)
            # Else the search takes words that thousands have for rare ones until the worker counts again.
            words.rebuild()
            self.stdout.write(f"Fertig: {options['count']} Projekte dazu, bis Kennung synth-{total}.")

    def _tell(self, done: int, total: int) -> None:
        if done == total or done % 2000 == 0:
            self.stdout.write(f"{done} von {total}")
