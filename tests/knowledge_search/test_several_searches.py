"""Several searches for one page: what each alone would find, asked of the engine at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge_search.request import SearchRequest
from knowledge_search.service import search, search_all
from tests.knowledge_search.conftest import MakeProject
from tests.knowledge_search.engines import push_changes
from tests.knowledge_search.testapp.models import Project

REQUESTS = (
    SearchRequest(filters={"type": ("project",)}, sort="newest", limit=2),
    SearchRequest("Garten", limit=1),
    SearchRequest("?!"),
    SearchRequest(filters={"theme": ("alter",)}, limit=0),
    SearchRequest("Garten", offset=40, limit=20, clamp=True),
    SearchRequest("nichtszufinden"),
)


@pytest.fixture
def store(make_project: MakeProject) -> None:
    for number in range(4):
        make_project(f"Garten {number}", theme="alter" if number % 2 else "arbeit")
    make_project("Werkstatt", theme="alter")


def told(page):
    return (
        page.total,
        page.engine,
        [hit.title for hit in page.hits],
        page.request.offset,
        [(facet.name, [(v.value, v.count) for v in facet.values]) for facet in page.facets],
    )


def test_they_find_what_each_finds_alone(engine, store) -> None:
    push_changes()
    together = search_all(REQUESTS)
    assert [page.total for page in together] == [5, 4, 0, 3, 4, 0]
    assert {page.engine for page in together} == {engine}
    assert [told(page) for page in together] == [told(search(request)) for request in REQUESTS]


@pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
def test_what_was_found_before_takes_two_queries() -> None:
    for number in range(4):
        Project.objects.create(title=f"Garten {number}", slug=f"garten-{number}")
    search_all(REQUESTS)
    with CaptureQueriesContext(connection) as asked:
        search_all(REQUESTS)
    assert len(asked) == 2, [query["sql"] for query in asked]  # the generations, the records


def test_none_is_no_search(engine, home) -> None:
    assert search_all([]) == ()
