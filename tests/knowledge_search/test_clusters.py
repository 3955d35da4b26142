"""The map of a search: places grouped by tile, on every engine."""

import math
from typing import Any

import pytest
from django.http import HttpResponse

from knowledge_search.api import clusters as endpoint
from tests.knowledge_search.conftest import MakeProject
from tests.knowledge_search.engines import EngineClient

ADDRESS = "/api/v2/search/clusters/"


@pytest.fixture
def places(make_project: MakeProject) -> None:
    make_project("Eisleben", theme="alter", latitude=51.528, longitude=11.548)
    make_project("Lutherstadt", theme="arbeit", latitude=51.53, longitude=11.55)
    make_project("Magdeburg", theme="alter", latitude=52.131, longitude=11.64)
    make_project("Ohne Ort", theme="alter")


@pytest.fixture
def ask(client: EngineClient) -> Any:
    def ask(query: str) -> Any:
        response = client.get(f"{ADDRESS}?{query}")
        assert response.status_code == 200, response.content
        return response.json()

    return ask


def test_near_places_stand_together_and_single_ones_say_what_they_are(places, ask):
    answer = ask("type=project&zoom=9")
    assert answer["meta"] == {"total_count": 4, "placed_count": 3, "zoom": 9, "zoom_used": 9}
    several, single = answer["clusters"]
    assert (several["count"], several["id"]) == (2, None)
    assert several["latitude"] == pytest.approx(51.529, abs=1e-5)
    assert several["longitude"] == pytest.approx(11.549, abs=1e-5)
    assert "title" not in several
    assert (single["count"], single["title"], single["type"]) == (1, "Magdeburg", "project")
    assert single["url"].startswith("http://testserver/projekte/")


def test_the_zoom_decides_what_stands_together(places, ask):
    for zoom, counts in ((0, [3]), (9, [2, 1]), (22, [1, 1, 1])):
        assert [cluster["count"] for cluster in ask(f"zoom={zoom}")["clusters"]] == counts


def test_words_filters_and_boxes_hold_for_the_map_too(places, ask):
    assert [c["title"] for c in ask("zoom=5&q=magdeburg")["clusters"]] == ["Magdeburg"]
    assert [c["title"] for c in ask("zoom=5&theme=arbeit")["clusters"]] == ["Lutherstadt"]
    assert ask("zoom=5&bbox=11.5,51.5,11.6,51.6&theme=alter")["meta"]["total_count"] == 1
    assert ask("zoom=5&q=?!")["clusters"] == []
    assert ask("zoom=5&q=nichtszufinden")["meta"]["placed_count"] == 0


def test_tiles_are_those_of_a_web_map(make_project, ask):
    """On both sides of a tile's border, and at the ends of the world."""
    zoom = 4
    tiles = 2 ** (zoom + 1)
    row = 10
    border = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / tiles))))
    for latitude, longitude in ((border + 0.01, 11.3), (border - 0.01, 11.3), (border - 0.02, 11.3)):
        make_project(latitude=latitude, longitude=longitude)
    for latitude in (90.0, 86.0, -90.0):
        make_project(latitude=latitude, longitude=180.0)
    counts = sorted((round(c["latitude"]), c["count"]) for c in ask(f"zoom={zoom}")["clusters"])
    assert counts == [(-90, 1), (round(border), 1), (round(border), 2), (88, 2)]


def test_too_many_clusters_are_grouped_more_coarsely(make_project, ask, monkeypatch):
    monkeypatch.setattr(endpoint, "MAX_SHOWN", 4)
    for number in range(10):
        make_project(latitude=50.05 + number / 5, longitude=11.5)
    answer = ask("zoom=20")
    assert answer["meta"]["zoom"] == 20
    assert answer["meta"]["zoom_used"] < 20
    assert 1 < len(answer["clusters"]) <= 4
    assert sum(cluster["count"] for cluster in answer["clusters"]) == answer["meta"]["placed_count"] == 10


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "zoom"),
        ("zoom=", "zoom"),
        ("zoom=23", "zoom"),
        ("zoom=-1", "zoom"),
        ("zoom=nah", "zoom"),
        ("zoom=1&zoom=2", "zoom"),
        ("zoom=1&bbox=1,2,3", "bbox"),
        ("zoom=1&quatsch=1", "quatsch"),
    ],
)
def test_what_cannot_be_used_is_named(places, client, query, parameter):
    response: HttpResponse = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["parameter"] == parameter
    assert error["message"]


def test_every_origin_may_ask_and_is_told_which_engine_answered(places, client, engine):
    response = client.get(f"{ADDRESS}?zoom=3")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Search-Engine"] == engine
    assert client.post(ADDRESS).status_code == 405
