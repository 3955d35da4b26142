"""``manage.py import_projects``."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from knowledge.projects.models import Project

from .support import csv_bytes, xlsx_bytes

pytestmark = pytest.mark.usefixtures("terms")

ROWS = (
    ["Titel", "Kurzbeschreibung", "Themenfelder", "Farbe"],
    ["Dorfladen", "Für alle.", "Arbeit", "rot"],
    ["Café", "Für viele.", "Arbiet", "blau"],
)


def run(path: Path, *options: str) -> str:
    output = io.StringIO()
    call_command("import_projects", str(path), *options, stdout=output, stderr=io.StringIO(), no_color=True)
    return output.getvalue()


@pytest.mark.parametrize("name", ["projekte.csv", "projekte.xlsx", "xlsx-mit-falscher-endung.csv"])
def test_dry_run_and_import_report_row_by_row(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(xlsx_bytes(*ROWS) if "xlsx" in name else csv_bytes(*ROWS))
    assert run(path, "--dry-run") == (
        "Hinweis: Die Spalte „Farbe“ ist unbekannt und wird nicht gelesen.\n"
        "Zeile 2: würde angelegt „Dorfladen“ (Entwurf)\n"
        "Zeile 3: würde abgelehnt „Café“\n"
        "    Themenfelder: „Arbiet“ gibt es nicht. Ähnlich: „Arbeit“.\n"
        "Probelauf, nichts wurde gespeichert. Ein Import ergäbe: 1 angelegt, 0 geändert, 0 unverändert, "
        "1 abgelehnt.\n"
    )
    assert Project.objects.count() == 0
    assert "Fertig: 1 angelegt, 0 geändert, 0 unverändert, 1 abgelehnt." in run(path)
    assert "Zeile 2: unverändert „Dorfladen“" in run(path)


def test_changes_are_shown_from_old_to_new(tmp_path: Path) -> None:
    path = tmp_path / "projekte.csv"
    path.write_bytes(csv_bytes(*ROWS[:2]))
    run(path)
    path.write_bytes(csv_bytes(["Titel", "Kurzbeschreibung", "Ort"], ["Dorfladen", "Für uns.", ""]))
    assert "    Kurzbeschreibung: „Für alle.“ → „Für uns.“\n" in run(path)


def test_an_unreadable_file_is_an_error_of_the_command(tmp_path: Path) -> None:
    path = tmp_path / "projekte.csv"
    path.write_bytes("Titel;Kurzbeschreibung\nCafé;x\n".encode("cp1252"))
    with pytest.raises(CommandError, match="CSV UTF-8"):
        run(path)
    with pytest.raises(CommandError, match="gibt es nicht"):
        run(tmp_path / "fehlt.xlsx")
    with pytest.raises(CommandError, match="lässt sich nicht öffnen"):
        run(tmp_path)
