"""The search page: a plain form whose whole state is in the address."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client


@pytest.fixture
def engine() -> str:
    """The page looks the same whoever answers."""
    return "database"


def test_an_empty_store_has_a_search_page(home, client):
    home.delete()
    text = client.get("/suche/").content.decode()
    assert "Keine Treffer" in text
    assert "Noch ist nichts veröffentlicht" in text


def test_the_form_shows_the_state_of_the_address(make_project, client):
    make_project("Garten", theme="alter", latitude=51.5, longitude=11.5)
    text = client.get("/suche/?q=garten&theme=alter&near=51.5,11.5&radius_km=5&sort=title").content.decode()
    assert 'name="q" value="garten"' in text
    assert re.search(r'name="theme" value="alter" checked', text)
    assert '<input type="hidden" name="near" value="51.5,11.5">' in text
    assert '<option value="title" selected>' in text
    assert '<option value="distance">' in text


def test_chips_remove_one_filter_each(make_project, client):
    make_project("Garten", theme="alter", tags="socent")
    text = client.get("/suche/?q=garten&theme=alter&tag=socent").content.decode()
    assert 'href="?q=garten&amp;tag=socent"' in text
    assert 'href="?q=garten&amp;theme=alter"' in text
    assert 'href="?theme=alter&amp;tag=socent"' in text
    assert "Filter (2 aktiv)" in text


def test_all_filters_go_at_once_and_the_words_stay(make_project, client):
    make_project("Garten", theme="alter", tags="socent", latitude=51.5, longitude=11.5)
    asked = "q=garten&theme=alter&tag=socent&bbox=11,51,12,52&near=51.5,11.5&radius_km=5&sort={}"
    for query, left in [
        (asked.format("title"), "?q=garten&amp;sort=title"),
        (asked.format("distance"), "?q=garten"),
        ("theme=alter", "?"),
    ]:
        text = client.get(f"/suche/?{query}").content.decode()
        assert f'href="{left}" rel="nofollow">Alle Filter entfernen' in text


def test_words_alone_are_no_filter(make_project, client):
    make_project("Garten")
    text = client.get("/suche/?q=garten").content.decode()
    assert 'aria-label="Suchwort entfernen: „garten“"' in text
    assert "Alle Filter entfernen" not in text


def test_pages(make_project, client):
    for _ in range(45):
        make_project("Garten")
    text = client.get("/suche/?q=garten&page=2").content.decode()
    assert text.count('class="search-hits__item"') == 20
    assert 'start="21"' in text
    assert 'href="?q=garten" rel="prev"' in text
    assert 'href="?q=garten&amp;page=3" rel="next"' in text
    assert client.get("/suche/?q=garten&page=3").content.decode().count('class="search-hits__item"') == 5


@pytest.mark.parametrize(
    ("page", "shown"), [("99999999", 3), ("4", 3), ("-1", 1), ("0", 1), ("zwei", 1), ("", 1), ("1e3", 1)]
)
def test_a_page_that_does_not_exist_shows_the_nearest_and_says_so(make_project, client, page, shown):
    for _ in range(45):
        make_project("Garten")
    response = client.get(f"/suche/?q=garten&page={page}")
    assert response.status_code == 200
    text = response.content.decode()
    assert f'aria-current="page" aria-label="Seite {shown}"' in text
    assert ('class="search-problems ' in text) == (page != "")
    assert (f"Diese Seite der Treffer gibt es nicht. Du siehst Seite {shown}." in text) == (page != "")


def test_a_search_without_hits_helps(make_project, client):
    make_project("Garten")
    text = client.get("/suche/?q=raumfahrt&type=project").content.decode()
    assert "Keine Projekte entsprechen deinen Suchkriterien" in text
    assert "Zu „raumfahrt“ haben wir mit diesem Filter nichts gefunden" in text
    assert "Entferne einen der Filter" in text
    assert 'href="?q=raumfahrt" rel="nofollow">alle auf einmal' in text
    assert '<a href="/suche/">alle Einträge zeigen</a>' in text
    assert "Entferne einen der Filter" not in client.get("/suche/?q=raumfahrt").content.decode()


def test_the_page_of_all_values_says_what_its_figures_are_of(make_project, client):
    make_project("Garten", theme="alter", tags="socent")
    said = "Die Zahlen gelten für deine Suche"
    assert said not in client.get("/suche/werte/tag/").content.decode()
    text = client.get("/suche/werte/tag/?q=garten&theme=alter").content.decode()
    assert f"{said} nach „garten“ mit 1 Filter." in text


def test_filtered_searches_stay_out_of_other_search_engines(make_project, client):
    make_project("Garten")
    plain, filtered = client.get("/suche/").content.decode(), client.get("/suche/?q=x").content.decode()
    assert "noindex" not in plain
    assert '<meta name="robots" content="noindex, follow">' in filtered
    assert '<link rel="canonical" href="http://testserver/suche/">' in plain


def test_what_people_type_is_escaped(make_project, client):
    make_project("Garten <script>alert(1)</script>", tags="<b>")
    text = client.get("/suche/?q=<script>alert(1)</script>&farbe=<img src=x>").content.decode()
    assert "<script>" not in text
    assert "<img" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;" in text


def test_a_too_long_query_is_cut_and_said(make_project, client):
    make_project("Garten")
    text = client.get("/suche/?q=garten" + "+x" * 300).content.decode()
    assert "Nur die ersten 500 Zeichen zählen" in text


def test_only_reading(home, client):
    assert client.post("/suche/").status_code == 405


def test_the_page_has_no_inline_script_and_no_inline_style(make_project, client):
    make_project("Garten")
    text = client.get("/suche/?q=garten").content.decode()
    assert re.findall("<script(?![^>]* src=)", text) == []
    assert "style=" not in text
    assert "onclick" not in text


@pytest.mark.parametrize(
    ("query", "words", "parameter"),
    [
        ("farbe=blau", "Mit „farbe“ in der Adresse können wir nichts anfangen.", "farbe"),
        ("theme=nirgends", "„nirgends“ gibt es unter „Themenfeld“ nicht: Wähl aus der Liste.", "theme"),
        (
            "technology=vielleicht",
            "„vielleicht“ gibt es unter „Lösung durch Technologie“ nicht",
            "technology",
        ),
        ("municipality=Eisleben", "„Eisleben“ gibt es unter „Gemeinde“ nicht", "municipality"),
        ("sort=schnell", "unter „Reihenfolge“ nicht; es gilt „Beste Treffer zuerst“.", "sort"),
        ("sort=distance", "Für „Nächste zuerst“ fehlt der Ort: Trag unter „Umkreis“ einen ein.", "sort"),
        ("view=globus", "unter „Ansicht“ nicht; es gilt „Liste“.", "view"),
        ("near=hier", "Den Ort in der Adresse verstehen wir nicht", "near"),
        ("near=51.5,11.5&radius_km=weit", "Die Entfernung in der Adresse verstehen wir nicht", "radius_km"),
        ("radius_km=10", "Für die Entfernung fehlt der Ort: Trag einen ein.", "radius_km"),
        ("bbox=1,2", "Den Kartenausschnitt in der Adresse verstehen wir nicht", "bbox"),
        ("q=haus&q=hof", "„Suchwort“ steht mehrmals in der Adresse; das erste gilt.", "q"),
        (f"tag={'x' * 300}", "Eine Angabe zu „Schlagwort“ ist zu lang", "tag"),
        ("&".join(f"tag=t{n}" for n in range(101)), "Zu „Schlagwort“ kannst du höchstens 100", "tag"),
    ],
)
def test_people_read_labels_and_programs_names(home, client, query, words, parameter):
    page = client.get(f"/suche/?{query}").content.decode()
    (said,) = re.findall(r'<ul class="search-problems__list">(.*?)</ul>', page, re.S)
    assert words in said
    assert "Möglich sind" not in said
    if parameter != "farbe":
        assert f"„{parameter}" not in said
    (error,) = Client().get(f"/api/v2/search/?{query}").json()["errors"]
    assert error["parameter"] == parameter
    assert f"„{parameter}" in error["message"]


def test_all_values_have_a_page_of_their_own_name(make_project, client):
    make_project("Garten", theme="alter")
    text = client.get("/suche/werte/theme/").content.decode()
    assert ">Alle Themenfelder</h1>" in text
    assert "<title>Alle Themenfelder – Suche" in text
    assert "Zu „xyz“ passt hier nichts." in client.get("/suche/werte/theme/?find=xyz").content.decode()


def test_a_heading_points_only_to_a_number_of_pages_that_is_there(make_project, client):
    make_project("Garten")
    assert "search-page-number" not in client.get("/suche/").content.decode()
    for _ in range(20):
        make_project("Garten")
    text = client.get("/suche/").content.decode()
    assert 'aria-describedby="search-page-number"' in text
    assert 'id="search-page-number"' in text


def test_any_paginated_list_has_the_links_of_the_search():
    source = "{% load knowledge_search_tags %}{% pages_of entries as pages %}"
    template = Template(
        source + '{% include "knowledge_search/includes/pagination.html" with label="Seiten" %}'
    )
    entries = Paginator(range(90), 10)
    text = template.render(Context({"entries": entries.page(5)}))
    assert re.findall(r'href="\?page=(\d+)"', text) == ["4", "1", "3", "4", "5", "6", "7", "9", "6"]
    assert '<a href="?page=5" aria-current="page" aria-label="Seite 5">' in text
    assert "<nav" not in template.render(Context({"entries": Paginator(range(9), 10).page(1)}))
