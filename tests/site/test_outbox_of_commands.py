"""Our own commands write in bulk, past most signals. What they make or change is marked all the same."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from knowledge.projects.models import Project
from knowledge_search.models import Change, Record
from knowledge_search.records import rebuild
from tests.search.relevance.loading import load_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_server_is_named(settings: Any) -> None:
    """Nothing is committed in these tests, so nobody calls there."""
    settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": "http://127.0.0.1:1"}}


def import_sheet(folder: Path) -> Callable[[str], None]:
    def load(title: str) -> None:
        with (folder / "projekte.csv").open("w", encoding="utf-8", newline="") as file:
            columns = {
                "Kennung": "A1",
                "Titel": title,
                "Kurzbeschreibung": "Kurz.",
                "Status": "veröffentlicht",
            }
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerow(columns)
        call_command("import_projects", str(folder / "projekte.csv"), verbosity=0)

    return load


def assert_marked(at_least: int) -> None:
    """Every record has a mark of its version; every other mark is a tombstone."""
    records = dict(Record.objects.values_list("pk", "version"))
    assert len(records) >= at_least
    live = Change.objects.filter(deleted=False).values_list("record_id", "version")
    assert dict(live) == records


def test_setting_up_and_loading_the_demo() -> None:
    load_demo()
    assert_marked(at_least=60)


def test_importing(tmp_path: Path) -> None:
    load = import_sheet(tmp_path)
    load("Dorfladen")
    assert_marked(at_least=1)
    Change.objects.all().delete()
    load("Bürgerbus")
    assert Change.objects.get().version == Record.objects.get().version > 1
    Change.objects.all().delete()
    load("Bürgerbus")
    assert not Change.objects.exists()


def test_making_and_clearing_projects() -> None:
    call_command("make_projects", "7", verbosity=0)
    assert_marked(at_least=7)
    ids = set(Record.objects.values_list("pk", flat=True))
    call_command("make_projects", "--clear", verbosity=0)
    assert not Project.objects.exists()
    assert set(Change.objects.filter(deleted=True).values_list("pk", flat=True)) == ids


def test_rebuilding_after_a_queryset_has_changed_them() -> None:
    call_command("make_projects", "7", verbosity=0)
    Change.objects.all().delete()
    Project.objects.filter(pk=Project.objects.first().pk).update(title="Anders")
    rebuild()
    assert Change.objects.get().version == Record.objects.get(title="Anders").version
