"""The embedded engine: what we add to its own SQL, and how long a visitor waits at most."""

import os
import statistics
from collections.abc import Callable
from typing import Any

from django.db import connection

from knowledge.projects.models import Project
from knowledge_search import changes, snapshot
from knowledge_search.engines import kept_answers
from knowledge_search.engines.database import DatabaseEngine
from knowledge_search.request import SearchRequest
from knowledge_search.service import search

from .requests import all_kinds, wholesome
from .table import Row
from .timing import compare, watching

MANY = 10_000


def measure() -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return rows."""
    group = os.environ["BENCH_STORE"]
    projects = Project.objects.count()
    most = 150 if projects <= MANY else 2_000
    # With few there is little SQL to compare with, as where nothing is found.
    ratio = 1.5 if projects >= MANY else None
    rows, statements = [], 0
    owns, sqls = [], []
    for label, (request, *_) in all_kinds().items():
        _asking(request)()  # what is kept of it is kept now
        with watching() as seen:
            _asking(request)()
        statements = max(statements, len(seen.statements))
        found = compare(ours=_asking(request), sql=_repeating(seen.statements), rounds=30, warm_ups=2)
        own, sql = found["ours"].median, found["sql"].median
        owns.append(own)
        sqls.append(sql)
        limit = min(most, 1_000) if label == "alles" else most
        held = ratio if label in wholesome() else None
        rows.append(Row(group, f"{label}: search() zu seinem SQL", own, sql, most=held))
        rows.append(Row(group, f"{label}: search()", own, most=limit))
    medians = statistics.median(owns), statistics.median(sqls)
    rows.append(Row(group, "Median aller Arten: search() zu seinem SQL", *medians, most=ratio))
    rows.append(Row(group, "höchstens SQL-Abfragen je Suche", statements, unit="Zahl"))
    everything = compare(ours=_asking(SearchRequest(), changed=True), rounds=5, warm_ups=1)
    rows.append(
        Row(group, "alles, gleich nach einer Änderung: search()", everything["ours"].median, most=most)
    )
    again = compare(ours=_asking(SearchRequest(), again=True))
    rows.append(Row(group, "alles, noch einmal: search()", again["ours"].median))
    return rows, {}


def _asking(request: SearchRequest, changed: bool = False, again: bool = False) -> Callable[[], object]:
    def ask() -> None:
        if changed:
            changes.raise_generation("records")
        if not again:
            kept_answers.forget()
        search(request, DatabaseEngine(snapshot.current().generation))

    return ask


def _repeating(statements: list[tuple[str, Any]]) -> Callable[[], object]:
    """Return what sends the same statements again and reads all rows."""

    def repeat() -> None:
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()

    return repeat
