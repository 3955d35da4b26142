"""The shape of `GET /api/v2/search/`, and how it refuses."""

import pytest
from django.test import Client


@pytest.fixture
def one(make_project):
    return make_project(
        "Dorfladen",
        theme="arbeit",
        technology=False,
        summary="Ein Laden für alle",
        latitude=51.5,
        longitude=11.5,
        municipality="15087130",
    )


def test_the_answer_is_the_contracts(one, api):
    assert api("?q=dorfladen&theme=arbeit") == {
        "meta": {"total_count": 1},
        "query": {"q": "dorfladen", "filters": {"theme": ["arbeit"]}, "sort": "relevance"},
        "suggestion": None,
        "facets": [
            {
                "name": "type",
                "label": "Art des Inhalts",
                "values": [{"value": "project", "label": "Projekte", "count": 1, "selected": False}],
            },
            {
                "name": "theme",
                "label": "Themenfeld",
                "values": [{"value": "arbeit", "label": "Arbeit", "count": 1, "selected": True}],
            },
            {
                "name": "technology",
                "label": "Lösung durch Technologie",
                "values": [{"value": "false", "label": "Nein", "count": 1, "selected": False}],
            },
            {
                "name": "municipality",
                "label": "Gemeinde",
                "values": [
                    {"value": "15087130", "label": "Eisleben, Lutherstadt", "count": 1, "selected": False}
                ],
            },
            {
                "name": "district",
                "label": "Landkreis",
                "values": [{"value": "15087", "label": "15087", "count": 1, "selected": False}],
            },
            {"name": "tag", "label": "Schlagwort", "values": []},
        ],
        "items": [
            {
                "type": "project",
                "id": one.pk,
                "title": "Dorfladen",
                "summary": "Ein Laden für alle",
                "url": f"http://testserver/projekte/{one.slug}/",
                "highlights": [],
                "facets": {
                    "type": ["project"],
                    "theme": ["arbeit"],
                    "technology": ["false"],
                    "municipality": ["15087130"],
                    "district": ["15087"],
                },
                "location": {"latitude": 51.5, "longitude": 11.5},
            }
        ],
    }


def test_distance_is_given_in_a_search_near_a_point(one, api):
    (item,) = api("?near=51.5,11.6&radius_km=20&sort=distance")["items"]
    assert item["distance_km"] == pytest.approx(6.92, abs=0.05)


def test_limit_and_offset(make_project, api):
    for number in range(5):
        make_project(f"P{number}")
    query = "?type=project&sort=title"
    assert [i["title"] for i in api(f"{query}&limit=2")["items"]] == ["P0", "P1"]
    assert [i["title"] for i in api(f"{query}&limit=2&offset=4")["items"]] == ["P4"]
    assert api(f"{query}&limit=0")["items"] == []
    assert api(f"{query}&offset=9900&limit=100")["items"] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("limit=zehn", "limit"),
        ("offset=9981", "offset"),
        ("offset=9999999999999999999999", "offset"),
        ("page=2", "page"),
        ("sort=preis", "sort"),
        ("sort=distance", "sort"),
        ("view=kreis", "view"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=nan,nan,nan,nan", "bbox"),
        ("bbox=10,52,12,51", "bbox"),
        ("near=inf,0", "near"),
        ("near=91,0", "near"),
        ("radius_km=5", "radius_km"),
        ("near=51,11&radius_km=0", "radius_km"),
        ("q=a&q=b", "q"),
        ("q=" + "x" * 501, "q"),
        ("theme=" + "x" * 201, "theme"),
        ("tag=" + "&tag=".join(f"t{number}" for number in range(101)), "tag"),
    ],
)
def test_what_cannot_be_used_is_a_400_that_names_it(home, client, query, parameter):
    response = client.get(f"/api/v2/search/?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    data = response.json()
    assert data["message"]
    assert parameter in [error["parameter"] for error in data["errors"]]
    assert all(error["message"] and len(error["value"]) <= 80 for error in data["errors"])


def test_too_many_parameters_for_django_are_a_400_too(home, client):
    query = "&".join(f"p{number}=1" for number in range(1500))
    for address in ("/api/v2/search/", "/api/v2/search/clusters/", "/api/v2/suggest/"):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 400
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response.json()["message"] == "Die Anfrage hat zu viele Parameter."
    assert client.get(f"/suche/?{query}").status_code == 200


def test_everyone_may_read_and_nobody_may_write(home, engine):
    client = Client(enforce_csrf_checks=True)
    response = client.get("/api/v2/search/")
    assert response["X-Search-Engine"] == engine
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.head("/api/v2/search/").status_code == 200
    options = client.options("/api/v2/search/")
    assert options.status_code == 204
    assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for method in (client.post, client.put, client.patch, client.delete):
        response = method("/api/v2/search/")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["message"]
