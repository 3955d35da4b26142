"""Whole pages: search and rendering included, without network, each beside the search for everything."""

import os
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.projects.models import Project
from knowledge.vocabularies.models import Stage, Theme
from knowledge_search.engines import kept_answers

from .requests import keys_of
from .served import visit
from .table import Row
from .timing import compare

MOST_QUERIES = 10


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return a row for each page."""
    group = os.environ["BENCH_STORE"]
    rows, whole, most = [], 0.0, 0
    for label, address in _pages().items():
        found = compare(ours=partial(_visit, address), rounds=15, warm_ups=3)["ours"]
        whole = whole or found.median
        with CaptureQueriesContext(connection) as queries:
            _visit(address)
        most = max(most, len(queries))
        rows.append(Row(group, f"Seite „{label}“ zu „Suche: alles“", found.median, whole))
    rows.append(Row(group, "höchstens SQL-Abfragen je Seite", most, most=MOST_QUERIES, unit="Zahl"))
    return rows, {}


def _visit(address: str) -> None:
    """Be the first who asks for it."""
    kept_answers.forget()
    visit(address)


def _pages() -> dict[str, str]:
    theme, stage = keys_of(Theme)[0], keys_of(Stage)[0]
    project = Project.objects.public().exclude(location="").order_by("pk")[0]
    return {
        "Suche: alles": "/suche/?type=project",
        "Suche: häufiges Wort": "/suche/?type=project&q=gemeinde",
        "Suche: kein Treffer": "/suche/?type=project&q=quarxel",
        "Suche: 3 Filter": f"/suche/?type=project&theme={theme}&stage={stage}&technology=false",
        "Suche: Seite 2": "/suche/?type=project&page=2",
        "Suche: nach Titel": "/suche/?type=project&sort=title",
        "Steckbrief": project.get_absolute_url(),
        "Startseite": "/",
    }
