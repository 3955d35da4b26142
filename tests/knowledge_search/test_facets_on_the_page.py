"""The form's facets: grouped under plain words, long ones folded, what is chosen always in sight."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from knowledge_search.facets import KINDS_GROUP
from knowledge_search.registry import Registry
from tests.knowledge_search.conftest import MakeProject


@pytest.fixture
def engine() -> str:
    """The page looks the same whoever answers."""
    return "database"


@pytest.fixture
def grouped(own_registry: Registry) -> None:
    """Themes and keywords under one heading, places under another, yes and no beside the kinds."""
    groups = {
        "theme": "Thema",
        "tag": "Thema",
        "municipality": "Wo",
        "district": "Wo",
        "technology": KINDS_GROUP,
    }
    own_registry.own_facets[:] = [
        replace(facet, group=groups[facet.name], unfolded=facet.name == "theme")
        for facet in own_registry.own_facets
    ]


def outline(text: str) -> list[str]:
    """The form's headings and the names of its facets, in order."""
    found = re.findall(r'search-filters__group">([^<]+)<|data-search-fold="(\w+)"', text)
    return [heading or f"- {name}" for heading, name in found]


def test_facets_stand_under_the_headings_they_declare(
    grouped: None, make_project: MakeProject, client: Client
) -> None:
    make_project("A", theme="alter", technology=True, municipality="15087130", tags="socent")
    text = client.get("/suche/").content.decode()
    assert outline(text) == [
        *("Thema", "- theme", "- tag"),
        *(KINDS_GROUP, "- type", "- technology"),
        *("Wo", "- municipality", "- district"),
    ]


def test_a_heading_without_facets_is_not_shown(
    grouped: None, make_project: MakeProject, client: Client
) -> None:
    make_project("A", theme="alter")
    assert outline(client.get("/suche/").content.decode()) == ["Thema", "- theme", KINDS_GROUP, "- type"]


def test_without_groups_there_are_no_headings(make_project: MakeProject, client: Client) -> None:
    make_project("A", theme="alter")
    assert outline(client.get("/suche/").content.decode()) == ["- theme", KINDS_GROUP, "- type"]


def is_open(text: str, facet: str) -> bool:
    return bool(re.search(rf'data-search-fold="{facet}" open', text))


def test_only_what_is_declared_or_chosen_stands_open(
    grouped: None, make_project: MakeProject, client: Client
) -> None:
    make_project("A", theme="alter", tags="socent")
    plain = client.get("/suche/").content.decode()
    assert is_open(plain, "theme")
    assert not is_open(plain, "tag")
    assert is_open(client.get("/suche/?tag=socent").content.decode(), "tag")


def parts_of_tags(text: str) -> tuple[list[str], list[str]]:
    """The keywords that are shown at once, and those in the fold."""
    group = text[text.index('data-search-fold="tag"') :]
    group = group[: group.index("</fieldset>")]
    first, _, rest = group.partition('class="search-facet__rest"')
    values = re.compile(r'name="tag" value="([^"]+)"')
    return values.findall(first), values.findall(rest)


def test_of_many_values_the_most_frequent_stand_first_and_the_others_are_folded(
    make_project: MakeProject, client: Client
) -> None:
    for number in range(12):
        make_project(tags=" ".join(f"t{tag:02}" for tag in range(number, 12)))
    text = client.get("/suche/").content.decode()
    first, rest = parts_of_tags(text)
    assert first == [f"t{number:02}" for number in range(11, 3, -1)]
    assert rest == ["t03", "t02", "t01", "t00"]
    assert "Mehr anzeigen (4 weitere" in text
    first, rest = parts_of_tags(client.get("/suche/?tag=t00").content.decode())
    assert first[-1] == "t00"
    assert len(first) == 9
    assert "t00" not in rest


def test_two_values_more_are_not_worth_a_fold(make_project: MakeProject, client: Client) -> None:
    make_project(tags=" ".join(f"t{number:02}" for number in range(10)))
    first, rest = parts_of_tags(client.get("/suche/").content.decode())
    assert (len(first), rest) == (10, [])


def test_each_box_has_a_label_of_its_own(make_project: MakeProject, client: Client) -> None:
    make_project(theme="alter", tags=" ".join(f"t{number:02}" for number in range(70)))
    text = client.get("/suche/?tag=t69").content.decode()
    boxes = re.findall(r'type="checkbox" id="([^"]+)"', text)
    assert len(set(boxes)) == len(boxes) > 50
    assert set(re.findall(r'<label class="search-facet__label[^>]* for="([^"]+)"', text)) == set(boxes)
