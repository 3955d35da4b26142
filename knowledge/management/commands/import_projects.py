"""Import a spreadsheet of projects: ``manage.py import_projects FILE [--dry-run]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.imports.faults import FileRefused
from knowledge.imports.files import read_table
from knowledge.imports.importing import apply, plan
from knowledge.imports.report import row_lines, summary
from knowledge.imports.results import Outcome, RowResult
from knowledge.imports.table import Table

PROGRESS_STEP = 500


class Command(BaseCommand):
    """Refused rows are no error of the command: they are in the report, the others are in the store."""

    help = "Übernimmt Projekte aus einer Tabelle (.xlsx oder .csv in UTF-8)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File and dry run."""
        parser.add_argument("file", metavar="DATEI", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="nur zeigen, was geschähe; nichts wird gespeichert"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, then report row by row."""
        table = self._read(options["file"])
        dry_run: bool = options["dry_run"]
        for notice in table.notices:
            self.stdout.write(f"Hinweis: {notice}")
        results: list[RowResult] = []
        for result in plan(table) if dry_run else apply(table):
            results.append(result)
            style = self.style.ERROR if result.outcome is Outcome.REFUSED else str
            for line in row_lines(result, dry_run=dry_run):
                self.stdout.write(style(line))
            if len(results) % PROGRESS_STEP == 0:
                self.stderr.write(f"{len(results)} von {len(table.rows)} Zeilen")
        self.stdout.write(summary(results, dry_run=dry_run))

    def _read(self, path: Path) -> Table:
        try:
            with path.open("rb") as stream:
                return read_table(stream)
        except FileRefused as error:
            raise CommandError(str(error)) from error
        except FileNotFoundError as error:
            raise CommandError(f"Die Datei {path} gibt es nicht.") from error
        except OSError as error:
            raise CommandError(f"Die Datei {path} lässt sich nicht öffnen: {error.strerror}.") from error
