"""Deletion leaves nothing behind: no row of any table, no file, no record; one line that names nobody."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from knowledge.mails.delivery import deliver_due
from knowledge.organisations.models import Organisation
from tests.factories import ProjectFactory

from .conftest import ANSWERS, CARRIER, EMAIL, NAME, TITLE, Maker, picture

#: What no other row holds.
TELLING = (
    "Quittenkelter", "quittenkelter", "Quittensaft", "Quuittensaft", "Prressse", "Quast", "quast", "998877",
    "Kelterweg", "Kelterfreunde", "kelter.example", "video.example/quitten", "hof.jpg",
    "Quiitte", "Saftt",
)  # fmt: skip


def rows() -> Iterator[tuple[str, str]]:
    """Give every row of every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # Pages of SQLite's full-text index, which it tidies when it merges them; no search finds them.
            if "_fts_" in table:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                yield table, json.dumps(row, default=str, ensure_ascii=False)


def traces() -> list[str]:
    """Return the tables in which something of the submission stands."""
    return sorted({table for table, row in rows() if any(word in row for word in TELLING)})


@pytest.fixture
def published(maker: Maker, decide: Any, office: Client) -> Maker:
    """A published submission that has been through everything that leaves traces."""
    maker.fill(picture(), consent_contact="on", consent_film="on")
    maker.send()
    maker.confirm()
    deliver_due()
    decide(maker.submission, "fragen", text="Steht die Quittenkelter noch?")
    maker.act("antworten", text="Frau Quast sagt ja.")
    project = maker.submission.project
    assert project is not None
    office.get(f"/admin/snippets/knowledge/project/edit/{project.pk}/")
    decide(maker.submission, "uebernehmen")
    Client().get(project.get_absolute_url())
    project.refresh_from_db()
    project.slug = "quittenkelter-neu"
    project.save()
    return maker


def test_deleting_leaves_no_trace_in_any_table(published: Maker) -> None:
    assert "knowledge_project" in traces(), "the words are where they should be before"

    published.act("loeschen")

    assert traces() == []


def test_deleting_takes_every_file(published: Maker, files: Path) -> None:
    published.act("loeschen")

    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_the_links_lead_nowhere_afterwards(published: Maker) -> None:
    address, key = published.status_url, published.key

    published.act("loeschen")

    assert Client().get(address).status_code == 404
    assert Client().get(f"/mitmachen/teilen/{key}/").status_code == 404


def test_a_line_that_names_nobody_stays_in_the_log(published: Maker, caplog: Any) -> None:
    with caplog.at_level("INFO"):
        published.act("loeschen")

    (line,) = [record.getMessage() for record in caplog.records if "Einreichung" in record.getMessage()]
    assert line == "Eine Einreichung wurde gelöscht (Wunsch der Macher*in)."
    assert not any(text in line for text in (TITLE, NAME, EMAIL))


def test_a_carrier_that_others_need_stays(published: Maker) -> None:
    ProjectFactory(carrier=Organisation.objects.get(name=CARRIER))

    published.act("loeschen")

    assert Organisation.objects.filter(name=CARRIER).exists()


def test_the_office_can_delete_too(published: Maker, decide: Any) -> None:
    decide(published.submission, "loeschen")

    assert traces() == []


@pytest.mark.parametrize("until", ["start", *ANSWERS, "sent"])
def test_an_unfinished_one_goes_as_well(maker: Maker, until: str) -> None:
    from knowledge.submissions.deleting import delete

    maker.start()
    for name in list(ANSWERS)[1:]:
        if until in ("start", "idee"):
            break
        maker.step(name, **({"images": [picture()]} if name == "bilder" else {}))
        if name == until:
            break
    if until == "sent":
        maker.send()

    delete(maker.submission, "Frist abgelaufen")

    assert traces() == []
    assert not apps.get_model("knowledge.SubmissionFile").objects.exists()
