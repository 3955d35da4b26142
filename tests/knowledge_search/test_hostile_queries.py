"""No query string makes an error: the corpus that every engine and endpoint must pass."""

import json
from pathlib import Path

import pytest
from django.http import HttpResponse

CORPUS = json.loads((Path(__file__).parents[1] / "corpus" / "hostile_queries.json").read_text())


@pytest.fixture
def ask(make_project, client):
    """Ask an address with every query string; return the answers by the name of the case."""
    make_project("Pflege im Alter", theme="alter", tags="socent", latitude=51.5, longitude=11.5)
    make_project("Garten", theme="arbeit", municipality="15087130", technology=True)

    def ask(address: str) -> dict[str, HttpResponse]:
        return {
            case["name"]: client.get(f"{address}{'' if '?' in address else '?'}{case['query']}")
            for case in CORPUS
        }

    return ask


def test_the_corpus_is_large_enough_and_each_case_is_named_once():
    assert len(CORPUS) >= 50
    assert len({case["name"] for case in CORPUS}) == len(CORPUS)


def test_the_page_answers_all_of_them(ask):
    for name, response in ask("/suche/").items():
        assert response.status_code == 200, name
        assert "search-results__count" in response.content.decode(), name


def test_the_page_of_all_values_answers_all_of_them(ask):
    for name, response in ask("/suche/werte/tag/").items():
        assert response.status_code == 200, name


def test_the_api_answers_or_refuses_in_json(ask):
    for name, response in ask("/api/v2/search/").items():
        assert response.status_code in (200, 400), name
        data = response.json()
        if response.status_code == 400:
            assert data["errors"], name
            assert all(error["message"] for error in data["errors"]), name
        else:
            assert data["meta"]["total_count"] >= 0, name


def test_the_map_answers_or_refuses_in_json(ask):
    for name, response in ask("/api/v2/search/clusters/").items():
        # Without a zoom the map is refused; what else is wrong is named beside it.
        assert response.status_code == 400, name
        assert response.json()["errors"], name
    for name, response in ask("/api/v2/search/clusters/?zoom=7&").items():
        assert response.status_code in (200, 400), name
        assert ("clusters" if response.status_code == 200 else "errors") in response.json(), name


def test_the_suggestions_answer_or_refuse_in_json(ask):
    for name, response in ask("/api/v2/suggest/").items():
        assert response.status_code in (200, 400), name
        assert ("suggestions" if response.status_code == 200 else "errors") in response.json(), name


@pytest.mark.parametrize("word", ["dorf", "script", "alert"])
def test_a_title_that_looks_like_html_is_text_on_the_page(make_project, client, word):
    make_project("<script>alert(1)</script> Dorf", summary='<img src="x" onerror="alert(2)"> Dorf & Script')
    response = client.get(f"/suche/?q={word}")
    (hit,) = response.context["results"].hits
    assert "<mark>" in hit.title_html
    for html in (hit.title_html, hit.summary_html):
        plain = html.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in plain
        assert ">" not in plain
    page = response.content.decode()
    assert hit.title_html in page
    assert "<script>alert" not in page
    assert "<script><mark>" not in page
    assert "<img src" not in page


def test_no_query_becomes_a_part_of_the_page(make_project, client):
    make_project("<script>alert(1)</script> Dorf", summary="<i>Dorf</i>")
    for case in [*CORPUS, {"name": "html", "query": "q=%3Cscript%3Ealert(1)%3C/script%3E+dorf"}]:
        response = client.get(f"/suche/?{case['query']}")
        for hit in response.context["results"].hits:
            for html in (hit.title_html, hit.summary_html):
                plain = html.replace("<mark>", "").replace("</mark>", "")
                assert "<" not in plain, case["name"]
                assert ">" not in plain, case["name"]
        assert "<script>alert" not in response.content.decode(), case["name"]


def test_what_is_highlighted_is_escaped_whatever_was_asked(make_project, client):
    make_project(
        "<b>Pflege</b>", summary='<i onclick="x">Pflege</i> & Alter', body="<script>Pflege</script> </mark>"
    )
    for case in [*CORPUS, {"name": "pflege", "query": "q=pflege"}]:
        response = client.get(f"/api/v2/search/?{case['query']}")
        for item in response.json().get("items", ()):
            for piece in item["highlights"]:
                plain = piece.replace("<mark>", "").replace("</mark>", "")
                assert "<" not in plain, case["name"]
                assert ">" not in plain, case["name"]
