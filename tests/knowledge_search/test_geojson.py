"""All hits with a place, for whoever takes them away."""

import json
import tracemalloc
from typing import Any

import pytest
from django.test import Client

from knowledge_search.models import Record
from tests.knowledge_search.conftest import MakeProject

ADDRESS = "/api/v2/search.geojson"


@pytest.fixture
def places(make_project: MakeProject) -> None:
    make_project("Eisleben", theme="alter", latitude=51.528, longitude=11.548, place="Eisleben")
    make_project('Garten "Süd" <b>', theme="arbeit", latitude=51.53, longitude=11.55)
    make_project("Magdeburg", theme="alter", latitude=52.1312345678, longitude=11.64)
    make_project("Ohne Ort", theme="alter")


def ask(query: str = "") -> Any:
    response = Client().get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return json.loads(b"".join(response.streaming_content))


def test_each_hit_with_a_place_is_a_point_with_what_a_map_says_of_it(places):
    answer = ask("theme=alter&q=eisleben")
    assert answer["type"] == "FeatureCollection"
    assert answer["meta"] == {"total_count": 1, "placed_count": 1, "unplaced_count": 0}
    (feature,) = answer["features"]
    properties = feature.pop("properties")
    assert feature == {
        "type": "Feature",
        "id": f"project/{properties['id']}",
        "geometry": {"type": "Point", "coordinates": [11.548, 51.528]},
    }
    assert properties["url"].startswith("http://testserver/projekte/")
    assert {**properties, "id": 0, "url": ""} == {
        "type": "project",
        "id": 0,
        "title": "Eisleben",
        "url": "",
        "place": "Eisleben",
        "kind_label": "Projekt",
    }


def test_hits_without_a_place_are_counted(places):
    answer = ask("type=project")
    assert answer["meta"] == {"total_count": 4, "placed_count": 3, "unplaced_count": 1}
    assert sorted(f["properties"]["title"] for f in answer["features"]) == [
        "Eisleben",
        'Garten "Süd" <b>',
        "Magdeburg",
    ]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("theme=alter", 2),
        ("theme=alter&theme=arbeit", 3),
        ("q=magdeburg", 1),
        ("bbox=11.5,51.5,11.6,51.6", 2),
        ("near=51.528,11.548&radius_km=1", 2),
        ("near=51.528,11.548&sort=distance", 3),
        ("q=?!", 0),
        ("q=nichtszufinden", 0),
        # They turn the pages of a list, and this has none.
        ("limit=1&offset=1", 3),
    ],
)
def test_words_filters_and_places_hold_here_too(places, query, number):
    answer = ask(query)
    assert len(answer["features"]) == answer["meta"]["placed_count"] == number


@pytest.mark.parametrize("query", ["farbe=blau", "bbox=1,2,3", "near=91,0", "theme=gibtsnicht", "page=2"])
def test_what_cannot_be_used_is_named_as_the_search_does(places, query):
    response = Client().get(f"{ADDRESS}?{query}")
    assert response.status_code == 400
    assert response.json() == Client().get(f"/api/v2/search/?{query}").json()


def test_everyone_may_read_and_nobody_may_write(places):
    response = Client().get(ADDRESS)
    assert response["Content-Type"] == "application/geo+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Search-Engine"] == "database"
    assert Client().options(ADDRESS).status_code == 204
    assert Client().post(ADDRESS).status_code == 405


def test_an_answer_of_many_hits_takes_as_much_memory_as_one_of_few(
    make_project, django_assert_max_num_queries
):
    model = make_project("Vorbild", latitude=51.5, longitude=11.5)
    record = Record.objects.get(object_id=model.pk, type="project")

    def grow(number: int) -> None:
        taken = Record.objects.order_by("-object_id").values_list("object_id", flat=True)[0]
        rows = []
        for extra in range(number):
            row = Record(**{f.attname: getattr(record, f.attname) for f in Record._meta.concrete_fields})
            row.pk, row.object_id, row.title = None, taken + 1 + extra, "Titel " * 40
            rows.append(row)
        Record.objects.bulk_create(rows)

    def most_held() -> tuple[int, int]:
        with django_assert_max_num_queries(7):
            response = Client().get(ADDRESS)
            tracemalloc.start()
            size = sum(len(piece) for piece in response.streaming_content)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return size, peak

    grow(1_000)
    most_held()
    few, peak_of_few = most_held()
    grow(4_000)
    many, peak_of_many = most_held()
    assert many > 4 * few
    assert peak_of_many < 1.5 * peak_of_few
