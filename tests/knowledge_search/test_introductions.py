"""Above the hits stands what they are about, where one value of a facet is chosen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge_search.facets import Introduction
from knowledge_search.introductions import introduction
from knowledge_search.registry import Registry
from knowledge_search.request import SearchRequest
from knowledge_search.results import SearchPage
from knowledge_search.service import search
from tests.knowledge_search.testapp.models import Project, Theme

# Inside a transaction nothing is kept.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.knowledge_search.urls")]


@pytest.fixture(autouse=True)
def introduced(own_registry: Registry) -> None:
    """Projects stand in for the pages that introduce theme fields."""
    own_registry.own_facets[:] = [
        replace(facet, introduced_by="project" if facet.name == "theme" else "")
        for facet in own_registry.own_facets
    ]


@pytest.fixture
def alter() -> Project:
    theme = Theme.objects.create(key="alter", label="Alter")
    Theme.objects.create(key="arbeit", label="Arbeit")
    project = Project(title="Gut alt werden", slug="alter", summary="Alle werden <b>älter</b>.")
    project.themes.set([theme])
    project.save()
    return project


def asked(**filters: tuple[str, ...]) -> SearchPage:
    return search(SearchRequest(filters=filters))


def test_one_value_is_introduced(alter: Project, client: Client) -> None:
    text = client.get("/suche/?theme=alter").content.decode()
    assert '<h2 class="search-intro__title">Gut alt werden</h2>' in text
    assert "Alle werden &lt;b&gt;älter&lt;/b&gt;." in text
    assert '<a href="/projekte/alter/">Mehr über „Gut alt werden“</a>' in text


@pytest.mark.parametrize("query", ["", "?theme=alter&theme=arbeit", "?theme=arbeit", "?theme=alter&q=xyzzy"])
def test_nothing_several_and_what_has_no_introduction_are_not(
    alter: Project, client: Client, query: str
) -> None:
    assert "search-intro" not in client.get(f"/suche/{query}").content.decode()


def test_who_turns_the_page_has_read_it(alter: Project, client: Client) -> None:
    for number in range(25):
        project = Project(title="Garten", slug=f"garten-{number}")
        project.themes.set(Theme.objects.filter(key="alter"))
        project.save()
    assert "search-intro" in client.get("/suche/?theme=alter").content.decode()
    assert "search-intro" not in client.get("/suche/?theme=alter&page=2").content.decode()


def test_a_function_introduces_what_has_no_record(
    alter: Project, client: Client, own_registry: Registry
) -> None:
    def introduce(value: str) -> Introduction | None:
        return Introduction("Alt & jung", "Wer alt ist.", f"/{value}/") if value == "alter" else None

    own_registry.own_facets[:] = [
        replace(facet, introduced_by=introduce if facet.name == "theme" else "")
        for facet in own_registry.own_facets
    ]
    text = client.get("/suche/?theme=alter").content.decode()
    assert '<h2 class="search-intro__title">Alt &amp; jung</h2>' in text
    assert '<a href="/alter/">Mehr über „Alt &amp; jung“</a>' in text
    other = Project(title="Arbeiten", slug="arbeiten")
    other.themes.set(Theme.objects.filter(key="arbeit"))
    other.save()
    assert "search-intro" not in client.get("/suche/?theme=arbeit").content.decode()


def test_it_is_read_once_while_nothing_changes(alter: Project) -> None:
    def queries(read: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            read()
        return len(captured)

    results = asked(theme=("alter",))
    assert queries(lambda: introduction(results)) == 1
    assert queries(lambda: introduction(asked(theme=("alter",)))) == queries(lambda: asked(theme=("alter",)))
    alter.summary = "Anders."
    alter.save()
    changed = introduction(asked(theme=("alter",)))
    assert changed is not None
    assert changed.summary == "Anders."
