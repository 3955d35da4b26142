"""The rules of the contract for facets, one test each."""

import pytest
from django.http import QueryDict

from knowledge_search.request import SearchRequest
from tests.knowledge_search.conftest import counts, titles


@pytest.fixture
def four(make_project):
    make_project("A", theme="arbeit", technology=True, municipality="15087130", tags="socent solawi")
    make_project("B", theme=("arbeit", "alter"), technology=False, municipality="15087370", tags="socent")
    make_project("C", theme="alter", technology=True, municipality="15087130")
    make_project("D", theme="gesundheit")


def test_values_of_one_facet_are_joined_by_or(four, find):
    assert sorted(titles(find(type="project", theme=("arbeit", "gesundheit")))) == ["A", "B", "D"]


def test_facets_are_joined_by_and(four, find):
    assert titles(find(theme="arbeit", technology="true")) == ["A"]


def test_without_filters_every_value_is_counted(four, find):
    page = find()
    assert counts(page, "theme") == {"arbeit": 2, "alter": 2, "gesundheit": 1}
    assert counts(page, "technology") == {"true": 2, "false": 1}
    assert counts(page, "tag") == {"socent": 2, "solawi": 1}
    assert counts(page, "type") == {"project": 4, "page": 1}


def test_counts_are_under_all_filters_but_the_facets_own(four, find):
    page = find(theme="arbeit")
    assert counts(page, "theme") == {"arbeit": 2, "alter": 2, "gesundheit": 1}
    assert counts(page, "technology") == {"true": 1, "false": 1}

    page = find(theme="arbeit", technology="true")
    assert counts(page, "theme") == {"arbeit": 1, "alter": 1}
    assert counts(page, "technology") == {"true": 1, "false": 1}
    assert counts(page, "municipality") == {"15087130": 1}


def test_counts_are_under_the_words_too(four, make_project, find):
    make_project("Pflege im Dorf", theme="alter")
    assert counts(find("pflege"), "theme") == {"alter": 1}
    assert counts(find("pflege", theme="arbeit"), "theme") == {"alter": 1, "arbeit": 0}


def test_counts_are_right_when_the_words_match_nearly_everything(make_project, find):
    for number in range(9):
        make_project("Gemeinsam", theme="arbeit" if number % 3 else "alter", tags=f"t{number}")
    make_project("Allein", theme="gesundheit", tags="t0 t1")
    page = find("gemeinsam")
    assert page.total == 9
    assert counts(page, "theme") == {"arbeit": 6, "alter": 3}
    assert counts(page, "tag") == {f"t{number}": 1 for number in range(9)}
    assert counts(page, "type") == {"project": 9}


def test_a_count_is_what_a_click_on_it_gives(four, find):
    page = find(technology="true")
    for value, count in counts(page, "theme").items():
        assert find(technology="true", theme=value).total == count


def test_selected_values_are_listed_with_count_0(four, find):
    page = find(theme="gesundheit", technology="true")
    assert page.total == 0
    assert counts(page, "theme") == {"arbeit": 1, "alter": 1, "gesundheit": 0}
    assert counts(page, "technology") == {"true": 0}


def test_an_unknown_tag_is_no_error_and_counts_0(four, client, api):
    answer = api("?tag=gibtsnicht")
    assert answer["meta"]["total_count"] == 0
    tag = next(facet for facet in answer["facets"] if facet["name"] == "tag")
    assert {"value": "gibtsnicht", "label": "gibtsnicht", "count": 0, "selected": True} in tag["values"]


def test_a_well_formed_key_where_nothing_is_counts_0(four, api):
    assert api("?municipality=15999999")["meta"]["total_count"] == 0
    assert api("?district=15999")["meta"]["total_count"] == 0
    assert api("?district=15087")["meta"]["total_count"] == 3


@pytest.mark.parametrize(
    "query", ["municipality=1508713", "municipality=abc", "district=15087130", "district=١٥٠٨٧"]
)
def test_a_malformed_key_is_an_error(four, client, query):
    assert client.get(f"/api/v2/search/?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["theme=unbekannt", "type=unbekannt", "technology=vielleicht", "farbe=rot", "theme=Arbeit"]
)
def test_an_unknown_parameter_or_value_is_named_by_the_api(four, client, query):
    response = client.get(f"/api/v2/search/?{query}")
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    name, value = query.split("=")
    assert (error["parameter"], error["value"]) == (name, value)
    assert "Möglich sind" in error["message"]


def test_the_page_ignores_what_it_does_not_know_and_says_so(four, client):
    response = client.get("/suche/?theme=unbekannt&farbe=rot")
    assert response.status_code == 200
    text = response.content.decode()
    assert "5 Treffer" in text
    assert "„unbekannt“" in text
    assert "„farbe“" in text


def test_known_values_beside_an_unknown_one_still_filter(four, client):
    assert "2 Projekte" in client.get("/suche/?theme=unbekannt&theme=arbeit").content.decode()


def test_values_come_in_the_vocabularys_order_with_its_labels(four, find):
    facet = next(facet for facet in find().facets if facet.name == "theme")
    assert [value.label for value in facet.values] == ["Arbeit", "Alter", "Gesundheit"]
    assert facet.values[0].colour == "#1F5A9C"


def test_tags_come_by_frequency(four, find):
    facet = next(facet for facet in find().facets if facet.name == "tag")
    assert [value.value for value in facet.values] == ["socent", "solawi"]


def test_places_have_names(four, find):
    facet = next(facet for facet in find().facets if facet.name == "municipality")
    assert [value.label for value in facet.values] == ["Eisleben, Lutherstadt", "Sangerhausen"]


def test_the_page_lists_at_most_50_values_and_the_selected_ones(make_project, client):
    make_project(tags=" ".join(f"t{number:03}" for number in range(80)))
    make_project(tags=" ".join(f"t{number:03}" for number in range(60)))
    text = client.get("/suche/?tag=t079").content.decode()
    assert text.count('name="tag"') == 51
    assert 'value="t079" checked' in text
    assert "/suche/werte/tag/?tag=t079" in text
    assert "Alles zu „Schlagwort“ (80)</a>" in text


def test_the_api_lists_every_value_above_0(make_project, api):
    make_project(tags=" ".join(f"t{number:03}" for number in range(80)))
    assert len(next(f for f in api("")["facets"] if f["name"] == "tag")["values"]) == 80


def test_all_values_of_a_facet_can_be_searched_and_chosen(make_project, client):
    make_project("X", theme="arbeit", tags=" ".join(f"t{number:03}" for number in range(80)))
    text = client.get("/suche/werte/tag/?theme=arbeit&tag=t001").content.decode()
    assert text.count('name="tag"') == 80 + 1  # and the find form keeps the chosen one
    text = client.get("/suche/werte/tag/?theme=arbeit&tag=t001&find=T07").content.decode()
    assert 'value="t070"' in text
    assert 'value="t060"' not in text
    assert '<input type="hidden" name="tag" value="t001">' in text
    assert client.get("/suche/werte/gibtsnicht/").status_code == 404


def test_facets_without_any_value_are_not_shown(make_project, client):
    make_project("Ohne alles")
    text = client.get("/suche/").content.decode()
    assert 'name="technology"' not in text
    assert "Art des Inhalts" in text


def test_the_sentence_counts_the_projects_among_all_hits(four, find):
    assert find().sentence == "5 Treffer, davon 4 Projekte"
    assert find(type="project").sentence == "Hier sind 4 Projekte, die deinen Suchkriterien entsprechen"
    assert find(type=("project", "page")).sentence == "5 Treffer, davon 4 Projekte"
    assert find(type="page").sentence == "1 Seite entspricht deinen Suchkriterien"
    assert find(theme="gesundheit").sentence == "1 Treffer, davon 1 Projekt"
    assert find(theme="alter").sentence == "2 Treffer, davon 2 Projekte"
    assert find("xyzxyz").sentence == "Keine Treffer"
    assert find("xyzxyz", type="project").sentence == "Keine Projekte entsprechen deinen Suchkriterien"


def test_every_search_comes_back_from_its_address(themes):
    query = (
        "q=gute+Pflege&theme=alter&theme=arbeit&tag=a%26b&bbox=10.8%2C51.3%2C11.8%2C51.8&near=51.5%2C11.5"
        "&radius_km=12.5&sort=distance&view=map&page=3"
    )
    request, problems = SearchRequest.parse(QueryDict(query))
    assert problems == []
    assert request.to_query() == f"?{query}"
    without = request.without_value("theme", "alter")
    assert without.filters["theme"] == ("arbeit",)
    assert without.page == 1
