"""What a search costs whose words nobody has asked for: one request to the engine, three to the database."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge_search import snapshot
from knowledge_search.engines.elasticsearch import index
from knowledge_search.engines.elasticsearch.client import get_patient_client
from knowledge_search.request import SearchRequest
from knowledge_search.service import search
from tests.elasticsearch.proxy import Proxy
from tests.factories import ProjectFactory

# Inside a transaction nothing is kept.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proxy(elasticsearch_url: str, settings: Any) -> Iterator[Proxy]:
    name = f"cost-{time.time_ns()}"
    with Proxy(elasticsearch_url) as proxy:
        settings.KNOWLEDGE_SEARCH = {"ELASTICSEARCH": {"URL": proxy.url, "INDEX": name, "ANSWER_SECONDS": 10}}
        for title in ("Dorfladen am Anger", "Dorfkino", "Stadtgarten"):
            ProjectFactory(title=title, technology=False)
        index.rebuild()
        yield proxy
        client = get_patient_client()
        for found in client.indices.get(index=f"{name}-*", features="aliases"):
            client.indices.delete(index=found)


def test_a_search_with_a_slip_and_filters(proxy: Proxy) -> None:
    search(SearchRequest(q="laden"))
    request = SearchRequest(
        q="dorfladne gibtesnicht", filters={"type": ("project",), "technology": ("false",)}, limit=20
    )
    proxy.behave("through")

    with CaptureQueriesContext(connection) as asked:
        page = search(request)
        marked = [(hit.title_html, hit.highlights) for hit in page.hits]

    assert proxy.behave("through").requests == 1
    assert page.engine == "elasticsearch"
    assert page.suggestion
    assert marked[0][0] == "<mark>Dorfladen</mark> am Anger"
    assert len(asked) == 3, [query["sql"] for query in asked]  # generations, the unknown words, records


def test_after_a_change_the_index_is_counted_once(proxy: Proxy) -> None:
    ProjectFactory(title="Dorfbad")
    request = SearchRequest(q="dorf")
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert search(request).engine == "elasticsearch"
        counts.append(sum("knowledge_search_change" in q["sql"] and "COUNT" in q["sql"] for q in asked))
    assert counts == [1, 0, 0]
    assert snapshot.current().generation
