"""No query string makes an error: the corpus that every engine and endpoint must pass."""

import json
from pathlib import Path

import pytest

CORPUS = json.loads((Path(__file__).parents[1] / "corpus" / "hostile_queries.json").read_text())
hostile = pytest.mark.parametrize("query", [pytest.param(c["query"], id=c["name"]) for c in CORPUS])


@pytest.fixture
def store(make_project):
    make_project("Pflege im Alter", theme="alter", tags="socent", latitude=51.5, longitude=11.5)
    make_project("Garten", theme="arbeit", municipality="15087130", technology=True)


def test_the_corpus_is_large_enough_and_each_case_is_named_once():
    assert len(CORPUS) >= 50
    assert len({case["name"] for case in CORPUS}) == len(CORPUS)


@hostile
def test_the_page_answers(store, client, query):
    response = client.get(f"/suche/?{query}")
    assert response.status_code == 200
    assert "search-results__count" in response.content.decode()


@hostile
def test_the_values_page_answers(store, client, query):
    assert client.get(f"/suche/werte/tag/?{query}").status_code == 200


@hostile
def test_the_api_answers_or_refuses_in_json(store, client, query):
    response = client.get(f"/api/v2/search/?{query}")
    assert response.status_code in (200, 400)
    data = response.json()
    if response.status_code == 400:
        assert data["errors"]
        assert all(error["message"] for error in data["errors"])
    else:
        assert data["meta"]["total_count"] >= 0
