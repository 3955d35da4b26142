"""The map of a search, drawn by the server: pins, clusters, what has no place, and places by their names."""

import re
from collections.abc import Callable
from math import hypot
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template
from django.test import Client

from knowledge_search.engines import Cluster
from knowledge_search.maps.drawing import MapPoint
from knowledge_search.maps.grouping import box_of, groups
from knowledge_search.maps.result import search_map
from knowledge_search.maps.viewport import Viewport, zoom_for
from knowledge_search.models import Record
from knowledge_search.request import SearchRequest
from tests.knowledge_search.conftest import MakeProject
from tests.knowledge_search.engines import EngineClient

REGION = (10.55, 50.93, 13.19, 53.05)
EISLEBEN = ("Eisleben", 51.5276, 11.5487)


def names() -> list[tuple[str, float, float]]:
    return [("Magdeburg", 52.13, 11.64), EISLEBEN]


def find_place(name: str) -> tuple[str, float, float] | None:
    return EISLEBEN if name.casefold() == "eisleben" else None


@pytest.fixture
def region(settings: Any, engine: str) -> None:
    here = "tests.knowledge_search.test_map"
    settings.KNOWLEDGE_SEARCH = {
        **settings.KNOWLEDGE_SEARCH,
        "MAP": {
            "BOUNDS": REGION,
            "OUTLINES": "geo/outlines.svg",
            "ATTRIBUTION": "© Amt",
            "NAMES": f"{here}.names",
            "FIND_PLACE": f"{here}.find_place",
        },
    }


@pytest.fixture
def places(make_project: MakeProject) -> None:
    for number in range(3):
        make_project(f"Haus {number}", theme="alter", latitude=51.52 + number / 100, longitude=11.54)
    make_project("<b>Magdeburg</b>", theme="alter", latitude=52.131, longitude=11.64, place="Magdeburg")
    make_project("Ohne Ort B", theme="alter")
    make_project("Ohne Ort A", theme="arbeit")


@pytest.fixture
def page(client: EngineClient) -> Callable[[str], str]:
    def page(query: str) -> str:
        response = client.get(f"/suche/?view=map&type=project&{query}")
        assert response.status_code == 200
        return response.content.decode()

    return page


def links(html: str) -> dict[str, str]:
    """Address by accessible name, of all pins and clusters."""
    found = re.findall(r'class="map-drawing__link" href="([^"]*)" aria-label="([^"]*)"', html)
    return {label: address.replace("&amp;", "&") for address, label in found}


def test_a_pin_leads_to_its_entry_and_a_cluster_to_its_part_of_the_map(region, places, page, client):
    drawn = links(page("theme=alter"))
    pin = "Projekt: &lt;b&gt;Magdeburg&lt;/b&gt;, Magdeburg"
    cluster = "3 Einträge um Eisleben: näher heran"
    assert drawn.keys() == {pin, cluster}
    assert drawn[pin].startswith("/projekte/")
    query = parse_qs(urlsplit(drawn[cluster]).query)
    assert {**query, "bbox": []} == {"type": ["project"], "theme": ["alter"], "view": ["map"], "bbox": []}
    nearer = client.get(drawn[cluster])
    assert nearer.context["results"].total == 3


def test_clusters_can_be_followed_until_each_entry_stands_alone(region, places, page, client):
    html = page("theme=alter")
    for _ in range(12):
        clusters = [address for label, address in links(html).items() if "näher heran" in label]
        if not clusters:
            break
        html = client.get(clusters[0]).content.decode()
    assert sorted(links(html)) == ["Projekt: Haus 0", "Projekt: Haus 1", "Projekt: Haus 2"]


def test_entries_in_one_house_are_shown_as_a_list(region, make_project, page, client):
    for title in ("Café", "Werkstatt"):
        make_project(title, latitude=51.5276, longitude=11.5487)
    ((label, address),) = links(page("bbox=11.548,51.527,11.549,51.528")).items()
    assert label == "2 Einträge um Eisleben: als Liste"
    assert "view=map" not in address
    assert client.get(address).context["results"].total == 2


def test_hits_without_a_place_are_counted_and_listed_by_title(region, places, page):
    html = page("")
    assert "4 Treffer stehen auf der Karte" in html
    assert "2 Treffer haben keinen Ort" in html
    unplaced = html.split("search-map__unplaced")[1].split("</details>")[0]
    assert re.findall(r">(Ohne Ort .)</a>", unplaced) == ["Ohne Ort A", "Ohne Ort B"]
    html = page("q=magdeburg")
    assert "1 Treffer steht auf der Karte" in html
    assert "keinen Ort" not in html
    assert "Kein Treffer hat einen Ort" in page("theme=arbeit")


def test_the_map_stands_on_outlines_and_says_whose_they_are(region, places, page):
    html = page("")
    assert '/static/geo/outlines.svg#outlines"' in html
    assert "© Amt" in html
    assert ">Magdeburg</text>" in html


def test_without_settings_there_is_a_map_on_bare_ground(engine, places, page):
    html = page("")
    assert "3 Einträge: näher heran" in links(html)
    assert "#outlines" not in html
    assert "data-search-map" not in html


def test_list_and_map_keep_everything_but_the_view(region, places, page, client):
    address = "/suche/?type=project&theme=alter&sort=title&q=haus"
    listed = client.get(address).content.decode()
    assert "map-drawing" not in listed
    (to_map,) = re.findall(r'<a href="([^"]*view=map[^"]*)" rel="nofollow">', listed)
    assert set(parse_qs(to_map[1:].replace("&amp;", "&"))) == {"type", "theme", "sort", "q", "view"}
    assert re.search(r'view=map[^>]*aria-current="true"', page("")) is not None
    assert re.search(r'view=map[^>]*aria-current="true"', listed) is None


def test_a_map_takes_as_many_queries_for_many_hits_as_for_few(region, make_project, client, engine):
    def grow(number: int) -> None:
        for _ in range(number):
            spread = Record.objects.count() / 40
            make_project(latitude=51 + spread, longitude=10.6 + spread)
            make_project()

    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.get("/suche/?view=map")
        Record.objects.filter(pk=Record.objects.first().pk).update(title="Anders")
        with CaptureQueriesContext(connection) as captured:
            client.get("/suche/?view=map")
        return len(captured)

    grow(3)
    few = queries()
    grow(20)
    assert queries() == few


@pytest.mark.parametrize(
    "query",
    [
        "bbox=-180,-90,180,90",
        "bbox=179.9,51,-179.9,52",
        "bbox=11.5,51.5,11.5,51.5",
        "bbox=10,89.9,11,90",
        "bbox=nan,0,0,0",
        "near=90,180&radius_km=1000",
        "near=-90,-180&radius_km=0.001",
        "near=51.5,11.5",
        "zoom=99999",
        "q=%00%27%22%3Cscript%3E",
        "place=%00",
        "place=" + "x" * 5000,
    ],
)
def test_whatever_part_of_the_world_is_asked_for_the_page_answers(region, places, page, query):
    html = page(query)
    assert "search-results__count" in html
    assert "<script>" not in html
    assert "nan" not in re.findall(r'viewBox="([^"]*)"', html)


def test_points_on_both_sides_of_the_date_line_stand_beside_each_other(region, make_project, page):
    make_project("Ost", latitude=51.5, longitude=179.9)
    make_project("West", latitude=51.5, longitude=-179.9)
    html = page("bbox=179.8,51.4,-179.8,51.6")
    assert set(links(html)) == {"Projekt: Ost", "Projekt: West"}
    xs = [float(x) for x in re.findall(r'<svg x="([\d.]+)%"', html)]
    assert len(xs) == 2
    assert all(0 < x < 100 for x in xs)


def test_a_place_is_found_by_its_name(region, places, client):
    response = client.get("/suche/?view=map&type=project&place=EISLEBEN&radius_km=5")
    assert response.status_code == 302
    query = parse_qs(urlsplit(response["Location"]).query)
    assert query == {
        "type": ["project"],
        "near": ["51.5276,11.5487"],
        "radius_km": ["5"],
        "view": ["map"],
    }
    found = client.get(response["Location"])
    assert found.context["results"].total == 3
    assert "Umkreis 5 km bei Eisleben" in found.content.decode()
    default = client.get("/suche/?place=Eisleben&radius_km=")
    assert parse_qs(urlsplit(default["Location"]).query)["radius_km"] == ["10"]


def test_a_place_that_nobody_knows_and_a_radius_around_nothing_are_said_so(region, places, client):
    unknown = client.get("/suche/?place=Atlantis&type=project")
    assert "Den Ort „Atlantis“ kennen wir nicht" in unknown.content.decode()
    assert unknown.context["results"].total == 6
    mistyped = client.get("/suche/?place=Atlantis&radius_km=25").content.decode()
    # To be mended, it must stand there, and nobody has to choose the distance again.
    assert re.search('name="place" value="Atlantis" [^>]*aria-invalid="true"', mistyped)
    assert '<option value="25" selected>' in mistyped
    assert "fehlt der Ort" not in mistyped
    assert "near=Breite" not in mistyped
    around = client.get("/suche/?near=51.5,11.5&place=Atlantis&radius_km=25")
    assert around.context["search"].radius_km == 25
    nowhere = client.get("/suche/?place=&radius_km=10&type=project").content.decode()
    assert "fehlt der Ort" in nowhere
    assert "near=Breite" not in nowhere
    # A form sends empty fields too.
    assert "search-problems__list" not in client.get("/suche/?place=&radius_km=").content.decode()


def test_the_api_knows_points_and_no_names(region, places):
    response = Client().get("/api/v2/search/?place=Eisleben")
    assert [error["parameter"] for error in response.json()["errors"]] == ["place"]


def test_links_stand_apart_and_lead_to_as_many_as_they_say():
    """Nothing is lost, links keep their distance, and no rectangle holds another's entries."""
    points = [(51 + (n * 7 % 100) / 60, 10.8 + (n * 13 % 97) / 45) for n in range(300)]
    for size in (0.02, 0.3, 2.6, 40, 400):
        view = Viewport(11.5 - size / 2, -60.2 - size / 2, size)
        zoom = 12
        clusters = [Cluster(latitude, longitude, 1, n) for n, (latitude, longitude) in enumerate(points, 1)]
        made = groups(clusters, zoom, view)
        assert sum(group.count for group in made) == len(points)
        for one in made:
            west, south, east, north = box_of(one, zoom)
            inside = [p for p in points if south <= p[0] <= north and west <= p[1] <= east]
            assert len(inside) == one.count
            for other in made:
                assert one is other or hypot(one.x - other.x, one.y - other.y) >= 1 / 11


def test_the_finer_a_search_looks_the_finer_it_is_grouped():
    wide = zoom_for(SearchRequest(), REGION)
    near = zoom_for(SearchRequest(near=(51.5, 11.5), radius_km=5), REGION)
    box = zoom_for(SearchRequest(bbox=(11.5, 51.5, 11.501, 51.501)), REGION)
    world = zoom_for(SearchRequest(bbox=(-180, -90, 180, 90)), REGION)
    assert 0 <= world < wide < near < box <= 22


def test_other_pages_draw_a_search_or_points(region, places, engine):
    from tests.knowledge_search.engines import push_changes

    push_changes()
    found = search_map(SearchRequest(filters={"theme": ("alter",)}))
    template = Template(
        "{% load knowledge_search_maps %}{% map_drawing found.drawing 'Alle Orte' %}"
        "{% map_of_points points as drawing %}{% map_drawing drawing 'Hier' %}"
    )
    points = [MapPoint(51.5, 11.5, "Projekt: Garten"), MapPoint(51.6, 11.7, "Haus", "/haus/")]
    html = template.render(Context({"found": found, "points": points}))
    assert found.placed == 4
    assert 'aria-label="Alle Orte"' in html
    assert 'role="img" aria-label="Projekt: Garten"' in html
    assert links(html)["Haus"] == "/haus/"
    assert (
        Template("{% load knowledge_search_maps %}{% map_of_points points as d %}[{{ d }}]").render(
            Context({"points": []})
        )
        == "[None]"
    )


def test_what_an_engine_does_not_know_to_be_gone_is_not_drawn(region, places, page, engine):
    page("")
    Record.objects.filter(title__contains="Magdeburg").delete()
    assert not [label for label in links(page("theme=alter")) if "Magdeburg" in label]
