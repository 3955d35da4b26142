"""The first page and the overviews are made of registered sections; what has nothing to show is not there."""

from typing import Any

import pytest

from knowledge.pages.models import ListPage
from knowledge.pages.sections import Section, register_section, sections_for, unregister_section
from tests.factories import ProjectFactory, add_page, make_site

pytestmark = pytest.mark.django_db

TEMPLATE = "knowledge/sections/newest.html"


def names(place: str, page: Any) -> list[str]:
    return [section.name for section in sections_for(place, page, None)]


#: Always there: whoever knows something is invited to share it, above all where nothing is yet.
ALWAYS = {"home": ["share"], "list": []}


def test_the_first_page_of_an_empty_store_only_invites_to_share(client):
    home = make_site()
    assert names("home", home) == ALWAYS["home"]
    assert client.get(home.url).status_code == 200


def test_a_section_appears_with_the_first_thing_it_shows(client):
    home = make_site()
    ProjectFactory(title="Dorfladen", lighthouse=False)
    ProjectFactory(title="Entwurf", lighthouse=True, live=False)
    assert names("home", home) == ["numbers", "newest", "share"]
    html = client.get(home.url).content.decode()
    assert "Dorfladen" in html
    assert "Leuchttürme" not in html


@pytest.mark.parametrize("place", ["home", "list"])
def test_a_host_registers_sections_in_its_order_and_takes_them_out(place):
    home = make_site()
    page = home if place == "home" else add_page(home, ListPage, title="Aktuelles")
    full = Section("second", place, TEMPLATE, lambda page, request, found: {"hits": []}, order=2)
    first = Section("first", place, TEMPLATE, lambda page, request, found: {"hits": []}, order=1)
    empty = Section("empty", place, TEMPLATE, lambda page, request, found: None, order=0)
    for section in (full, first, empty):
        register_section(section)
    try:
        assert names(place, page) == ["first", "second", *ALWAYS[place]]
    finally:
        for section in (full, first, empty):
            unregister_section(section.place, section.name)
    assert names(place, page) == ALWAYS[place]
