"""What the system checks name, how the schema heals, and how many queries a search may take."""

from collections.abc import Callable
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
from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from tests.knowledge_search.conftest import titles
from tests.knowledge_search.testapp.models import Project


@pytest.fixture
def engine() -> str:
    """Schema and queries of the database; Elasticsearch's are in `test_elasticsearch`."""
    return "database"


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


def test_requests_that_are_transactions_are_named(own_registry, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    assert problems() == {"knowledge_search.W003"}


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
            cursor.execute("ALTER TABLE knowledge_search_record DROP COLUMN all_vector")
    if connection.vendor == "sqlite":
        make_project("Wiese")
        assert find("wiese").total == 0
    schema.ensure("default")
    schema.ensure("default")
    assert titles(find("garten")) == ["Garten"]
    make_project("Acker")
    assert titles(find("acker")) == ["Acker"]


def test_an_index_of_an_earlier_version_is_replaced(make_project, find):
    make_project("Garten")
    connection.check_constraints()
    if connection.vendor == "sqlite":
        older = [
            "DROP TABLE knowledge_search_record_fts",
            "CREATE VIRTUAL TABLE knowledge_search_record_fts USING fts5(title_tokens, summary_tokens)",
            "DROP TRIGGER knowledge_search_record_update",
            "CREATE TRIGGER knowledge_search_record_update AFTER UPDATE ON knowledge_search_record "
            "BEGIN SELECT 1; END",
        ]
    else:
        older = [
            "ALTER TABLE knowledge_search_record DROP COLUMN title_vector",
            "ALTER TABLE knowledge_search_record ADD title_vector tsvector",
            "ALTER TABLE knowledge_search_record ADD search_vector tsvector",
        ]
    with connection.cursor() as cursor:
        for statement in older:
            cursor.execute(statement)
    schema.ensure("default")
    make_project("Wiese", summary="Garten")
    assert titles(find("garten")) == ["Garten", "Wiese"]
    Record.objects.filter(title="Wiese").update(title_tokens="wacker sacker")
    assert titles(find("acker")) == ["Wiese"]
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Record._meta.db_table)
    assert "search_vector" not in {column.name for column in columns}


SEARCHES: list[dict[str, Any]] = [
    {},
    {"q": "projekt"},
    {"q": "projekt raumfahrt"},
    {"q": "projekt -raumfahrt"},
    {"q": '"gute projekte" projekt', "filters": {"technology": ("true",)}},
    {"filters": {"technology": ("true", "false"), "tag": ("t1",)}},
    {"filters": {"tag": ("nirgends",)}},
    {"q": "projekt", "bbox": (11.0, 51.0, 12.0, 52.0)},
    {"near": (51.5, 11.5), "radius_km": 10.0, "sort": "distance"},
    {"q": "nichtszufinden"},
]


@pytest.fixture
def publish(transactional_db: None) -> Callable[[int], None]:
    """Publish and commit: without the page tree, which no longer stands after such a test."""

    def publish(number: int) -> None:
        for _ in range(number):
            Project.objects.create(
                title="Gute Projekte", slug="p", latitude=51.5, longitude=11.5, technology=True, tags="t1"
            )

    return publish


def queries_of(request: SearchRequest) -> int:
    with CaptureQueriesContext(connection) as captured:
        for hit in search(request).hits:
            assert hit.title_html
    return len(captured)


def test_a_search_takes_few_queries_however_much_is_found(publish):
    publish(1)
    requests = [SearchRequest(**values) for values in SEARCHES]
    search(SearchRequest())  # what a process reads once after a change
    few = [queries_of(request) for request in requests]
    publish(30)
    search(SearchRequest())
    assert [queries_of(request) for request in requests] == few
    assert max(few) <= 4


def test_facets_are_read_again_only_after_a_change(publish):
    publish(3)
    first = search(SearchRequest("projekte"))
    with CaptureQueriesContext(connection) as captured:
        again = search(SearchRequest("projekte", sort="title", offset=1))
    assert len(captured) == 3  # generations, what is found, records
    assert (again.total, again.facets) == (first.total, first.facets)
    assert search(SearchRequest("projekte", filters={"tag": ("t1",)})).total == 3
    publish(1)
    assert search(SearchRequest("projekte")).total == 4
    Project.objects.all()[0].delete()
    assert search(SearchRequest("projekte")).total == 3


def test_the_page_takes_few_queries(publish, client, django_assert_max_num_queries):
    publish(30)
    client.get("/suche/")
    with django_assert_max_num_queries(8):
        client.get("/suche/?q=projekte&technology=true&tag=t1")
