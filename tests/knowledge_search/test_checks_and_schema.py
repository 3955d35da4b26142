"""What the system checks name, how the schema heals, and how many queries a search may take."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from knowledge_search import schema
from knowledge_search.facets import OpenTermFacet, TermFacet
from knowledge_search.models import Record
from knowledge_search.registry import ContentKind, SearchSource, Vocabulary
from tests.knowledge_search.conftest import titles


def problems(**options: Any) -> set[str]:
    return {m.id for m in run_checks(**options) if m.id and m.id.startswith("knowledge_search")}


def test_a_clean_registry_has_no_problem(own_registry):
    assert problems() == set()


def test_clashes_are_named(own_registry):
    class PageSource(SearchSource):
        model = Page
        kinds = (ContentKind("page", "Blatt", "Blätter"),)

    own_registry.sources.append(PageSource())
    own_registry.own_facets += [
        TermFacet("theme", "Noch einmal", vocabulary="theme"),
        TermFacet("goal", "Ziel", vocabulary="unbekannt"),
        OpenTermFacet("page", "Seite"),
    ]
    own_registry.vocabularies.append(Vocabulary("theme", "Noch einmal", None, list))
    assert problems() == {f"knowledge_search.E00{number}" for number in range(1, 6)}


def test_another_version_of_the_text_rules_asks_for_a_rebuild(make_project):
    make_project()
    assert problems(databases=["default"]) == set()
    Record.objects.update(analysis=0)
    assert problems(databases=["default"]) == {"knowledge_search.W001"}


def test_the_index_heals_after_a_table_was_remade(make_project, find):
    make_project("Garten")
    connection.check_constraints()  # PostgreSQL alters no table with checks pending
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER knowledge_search_record_insert")
        else:
            cursor.execute("ALTER TABLE knowledge_search_record DROP COLUMN search_vector")
    if connection.vendor == "sqlite":
        make_project("Wiese")
        assert find("wiese").total == 0
    schema.ensure("default")
    schema.ensure("default")
    assert titles(find("garten")) == ["Garten"]
    make_project("Acker")
    assert titles(find("acker")) == ["Acker"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": "projekt"},
        {"q": "projekt raumfahrt"},
        {"q": '"gute projekte" projekt', "theme": "alter"},
        {"theme": ("alter", "arbeit"), "technology": "true", "tag": "t1"},
        {"q": "projekt", "theme": "alter", "bbox": (11.0, 51.0, 12.0, 52.0)},
        {"near": (51.5, 11.5), "radius_km": 10.0, "sort": "distance"},
        {"q": "nichtszufinden"},
    ],
)
def test_a_search_takes_few_queries_however_much_is_found(make_project, find, query):
    def ask() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            for hit in find(**query).hits:
                assert hit.title_html and hit.labels is not None
        return len(captured)

    make_project("Gute Projekte", theme="alter", latitude=51.5, longitude=11.5, technology=True, tags="t1")
    few = ask()
    for _ in range(30):
        make_project(
            "Gute Projekte", theme="alter", latitude=51.5, longitude=11.5, technology=True, tags="t1"
        )
    assert ask() == few <= 6


def test_the_page_takes_few_queries(make_project, client, django_assert_max_num_queries):
    for _ in range(30):
        make_project("Gute Projekte", theme="alter", tags="t1 t2")
    with django_assert_max_num_queries(8):
        client.get("/suche/?q=projekte&theme=alter&tag=t1")
