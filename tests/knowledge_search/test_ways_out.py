"""What a search without hits would find if one thing less narrowed it: what is promised is what is found."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from knowledge_search import service
from knowledge_search.request import SearchRequest
from knowledge_search.service import search, totals
from knowledge_search.ways_out import ways_out
from tests.knowledge_search.conftest import MakeProject
from tests.knowledge_search.engines import EngineClient, push_changes


@pytest.fixture
def store(make_project: MakeProject) -> None:
    make_project("Gemüsegarten", theme=("alter", "arbeit"), tags="socent", latitude=51.5, longitude=11.5)
    make_project("Obstgarten", theme="alter", tags="socent solawi", latitude=51.6, longitude=11.6)
    make_project("Werkstatt", theme="arbeit", technology=True, latitude=52.5, longitude=12.5)
    make_project("Pflegedienst", theme="gesundheit", technology=False)


def asked(query: str) -> SearchRequest:
    request, problems = SearchRequest.parse(QueryDict(query))
    assert not problems
    return request


@pytest.mark.parametrize(
    "query",
    [
        "q=garten&theme=gesundheit",
        "q=garten&theme=gesundheit&tag=socent",
        "theme=alter&theme=arbeit&technology=false&tag=solawi",
        "q=garten&technology=true&near=51.5,11.5&radius_km=5&sort=distance",
        "q=werkstatt&bbox=11,51,12,52&theme=arbeit",
        "q=garten&theme=gesundheit&bbox=11,51,12,52&near=51.5,11.5&radius_km=30",
        "q=...&theme=alter",
    ],
)
def test_each_way_leads_to_as_much_as_it_promises(store: None, engine: str, query: str) -> None:
    push_changes()
    results = search(asked(query))
    assert results.engine == engine
    assert results.total == 0
    ways = ways_out(results)
    assert ways
    for way in ways:
        found = search(asked(way.url.removeprefix("?")))
        assert found.total == way.count > 0, way
    assert [way.count for way in ways] == sorted((way.count for way in ways), reverse=True)
    # Nothing that would help is kept back.
    whole = results.request
    for name in whole.filters:
        left = {other: values for other, values in whole.filters.items() if other != name}
        total = search(whole.changed(filters=left)).total
        assert (total in [way.count for way in ways]) == (total > 0)


def test_several_values_of_a_facet_go_together(store: None, engine: str) -> None:
    push_changes()
    (way,) = [
        w
        for w in ways_out(search(asked("q=pflegedienst&theme=alter&theme=arbeit")))
        if "Themenfeld" in w.label
    ]
    assert way.label == "„Themenfeld: Arbeit oder Alter“"
    assert parse_qs(urlsplit(way.url).query) == {"q": ["pflegedienst"]}
    assert way.sentence == "1 Treffer"


@pytest.mark.parametrize("query", ["q=garten", "q=xyzzy", ""])
def test_where_there_are_hits_or_only_words_the_engine_is_not_asked(
    store: None, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    results = search(asked(query))
    monkeypatch.delattr(service, "answering")
    assert ways_out(results) == []


def test_the_number_of_queries_does_not_rise_with_that_of_filters(
    store: None, themes: dict[str, Any], make_project: MakeProject
) -> None:
    def queries(query: str) -> int:
        request = asked(query)
        filters = request.filters
        ways = [request.changed(filters={k: v for k, v in filters.items() if k != name}) for name in filters]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            totals(ways)
        return len(captured)

    one = queries("q=garten&theme=gesundheit")
    many = queries("q=garten&theme=gesundheit&tag=socent&technology=true&municipality=15087130&type=page")
    assert one == many


def test_the_page_lists_them(store: None, client: EngineClient, engine: str) -> None:
    text = client.get("/suche/?q=garten&theme=gesundheit").content.decode()
    assert "Zu „garten“ haben wir mit diesem Filter nichts gefunden" in text
    assert re.search(
        r'<a href="\?q=garten" rel="nofollow">Ohne „Themenfeld: Gesundheit“</a>: 2 Treffer', text
    )
    assert re.search(r'<a href="\?theme=gesundheit" [^>]*>Ohne das Suchwort „garten“</a>: 1 Treffer', text)


def test_a_way_to_one_kind_of_content_names_it(store: None, client: EngineClient, engine: str) -> None:
    text = client.get("/suche/?q=garten&theme=gesundheit&type=project").content.decode()
    assert "Ohne „Themenfeld: Gesundheit“</a>: 2 Projekte<" in text
    text = client.get("/suche/?q=garten&type=page").content.decode()
    assert "Ohne „Art des Inhalts: Seiten“</a>: 2 Treffer<" in text


def test_what_people_typed_is_escaped_in_them(store: None, client: EngineClient, engine: str) -> None:
    text = client.get("/suche/?q=<b>garten</b>&theme=gesundheit&tag=<i>").content.decode()
    assert "<b>" not in text
    assert "<i>" not in text
